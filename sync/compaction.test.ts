/** The log gets shorter from its beginning: what is needed stays, what goes is at headquarters, and nobody's state changes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDb } from "../drizzle/db";
import { checkLog } from "../server/audit/verify.usecase";
import { readSegment, segmentsOf, writeSegment } from "./archive";
import { archiveNext } from "./archive-log";
import { type ClusterNode, setupCluster } from "./cluster.testing";
import { compactTask } from "./compaction";
import { ok, orThrow } from "./core/result";
import { isBehindHorizon } from "./horizon";
import { vectorOf } from "./node-log";
import { replay, stateHash } from "./replay";
import { ed25519Verifier } from "./request-signing";
import { nodeByAlias } from "./roster";
import { insert, update } from "./rows";
import { sealOpen } from "./sealing";
import { command } from "./testing";
import { exportUsb } from "./usb-export";

const dayMs = 86_400_000;
const branchCode = "SGR-KLJ";

const setup = async () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-compact-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const cluster = setupCluster([branchCode, "JHR-HQ1"], { checkReplay: false });
  await cluster.enrol();
  await cluster.settle();
  const [branch, other] = cluster.branches as [ClusterNode, ClusterNode];
  const { hq } = cluster;
  await branch.write("a counter", [
    insert("counter", { id: "c1", branch: branchCode, no: 1, name: "", groups: "[]" }),
  ]);
  let day = 0;
  /** A day on which the branch and headquarters each write something, in a batch of its own. */
  const liveADay = async ({ isCut = false } = {}) => {
    day += 1;
    cluster.timers.advance(dayMs);
    await branch.write("a name", [update("counter", { id: "c1" }, { name: `day ${day}` })]);
    await hq.write("catalogue", [insert("service", { code: `S${day}`, doc: "{}" })]);
    for (const node of [branch, hq]) await sealOpen(node.sealing);
    if (!isCut) await cluster.settle();
  };
  const live = async (days: number, options?: { isCut: boolean }) => {
    for (let at = 0; at < days; at++) await liveADay(options);
  };
  return { cluster, hq, branch, other, live, dir };
};

/** Runs a node's task to its end, a commit at a time. */
const compact = async ({ writer }: ClusterNode): Promise<number> => {
  const task = compactTask();
  for (let commits = 0; ; commits++) {
    let isOver = false;
    orThrow(
      await writer.submit(command(), (tx) => {
        const { plan, nextDueMs = 0 } = orThrow(task.plan(tx, ""));
        isOver = nextDueMs - tx.nowMs > 1000;
        return ok(plan ?? { intent: "compact", rows: [], answer: null });
      }),
    );
    if (isOver) return commits;
  }
};

const archiveAll = async ({ writer }: ClusterNode, dir: string): Promise<number> => {
  for (let segments = 0; ; segments++) if (!orThrow(await archiveNext({ writer, dir }))) return segments;
};

const batchesOf = ({ all }: ClusterNode) =>
  Object.fromEntries(
    all("SELECT origin || '/' || stream, count(*) FROM batch GROUP BY origin, stream") as [string, number][],
  );

const keyOf = (node: ClusterNode) => (alias: number) => nodeByAlias(node.db, alias)?.logKey;

describe("a branch", () => {
  test("keeps a week of what headquarters has, and the newest batch of every chain; its state stays, and it goes on", async () => {
    const { cluster, branch, live } = await setup();
    await live(20);
    const [before, vector] = [stateHash(branch.db), await vectorOf(branch.store)];
    expect(batchesOf(branch)["2/branch:SGR-KLJ"]).toBe(20);
    await compact(branch);
    expect(batchesOf(branch)).toMatchObject({ "2/branch:SGR-KLJ": 7, "1/all": 7 });
    expect(stateHash(branch.db)).toBe(before);
    expect(await vectorOf(branch.store)).toEqual(vector);
    cluster.timers.advance(300 * dayMs);
    await compact(branch);
    expect(Object.values(batchesOf(branch)).every((count) => count === 1)).toBe(true);
    await live(2);
    expect(branch.all("SELECT name FROM counter")).toEqual([["day 22"]]);
    expect(checkLog(branch.db, keyOf(branch), ed25519Verifier(), { mayBeginLate: true }).faults).toEqual([]);
    expect(checkLog(branch.db, keyOf(branch), ed25519Verifier()).faults).toMatchObject([
      { type: "Gap" },
      { type: "Gap" },
    ]);
  });

  test("keeps what headquarters has not said that it has, however old it is", async () => {
    const { cluster, branch, hq, live } = await setup();
    await live(3);
    cluster.cut(branch);
    await live(20, { isCut: true });
    await compact(branch);
    expect(batchesOf(branch)["2/branch:SGR-KLJ"]).toBe(20);
    cluster.restore(branch);
    await cluster.settle();
    await compact(branch);
    expect(batchesOf(branch)["2/branch:SGR-KLJ"]).toBe(7);
    expect(hq.all("SELECT name FROM counter")).toEqual([["day 23"]]);
  });

  test("drops the marks of reactions with their batches, and does nothing twice when those come again", async () => {
    const { cluster, branch, hq, live, dir } = await setup();
    const closure = { branch: branchCode, fromMs: 0, toMs: 1, groups: null, doc: "{}" };
    await branch.write("closed", [insert("closure", { id: "x", ...closure })]);
    await cluster.settle();
    const { batches } = await branch.store.since([`branch:${branchCode}`], new Map(), { bytesMax: 1e6 });
    const [old] = batches;
    const marks = () => hq.all("SELECT count(*) FROM reaction WHERE op LIKE '2/%'")[0];
    expect(marks()).toEqual([1]);
    await live(60);
    await archiveAll(hq, dir);
    const name = "2/branch:SGR-KLJ/2/0";
    hq.db.run("INSERT INTO quarantine (op, reason, stamp, body) VALUES (?, 'a newer column', 1, '[]')", [
      name,
    ]);
    await compact(hq);
    expect(marks(), "a part of the row waits: applied later, it must lead to nothing twice").toEqual([1]);
    hq.db.run("DELETE FROM quarantine");
    await compact(hq);
    expect(marks()).toEqual([0]);
    const before = stateHash(hq.db);
    const pushed = await cluster.connect(branch).push([old!.bytes]);
    expect(pushed.ok, "what was taken once is known").toBe(true);
    expect(stateHash(hq.db)).toBe(before);
  });
});

