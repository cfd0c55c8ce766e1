/**
 * A whole day of a branch in fast time: its three nodes as processes of their own, real paper, real pages; the clock leaps three minutes
 * at a time.
 */
import { expect, test } from "vitest";
import { type Ask, bookHeld, contactOf } from "../../server/booking-client.testing";
import { demoCallers } from "../../server/demo/client";
import { utcToLocal } from "../../server/calendar/time-zone";
import { seededRandom, systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { look } from "./looks.testing";
import { button, citizen } from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads answers as a client without types does
type Json = any;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stepMs = 3 * minuteMs;
const visitorsMin = 400;
const zone = "Asia/Kuala_Lumpur";
const supervisor = "supervisor:azlina";
const enquiry = "service=SOAL&kind=citizen&parties=1";
/** Visits, at the wall's time or soon after, of people who come ten minutes early. */
const bookedTimes = ["08:30", "09:30", "10:15", "11:30", "14:15", "15:45"];
/** This one stays away. */
const nobodyComes = "09:00";
/** And this one could not come in: there was no power. */
const inTheDark = "15:15";
const enterHall = `/demo/enter?as=${supervisor}&then=/hall`;
const officers = ["officer:rohani", "officer:selvam", "officer:lim", "officer:ali", "officer:farah"] as const;

test(
  "a day with 400 visitors, lunch, a printer without paper, a cut line and a power cut calls nobody out of turn",
  { timeout: 300_000 },
  async () => {
    const day = await openedDay();
    const cut = { expects: /net::ERR_(INCOMPLETE_CHUNKED_ENCODING|CONNECTION_REFUSED)/ };
    const hallPage = await room.visit(enterHall, cut);
    /** A page that nobody touched for a while is locked: the supervisor is back. */
    const supervisorLooks = () => hallPage.goto(room.branch + enterHall);
    const display = await room.visit("/display", { size: "hall", ...cut });
    const kiosk = await room.visit("/kiosk", { size: "kiosk", ...cut });

    await day.until("08:00");
    await day.officersComeIn();
    await day.until("08:15");
    await display.locator(".display-number .number").first().waitFor();
    await look(hallPage, "whole-day-morning");

    // Somebody at the kiosk itself, with its paper.
    await button(kiosk, "Bahasa Melayu").click();
    await button(kiosk, "Tiada temujanji").click();
    await until(async () => expect(await kiosk.getByRole("button").count()).toBeGreaterThan(3));
    await kiosk.reload();

    await day.until("10:00");
    await room.turn("paper", "out");
    await supervisorLooks();
    await hallPage.getByText("Tiada kertas").first().waitFor();
    await day.until("10:20");
    await room.turn("paper", "ok");

    await day.until("11:00");
    await room.line("cut");
    await day.until("12:00");
    await room.line("up");

    await day.until("13:00");
    await day.lunch("break");
    await day.until("14:00");
    await day.lunch("open");

    await day.until("15:00");
    await room.powerCut(21 * minuteMs);
    await until(() => day.isUp());
    await day.until("17:00");
    await day.officersGoHome();
    expect(day.came).toBeGreaterThanOrEqual(visitorsMin);
    await day.until("24:05");
    const check = await day.must(supervisor, "GET", `/branch/calls/check?date=${day.date}`);
    expect(check.deviations).toEqual([]);
    expect(check.calls).toBeGreaterThan(300);
    // Whoever stayed away is absent; whoever was to come while there was no power is not.
    await until(async () => {
      const { bookings } = await day.must(supervisor, "GET", `/branch/day?date=${day.date}`);
      const stateAt = (wall: string) => bookings.find((one: Json) => one.ref === day.refAt(wall)).state;
      expect([stateAt(nobodyComes), stateAt(inTheDark)]).toEqual(["no_show", "confirmed"]);
    });
  },
);

/** A working day some days on, which nobody opened around the clock: it has the hours of its branch. */
const openedDay = async () => {
  const once = async (as: string, method: string, path: string, body?: object): Promise<Json> => {
    const answer = await fetch(`${room.branch}/api/v1${path}`, {
      method,
      headers: {
        ...(await callers(as)),
        "content-type": "application/json",
        ...(method === "POST" ? { "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom) } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  /** Who had nothing to do for a while is locked out, and touches their key again. */
  const ask = async (...request: Parameters<typeof once>): Promise<Json> => {
    const answer = await once(...request);
    if (answer.status !== 401) return answer;
    callers = demoCallers(room.branch);
    return once(...request);
  };
  const must = async (...request: Parameters<typeof ask>): Promise<Json> => {
    const answer = await ask(...request);
    if (answer.status >= 300) throw new Error(`${request.join(" ")}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const nowMs = async (): Promise<number> => (await ask("public:anyone", "GET", "/node")).now;
  let callers = demoCallers(room.branch);

  const beganMs = await nowMs();
  const dateAfter = (days: number) => utcToLocal(zone, beganMs + days * 24 * hourMs).date;
  const { days } = await must(
    "public:anyone",
    "GET",
    `/availability?branch=SGR-HQ1&${enquiry}&from=${dateAfter(4)}&to=${dateAfter(14)}`,
  );
  const date = days.find(({ state }: Json) => state === "open").date as string;
  const midnightMs = Date.parse(`${date}T00:00:00+08:00`);
  const atWall = (wall: string): number => {
    const [hours = 0, minutes = 0] = wall.split(":").map(Number);
    return midnightMs + hours * hourMs + minutes * minuteMs;
  };
  const { slots } = await must(
    "public:anyone",
    "GET",
    `/availability/day?branch=SGR-HQ1&${enquiry}&date=${date}`,
  );
  /** Who is booked, by the wall's time of their visit. */
  const booked = new Map<string, { ref: string; mykad: string; startsAtMs: number }>();
  const taken = new Set<string>();
  for (const [no, wall] of [...bookedTimes, nobodyComes, inTheDark].entries()) {
    const asPhone: Ask = async (path, body) => {
      const answer = await once(`public:phone-${no}`, body ? "POST" : "GET", path, body);
      return { status: answer.status, body: answer };
    };
    // Headquarters sells some of the starts: the first that this branch has from then on.
    const { slot, startsAtMs } = slots.find(
      (one: Json) => one.state === "free" && one.startsAtMs >= atWall(wall) && !taken.has(one.slot),
    );
    taken.add(slot);
    const held = await asPhone("/holds", { slot, service: "SOAL", kind: "citizen", parties: 1 });
    if (held.status !== 201) throw new Error(`${wall}: ${JSON.stringify(held)}`);
    const person = citizen(no);
    const made = await bookHeld(asPhone, room.codeTo, held.body.holdId, {
      contact: contactOf(no),
      people: [{ ...person, answers: { topic: "passport" } }],
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made));
    booked.set(wall, { ref: made.body.ref, mykad: person.mykad, startsAtMs });
  }
  await room.leap(midnightMs + 7.75 * hourMs - (await nowMs()));
  await until(nowMs);
  // Those who were signed in days ago sign in again.
  callers = demoCallers(room.branch);

  const random = seededRandom(2026);
  const below = (count: number) => Math.floor((random.bytes(1)[0]! / 256) * count);
  const { services } = await must("kiosk:1", "GET", "/kiosk");
  const offered = services.map(({ code }: Json) => code) as string[];
  const { items } = await must(supervisor, "GET", "/counters");
  const desks = officers.map((as, at) => ({ as, counter: items[at].id as string, groups: [] as string[] }));
  const told = { came: 0, refused: 0 };
  const inside = new Set<string>();
  let working = false;
  let open = false;

  const comes = async () => {
    const service = offered[below(offered.length)]!;
    const priority = below(6) === 0;
    const wish = {
      service,
      lane: priority ? "priority" : "normal",
      claims: priority ? ["elderly"] : [],
      lang: "ms",
    };
    const { status } = await ask("kiosk:1", "POST", "/walkins", wish);
    if (status === 201 || status === 200) told.came++;
    else told.refused++;
  };
  const serves = async ({ as, counter }: (typeof desks)[number]) => {
    const { current } = await must(as, "GET", `/queue?counter=${counter}`);
    if (current?.state === "called") {
      await must(as, "POST", `/tickets/${current.id}/${below(30) === 0 ? "absent" : "serve"}`, {});
      return;
    }
    if (below(3) === 0) return;

    const next = await ask(as, "POST", `/counters/${counter}/next`, { finish: current !== null });
    if (next.status >= 300 && next.code !== "nobody_waits") throw new Error(JSON.stringify(next));
    if (next.current) await must(as, "POST", `/tickets/${next.current.id}/serve`, {});
  };
  const step = async (byMs: number) => {
    await room.leap(byMs);
    const now = await nowMs();
    for (const wall of bookedTimes) {
      const { ref, mykad, startsAtMs } = booked.get(wall)!;
      if (now < startsAtMs - 10 * minuteMs || inside.has(wall)) continue;
      inside.add(wall);
      const wish = { by: "reference", ref, documentNumber: mykad, lang: "ms" };
      await must("kiosk:1", "POST", "/checkins", wish);
      told.came++;
    }
    if (open) await Promise.all(Array.from({ length: 2 + below(3) }, comes));
    if (working) await Promise.all(desks.map(serves));
  };
  const each = (path: (counter: string) => string, body: (desk: (typeof desks)[number]) => object) =>
    Promise.all(desks.map((desk) => must(desk.as, "POST", path(desk.counter), body(desk))));

  return {
    date,
    refAt: (wall: string) => booked.get(wall)!.ref,
    ask,
    must,
    get came() {
      return told.came;
    },
    /** Time passes until the wall says so, with whoever comes and is served meanwhile. */
    until: async (wall: string) => {
      const atMs = atWall(wall);
      for (let left = atMs - (await nowMs()); left > 0; left = atMs - (await nowMs())) {
        const at = utcToLocal(zone, atMs - left).min;
        open = at >= 8 * 60 && at < 16.5 * 60;
        await step(Math.min(left, stepMs));
      }
    },
    officersComeIn: async () => {
      for (const [at, desk] of desks.entries()) {
        const all = items[at].groups as string[];
        desk.groups = all;
      }
      await each(
        (counter) => `/counters/${counter}/sign-on`,
        ({ groups }) => ({ groups }),
      );
      working = true;
    },
    officersGoHome: async () => {
      working = false;
      open = false;
      for (const { as, counter } of desks) {
        const { current } = await must(as, "GET", `/queue?counter=${counter}`);
        if (current) await must(as, "POST", `/tickets/${current.id}/finish`, { outcome: "done" });
        await must(as, "POST", `/counters/${counter}/close`, {});
      }
    },
    lunch: async (change: "break" | "open") => {
      working = false;
      if (change === "break")
        for (const { as, counter } of desks) {
          const { current } = await must(as, "GET", `/queue?counter=${counter}`);
          if (current) await must(as, "POST", `/tickets/${current.id}/finish`, { outcome: "done" });
        }
      await each(
        (counter) => `/counters/${counter}/${change}`,
        () => ({}),
      );
      working = change === "open";
    },
    isUp: nowMs,
  };
};
