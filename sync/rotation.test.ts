/** A node gets new keys, whatever breaks on the way; what the old ones sign afterwards is believed by nobody. */
import { describe, expect, test } from "vitest";
import { type Cluster, setupCluster, type ClusterNode } from "./cluster.testing";
import { openDb } from "../drizzle/db";
import { seededRandom } from "./core/clock";
import type { LogOp } from "./core/record";
import { ok, orThrow } from "./core/result";
import { sealBatch } from "./envelope";
import { mergeOp } from "./merge-op";
import { OwnKeys } from "./own-keys";
import { publicKeysOf } from "./public-keys";
import { checkBatch } from "./receive";
import { replicate } from "./replication";
import { ed25519Signer } from "./request-signing";
import { nodeByAlias } from "./roster";
import { formerKeys, rotate } from "./rotation";
import { insert, update } from "./rows";
import { sealOpen } from "./sealing";
import { tableOf } from "./tables";

const klang = "SGR-KLJ";

const seedsOf = (seed: number) => {
  const random = seededRandom(seed);
  return { logSeed: random.bytes(32), slipSeed: random.bytes(32), boxSeed: random.bytes(32) };
};

/** A node's program, started on what its disk holds; `disk` is its key file. */
const startOn = (cluster: Cluster, node: ClusterNode, disk: Disk) => {
  const { writer, sealer, random, credentials } = node;
  const coming = disk.coming && {
    seeds: disk.coming,
    keep: () => {
      disk.now = disk.coming!;
      disk.coming = undefined;
    },
  };
  const own = new OwnKeys(disk.now, coming);
  const role = node.branch === null ? ("hq" as const) : ("branch" as const);
  const life = replicate({ writer, sealer, credentials, role, random, own, anchor: cluster.anchor });
  const round = node.branch === null ? undefined : life.round(cluster.connect({ ...node, ...life }));
  return {
    ...life,
    own,
    rotate: () => rotate({ ...life, role }),
    run: async () => {
      cluster.timers.advance(1000);
      const done = await round!.run();
      await cluster.hq.merger.applyPending();
      return done;
    },
  };
};

interface Disk {
  now: ReturnType<typeof seedsOf>;
  coming: ReturnType<typeof seedsOf> | undefined;
}

const counter = (no: number) =>
  insert("counter", { id: `c${no}`, branch: klang, no, name: "", groups: "[]" });
const counters = ({ all }: ClusterNode) => all("SELECT no FROM counter ORDER BY no").flat();

const setup = async () => {
  const cluster = setupCluster([klang, "JHR-HQ1"]);
  await cluster.enrol();
  const branch = cluster.branches[0]!;
  await branch.write("counter", [counter(1)]);
  await cluster.settle();
  const { logSeed, slipSeed, boxSeed } = branch.credentials;
  const disk: Disk = { now: { logSeed, slipSeed, boxSeed }, coming: seedsOf(77) };
  const rosterKey = (at: ClusterNode) => nodeByAlias(at.db, branch.alias)?.logKey;
  return { cluster, branch, hq: cluster.hq, disk, old: disk.now, rosterKey };
};

/** Headquarters takes the asking, which is sealed, and its word is not heard. */
const bringAsk = async ({ branch, hq }: Pick<Awaited<ReturnType<typeof setup>>, "branch" | "hq">) => {
  const { batches } = await branch.store.since(["hq"], new Map(), { bytesMax: 1e6 });
  orThrow(
    await hq.peer().push(
      hq.findNode(branch.alias)!,
      batches.map(({ bytes }) => bytes),
    ),
  );
  await hq.merger.applyPending();
};

const newKey = publicKeysOf(seedsOf(77)).logKey;

