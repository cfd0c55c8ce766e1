/** Nodes that write at once, cut off or not, and agree when the line is back. */
import { describe, expect, test } from "vitest";
import { setupCluster, type Cluster } from "./cluster.testing";
import { firstShare, grantRows } from "./escrow";
import { stateHash } from "./replay";
import { vectorOf } from "./node-log";
import { insert, update } from "./rows";
import { sealOpen } from "./sealing";
import { mondayMorningMs } from "./testing";

const minuteMs = 60_000;
const firstMin = mondayMorningMs / minuteMs;
const day = { branch: "SGR-KLJ", grp: "B", date: "2026-12-07", pool: "general" };

/** A branch with four units at 08:00, 08:15 and 08:30 of groups B and C, and headquarters, both enrolled. */
const setupSelling = async () => {
  const cluster = setupCluster(["SGR-KLJ"]);
  await cluster.enrol();
  const branch = cluster.branches[0]!;
  await branch.plan((tx) => ({
    intent: "test",
    rows: ["B", "C"].map((grp) =>
      insert("mint", {
        id: tx.newId(),
        branch: "SGR-KLJ",
        grp,
        date: "2026-12-07",
        slotMinutes: 15,
        pools: '["general"]',
        starts: JSON.stringify([0, 15, 30].map((after) => [firstMin + after, 4])),
      }),
    ),
    answer: null,
  }));
  await cluster.settle();
  return { cluster, branch, hq: cluster.hq };
};

const rightsOf = ({ all }: Cluster["hq"]) =>
  all(
    `SELECT grp, start_min - ${firstMin}, node, avail, spent, granted, received, burned FROM right_ WHERE grp = 'B' ORDER BY start_min, node`,
  );

const grant = async (cluster: Awaited<ReturnType<typeof setupSelling>>) => {
  const { branch, hq } = cluster;
  const starts = [0, 15, 30].map((after) => ({ startMin: firstMin + after, avail: 4 }));
  await branch.plan((tx) => ({
    intent: "share",
    rows: grantRows(tx, day, hq.alias, firstShare(starts, 25), 15, "share"),
    answer: null,
  }));
};

describe("units that a branch grants to headquarters", () => {
  test("leave the branch in its own commit, arrive once, and add up on both sides", async () => {
    const { cluster, branch, hq } = await setupSelling();
    cluster.cut(branch);
    await grant({ cluster, branch, hq });
    expect(rightsOf(branch), "gone here at once, cut off or not").toEqual([
      ["B", 0, 2, 3, 0, 1, 0, 0],
      ["B", 15, 2, 3, 0, 1, 0, 0],
      ["B", 30, 2, 3, 0, 1, 0, 0],
    ]);
    expect((await cluster.round(branch)).ok).toBe(false);
    cluster.restore(branch);
    await cluster.settle();
    const both = [0, 15, 30].flatMap((after) => [
      ["B", after, 1, 1, 0, 0, 1, 0],
      ["B", after, 2, 3, 0, 1, 0, 0],
    ]);
    expect(rightsOf(hq)).toEqual(both);
    expect(rightsOf(branch), "and the branch sees headquarters' half").toEqual(both);
  });
});

describe("a closure that the branch writes", () => {
  test("takes headquarters' own free units out of sale, in headquarters' own log", async () => {
    const cluster = await setupSelling();
    const { branch, hq } = cluster;
    await grant(cluster);
    await cluster.cluster.settle();
    await branch.write("close", [
      insert("closure", {
        id: "closure-1",
        branch: "SGR-KLJ",
        fromMs: mondayMorningMs + 5 * minuteMs,
        toMs: mondayMorningMs + 30 * minuteMs,
        groups: '["B"]',
        doc: "{}",
      }),
    ]);
    await cluster.cluster.settle();
    expect(hq.all("SELECT _n, units, reason FROM burn ORDER BY slot")).toEqual([
      [1, 1, "closure-1"],
      [1, 1, "closure-1"],
    ]);
    expect(branch.all("SELECT count(*) FROM burn")).toEqual([[2]]);
  });
});

describe("a branch that died between keeping what came and applying it", () => {
  test("applies it when it runs again, though its line is cut: headquarters may count on it", async () => {
    const cluster = setupCluster(["SGR-KLJ"]);
    await cluster.enrol();
    await cluster.settle();
    const { hq } = cluster;
    const branch = cluster.branches[0]!;
    await hq.write("catalogue", [insert("service", { code: "S1", doc: "{}" })]);
    await sealOpen(hq.sealing);
    const { batches } = await hq.store.since(["all"], await vectorOf(branch.store, ["all"]), {
      bytesMax: 1e6,
    });
    await branch.store.append(batches);
    cluster.cut(branch);
    expect((await cluster.round(branch)).ok).toBe(false);
    expect(branch.all("SELECT code FROM service")).toEqual([["S1"]]);
  });

  test("does not look through its own log for it again and again", async () => {
    const cluster = setupCluster(["SGR-KLJ"]);
    await cluster.enrol();
    await cluster.settle();
    const branch = cluster.branches[0]!;
    for (const no of [1, 2, 3]) {
      await branch.write("counter", [
        insert("counter", { id: `c${no}`, branch: "SGR-KLJ", no, name: "", groups: "[]" }),
      ]);
      await sealOpen(branch.sealing);
    }
    cluster.cut(branch);
    await cluster.round(branch);
    const looked =
      "SELECT json_extract(value, '$[0]') = (SELECT max(pos) FROM batch) FROM meta WHERE key = 'applied'";
    expect(branch.all(looked)).toEqual([[1]]);
  });
});

describe("two nodes that were cut off", () => {
  const counter = (name: string) => ({ id: "c1", branch: "SGR-KLJ", no: 1, name, groups: "[]" });

  test("hold the same bytes afterwards, whoever wrote last", async () => {
    const { cluster, branch, hq } = await setupSelling();
    await branch.write("counter", [insert("counter", counter("first"))]);
    await cluster.settle();
    cluster.cut(branch);
    await branch.write("rename", [update("counter", { id: "c1" }, { name: "here" })]);
    cluster.timers.advance(5000);
    await branch.write("regroup", [update("counter", { id: "c1" }, { groups: '["B"]' })]);
    cluster.restore(branch);
    await cluster.settle();
    expect(hq.all("SELECT name, groups FROM counter")).toEqual([["here", '["B"]']]);
    expect(stateHash(hq.db)).toBe(stateHash(branch.db));
  });
});
