/** Bookings of one slot on two nodes: who may change what, when a freed unit is sold again, and who wins a claim. */
import { describe, expect, test } from "vitest";
import { setupCluster } from "./cluster.testing";
import { orThrow, type Result } from "./core/result";
import type { Plan } from "./core/plan";
import {
  type Booked,
  dayOf,
  days,
  firstStartMin,
  planBook,
  planCancel,
  planCheckIn,
  planGrant,
  planMint,
  planSeen,
} from "./sim/plans";
import { slotOf } from "./escrow";
import { command } from "./testing";
import type { Tx } from "./submit";

const branchCode = "SGR-KLJ";
const day = dayOf(branchCode, days[0], "general");
const slot = slotOf(day, firstStartMin(days[0]));

/** One slot of four units: two at the branch, two at headquarters. */
const setupShared = async (units = 4) => {
  const cluster = setupCluster([branchCode, "JHR-HQ1"]);
  await cluster.enrol();
  const { hq } = cluster;
  const [branch, other] = cluster.branches as [typeof hq, typeof hq];
  const act = async <T>(node: typeof hq, plan: (tx: Tx) => Result<Plan<T>, unknown>) =>
    node.writer.submit(command(), plan);
  orThrow(await act(branch, planMint(branchCode, days[0], ["general"], [[firstStartMin(days[0]), units]])));
  await cluster.settle();
  orThrow(await act(branch, planGrant(day, hq.alias, 0.5)));
  await cluster.settle();
  const book = (node: typeof hq, person: string, account = person, verified = false) =>
    act(node, planBook(node.sealer, { day, start: 0, people: [person], account, verified }));
  const rights = (node: typeof hq, of: { alias: number } = node) =>
    node.all(
      `SELECT avail, cooling, spent FROM right_ WHERE slot = '${slot}' AND node = ${of.alias}`,
    )[0] as number[];
  const states = (node: typeof hq) =>
    node.all("SELECT account, state, contested FROM party ORDER BY account, booking") as unknown[][];
  const slipOf = ({ booking, rev }: Booked, home: number) => ({
    booking,
    branch: branchCode,
    parties: 1,
    rev,
    account: "slip",
    home,
  });
  const agree = () => {
    const tables = ["booking", "party", "allocation", "right_", "checkin", "conflict", "overrun", "thaw"];
    for (const table of tables)
      expect(branch.all(`SELECT * FROM ${table}`).length, table).toBe(
        hq.all(`SELECT * FROM ${table} WHERE branch = '${branchCode}'`).length,
      );
    expect(states(branch)).toEqual(states(hq));
  };
  return { cluster, hq, branch, other, act, book, rights, states, slipOf, agree };
};

describe("a unit that headquarters frees in a branch's slot", () => {
  test("is not sold again before the branch has seen why it is free", async () => {
    const { cluster, hq, branch, act, book, rights } = await setupShared();
    const booked = orThrow(await book(hq, "siti"));
    await cluster.settle();
    cluster.cut(branch);
    orThrow(await act(hq, planCancel(booked.booking)));
    expect(rights(hq), "free, but resting").toEqual([1, 1, 0]);
    orThrow(await book(hq, "ali"));
    expect(await book(hq, "raju")).toEqual({ ok: false, error: { type: "Full" } });
    cluster.restore(branch);
    await cluster.settle();
    expect(rights(hq), "the branch has seen it").toEqual([1, 0, 1]);
    expect((await book(hq, "raju")).ok).toBe(true);
  });
});

