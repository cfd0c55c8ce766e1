import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { minuteMs, rohani, setupHall } from "../queue/hall.fixture";
import { ok, orThrow } from "../../sync/core/result";
import { nodeByAlias } from "../../sync/roster";
import { insert } from "../../sync/rows";
import { command } from "../../sync/testing";
import { headersAs, type TestBranch } from "../testing";
import { type Figures, troublesOf, urgency } from "./fleet";
import { ownPulse } from "./pulse.usecase";
import { samplePulsesTask } from "./samples.usecase";

type Json = Record<string, unknown>;
const nothing = { intent: "test", rows: [], answer: null } as const;

const noor = "hq_admin:noor";

test("a branch tells its hall, its printers and its disk in numbers, and nobody's name", async () => {
  const hall = await setupHall();
  await hall.comes();
  hall.clock.advance(7 * minuteMs);
  await hall.comes();
  await hall.comes();
  await hall.signsOn(rohani, hall.counter1, ["A", "B", "C", "D"]);
  await hall.calls(rohani, hall.counter1);
  const pulse = ownPulse(hall.deps);
  expect(pulse).toMatchObject({
    queue: { waiting: 2, longestWaitMin: 0, numbersToday: 3, servedToday: 0 },
    counters: { open: 1 },
    pendingOut: expect.any(Number),
    aside: 0,
  });
  expect(JSON.stringify(pulse)).not.toMatch(/rohani/i);
  expect(pulse.disk.freeBytes).toBeGreaterThan(0);
  expect(pulse.disk.allBytes).toBeGreaterThan(pulse.disk.freeBytes);
});

test("headquarters sees each branch with its latest picture; an old picture is shown with its age and not counted", async () => {
  const { hq, branches } = await setupCountry();
  const [branch] = branches;
  const { alias } = branch.deps.self;
  const fleet = async () => (await hq.call("GET", "/hq/fleet", undefined, { as: noor })).body;
  const before = await fleet();
  expect(before.nodes.find((row: { alias: number }) => row.alias === alias)).toMatchObject({
    pulse: null,
    pulseAtMs: null,
  });

  const pulse = {
    ...ownPulse(branch.deps),
    queue: { waiting: 14, longestWaitMin: 31, numbersToday: 80, servedToday: 60 },
  };
  const atMs = hq.clock.nowMs();
  hq.deps.pulses.keep(alias, { pulse, atMs });
  const now = await fleet();
  expect(now.nodes.find((row: { alias: number }) => row.alias === alias)).toMatchObject({
    pulse,
    pulseAtMs: atMs,
  });
  expect(now.country).toMatchObject({
    branches: before.nodes.length,
    waiting: 14,
    servedToday: 60,
    numbersToday: 80,
  });
  hq.clock.advance(minuteMs + 1);
  const later = await fleet();
  expect(later.country.waiting).toBe(0);
  expect(later.nodes.find((row: { alias: number }) => row.alias === alias).pulseAtMs).toBe(atMs);
});

test("only headquarters has the page, and no officer of a branch reads it", async () => {
  const { hq, branches } = await setupCountry();
  expect((await branches[0].call("GET", "/hq/fleet", undefined, { as: noor })).body.code).toBe(
    "not_headquarters",
  );
  expect((await hq.call("GET", "/hq/fleet", undefined, { as: rohani })).status).toBe(403);
});

test("what needs somebody stands first: a machine shut out before a full disk, a full disk before an old backup", () => {
  const well = {
    contact: "heard",
    aheadMs: 0,
    frozenUnits: 0,
    toReceive: 0,
    pulseAtMs: 1_000,
    pulse: {
      version: "1.0.0",
      pendingOut: 0,
      aside: 0,
      printers: { good: 1, all: 1 },
      disk: { freeBytes: 50, allBytes: 100 },
      backupAtMs: 0,
    },
  } as const;
  const troubles = (change: Partial<Figures>, nowMs = 2_000) =>
    troublesOf({ ...well, ...change }, nowMs, "1.0.0");
  expect(troubles({})).toEqual([]);
  const { pulse } = well;
  expect(troubles({ pulse: { ...pulse, disk: { freeBytes: 9, allBytes: 100 }, backupAtMs: null } })).toEqual([
    "disk",
    "no_backup",
  ]);
  expect(troubles({ contact: "silent", frozenUnits: 4 })).toEqual(["frozen", "silent"]);
  expect(troubles({ aheadMs: -61_000 })).toEqual(["clock"]);
  expect(troubles({ toReceive: 1_001 })).toEqual(["late"]);
  expect(troubles({ pulse: { ...pulse, pendingOut: 1_001 } })).toEqual(["late"]);
  expect(
    troubles({ pulse: { ...pulse, version: "0.9.0", aside: 2, printers: { good: 0, all: 1 } } }),
  ).toEqual(["printers", "aside", "version"]);
  expect(troubles({ pulse: { ...pulse, lists: { old: 2 }, lanes: { trouble: 1 } } })).toEqual([
    "lanes",
    "lists",
  ]);
  expect(troubles({ pulse: { ...pulse, lists: { old: 0 }, lanes: { trouble: 0 } } })).toEqual([]);
  expect(troubles({}, 37 * 3_600_000)).toEqual(["backup", "old_picture"]);
  expect(troubles({ pulse: null, pulseAtMs: null })).toEqual(["old_picture"]);
  expect(urgency(["suspended", "disk"])).toBeLessThan(urgency(["disk"]));
  expect(urgency(["disk"])).toBeLessThan(urgency([]));
});

