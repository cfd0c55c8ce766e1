import type { Database } from "bun:sqlite";
import { expect, test } from "vitest";
import { mondayMorningMs } from "../../sync/testing";
import { borderIn, borderOut, setupHall, wideIn, zoneOf } from "./lanes.fixture";
import { planRecover } from "./passage.usecase";

const wordAt = async (hall: Awaited<ReturnType<typeof setupHall>>, lane = "in-1") =>
  (await hall.call("GET", `/gates/lanes/${lane}/screen`, undefined, { as: "lane:1" })).body.word;

test("a citizen lays a passport down, the lane opens, a sensor sees them through, and the entry is written", async () => {
  const hall = await setupHall();
  expect(await wordAt(hall)).toBe("ready");
  await hall.lay("in-1", zoneOf());
  expect(await wordAt(hall)).toBe("go");
  await hall.pass(5_000);
  expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "passed" });
  expect(hall.db.query("SELECT kind, way, lane FROM movement").all()).toEqual([
    { kind: "entry", way: "lane", lane: "in-1" },
  ]);
  expect(await wordAt(hall)).toBe("ready");
});

/** A foreigner of a listed nationality, with an arrival card where the rules ask for one. */
const singaporean = zoneOf({ country: "SGP", number: "E7654321N" });

test("whatever is wrong, the lane stays shut, the screen says only 'see an officer', and staff read why", async () => {
  const hall = await setupHall({ lanes: [borderIn] });
  const cases: readonly (readonly [reason: string, () => Promise<void>])[] = [
    ["expired", () => hall.lay("in-1", zoneOf({ expiry: "200101" }))],
    ["validity_short", () => hall.lay("in-1", zoneOf({ country: "SGP", expiry: "270401" }))],
    ["nationality_not_listed", () => hall.lay("in-1", zoneOf({ country: "BGD" }))],
    ["mdac_missing", () => hall.lay("in-1", zoneOf({ country: "JPN" }))],
    ["minor", () => hall.lay("in-1", zoneOf({ birth: "200101" }))],
    ["age_unknown", () => hall.lay("in-1", zoneOf({ birth: "<<<<<<" }))],
    ["age_unknown", () => hall.lay("in-1", zoneOf({ birth: "7408<<" }))],
    ["issuer_differs", () => hall.lay("in-1", zoneOf({ country: "SGP", nationality: "MYS" }))],
    ["not_accepted", () => hall.lay("in-1", zoneOf({ code: "V" }))],
    ["chip_absent", () => hall.lay("in-1", zoneOf(), "absent")],
    ["chip_failed", () => hall.lay("in-1", zoneOf(), "failed")],
    ["biometric_no_match", () => ((hall.matcher.says = "no_match"), hall.lay("in-1", zoneOf()))],
    ["biometric_doubt", () => ((hall.matcher.says = "doubt"), hall.lay("in-1", zoneOf()))],
    ["registry_unknown", () => ((hall.registry.says = "down"), hall.lay("in-1", singaporean))],
    ["blacklist", () => ((hall.registry.says = "blacklist"), hall.lay("in-1", singaporean))],
    ["lost_document", () => ((hall.registry.says = "lost_document"), hall.lay("in-1", singaporean))],
    ["registry_refused", () => ((hall.registry.says = "revoked"), hall.lay("in-1", singaporean))],
  ];
  for (const [reason, happens] of cases) {
    hall.matcher.says = "match";
    hall.registry.says = "clear";
    await happens();
    await hall.pass(500);
    expect(hall.last("in-1").reasons, reason).toContain(reason);
    expect(await wordAt(hall), reason).toBe("see_officer");
    expect(hall.gateOf("in-1").doors(), reason).toEqual({ entryOpen: false, exitOpen: false });
    await hall.pass(8_500, 500);
  }
  const sent = hall.db.query("SELECT count(*) AS n FROM gate_command WHERE kind = 'admit'").get();
  expect(sent).toEqual({ n: 0 });
});