describe("new keys of a branch", () => {
  test("are asked for under the old one, and used when headquarters has said yes; its log goes on without a gap", async () => {
    const { cluster, branch, hq, disk, rosterKey } = await setup();
    const life = startOn(cluster, branch, disk);
    expect(await life.rotate()).toBe(false);
    await branch.write("counter", [counter(2)]);
    orThrow(await life.run());
    expect(rosterKey(hq), "headquarters has said so").toBe(newKey);
    expect(counters(hq), "what came after the asking waits for the word").toEqual([1]);
    expect(await life.rotate(), "the word is merged").toBe(true);
    expect(disk.now).toEqual(seedsOf(77));
    orThrow(await life.run());
    orThrow(await life.run());
    expect(counters(hq)).toEqual([1, 2]);
    expect(formerKeys(hq.db, branch.alias)).toHaveLength(1);
    // Another branch is told, and a new node of this one reads the whole chain.
    orThrow(await cluster.round(cluster.branches[1]!));
    expect(rosterKey(cluster.branches[1]!)).toBe(newKey);
  });

  test.each([
    "before it was asked",
    "before the asking was sent",
    "before the word was heard",
    "before it was obeyed",
  ])("survive a crash %s", async (when) => {
    const { cluster, branch, hq, disk, rosterKey } = await setup();
    const first = startOn(cluster, branch, disk);
    if (when !== "before it was asked") await first.rotate();
    if (when === "before the word was heard") {
      // Headquarters takes it, and the line breaks before the answer: it is not told.
      await bringAsk({ branch, hq });
      expect([rosterKey(hq), rosterKey(branch)]).toEqual([newKey, publicKeysOf(disk.now).logKey]);
    }
    if (when === "before it was obeyed") orThrow(await first.run());
    await branch.write("counter", [counter(2)]);
    for (let start = 0; start < 3; start++) {
      const life = startOn(cluster, branch, disk);
      await life.rotate();
      orThrow(await life.run());
      await life.rotate();
      orThrow(await life.run());
    }
    expect(disk.coming).toBeUndefined();
    expect(rosterKey(branch)).toBe(newKey);
    expect(counters(hq)).toEqual([1, 2]);
  });

  test("are not got around by a command on the stopped node's folder: what it would seal with the old ones waits", async () => {
    const { cluster, branch, hq, disk, rosterKey } = await setup();
    await startOn(cluster, branch, disk).rotate();
    await bringAsk({ branch, hq });
    await branch.write("counter", [counter(2)]);
    orThrow(await sealOpen(startOn(cluster, branch, { now: disk.now, coming: undefined }).sealing));
    for (let start = 0; start < 3; start++) {
      const life = startOn(cluster, branch, disk);
      orThrow(await life.run());
      await life.rotate();
      orThrow(await life.run());
    }
    expect(rosterKey(branch)).toBe(newKey);
    expect(counters(hq), "headquarters believes all of it").toEqual([1, 2]);
  });

  test("leave a thief of the old ones nothing: neither a request nor a newer batch is believed, the older ones still are", async () => {
    const { cluster, branch, hq, disk, old } = await setup();
    const life = startOn(cluster, branch, disk);
    await life.rotate();
    orThrow(await life.run());
    await life.rotate();
    orThrow(await life.run());
    const thief = cluster.connect({
      ...branch,
      caller: { ...branch.caller, sign: ed25519Signer(old.logSeed).sign },
    });
    expect(await thief.push([])).toMatchObject({ error: { code: "bad_signature" } });

    const [last] = (await hq.store.heads([`branch:${klang}`])).filter(
      ({ origin }) => origin === branch.alias,
    );
    const record = { incarnation: 1, schema: 1, cause: "x", actor: { kind: "system", task: "x" }, ops: [] };
    const forged = sealBatch(
      { origin: branch.alias, incarnation: 1, stream: `branch:${klang}`, prev: last!.hash, dep: 0 },
      [{ seq: last!.seq + 1, stamp: last!.stamp + 1, commitId: "x", record: record as never }],
      ed25519Signer(old.logSeed).sign,
    );
    expect(await checkBatch(hq.receiving, forged.bytes)).toMatchObject({ error: { type: "BadSignature" } });
    // All that was signed before opens on a node that has nothing yet but headquarters' roster.
    const { batches } = await hq.store.since([`branch:${klang}`], new Map(), { bytesMax: 1e6 });
    const fresh = cluster.branches[1]!;
    orThrow(await cluster.round(fresh));
    for (const { bytes } of batches)
      expect(await checkBatch(fresh.receiving, bytes)).toMatchObject({ ok: true });
  });

  test("are given to nobody who has not both halves, and to no node that was shut out", async () => {
    const { cluster, branch, hq, disk, rosterKey } = await setup();
    const before = rosterKey(hq);
    const foreign = publicKeysOf(seedsOf(78));
    await branch.writer.whole((whole) =>
      whole.write(
        { actor: { kind: "system", task: "x" }, requestId: "x" },
        {
          intent: "test",
          rows: [
            insert("keyAsk", {
              node: branch.alias,
              ...foreign,
              until: '{"hq":1}',
              proof: `${"A".repeat(86)}.${"A".repeat(86)}`,
              atMs: 1,
            }),
          ],
          answer: null,
        },
      ),
    );
    await cluster.settle();
    expect(rosterKey(hq)).toBe(before);
    await hq.write("suspend", [update("node", { alias: branch.alias }, { state: "suspended" })]);
    const life = startOn(cluster, branch, disk);
    await life.rotate();
    expect((await life.run()).ok).toBe(false);
    expect(rosterKey(hq)).toBe(before);
  });
});

