/**
 * A branch without a line, hour by hour: what staff and devices can do and what not, with a stick and without. Real nodes and routes,
 * an injected clock, real batches.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { update } from "../../sync/rows";
import { command } from "../../sync/testing";
import { book, confirm, hold, mykad, send, startOf } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { scan } from "../checkin/checkin.fixture";
import { grantIdOf } from "../demo/staff";
import { grantMs } from "../identity/roles";
import type { TestBranch } from "../testing";

const hourMs = 3_600_000;

/** Headquarters and a branch whose staff have roles as headquarters really gives them, all settled at hour 0, then the line is cut. */
const setup = async (hoursBefore = 17) => {
  const country = await setupCountry();
  const { hq, timers, settle } = country;
  const branch = country.branches[0];
  const roles = {
    rohani: "officer",
    selvam: "officer",
    azlina: "supervisor",
    hafiz: "branch_admin",
  } as const;
  const grant = (staff: keyof typeof roles, set: object) =>
    hq.deps.writer.submit(command(), () =>
      ok({
        intent: "test",
        rows: [update("staffGrant", { id: grantIdOf(staff) }, set as { untilMs: number })],
        answer: null,
      }),
    );
  for (const [staff, role] of Object.entries(roles))
    orThrow(
      await grant(staff as keyof typeof roles, { standing: 1, untilMs: timers.nowMs() + grantMs[role] }),
    );
  // The line is cut when the next renewal is almost due: the last one is as old as it gets.
  timers.advance(hoursBefore * hourMs);
  await settle();
  const cutAtMs = timers.nowMs();
  country.cut(branch);
  return {
    ...country,
    branch,
    cutAtMs,
    /** So many hours after the cut. */
    at: async (hour: number) => {
      timers.advance(cutAtMs + hour * hourMs - timers.nowMs());
      await hq.scheduler.runDue();
    },
    revoke: (staff: keyof typeof roles) => grant(staff, { revokedAtMs: timers.nowMs() }),
    /** A file made here and taken there. */
    carry: async (from: TestBranch, to: TestBranch) => {
      const made = orThrow(await from.deps.usb.make(command(), from === hq ? branch.deps.self.branch : null));
      return orThrow(await to.deps.usb.take(command(), made.path));
    },
  };
};

/** One try at each kind of door: whatever else is wrong with what is asked, is it the line that shuts it? */
const doors = {
  "kiosk checks in": ["POST", "/checkins", "kiosk:1"],
  "display shows": ["GET", "/display", "display:1"],
  "slip is shown": ["GET", "/bookings/x/slip", "public:siti"],
  "officer signs on": ["POST", "/counters/x/sign-on", "officer:rohani"],
  "officer calls": ["POST", "/counters/x/next", "officer:rohani"],
  "officer serves": ["POST", "/tickets/x/serve", "officer:rohani"],
  "officer parks": ["POST", "/tickets/x/park", "officer:rohani"],
  "officer finishes": ["POST", "/tickets/x/finish", "officer:rohani"],
  "officer says absent": ["POST", "/tickets/x/absent", "officer:rohani"],
  "supervisor takes a stick": ["POST", "/usb/take", "supervisor:azlina"],
} as const;

const doorsOfTheLine = {
  "phone books": ["POST", "/holds", "public:siti"],
  "phone moves": ["POST", "/bookings/x/move", "public:siti"],
  "phone cancels": ["POST", "/bookings/x/cancel", "public:siti"],
  "kiosk books": ["POST", "/holds", "kiosk:1"],
  "kiosk gives a walk-in number": ["POST", "/walkins", "kiosk:1"],
  "officer books": ["POST", "/holds", "officer:rohani"],
  "officer gives a walk-in number": ["POST", "/walkins", "officer:rohani"],
  "officer checks in": ["POST", "/checkins", "officer:rohani"],
  "officer corrects": ["POST", "/bookings/x/parties/1/correct", "officer:rohani"],
  "officer adds a key": ["POST", "/staff/keys/options", "officer:rohani"],
  "officer erases": ["POST", "/erasures", "officer:rohani"],
  "supervisor closes": ["POST", "/branch/changes", "supervisor:azlina"],
  "supervisor changes the policy": ["PUT", "/branch/policy", "supervisor:azlina"],
  "supervisor enrols a device": ["POST", "/devices/codes", "supervisor:azlina"],
  "supervisor frees a key": ["POST", "/staff/people/x/recovery", "supervisor:azlina"],
} as const;

const shutOf = async (branch: TestBranch, table: typeof doors | typeof doorsOfTheLine) => {
  const shut: string[] = [];
  for (const [name, [method, path, as]] of Object.entries(table)) {
    const { body } = await branch.call(method, path, method === "GET" ? undefined : {}, { as });
    expect(String(body.code), name).not.toMatch(/grant_ended|not_allowed/);
    if (body.code === "line_too_old") shut.push(name);
  }
  return shut;
};

const phaseOf = async (branch: TestBranch) =>
  (await branch.call("GET", "/node")).body.lineAge?.phase ?? "young";

test("without a line and without a stick: everything for 72 hours, told from 48 on; then devices and who has a number", async () => {
  const { branch, at, cutAtMs } = await setup();
  for (let hour = 1; hour <= 80; hour++) {
    await at(hour);
    const phase = hour < 48 ? "young" : hour < 60 ? "soon" : hour < 72 ? "last_hours" : "stopped";
    expect(await phaseOf(branch), `hour ${hour}`).toBe(phase);
    expect(await shutOf(branch, doors), `hour ${hour}: what goes on`).toEqual([]);
    expect(await shutOf(branch, doorsOfTheLine), `hour ${hour}: what needs a word`).toEqual(
      hour < 72 ? [] : Object.keys(doorsOfTheLine),
    );
    // An administrator's role is for a day.
    const administrator = await branch.call("GET", "/counters", undefined, { as: "branch_admin:hafiz" });
    expect(administrator.status, `hour ${hour}: administrator`).toBe(hour < 24 ? 200 : 401);
  }
  expect((await branch.call("GET", "/node")).body.lineAge).toEqual({
    phase: "stopped",
    wordAt: expect.closeTo(cutAtMs, -5),
    stopsAt: expect.closeTo(cutAtMs + 72 * hourMs, -5),
  });
});