describe("a booking whose home is headquarters", () => {
  test("is cancelled by its home when the branch asks, and not before", async () => {
    const { cluster, hq, branch, act, book, states, agree } = await setupShared();
    const booked = orThrow(await book(hq, "siti"));
    await cluster.settle();
    cluster.cut(branch);
    expect(orThrow(await act(branch, planCancel(booked.booking))).done).toBe("asked");
    expect(states(branch)).toEqual([["siti", "confirmed", 0]]);
    cluster.restore(branch);
    await cluster.settle();
    expect(states(branch)).toEqual([["siti", "cancelled", 0]]);
    agree();
  });

  test("lets its holder in at the branch by the slip alone, and the record joins it when it comes", async () => {
    const { cluster, hq, branch, act, book, slipOf, states, agree } = await setupShared();
    cluster.cut(branch);
    const booked = orThrow(await book(hq, "siti"));
    orThrow(await act(branch, planCheckIn(slipOf(booked, hq.alias))));
    expect(states(branch)).toEqual([["slip", "checked_in", 0]]);
    cluster.restore(branch);
    await cluster.settle();
    expect(states(branch), "name and account are home's, that she came is the branch's").toEqual([
      ["siti", "checked_in", 0],
    ]);
    agree();
    expect((await act(branch, planCheckIn(slipOf(booked, hq.alias)))).ok, "once").toBe(false);
  });

  test("that was cancelled while its holder checked in takes a unit again", async () => {
    const { cluster, hq, branch, act, book, slipOf, rights, states, agree } = await setupShared();
    const booked = orThrow(await book(hq, "siti"));
    await cluster.settle();
    cluster.cut(branch);
    orThrow(await act(hq, planCancel(booked.booking)));
    orThrow(await act(branch, planCheckIn(slipOf(booked, hq.alias))));
    cluster.restore(branch);
    await cluster.settle();
    expect(states(hq)).toEqual([["siti", "checked_in", 0]]);
    expect(rights(hq)[2], "spent again").toBe(1);
    expect(hq.all("SELECT count(*) FROM overrun")).toEqual([[0]]);
    agree();
  });

  test("or is counted as one person too many when every unit was sold again", async () => {
    const { cluster, hq, branch, act, book, slipOf, agree } = await setupShared(2);
    const booked = orThrow(await book(hq, "siti"));
    await cluster.settle();
    cluster.cut(branch);
    orThrow(await act(hq, planCancel(booked.booking)));
    orThrow(await act(branch, planCheckIn(slipOf(booked, hq.alias))));
    cluster.restore(branch);
    await cluster.settle();
    expect(branch.all("SELECT booking, units FROM overrun")).toEqual([[booked.booking, 1]]);
    agree();
  });
});

describe("one person who books on two nodes that cannot ask each other", () => {
  test("stands contested on both until a document is seen, then the other one loses and its unit comes back", async () => {
    const { cluster, hq, branch, act, book, rights, states, agree } = await setupShared();
    cluster.cut(branch);
    orThrow(await book(hq, "siti", "runner"));
    const hers = orThrow(await book(branch, "siti", "siti"));
    cluster.restore(branch);
    await cluster.settle();
    const contested = [
      ["runner", "confirmed", 1],
      ["siti", "confirmed", 1],
    ];
    expect(states(hq)).toEqual(contested);
    expect(states(branch)).toEqual(contested);
    orThrow(await act(branch, planSeen(hers.booking, 1)));
    await cluster.settle();
    expect(states(hq)).toEqual([
      ["runner", "superseded", 1],
      ["siti", "confirmed", 0],
    ]);
    expect(rights(hq)[0], "back on sale").toBe(2);
    expect(hq.all("SELECT purpose FROM notice"), "and its holder is told").toEqual([["superseded"]]);
    agree();
  });

  test("with one account keeps the earlier booking", async () => {
    const { cluster, hq, branch, book, states, agree } = await setupShared();
    cluster.cut(branch);
    orThrow(await book(branch, "siti", "siti"));
    cluster.timers.advance(60_000);
    orThrow(await book(hq, "siti", "siti"));
    cluster.restore(branch);
    await cluster.settle();
    expect(
      states(hq)
        .map(([, state]) => state)
        .toSorted(),
    ).toEqual(["confirmed", "superseded"]);
    expect(
      hq.all("SELECT b._n, p.state FROM party p JOIN booking b ON b.id = p.booking ORDER BY b._n"),
    ).toEqual([
      [1, "superseded"],
      [2, "confirmed"],
    ]);
    agree();
  });
});

describe("people's keys", () => {
  test("reach the branch of their booking, and no other", async () => {
    const { cluster, hq, branch, other, book } = await setupShared();
    orThrow(await book(hq, "siti"));
    await cluster.settle();
    const [[subject]] = hq.all("SELECT subject FROM party") as [[string]];
    const atHq = hq.sealer.open(hq.db, subject)!;
    expect(branch.sealer.open(branch.db, subject)?.key).toEqual(atHq.key);
    expect(
      branch.all("SELECT identity_index IS NOT NULL FROM party"),
      "and she is found by her document",
    ).toEqual([[1]]);
    expect(other.sealer.open(other.db, subject)).toBeUndefined();
    expect(other.all("SELECT count(*) FROM booking")).toEqual([[0]]);
  });

  test("that a branch made are at headquarters, acknowledged, before its record counts as safe there", async () => {
    const { cluster, hq, branch, book } = await setupShared();
    orThrow(await book(branch, "ali"));
    expect(branch.all("SELECT shared FROM keyring")).toEqual([[0]]);
    await cluster.settle();
    expect(branch.all("SELECT shared FROM keyring")).toEqual([[1]]);
    const [[subject]] = branch.all("SELECT subject FROM keyring") as [[string]];
    expect(hq.sealer.open(hq.db, subject)?.key).toEqual(branch.sealer.open(branch.db, subject)?.key);
  });
});