describe("headquarters", () => {
  test("archives what is older than a month and known to all, and its log is whole through the archive", async () => {
    const { hq, live, dir } = await setup();
    await live(60);
    const before = stateHash(hq.db);
    expect(await archiveAll(hq, dir)).toBeGreaterThan(0);
    expect(batchesOf(hq)["2/branch:SGR-KLJ"]).toBe(30);
    expect(stateHash(hq.db)).toBe(before);
    const { faults, batches } = checkLog(hq.db, keyOf(hq), ed25519Verifier(), { archive: dir });
    expect(faults).toEqual([]);
    expect(batches).toBeGreaterThan(120);
    const fresh = orThrow(openDb(":memory:"));
    const earlier = segmentsOf(dir, "all")
      .concat(segmentsOf(dir, `branch:${branchCode}`))
      .flatMap(({ file }) => orThrow(readSegment(file)).batches);
    replay(hq.db, fresh, hq.alias, hq.sealer, earlier);
    expect(stateHash(fresh), "replaying archive and log gives the same state").toBe(before);
    fresh.close();
  });

  test("keeps what a node that was heard this month has not heard, and says to one that was away longer that it cannot catch up", async () => {
    const { cluster, hq, branch, other, live, dir } = await setup();
    await live(3);
    cluster.cut(branch);
    await live(25, { isCut: true });
    for (let day = 0; day < 25; day++) orThrow(await cluster.round(other));
    await archiveAll(hq, dir);
    expect(batchesOf(hq)["1/all"], "the branch was heard 25 days ago").toBe(29);
    cluster.timers.advance(40 * dayMs);
    orThrow(await cluster.round(other));
    await archiveAll(hq, dir);
    expect(batchesOf(hq)["1/all"]).toBe(1);

    const file = join(dir, "to-branch.stolog");
    expect(await exportUsb(hq, file, nodeByAlias(hq.db, branch.alias))).toEqual({
      ok: false,
      error: { type: "UsbBehindHorizon" },
    });
    orThrow(await exportUsb(hq, file, nodeByAlias(hq.db, other.alias)));
    await branch.write("while it was away", [update("counter", { id: "c1" }, { name: "only here" })]);
    cluster.restore(branch);
    expect(await cluster.round(branch)).toMatchObject({ error: { type: "BehindHorizon", stream: "all" } });
    expect(isBehindHorizon(branch.db)).toBe(true);
    expect(hq.all("SELECT name FROM counter"), "what only it had is there").toEqual([["only here"]]);
    orThrow(await cluster.round(other));
  });

  test("takes nothing out of its log that the archive did not take", async () => {
    const { hq, live, dir } = await setup();
    await live(60);
    const file = join(dir, "no-folder");
    writeFileSync(file, "");
    const before = batchesOf(hq);
    await expect(archiveNext({ writer: hq.writer, dir: file })).rejects.toThrow();
    expect(batchesOf(hq)).toEqual(before);
  });

  test("leaves no segment in the archive that does not read back as it was", async () => {
    const { hq, live, dir } = await setup();
    await live(3);
    const { batches } = await hq.store.since(["all"], new Map(), { bytesMax: 1e6 });
    const [first, , third] = batches;
    expect(writeSegment(dir, [first!.bytes, third!.bytes])).toMatchObject({
      ok: false,
      error: { type: "SegmentDamaged" },
    });
    expect(readdirSync(join(dir, "all"))).toEqual([]);
  });

  test("finds a byte that was changed in the archive, and a segment that is gone", async () => {
    const { hq, live, dir } = await setup();
    await live(80);
    await archiveAll(hq, dir);
    const folder = join(dir, `branch_${branchCode}`);
    const [first] = readdirSync(folder);
    const good = readFileSync(join(folder, first!));
    const bad = Buffer.from(good);
    bad[bad.length - 20]! ^= 1;
    writeFileSync(join(folder, first!), bad);
    const faults = () =>
      checkLog(hq.db, keyOf(hq), ed25519Verifier(), { archive: dir }).faults.map(({ type }) => type);
    expect(faults()).toContain("SegmentDamaged");
    rmSync(join(folder, first!));
    expect(faults()).toContain("Gap");
    writeFileSync(join(folder, first!), good);
    expect(faults()).toEqual([]);
  });
});