test("who stands on a list: a warrant and a lost document call an officer without a word, a ban on leaving lets people come home", async () => {
  const person = {
    document: { country: "MYS", type: "passport", number: "A12345678" },
    mykad: null,
    name: null,
    birthDate: null,
  } as const;
  for (const [list, lane, decision] of [
    ["warrants", "in-1", "hold"],
    ["documents", "in-1", "hold"],
    ["suspects", "out-1", "refer"],
    ["suspects", "in-1", "admit"],
  ] as const) {
    const hall = await setupHall({ lanes: [borderIn, borderOut], listed: { person, on: [list] } });
    await hall.lay(lane, zoneOf());
    expect(hall.last(lane).decision, `${list} at ${lane}`).toBe(decision);
    expect(await wordAt(hall, lane)).toBe(decision === "admit" ? "go" : "see_officer");
    const { body } = await hall.call("GET", "/gates", undefined, { as: "gate_operator:kumar" });
    expect(body.alarms.map(({ kind }: { kind: string }) => kind)).toEqual(
      decision === "hold" ? ["hold"] : [],
    );
  }
});

test("without a matcher, and without lists, everybody sees an officer", async () => {
  const faceless = await setupHall({ matcher: "none" });
  await faceless.lay("in-1", zoneOf());
  expect(faceless.last("in-1").reasons).toEqual(["biometric_unavailable"]);
  const listless = await setupHall({ hasLists: false });
  await listless.lay("in-1", zoneOf());
  expect(listless.last("in-1").reasons).toEqual(["lists_unchecked"]);
});

test("the outage of July 2025: a registry takes every question and answers none, and no lane hangs", async () => {
  const hall = await setupHall();
  await hall.lay("in-1", singaporean);
  await hall.pass(5_000);
  expect(hall.last("in-1").outcome).toBe("passed");
  hall.registry.says = "hang";
  const hours = 3;
  for (let hour = 0; hour < hours; hour++) {
    // Whoever was asked about before goes by the signed answer that is kept, while it is young enough.
    const startMs = hall.timers.nowMs();
    await hall.lay("in-1", singaporean);
    await hall.pass(450, 50);
    expect(await wordAt(hall), `hour ${hour}`).not.toBe("wait");
    expect(hall.last("in-1").reasons).toEqual(hour < 1 ? [] : ["registry_unknown"]);
    await hall.pass(9_000, 300);
    // A stranger is sent to an officer, as fast.
    await hall.lay("in-1", zoneOf({ country: "SGP", number: `E${1000000 + hour}A` }));
    await hall.pass(450, 50);
    expect(hall.last("in-1").reasons).toEqual(["registry_unknown"]);
    await hall.pass(9_000, 300);
    // Citizens are asked about nowhere else: they go through as ever.
    await hall.lay("in-1", zoneOf({ number: `A${20000000 + hour}` }));
    await hall.pass(5_000);
    expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "passed" });
    await hall.pass(startMs + 3_600_000 - hall.timers.nowMs(), 1_000);
  }
  const slowest = hall.db.query("SELECT max(at_ms - read_at_ms) AS ms FROM passage").get() as { ms: number };
  expect(slowest.ms).toBeLessThanOrEqual(500);
});

test("a chip that gave no picture leaves nothing to compare a face with: an officer, whatever the matcher says", async () => {
  const hall = await setupHall();
  const read = { id: "1", mrz: zoneOf(), chip: "ok", image: null, face: null } as const;
  hall.deps.reads.tellRead("in-1", { ...read, atMs: hall.timers.nowMs() });
  await hall.settle();
  expect(hall.last("in-1")).toMatchObject({ decision: "refer", reasons: ["biometric_unavailable"] });
});

test("a matcher that hangs is not waited for", async () => {
  const hall = await setupHall();
  hall.matcher.says = "hang";
  await hall.lay("in-1", zoneOf());
  expect(await wordAt(hall)).toBe("wait");
  await hall.pass(400, 50);
  expect(await wordAt(hall)).toBe("see_officer");
  expect(hall.last("in-1").reasons).toEqual(["biometric_unavailable"]);
});

test("a zone with one wrong character is read again, and after three times an officer comes", async () => {
  const hall = await setupHall();
  const [line1, line2] = zoneOf();
  const wrong = [line1, `${line2.slice(0, 3)}9${line2.slice(4)}`];
  await hall.lay("in-1", wrong);
  expect(await wordAt(hall)).toBe("place_document");
  await hall.lay("in-1", wrong);
  expect(hall.db.query("SELECT count(*) AS n FROM passage").get()).toEqual({ n: 0 });
  await hall.lay("in-1", wrong);
  expect(await wordAt(hall)).toBe("see_officer");
  expect(hall.last("in-1").reasons).toContain("unreadable");
});

