/**
 * The hall as pages show it, worked out once per change instead of once per reader: hundreds of phones ask for their place
 * after the same call. Only pages read it; every decision reads the database.
 */
import type { TableName } from "../../sync/policies";
import type { Writer } from "../../sync/submit";
import type { ToCome } from "../booking/hall.usecase";
import { appointmentsToCome } from "../booking/hall.usecase";
import { allServices, groupOf } from "../catalogue/catalogue.usecase";
import type { Service } from "../catalogue/catalogue";
import type { Deps } from "../deps";
import { allCounters, type Counter } from "./counters.store";
import { type Estimate, estimateWaits, type HallAhead, type OpenCounter } from "./estimate";
import { dayRange, hallNow, type HallReader, todayOf } from "./hall.usecase";
import { hallReach, loadWaiting, policyNow, reachOf, type Waiting } from "./line.usecase";
import type { PolicyV1 } from "./policy";
import { order, type Ranked } from "./order";
import { type HallTicket, toldSince } from "./queue.store";
import { standingCalls } from "./replay";
import { servedFrom, serviceTimes, type ServiceTimes } from "./service-time";
import { currentAt } from "./steps.usecase";
import { laterStages, type Stage, type TicketStep } from "./ticket";
import { ticketNumber, numberMax } from "./ticket-number";
import type { Call, WaitingTicket } from "./waiting";

/** Who waits, and what happened before it, as far as pages need it. */
export interface Line extends Waiting {
  readonly policy: PolicyV1;
  /** Oldest first. */
  readonly calls: readonly Call[];
  /** Calls, recalls, finishes and undos of today as they were written, the latest `toldMax`. */
  readonly told: readonly TicketStep[];
}

export interface Picture {
  readonly reader: HallReader;
  readonly line: Line;
  readonly counters: readonly Counter[];
  readonly currentByCounter: ReadonlyMap<string, HallTicket>;
  /** Appointments of today whose people may still come. */
  readonly toCome: readonly ToCome[];
  readonly times: ServiceTimes;
  /** Everybody who waits in a group, as if one counter served it. */
  lineOf(group: string): readonly Ranked[];
  estimateOf(ticketId: string): Estimate | null;
  /** The wait of somebody who came now. */
  estimateForNewcomer(group: string): Estimate | null;
}

export type PictureDeps = Pick<Deps, "db" | "clock" | "self" | "writer">;

/** A picture without a change still ages: waits shorten and appointments become due. */
const ageMsMax = 15_000;
/** How old a picture of another node's hall may be when something changed somewhere. */
const elsewhereMsMax = 1_000;
/** Enough for every service time and every last call of a hall; a decision reads as far back as it needs. */
const toldMax = 2000;
/** Changes of these make a new picture. */
const shown: readonly TableName[] = [
  "ticket",
  "ticketStep",
  "counter",
  "counterStep",
  "booking",
  "party",
  "checkin",
  "branchRule",
  "service",
];
/** People with an appointment are waited for this long. */
const graceMs = 15 * 60_000;
/** What payment and collection take before anything was measured: short, whatever the service. */
const quickPriorMs = 5 * 60_000;

interface Kept {
  readonly byBranch: Map<string | null, Picture>;
  /** Pictures drawn before this commit may be out of date. */
  changes: number;
  readonly drawnAt: Map<string | null, number>;
}

const keptByWriter = new WeakMap<Writer, Kept>();

/** A branch's hall; headquarters asks for any branch's, whose rows it has. */
export const pictureOf = (deps: PictureDeps): Picture => {
  const kept = keptFor(deps.writer);
  const { branch } = deps.self;
  const now = hallNow(deps);
  const picture = kept.byBranch.get(branch);
  const ageMs = picture ? now.nowMs - picture.reader.nowMs : Infinity;
  const isChanged = kept.drawnAt.get(branch) !== kept.changes;
  // Headquarters merges every branch's calls: each one there would draw all halls anew.
  const isOld = isChanged && (deps.self.role === "branch" || ageMs >= elsewhereMsMax);
  if (picture && !isOld && ageMs >= 0 && ageMs <= ageMsMax) return picture;
  const drawn = draw(now);
  kept.byBranch.set(branch, drawn);
  kept.drawnAt.set(branch, kept.changes);
  return drawn;
};

const keptFor = (writer: Writer): Kept => {
  const known = keptByWriter.get(writer);
  if (known) return known;
  const made: Kept = { byBranch: new Map(), changes: 0, drawnAt: new Map() };
  writer.onCommit((_intents, tables) => {
    if (shown.some((table) => tables.has(table))) made.changes += 1;
  });
  keptByWriter.set(writer, made);
  return made;
};