describe("headquarters' own new keys", () => {
  test("are its word alone: branches take both in one pull, and a box that knows only the new one reads the old chain by what it was told", async () => {
    const { cluster, hq, branch } = await setup();
    const { logSeed, slipSeed, boxSeed } = hq.credentials;
    const disk: Disk = { now: { logSeed, slipSeed, boxSeed }, coming: seedsOf(79) };
    await hq.write("catalogue", [insert("service", { code: "S1", doc: "{}" })]);
    const life = startOn(cluster, hq, disk);
    expect(await life.rotate()).toBe(true);
    await hq.write("catalogue", [insert("service", { code: "S2", doc: "{}" })]);
    orThrow(await sealOpen(life.sealing));
    const { batches } = await hq.store.since(["all"], new Map(), { bytesMax: 1e6 });
    const answer = ok({ batches: batches.map(({ bytes }) => bytes), more: false, nowMs: 1 });
    const round = branch.round({ ...cluster.connect(branch), pull: async () => answer });
    orThrow(await round.pull(["all"]));
    expect(branch.all("SELECT code FROM service ORDER BY code")).toEqual([["S1"], ["S2"]]);
    expect(nodeByAlias(branch.db, 1)?.logKey).toBe(publicKeysOf(seedsOf(79)).logKey);

    const told = { ...cluster.anchor, ...publicKeysOf(seedsOf(79)) };
    const first = batches[0]!.bytes;
    const fresh = setupCluster([klang]).branches[0]!;
    const { writer, sealer, random, credentials } = fresh;
    const as = (anchor: typeof told) =>
      replicate({ writer, sealer, random, credentials, role: "branch", anchor }).receiving;
    expect(await checkBatch(as(told), first)).toMatchObject({ error: { type: "BadSignature" } });
    const former = formerKeys(hq.db, 1);
    expect(await checkBatch(as({ ...told, former } as typeof told), first)).toMatchObject({ ok: true });
  });
});

describe("a node that was shut out", () => {
  const said = (stamp: number, row: object, kind: "i" | "u") => {
    const { policy, wire } = tableOf("node");
    const columns = Object.keys(row).map((name) => wire[name]!);
    return { stamp, op: { table: policy.id, kind, columns, values: Object.values(row) } as LogOp };
  };
  const entry = { alias: 5, id: "b5", role: "branch", branch: klang, incarnation: 1, heirOf: null };
  const whole = { ...entry, ...publicKeysOf(seedsOf(5)) };

  test("is let in again by no record, in whatever order they come: not by a later one, nor by an older file's", () => {
    const records = [
      said(10, { ...whole, state: "active" }, "i"),
      said(20, { alias: 5, state: "suspended" }, "u"),
      said(30, { alias: 5, state: "active" }, "u"),
      said(40, { ...whole, state: "active" }, "i"),
    ];
    const { sealer } = setupCluster([klang]).hq;
    for (const order of ordersOf(records)) {
      const db = orThrow(openDb(":memory:"));
      for (const { stamp, op } of order)
        mergeOp({ db, sealer, stream: "all", written: { stamp, node: 1 } }, tableOf("node"), op);
      expect(nodeByAlias(db, 5)?.state).toBe("suspended");
      db.close();
    }
  });

  test("is let in again by no plan of headquarters either: its branch gets a new box", async () => {
    const { hq, branch } = await setup();
    await hq.write("suspend", [update("node", { alias: branch.alias }, { state: "suspended" })]);
    await expect(
      hq.write("enrol", [update("node", { alias: branch.alias }, { state: "active" })]),
    ).rejects.toThrow("ranks never fall");
  });
});

const ordersOf = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
