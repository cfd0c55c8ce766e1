import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { grantRows } from "../../sync/escrow";
import { command } from "../../sync/testing";
import { book, mykad, send, thursday } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { scan } from "../checkin/checkin.fixture";
import type { Json, TestBranch } from "../testing";

const minuteMs = 60_000;
const supervisor = "supervisor:aminah";

const stateOf = async (node: TestBranch): Promise<Json> => {
  const { status, body } = await send(node, supervisor, "GET", "/hq/state");
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

const rightsOf = async (node: TestBranch, query = `branch=SGR-HQ1&group=B&date=${thursday}`): Promise<Json> =>
  (await send(node, supervisor, "GET", `/branch/rights?${query}`)).body;

/** A start of the Thursday that a node has units of. */
const startAt = ({ db, deps }: TestBranch, branch = "SGR-HQ1", at = 0) =>
  db
    .query<{ slot: string; startMin: number; avail: number }, [string, string, number, number]>(
      `SELECT slot, start_min AS startMin, avail FROM right_ WHERE branch = ? AND grp = 'B' AND date = ? AND pool = 'general'
         AND node = ? AND avail > 0 ORDER BY start_min LIMIT 1 OFFSET ?`,
    )
    .get(branch, thursday, deps.self.alias, at)!;

const siti = mykad("900101-14-5678");

const bookOne = async (node: TestBranch, slot: string, as: string, person: object = siti): Promise<Json> => {
  const made = await book(node, { as, people: [person], slot });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
};

const slotIn = (rights: Json, slot: string): Json => rights.slots.find((row: Json) => row.slot === slot);

describe("rights side by side", () => {
  test("what a cut-off side sold is seen there only; when the line is back both see the same, and the sum never changes", async () => {
    const { hq, branches, cut, restore, settle } = await setupCountry();
    const [branch] = branches;
    const { slot } = startAt(hq);
    const before = slotIn(await rightsOf(branch), slot);
    cut(branch);
    await bookOne(hq, slot, "siti");
    await bookOne(branch, slot, "ali", mykad("910202-10-5567"));
    const [here, there] = [await rightsOf(branch), await rightsOf(hq)];
    expect(slotIn(here, slot)).toMatchObject({ branch: { sold: 1 }, hq: { sold: 0 } });
    expect(slotIn(there, slot)).toMatchObject({ branch: { sold: 0 }, hq: { sold: 1 } });
    for (const rights of [here, there]) expect(slotIn(rights, slot).capacity).toBe(before.capacity);
    restore(branch);
    await settle();
    const [after, afterThere] = [await rightsOf(branch), await rightsOf(hq)];
    expect(after).toEqual(afterThere);
    expect(slotIn(after, slot)).toMatchObject({
      branch: { sold: 1, free: before.branch.free - 1 },
      hq: { sold: 1, free: before.hq.free - 1 },
      underWay: 0,
      capacity: before.capacity,
    });
    expect(after.day.branch.sold + after.day.hq.sold).toBe(2);
  });

  test("units that headquarters has not taken up yet are under way", async () => {
    const { hq, branches, cut, restore, settle } = await setupCountry();
    const [branch] = branches;
    cut(branch);
    const { slot, startMin } = startAt(branch);
    const before = slotIn(await rightsOf(branch), slot);
    const day = { branch: "SGR-HQ1", grp: "B", date: thursday, pool: "general" };
    orThrow(
      await branch.deps.writer.submit(command(), (tx) =>
        ok({ intent: "test", rows: grantRows(tx, day, 1, [[startMin, 1]], 10, "asked"), answer: null }),
      ),
    );
    const given = { ...before, branch: { ...before.branch, free: before.branch.free - 1 } };
    expect(slotIn(await rightsOf(branch), slot)).toEqual({ ...given, underWay: 1 });
    expect(slotIn(await rightsOf(hq), slot), "headquarters does not know yet").toEqual(before);
    restore(branch);
    await settle();
    for (const node of [hq, branch])
      expect(slotIn(await rightsOf(node), slot)).toEqual({
        ...given,
        hq: { ...before.hq, free: before.hq.free + 1 },
      });
  });

  test("the branch's day counts what headquarters holds and sold of its slots", async () => {
    const { hq, branches, settle } = await setupCountry();
    const [branch] = branches;
    const { slot } = startAt(hq);
    const slotOf = async () => {
      const { body } = await send(branch, supervisor, "GET", `/branch/day?date=${thursday}`);
      return slotIn(
        body.groups.find((row: Json) => row.group === "B"),
        slot,
      );
    };
    const before = await slotOf();
    expect(before.capacity).toBe(before.free + before.hq.free);
    await bookOne(hq, slot, "siti");
    await settle();
    expect(await slotOf()).toEqual({ ...before, hq: { free: before.hq.free - 1, sold: 1 } });
  });

  test("a branch answers for itself alone, headquarters must be told which, and only supervisors ask", async () => {
    const { hq, branches } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const day = `group=B&date=${thursday}`;
    expect((await rightsOf(branches[0], day)).branch).toBe("SGR-HQ1");
    expect((await rightsOf(branches[0], `branch=JHR-HQ1&${day}`)).code).toBe("branch_elsewhere");
    expect((await rightsOf(hq, day)).code).toBe("branch_required");
    expect((await rightsOf(hq, `branch=XXX-XX1&${day}`)).code).toBe("unknown_branch");
    expect((await rightsOf(hq, `branch=JHR-HQ1&group=Q&date=${thursday}`)).code).toBe("unknown_group");
    for (const path of ["/hq/state", `/branch/rights?${day}`])
      expect((await send(branches[0], "officer:ali", "GET", path)).status).toBe(403);
  });
});

describe("what supervisors see of the line", () => {
  test("nothing, on a quiet day: everybody was heard", async () => {
    const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    await bookOne(branches[0], startAt(branches[0]).slot, "siti");
    await settle();
    const quiet = { conflicts: [], overruns: [], aside: [], copies: [], forged: [] };
    expect(await stateOf(hq)).toMatchObject({
      role: "hq",
      ...quiet,
      nodes: ["SGR-HQ1", "JHR-HQ1"].map((branch) => ({ branch, contact: "heard", frozenUnits: 0 })),
    });
    expect(await stateOf(branches[0])).toMatchObject({
      role: "branch",
      ...quiet,
      nodes: [{ role: "hq", branch: null, contact: "heard" }],
    });
  });

  test("a branch knows when it heard headquarters last, also after a restart", async () => {
    const { branches, settle, timers } = await setupCountry();
    const [branch] = branches;
    const lineOf = async () => (await branch.call("GET", "/node")).body.sync;
    expect(await lineOf()).toMatchObject({ connected: false, trouble: null });
    await bookOne(branch, startAt(branch).slot, "siti");
    await settle();
    const { lastHqAt } = await lineOf();
    expect(timers.nowMs() - lastHqAt).toBeLessThan(minuteMs);
    timers.advance(5 * minuteMs);
    expect((await lineOf()).lastHqAt).toBe(lastHqAt);
  });

  test("after half an hour without a word, how many units of the next days only the other side can sell", async () => {
    const { hq, branches, cut, timers } = await setupCountry();
    const [branch] = branches;
    cut(branch);
    timers.advance(31 * minuteMs);
    const held = (node: TestBranch, alias: number) =>
      node.db
        .query<{ units: number }, [number, number, number]>(
          "SELECT sum(avail) AS units FROM right_ WHERE node = ? AND start_min BETWEEN ? AND ?",
        )
        .get(alias, timers.nowMs() / minuteMs, timers.nowMs() / minuteMs + 14 * 24 * 60 - 1)!.units;
    const [atHq] = (await stateOf(hq)).nodes;
    expect(atHq).toMatchObject({ branch: "SGR-HQ1", contact: "silent", frozenUnits: held(hq, 2) });
    const [atBranch] = (await stateOf(branch)).nodes;
    expect(atBranch).toMatchObject({ role: "hq", contact: "silent", frozenUnits: held(branch, 1) });
    expect(atBranch.frozenUnits).toBeGreaterThan(0);
  });

  test("one person who booked twice: both stand until a document is seen, on the page of each side", async () => {
    const { hq, branches, cut, restore, settle } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const [branch, other] = branches;
    cut(branch);
    const [here, there] = [startAt(branch), startAt(other!, "JHR-HQ1")];
    const mine = await bookOne(branch, here.slot, "siti");
    const theirs = await bookOne(other!, there.slot, "impostor");
    restore(branch);
    await settle();
    const wanted = {
      kind: "contested",
      branch: "SGR-HQ1",
      ref: mine.ref,
      startsAtMs: here.startMin * minuteMs,
    };
    expect((await stateOf(branch)).conflicts).toEqual([{ ...wanted, booking: mine.id, beside: null }]);
    const atHq = (await stateOf(hq)).conflicts;
    expect(atHq).toHaveLength(2);
    expect(atHq).toContainEqual({
      ...wanted,
      booking: mine.id,
      beside: { ref: theirs.ref, branch: "JHR-HQ1" },
    });
    const seen = await send(branch, "officer:ali", "POST", `/bookings/${mine.id}/parties/1/seen`, {});
    expect(seen.status).toBe(200);
    await settle();
    await settle();
    expect((await stateOf(branch)).conflicts).toEqual([]);
    expect((await stateOf(other!)).conflicts).toMatchObject([{ kind: "superseded", ref: theirs.ref }]);
  });

  test("people who were contested from the start are found as well, at the branch and at headquarters", async () => {
    const { hq, branches, cut, restore, settle } = await setupCountry();
    const [branch] = branches;
    cut(branch);
    const { slot } = startAt(branch);
    const first = await bookOne(branch, slot, "siti");
    const second = await bookOne(branch, startAt(branch, "SGR-HQ1", 1).slot, "impostor");
    const both = [first.ref, second.ref].map((ref) => [ref, "contested"]).sort();
    const found = async (node: TestBranch) =>
      (await stateOf(node)).conflicts.map(({ ref, kind }: Json) => [ref, kind]).sort();
    expect(await found(branch)).toEqual(both);
    restore(branch);
    await settle();
    expect(await found(hq)).toEqual(both);
  });

  test("somebody who came on a place that headquarters had freed and sold again is one person too many", async () => {
    const { hq, branches, cut, restore, settle, timers } = await setupCountry();
    const [branch] = branches;
    const { slot, startMin, avail } = startAt(hq);
    const first = await bookOne(hq, slot, "siti");
    const slip = (await send(hq, "siti", "GET", `/bookings/${first.id}/slip`)).body.text;
    await settle();
    for (let no = 1; no < avail; no++)
      await bookOne(hq, slot, `phone ${no}`, mykad(`910202-10-${5000 + no}`));
    cut(branch);
    await send(hq, "siti", "POST", `/bookings/${first.id}/cancel`, {});
    timers.set(startMin * minuteMs);
    expect((await scan(branch, slip)).body.type).toBe("checked_in");
    restore(branch);
    await settle();
    const wanted = { branch: "SGR-HQ1", group: "B", startsAtMs: startMin * minuteMs, ref: first.ref };
    for (const node of [hq, branch])
      expect((await stateOf(node)).overruns).toEqual([{ ...wanted, units: 1 }]);
  });

  test("records that were put aside by reason, a copied node by its proof, and a clock that is wrong", async () => {
    const { hq, branches, settle } = await setupCountry();
    const [branch] = branches;
    await bookOne(branch, startAt(branch).slot, "siti");
    await settle();
    const aside = hq.db.query("INSERT INTO quarantine (op, reason, stamp, body) VALUES (?, ?, ?, '[]')");
    aside.run("2/branch:SGR-HQ1/7/0", "unknown to this program", 4096 * 1000);
    aside.run("2/branch:SGR-HQ1/8/0", "unknown to this program", 4096 * 2000);
    aside.run("2/branch:SGR-HQ1/9/0", "CHECK constraint failed: right_identity", 4096 * 3000);
    const proof = hq.db.query(
      "INSERT INTO evidence (id, origin, stream, seq, here, there, at_ms) VALUES (?, 2, 'branch:SGR-HQ1', ?, x'00', x'01', ?)",
    );
    proof.run("2/branch:SGR-HQ1/5", 5, 1);
    proof.run("2/branch:SGR-HQ1/6", 6, 2);
    const state = await stateOf(hq);
    expect(state.aside.map(({ why, count, first }: Json) => [why, count, first])).toEqual([
      ["newer_program", 2, "2/branch:SGR-HQ1/7/0"],
      ["refused", 1, "2/branch:SGR-HQ1/9/0"],
    ]);
    expect(state.copies).toEqual([{ branch: "SGR-HQ1", alias: 2, atMs: 2, proof: "2/branch:SGR-HQ1/6" }]);
    for (const [aheadMs, said] of [
      [299_000, null],
      [-400_000, -400_000],
    ] as const) {
      branch.db.run(`UPDATE peer SET ahead_ms = ${aheadMs}`);
      expect((await stateOf(branch)).clockAheadMs).toBe(said);
    }
  });
});