test("headquarters counts what a branch does not have yet, and nothing once it has it", async () => {
  const country = await setupCountry();
  const lag = async () => (await country.hq.call("GET", "/hq/fleet", undefined, { as: noor })).body.nodes[0];
  expect((await lag()).toReceive).toBe(0);
  country.cut(country.branches[0]);
  const added = { name: "Siti", role: "officer", branch: "SGR-HQ1", untilMs: null };
  expect((await country.hq.call("POST", "/staff/people", added, { as: noor })).status).toBe(201);
  expect((await lag()).toReceive).toBeGreaterThan(0);
  country.restore(country.branches[0]);
  await country.settle();
  expect((await lag()).toReceive).toBe(0);
});

test("units that a dead machine took along are told of the machine that took its place", async () => {
  const { hq, branches } = await setupCountry();
  const { alias } = branches[0].deps.self;
  const heir = alias + 7;
  const at = (node: number) => async () =>
    (await hq.call("GET", "/hq/fleet", undefined, { as: noor })).body.nodes.find(
      (row: { alias: number }) => row.alias === node,
    );
  expect((await at(alias)()).frozenUnits).toBe(0);
  const dead = nodeByAlias(hq.db, alias)!;
  const keys = { logKey: "k".repeat(43), slipKey: "s".repeat(43), boxKey: "b".repeat(43) };
  const row = { ...dead, ...keys, alias: heir, id: "branch-x", incarnation: 2, heirOf: alias };
  orThrow(
    await hq.deps.writer.submit(command(), () =>
      ok({ intent: "test", rows: [insert("node", row)], answer: null }),
    ),
  );
  expect(await at(alias)()).toBeUndefined();
  expect((await at(heir)()).frozenUnits).toBeGreaterThan(0);
});

test("the country's halls are kept every five minutes, shown by day and saved as a file; nobody sees more than eight days", async () => {
  const { hq, branches, timers } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
  const sample = samplePulsesTask(hq.deps.pulses);
  const tell = (branch: TestBranch, waiting: number) =>
    hq.deps.pulses.keep(branch.deps.self.alias, {
      pulse: {
        ...ownPulse(branch.deps),
        queue: { waiting, longestWaitMin: 3, numbersToday: 2 * waiting, servedToday: waiting },
      },
      atMs: timers.nowMs(),
    });
  const runs = async () => {
    const due = await hq.deps.writer.submit(command(), (tx) => {
      const planned = sample.plan(tx, "");
      return planned.ok ? ok(planned.value.plan ?? nothing) : planned;
    });
    orThrow(due);
  };
  tell(branches[0], 4);
  tell(branches[1]!, 6);
  await runs();
  timers.advance(5 * minuteMs);
  tell(branches[0], 9);
  // The other branch said nothing since: an old picture is no sample.
  await runs();
  const { body } = await hq.call("GET", "/hq/fleet/day", undefined, { as: noor });
  expect(body.items.map(({ atMs: _atMs, ...row }: Json) => row)).toEqual([
    { waiting: 10, numbers: 20, served: 10, branches: 2 },
    { waiting: 9, numbers: 18, served: 9, branches: 1 },
  ]);
  const csv = await hq.call("GET", "/hq/fleet/day.csv", undefined, { as: noor });
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect(String(csv.body).split("\r\n")).toEqual([
    "date,time,waiting,numbers,served,branches",
    expect.stringMatching(/^2026-12-07,\d\d:\d\d,10,20,10,2$/),
    expect.stringMatching(/^2026-12-07,\d\d:\d\d,9,18,9,1$/),
    "",
  ]);
  for (const date of ["2026-11-29", "2026-12-08"]) {
    const refused = await hq.call("GET", `/hq/fleet/day?date=${date}`, undefined, { as: noor });
    expect([refused.status, refused.body.code]).toEqual([404, "no_such_day"]);
  }
  expect((await branches[0].call("GET", "/hq/fleet/day", undefined, { as: noor })).body.code).toBe(
    "not_headquarters",
  );
});

test("who looks at the page hears of each picture that comes, and not more often than every two seconds", async () => {
  const { hq, branches, timers } = await setupCountry();
  const { alias } = branches[0].deps.self;
  const tell = (waiting: number) => {
    const pulse = ownPulse(branches[0].deps);
    hq.deps.pulses.keep(alias, {
      pulse: { ...pulse, queue: { ...pulse.queue, waiting } },
      atMs: timers.nowMs(),
    });
  };
  const page = await hq.app.request("/api/v1/events?topics=fleet", { headers: headersAs(hq, noor) });
  const reader = page.body!.getReader();
  const waitingHeard = async (): Promise<number> => {
    for (;;) {
      const text = new TextDecoder().decode((await reader.read()).value);
      const found = /event: fleet\ndata: (.*)/.exec(text);
      if (found) return (JSON.parse(found[1]!) as { country: { waiting: number } }).country.waiting;
    }
  };
  expect(await waitingHeard()).toBe(0);
  tell(7);
  expect(await waitingHeard()).toBe(7);
  // The second one of a moment is told with the next.
  tell(8);
  timers.advance(2_000);
  tell(9);
  expect(await waitingHeard()).toBe(9);
  await reader.cancel();
});