test("one traveller at a time: who lays a document down while another is under way is not served yet", async () => {
  const hall = await setupHall();
  await hall.lay("in-1", zoneOf());
  await hall.lay("in-1", zoneOf({ number: "A87654321" }));
  expect(hall.db.query("SELECT count(*) AS n FROM passage").get()).toEqual({ n: 1 });
});

test("who comes while the doors behind the last one still move is asked to wait, and goes through: nobody is sent to an officer for being quick", async () => {
  const hall = await setupHall();
  await hall.lay("in-1", zoneOf());
  while (hall.last("in-1").outcome === null) await hall.pass(50, 50);
  expect(hall.gateOf("in-1").reading().state).toBe("closing");
  expect(await wordAt(hall)).toBe("wait");
  await hall.lay("in-1", zoneOf({ number: "A87654321" }));
  expect(await wordAt(hall)).toBe("wait");
  await hall.pass(400);
  expect(await wordAt(hall)).toBe("go");
  await hall.pass(5_000);
  const [, second] = hall.db.query("SELECT own_ms AS ownMs, outcome FROM passage_end").all();
  expect(second, "the way of the one before is not our share").toMatchObject({ ownMs: 0, outcome: "passed" });
});

test("after a restart nobody is let in twice: what was under way is unknown, and an officer is told", async () => {
  const hall = await setupHall({ controller: { walk: { afterMs: 60_000 } } });
  await hall.lay("in-1", zoneOf());
  const { seq } = hall.db.query("SELECT seq FROM gate_command WHERE kind = 'admit'").get() as { seq: number };
  hall.wireOf("in-1").misbehave("drop");
  // As a process that died: nothing was written of the end.
  const before = hall.db.query("SELECT state FROM gate_command WHERE kind = 'admit'").get();
  expect(before).toEqual({ state: "sent" });
  await hall.deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: "again" }, planRecover);
  expect(hall.last("in-1").outcome).toBe("unknown");
  expect(hall.db.query("SELECT state, reason FROM gate_command WHERE kind = 'admit'").get()).toEqual({
    state: "unknown",
    reason: "restarted",
  });
  const alarms = hall.db.query("SELECT kind FROM lane_alarm WHERE state = 'open' AND kind = 'unknown'").all();
  expect(alarms).toHaveLength(1);
  expect(hall.db.query("SELECT state FROM referral_now").all()).toEqual([{ state: "open" }]);
  expect(hall.db.query("SELECT count(*) AS n FROM movement").get()).toEqual({ n: 0 });
  hall.wireOf("in-1").misbehave(null);
  await hall.pass(70_000, 1_000);
  const sent = hall.db.query("SELECT seq FROM gate_command WHERE kind = 'admit'").all();
  expect(sent).toEqual([{ seq }]);
});

test("a new machine in the place of one that broke: whom the old one let in without an end is an officer's to look at", async () => {
  const hall = await setupHall({ controller: { walk: { afterMs: 60_000 } } });
  await hall.lay("in-1", zoneOf());
  hall.wireOf("in-1").misbehave("drop");
  // Commands are a machine's own and never leave it.
  hall.db.run("DELETE FROM gate_command");
  const recover = (requestId: string) =>
    hall.deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId }, planRecover);
  expect(await recover("new")).toMatchObject({ ok: true, value: { unknown: 1 } });
  expect(hall.last("in-1").outcome).toBe("unknown");
  expect(hall.db.query("SELECT state FROM referral_now").all()).toEqual([{ state: "open" }]);
  expect(await recover("again"), "told once").toMatchObject({ ok: true, value: { unknown: 0 } });
});

test("nobody comes: the lane shuts, nothing is recorded as a movement", async () => {
  const hall = await setupHall({ controller: { walk: { afterMs: 60_000 } } });
  await hall.lay("in-1", zoneOf());
  await hall.pass(12_000);
  expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "expired" });
  expect(hall.db.query("SELECT count(*) AS n FROM movement").get()).toEqual({ n: 0 });
});