test("with a stick at 40 and at 100 hours: like one with a line, until 72 hours after each", async () => {
  const { branch, hq, at, carry } = await setup();
  for (let hour = 4; hour <= 120; hour += 4) {
    await at(hour);
    if (hour === 40 || hour === 100) await carry(hq, branch);
    const since = hour < 40 ? hour : hour < 100 ? hour - 40 : hour - 100;
    const phase = since < 48 ? "young" : since < 60 ? "soon" : "last_hours";
    expect(await phaseOf(branch), `hour ${hour}`).toBe(phase);
    expect(await shutOf(branch, doorsOfTheLine), `hour ${hour}`).toEqual([]);
  }
});

test("after 72 hours a stick opens what was shut", async () => {
  const { branch, hq, at, carry } = await setup();
  await at(100);
  expect(await shutOf(branch, doorsOfTheLine)).toEqual(Object.keys(doorsOfTheLine));
  expect(await shutOf(branch, doors)).toEqual([]);
  await carry(hq, branch);
  expect(await shutOf(branch, doorsOfTheLine)).toEqual([]);
  expect(await phaseOf(branch)).toBe("young");
});

describe("carried by the stick", () => {
  test("a booking of headquarters' page is checked in and served at hour 73, and headquarters knows it by the next file", async () => {
    const { branch, hq, at, carry, restore, settle } = await setup(0);
    branch.db.run("DELETE FROM schedule WHERE task <> 'seedCounters'");
    await branch.scheduler.runDue();
    const siti = { as: "siti", people: [mykad("900101-14-5678")] };
    const { slot } = startOf(hq);
    const held = await hold(hq, { ...siti, slot });
    const made = await confirm(hq, siti, held.body.holdId);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const kamal = { as: "kamal", people: [mykad("880202-10-5321", "KAMAL BIN ALI")] };
    const own = await book(branch, { ...kamal, slot: startOf(branch, 1).slot });
    expect(own.status).toBe(201);
    await at(0.5);
    expect((await carry(branch, hq)).records).toBeGreaterThan(0);
    await at(1);
    expect(await carry(hq, branch)).toMatchObject({ keys: 1 });
    const named = await send(branch, "officer:rohani", "GET", `/bookings/${made.body.id}`);
    expect(named.body.parties[0].name, "its key came, too").toContain("SITI");
    const there = await send(hq, "kamal", "GET", "/bookings");
    expect(there.status).toBe(200);
    expect(hq.db.query("SELECT state FROM party WHERE booking = ?").all(own.body.id)).toEqual([
      { state: "confirmed" },
    ]);

    // Thursday morning: the kiosk takes the slip, and an hour later the word is too old.
    const { startsAtMs } = made.body;
    const slip = (await send(hq, "siti", "GET", `/bookings/${made.body.id}/slip`)).body.text;
    branch.clock.advance(startsAtMs - branch.clock.nowMs());
    expect((await scan(branch, slip)).body).toMatchObject({ type: "checked_in" });
    await at(73.1);
    expect(await phaseOf(branch)).toBe("stopped");
    const [counter] = (await branch.call("GET", "/counters", undefined, { as: "officer:rohani" })).body.items;
    const does = async (path: string, body: object) => {
      const done = await branch.call("POST", path, body, { as: "officer:rohani" });
      expect(done.status, `${path}: ${JSON.stringify(done.body)}`).toBe(200);
      return done.body;
    };
    await does(`/counters/${counter.id}/sign-on`, { groups: ["B"] });
    const { current } = await does(`/counters/${counter.id}/next`, {});
    await does(`/tickets/${current.id}/serve`, {});
    await does(`/tickets/${current.id}/finish`, { outcome: "done" });
    await carry(branch, hq);
    expect(hq.db.query("SELECT state FROM party WHERE booking = ?").all(made.body.id)).toEqual([
      { state: "checked_in" },
    ]);

    // The line is back: nothing is there twice, and both say the same.
    restore(branch);
    await settle();
    const states = ({ db }: TestBranch) =>
      db.query("SELECT booking, no, state FROM party WHERE branch = 'SGR-HQ1' ORDER BY booking, no").values();
    expect(states(hq)).toEqual(states(branch));
  });

  test("an officer whose role was taken back is out as soon as the file is taken, and no earlier file brings them back", async () => {
    const { branch, hq, at, carry, revoke } = await setup();
    const asks = async () =>
      (await branch.call("GET", "/counters", undefined, { as: "officer:selvam" })).status;
    await at(10);
    const before = orThrow(await hq.deps.usb.make(command(), "SGR-HQ1"));
    const early = await Bun.file(before.path).bytes();
    orThrow(await revoke("selvam"));
    await at(20);
    expect(await asks(), "nobody has told the branch").toBe(200);
    await carry(hq, branch);
    expect(await asks()).toBe(401);
    const late = join(branch.deps.usb.folder(), "early.stolog");
    await Bun.write(late, early);
    expect(orThrow(await branch.deps.usb.take(command(), late))).toMatchObject({ records: 0, isOlder: true });
    expect(await asks()).toBe(401);
    expect((await branch.call("GET", "/counters", undefined, { as: "officer:rohani" })).status).toBe(200);
  });
});