const draw = (reader: HallReader): Picture => {
  const line = loadLine(reader);
  const counters = allCounters(reader);
  const currentByCounter = new Map(
    counters.flatMap((counter) => {
      const current = currentAt(reader, counter.id);
      return current ? [[counter.id, current] as const] : [];
    }),
  );
  const services = allServices(reader);
  const times = serviceTimes(servedFrom(line.told), (group, stage) =>
    priorMs(reader, services, group, stage),
  );
  const toCome = appointmentsToCome(
    reader,
    reader.branch!,
    reader.nowMs - graceMs,
    dayRange(reader, todayOf(reader).day).toMs,
  );
  const lines = new Map<string, readonly Ranked[]>();
  const newcomers = new Map<string, Estimate | null>();
  let waits: ReadonlyMap<string, Estimate | null> | undefined;

  const hallAhead = (): HallAhead => ({
    line: orderOf(line, [...new Set(line.waiting.map(({ group }) => group))], reader.nowMs).map(
      ({ waiting }) => waiting,
    ),
    counters: counters
      .filter(({ state }) => state === "open")
      .map((counter) => openCounter(counter, currentByCounter.get(counter.id), line)),
    expected: toCome.flatMap(({ grp, service, startMin }) => {
      const [stage, ...later] = services.find(({ code }) => code === service)?.stages ?? [];
      return stage ? [{ group: grp, stage, later, startsAtMs: startMin * 60_000 }] : [];
    }),
    times,
  });

  return {
    reader,
    line,
    counters,
    currentByCounter,
    toCome,
    times,
    lineOf: (group) => remember(lines, group, () => orderOf(line, [group], reader.nowMs)),
    estimateOf: (ticketId) => {
      waits ??= estimateWaits(line.policy, hallAhead(), reader.nowMs);
      return waits.get(ticketId) ?? null;
    },
    estimateForNewcomer: (group) =>
      remember(newcomers, group, () => {
        const ahead = hallAhead();
        const newcomer = newcomerOf(services, group, reader.nowMs);
        return (
          estimateWaits(line.policy, { ...ahead, line: [...ahead.line, newcomer] }, reader.nowMs).get(
            newcomer.ticketId,
          ) ?? null
        );
      }),
  };
};

const loadLine = (reader: HallReader): Line => {
  const told = toldSince(reader, dayRange(reader, todayOf(reader).day).fromMs, toldMax);
  return { ...loadWaiting(reader), policy: policyNow(reader), calls: standingCalls(told), told };
};

const remember = <T>(known: Map<string, T>, key: string, make: () => T): T => {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
};

const orderOf = (line: Line, groups: readonly string[], nowMs: number): readonly Ranked[] =>
  order(line.policy, line.waiting, line.calls, hallReach(groups), nowMs);

const openCounter = (counter: Counter, current: HallTicket | undefined, line: Line): OpenCounter => {
  if (!current) return { reach: reachOf(counter), busy: null };
  const { ticket, now } = current;
  const called = line.told.findLast(({ ticketId, kind }) => ticketId === ticket.ticketId && kind === "call");
  const sinceMs = called?.atMs ?? now.atMs;
  return {
    reach: reachOf(counter),
    busy: { group: now.group, stage: now.stage, later: laterStages(ticket, now.stage), sinceMs },
  };
};

/** The catalogue's duration, averaged over the group's services, until the day has measured its own. */
const priorMs = (reader: HallReader, services: readonly Service[], group: string, stage: Stage): number => {
  const units = services.filter((service) => service.group === group).map((service) => service.units);
  if (stage === "payment" || stage === "collection" || units.length === 0) return quickPriorMs;
  const mean = units.reduce((total, each) => total + each, 0) / units.length;
  return mean * groupOf(reader, group).slotMinutes * 60_000;
};

/** Somebody who would draw the last number of this group now. */
const newcomerOf = (services: readonly Service[], group: string, nowMs: number): WaitingTicket => {
  const [stage = "application", ...later] = services.find((service) => service.group === group)?.stages ?? [];
  return {
    ticketId: "newcomer",
    number: ticketNumber(group, numberMax),
    group,
    stage,
    lane: "normal",
    laneBase: "normal",
    claim: "none",
    startsAtMs: null,
    waitingSinceMs: nowMs,
    absences: 0,
    later,
    keptForCounterId: null,
  };
};
