/** People and officers who book, cancel, come, take numbers and call at all nodes at once, until they are told to stop. */
import { type Random, systemClock } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import type { Country, ProcessNode } from "./replication.testing";
import type { Answer } from "./booking-client.testing";
import {
  insist,
  type Kept,
  type KeptBooking,
  type KeptTicket,
  nothingKept,
  requestBooking,
  visit,
} from "./replication-client.testing";
import { phone } from "./testing";

/** The service group of the visit. */
const group = "B";
const officers = ["officer:lim", "officer:ali", "officer:farah", "officer:selvam"] as const;
/** Few starts for many people: both sides sell them out. */
const startsPerBranch = 12;

export interface People {
  readonly kept: Kept;
  /** Starts that both sides sell, by branch. */
  readonly starts: ReadonlyMap<string, readonly string[]>;
  /** Resolves when `more` further acknowledgements have come. */
  acknowledged(more: number): Promise<void>;
  /** No new errands; resolves when everybody has an answer. */
  stop(): Promise<void>;
}

/** Sends people to every node until told to stop, `perNode` at a time: at a node that is down they wait, elsewhere life goes on. */
export const sendPeople = async (
  { hq, branches, nodes }: Country,
  random: Random,
  perNode: number,
): Promise<People> => {
  const kept = nothingKept();
  const below = (count: number): number => Math.floor((random.bytes(1)[0]! / 256) * count);
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const newKey = () => uuidv7(systemClock.nowMs(), random);
  const ask = (node: ProcessNode, as: string, path: string, body?: object) =>
    insist(node, as, path, body, newKey());

  const starts = new Map<string, readonly string[]>();
  for (const branch of branches) starts.set(branch.branch!, await sharedStarts(hq, branch));
  const counters = await Promise.all(branches.map((branch) => openCounter(branch)));

  let person = 0;
  const newDocument = (): string => {
    person++;
    return `${60 + Math.floor(person / 9000)}0101-14-${1000 + (person % 9000)}`;
  };
  const contested: string[] = [];
  let acks = 0;
  let waiting: { readonly at: number; readonly resolve: () => void } | undefined;
  const acknowledged = () => {
    acks++;
    if (waiting && acks >= waiting.at) waiting.resolve();
  };
  const refused = ({ status, body }: Answer) => {
    if (status >= 500) throw new Error(`a node failed: ${JSON.stringify(body)}`);
    const what = `${status} ${body.code ?? body.type}`;
    kept.refusals.set(what, (kept.refusals.get(what) ?? 0) + 1);
  };

  /** Nobody does two things with one booking, or at one counter, at a time. */
  const busy = new Set<string>();
  const someBooking = (fits: (booking: KeptBooking) => boolean): KeptBooking | undefined => {
    const found = [...kept.bookings.values()].filter((each) => !busy.has(each.id) && fits(each));
    return found.length === 0 ? undefined : found[Math.floor((below(256) / 256) * found.length)];
  };

  const book = async (node: ProcessNode) => {
    const branch = node === hq ? one(branches) : node;
    const as = below(3) === 0 ? phone(`phone ${person}`) : one(officers);
    const people = 1 + below(2);
    const slot = one(starts.get(branch.branch!)!);
    const isContested = below(6) === 0;
    const documents = Array.from({ length: people }, newDocument);
    if (isContested && contested.length > 0 && below(2) === 0) documents[0] = one(contested);
    else if (isContested) contested.push(documents[0]!);
    const made = await requestBooking(
      node,
      (path, body) => ask(node, as, path, body),
      slot,
      documents,
      person,
    );
    if (made.status !== 201) return refused(made);
    const { id, ref, startsAtMs } = made.body as KeptBooking;
    acknowledged();
    busy.add(id);
    const booking: KeptBooking = {
      id,
      ref,
      branch: branch.branch!,
      home: node.alias,
      people,
      slot,
      slip: "",
      startsAtMs,
      isContested,
      state: "confirmed",
    };
    kept.bookings.set(id, booking);
    const slip = await ask(node, "officer:lim", `/bookings/${id}/slip`);
    kept.bookings.set(id, { ...booking, slip: slip.body.text as string });
    busy.delete(id);
  };

  const change = async (
    node: ProcessNode,
    fits: (booking: KeptBooking) => boolean,
    work: (booking: KeptBooking) => Promise<void>,
  ) => {
    const isHere = ({ branch }: KeptBooking) => node === hq || node.branch === branch;
    const booking = someBooking((each) => each.state === "confirmed" && isHere(each) && fits(each));
    if (!booking) return;
    busy.add(booking.id);
    await work(booking);
    busy.delete(booking.id);
  };

  /** At another node than its home it is only asked for: home does it when the line is up. */
  const cancel = (node: ProcessNode) =>
    change(
      node,
      () => true,
      async (booking) => {
        const path = `/bookings/${booking.id}/cancel`;
        const done = await ask(node, "officer:lim", path, {});
        if (done.status !== 200) return refused(done);
        booking.state = "cancelled";
        acknowledged();
      },
    );

  const checkIn = (node: ProcessNode) =>
    change(
      node,
      // Who lost a claim at headquarters and comes all the same is an honest case of its own: not this test's.
      ({ startsAtMs, isContested }) => isToday(startsAtMs) && !isContested,
      async (booking) => {
        const body = { by: "slip", slip: booking.slip, lang: "ms" };
        const done = await ask(node, "kiosk:1", "/checkins", body);
        if (done.body.ticket === undefined) return refused(done);
        booking.state = "checked_in";
        keepTicket(booking.branch, done.body.ticket, booking.id);
      },
    );

  const walkIn = async (node: ProcessNode) => {
    const body = { service: visit.service, lane: "normal", lang: "ms" };
    const done = await ask(node, "kiosk:1", "/walkins", body);
    if (done.body.ticket === undefined) return refused(done);
    keepTicket(node.branch!, done.body.ticket, null);
  };

  const keepTicket = (
    branch: string,
    { id, number }: Pick<KeptTicket, "id" | "number">,
    booking: string | null,
  ) => {
    kept.tickets.set(id, { id, branch, number, booking });
    acknowledged();
  };

  const call = async (node: ProcessNode) => {
    const counter = counters.find((each) => each.node === node && !busy.has(each.id));
    if (!counter) return;
    busy.add(counter.id);
    const done = await ask(node, counter.officer, `/counters/${counter.id}/next`, { finish: true });
    busy.delete(counter.id);
    if (done.status !== 200) return refused(done);
    if (done.body.current === null) return;
    kept.calls.add(done.body.current.id as string);
    acknowledged();
  };

  const atHq = [book, book, book, cancel] as const;
  const atBranch = [book, book, book, cancel, checkIn, checkIn, walkIn, call, call] as const;
  const day = { isOver: false };
  const running = nodes.flatMap((node) =>
    Array.from({ length: perNode }, async () => {
      while (!day.isOver) {
        await one(node === hq ? atHq : atBranch)(node);
        // An errand that found nothing to do must not keep everybody else from theirs.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  const failed = Promise.race(running.map((each) => each.then(() => new Promise<never>(() => {}))));
  failed.catch(() => {});

  return {
    kept,
    starts,
    acknowledged: (more) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting = { at: acks + more, resolve };
      return Promise.race([promise, failed]);
    },
    stop: async () => {
      day.isOver = true;
      await Promise.all(running);
    },
  };
};

const zone = "Asia/Kuala_Lumpur";
const dateOf = (ms: number): string => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(ms);
const dayMs = 86_400_000;

const isToday = (ms: number): boolean => dateOf(ms) === dateOf(systemClock.nowMs());

/** A branch gives headquarters its share within ten seconds of hearing of it. */
const sharedMsMax = 40_000;

/** The next starts of a branch that both sides have units of, half of them today while there are any. */
const sharedStarts = async (hq: ProcessNode, branch: ProcessNode): Promise<readonly string[]> => {
  const freeOn = async (node: ProcessNode, date: string): Promise<readonly string[]> => {
    const query = new URLSearchParams({ branch: branch.branch!, ...visit, date });
    const { body } = await insist(node, "officer:lim", `/availability/day?${query}`, undefined, "");
    const { slots = [] } = body as { slots?: { slot: string; free: number; state: string }[] };
    return slots.filter(({ free, state }) => free > 0 && state === "free").map(({ slot }) => slot);
  };
  for (const untilMs = performance.now() + sharedMsMax; performance.now() < untilMs; await Bun.sleep(50)) {
    const found: string[] = [];
    for (const [after, most] of [
      [0, startsPerBranch / 2],
      [1, startsPerBranch],
      [2, startsPerBranch],
    ] as const) {
      const date = dateOf(systemClock.nowMs() + after * dayMs);
      const here = await freeOn(branch, date);
      const there = new Set(await freeOn(hq, date));
      found.push(
        ...here
          .filter((slot) => there.has(slot))
          .slice(-most)
          .slice(0, most - found.length),
      );
    }
    if (found.length === startsPerBranch) return found;
  }
  throw new Error(`headquarters has no share of ${branch.branch}'s days: ${branch.process().said()}`);
};

/** A counter of the branch that serves the group, with its officer at it. */
const openCounter = async (node: ProcessNode) => {
  const officer = "officer:rohani";
  const listed = await insist(node, officer, "/counters", undefined, "");
  const { items } = listed.body as { items: { id: string; groups: string[] }[] };
  const { id } = items.find(({ groups }) => groups.includes(group))!;
  const key = uuidv7(systemClock.nowMs(), {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  const done = await insist(node, officer, `/counters/${id}/sign-on`, {}, key);
  if (done.status !== 200) throw new Error(`no counter at ${node.branch}: ${JSON.stringify(done.body)}`);
  return { node, id, officer };
};