test("a clock that is put while somebody stands there lets nobody in", async () => {
  const hall = await setupHall();
  const atMs = hall.timers.nowMs();
  const read = { id: "1", mrz: zoneOf(), chip: "ok", image: null, face: new Uint8Array([1]), atMs } as const;
  hall.timers.set(atMs + 3_600_000);
  hall.deps.reads.tellRead("in-1", read);
  await hall.settle();
  expect(hall.last("in-1").reasons).toContain("clock_unsure");
  expect(hall.last("in-1").decision).toBe("refer");
});

test("a disk that is full lets nobody in, and the screen goes on", async () => {
  let isFull = false;
  const commit = (db: Database) => {
    if (isFull) throw Object.assign(new Error("full"), { code: "SQLITE_FULL" });
    db.run("COMMIT");
  };
  const hall = await setupHall({ branch: { writer: { commit } } });
  isFull = true;
  await hall.lay("in-1", zoneOf());
  expect(await wordAt(hall)).toBe("see_officer");
  await hall.pass(3_000);
  expect(hall.gateOf("in-1").doors()).toEqual({ entryOpen: false, exitOpen: false });
  isFull = false;
  await hall.pass(9_000, 500);
  await hall.lay("in-1", zoneOf());
  expect(hall.last("in-1").decision).toBe("admit");
  hall.errors.length = 0;
});

test("fire opens the lane by its own hardware: nobody is admitted, the screen says so, and the alarm stays until it is seen", async () => {
  const hall = await setupHall();
  hall.gateOf("in-1").fire(true);
  await hall.pass(500);
  expect(await wordAt(hall)).toBe("emergency");
  await hall.lay("in-1", zoneOf());
  expect(hall.db.query("SELECT count(*) AS n FROM passage").get()).toEqual({ n: 0 });
  const { body } = await hall.call("GET", "/gates", undefined, { as: "gate_operator:kumar" });
  expect(body.emergency).toEqual(["in-1"]);
  expect(body.alarms[0]).toMatchObject({ kind: "fire", rank: 1, action: "end" });
  const ended = await hall.call(
    "POST",
    `/gates/alarms/${body.alarms[0].id}/end`,
    {},
    { as: "gate_operator:kumar" },
  );
  expect(ended.status).toBe(204);
});

test("who is in the lane at midnight is counted once, by the sensor and by the records of the same day", async () => {
  const midnightMs = Math.ceil(mondayMorningMs / 86_400_000) * 86_400_000 - 8 * 3_600_000;
  const nowMs = midnightMs + (midnightMs < mondayMorningMs ? 86_400_000 : 0) - 5_000;
  const hall = await setupHall({ branch: { nowMs } });
  await hall.lay("in-1", zoneOf());
  const [{ atMs }] = hall.db.query("SELECT at_ms AS atMs FROM passage").all() as [{ atMs: number }];
  await hall.pass(5_000);
  const { endMs } = hall.db.query("SELECT at_ms AS endMs FROM passage_end").get() as { endMs: number };
  expect([atMs - nowMs < 5_000, endMs - nowMs >= 5_000]).toEqual([true, true]);
  for (const [atNowMs, recorded] of [
    [nowMs, 0],
    [endMs, 1],
  ] as const) {
    const day = new Date(atNowMs + 8 * 3_600_000).toISOString().slice(0, 10);
    const path = `/gates/reconciliation?day=${day}`;
    const { lanes } = (await hall.call("GET", path, undefined, { as: "supervisor:azlina" })).body;
    expect(lanes, day).toMatchObject([{ result: "agrees", recorded, counted: recorded, withoutCommand: 0 }]);
  }
});

test("a child goes through a wide lane with the adult whom an officer confirmed, and alone with nobody", async () => {
  const hall = await setupHall({ lanes: [wideIn, borderIn] });
  const child = zoneOf({ number: "A11111111", birth: "200101" });
  await hall.lay("wide-1", child);
  expect(hall.last("wide-1").reasons).toEqual(["minor"]);
  await hall.pass(9_000, 500);
  const confirm = (lane: string) =>
    hall.call("POST", `/gates/lanes/${lane}/companions`, { count: 1 }, { as: "gate_operator:kumar" });
  expect((await confirm("in-1")).body.code).toBe("lane_not_wide");
  expect((await confirm("wide-1")).status).toBe(204);
  // The adult comes first.
  await hall.lay("wide-1", zoneOf());
  const adult = hall.last("wide-1");
  await hall.pass(5_000);
  await hall.lay("wide-1", child);
  await hall.pass(5_000);
  expect(hall.last("wide-1")).toMatchObject({ decision: "admit", outcome: "passed" });
  const row = hall.db.query(`SELECT "of", officer FROM passage WHERE id = ?`).get(hall.last("wide-1").id);
  expect(row).toEqual({ of: adult.id, officer: "kumar" });
  await hall.lay("wide-1", zoneOf({ number: "A22222222", birth: "200101" }));
  expect(hall.last("wide-1").reasons).toEqual(["minor"]);
});

test("a child does not follow an adult who was let in and did not walk", async () => {
  const hall = await setupHall({ lanes: [wideIn], controller: { walk: { afterMs: 60_000 } } });
  const path = "/gates/lanes/wide-1/companions";
  await hall.call("POST", path, { count: 1 }, { as: "gate_operator:kumar" });
  await hall.lay("wide-1", zoneOf());
  await hall.pass(12_000, 500);
  expect(hall.last("wide-1").outcome).toBe("expired");
  await hall.lay("wide-1", zoneOf({ number: "A11111111", birth: "200101" }));
  expect(hall.last("wide-1")).toMatchObject({ decision: "refer", reasons: ["minor"] });
});

test("a lane whose controller was too busy to hear its mode hears it again by itself", async () => {
  const hall = await setupHall();
  const setMode = (mode: string) =>
    hall.call("POST", "/gates/lanes/in-1/mode", { mode, reason: "uji" }, { as: "supervisor:azlina" });
  expect((await setMode("maintenance")).body.outcome).toBe("done");
  await hall.pass(3_000);
  hall.wireOf("in-1").misbehave("busy");
  expect((await setMode("open")).body.outcome).toBe("refused");
  hall.wireOf("in-1").misbehave(null);
  await hall.pass(5_000);
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "passed" });
});

test("a stop does not wait for doors that still move", async () => {
  const hall = await setupHall({ controller: { times: { doorMove: 60_000 } } });
  hall.gateOf("in-1").person("none");
  await hall.lay("in-1", zoneOf());
  hall.gateOf("in-1").person("one");
  while (hall.last("in-1").outcome === null) await hall.pass(100, 100);
  await hall.lay("in-1", zoneOf({ number: "A87654321" }));
  expect(await wordAt(hall)).toBe("wait");
  let isStopped = false;
  void hall.deps.gates.stop().then(() => (isStopped = true));
  await hall.settle();
  expect(isStopped).toBe(true);
});

test("a drill is marked on the screen and counts for nothing: no movement, no figure", async () => {
  const hall = await setupHall();
  const supervisor = { as: "supervisor:azlina" };
  const drill = { mode: "drill", reason: "latihan" };
  expect((await hall.call("POST", "/gates/lanes/in-1/mode", drill, supervisor)).status).toBe(200);
  await hall.pass(500);
  const screen = await hall.call("GET", "/gates/lanes/in-1/screen", undefined, { as: "lane:1" });
  expect(screen.body).toMatchObject({ drill: true, word: "ready" });
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  expect(hall.last("in-1").outcome).toBe("passed");
  expect(hall.db.query("SELECT count(*) AS n FROM movement").get()).toEqual({ n: 0 });
  expect((await hall.call("GET", "/gates/figures", undefined, supervisor)).body.rows).toEqual([]);
});

test("a closed lane takes nobody, and an officer's orders are written before they are sent", async () => {
  const hall = await setupHall();
  const officer = { as: "gate_operator:kumar" };
  await hall.call("POST", "/gates/lanes/in-1/mode", { mode: "closed", reason: "rehat" }, officer);
  await hall.pass(500);
  expect(await wordAt(hall)).toBe("closed");
  await hall.lay("in-1", zoneOf());
  expect(hall.db.query("SELECT count(*) AS n FROM passage").get()).toEqual({ n: 0 });
  const locked = await hall.call("POST", "/gates/lanes/in-1/orders", { order: "lock" }, officer);
  expect(locked.status).toBe(200);
  const row = hall.db.query("SELECT kind, state FROM gate_command WHERE kind = 'lock'").get();
  expect(row).toEqual({ kind: "lock", state: locked.body.outcome });
});
