/** The tree and the rows of the audit log on a real file: they grow together, come back together, and give each other away. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setupCluster } from "../../sync/cluster.testing";
import { hashOfLeaf, leafAt, leavesIn, leavesOf, sha256, treeOf, treeSize } from "../../sync/audit";
import { type Intent, intents, isAudited } from "../../sync/core/intents";
import { consistencyProof, isConsistent, rootAt } from "../../sync/core/merkle";
import type { Plan } from "../../sync/core/plan";
import { err, ok } from "../../sync/core/result";
import { ed25519Verifier } from "../../sync/request-signing";
import { replay } from "../../sync/replay";
import { insert } from "../../sync/rows";
import { type Tx, Writer } from "../../sync/submit";
import { command, setupNode, type TestNode } from "../../sync/testing";
import { openDb } from "../../drizzle/db";
import { orThrow } from "../../sync/core/result";
import { originOf, signCheckpoint } from "./checkpoint";
import { checkTree, witness } from "./verify.usecase";

let counters = 0;
const counter = (tx: Tx) =>
  insert("counter", { id: tx.newId(), branch: "SGR-KLJ", no: counters++, name: "Kaunter", groups: "[]" });
const plan = (intent: Intent) => (tx: Tx) =>
  ok({ intent, rows: [counter(tx)], answer: null } satisfies Plan<null>);
const officer = { kind: "staff", id: "rohani", role: "officer" } as const;
const audit = async (node: TestNode, count: number) => {
  for (let no = 0; no < count; no++) await node.writer.submit(command(officer), plan("cancel"));
};
const healthy = ({ db, node }: TestNode) => {
  const { faults, size, root } = checkTree(db, node);
  expect(faults).toEqual([]);
  expect(Buffer.from(root)).toEqual(Buffer.from(rootAt(treeOf(db), treeSize(db))));
  return size;
};

describe("a commit of an audited intent", () => {
  test("leaves one leaf that says who, what, about what and when; a commit of another intent leaves none", async () => {
    const node = setupNode();
    await node.writer.submit(command(officer), plan("cancel"));
    node.clock.advance(1000);
    await node.writer.submit(command(), plan("test"));
    await node.writer.submit(command({ kind: "system", task: "x" }), () =>
      ok({ intent: "copyTicket", about: { ticket: "t1", reason: "torn" }, rows: [], answer: null }),
    );
    const [first, second, ...rest] = [...leavesIn(node.db, node.node)];
    const { id } = node.db.query("SELECT id FROM counter ORDER BY id").get() as { id: string };
    expect(first).toMatchObject({ node: 2, seq: 0, atMs: node.clock.nowMs() - 1000, intent: "cancel" });
    expect(JSON.parse(first!.actor)).toEqual(officer);
    expect(JSON.parse(first!.about)).toEqual({ counter: [id] });
    expect(second).toMatchObject({ seq: 1, intent: "copyTicket", about: '{"ticket":"t1","reason":"torn"}' });
    expect(first!.salt).toMatch(/^[\w-]{22}$/);
    expect(first!.salt).not.toBe(second!.salt);
    expect(rest).toEqual([]);
    expect(healthy(node)).toBe(2);
  });

  test("that changed nothing leaves no leaf, and one that was refused or broke leaves neither leaf nor gap", async () => {
    const node = setupNode({ writer: { onBug: () => {} } });
    await node.writer.submit(command(), () => ok({ intent: "askCancel", rows: [], answer: null }));
    await node.writer.submit(command(), () => err({ type: "No" }));
    const broken = (tx: Tx) =>
      ok({
        intent: "cancel" as const,
        rows: [counter(tx), { ...counter(tx), table: "nowhere" }],
        answer: null,
      });
    await Promise.all([
      audit(node, 1),
      expect(node.writer.submit(command(), broken)).rejects.toThrow("nowhere"),
      audit(node, 2),
    ]);
    expect(healthy(node)).toBe(3);
  });

  test("is as many leaves as commits over any day, in groups of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            intent: fc.constantFrom(...(Object.keys(intents) as Intent[])),
            outcome: fc.constantFrom("done", "done", "done", "refused", "empty", "bug"),
            wait: fc.boolean(),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        async (day) => {
          const node = setupNode({ checkReplay: false, writer: { onBug: () => {} } });
          let audited = 0;
          const running: Promise<unknown>[] = [];
          for (const { intent, outcome, wait } of day) {
            if (outcome === "done" && isAudited(intent)) audited += 1;
            const decide = (tx: Tx) => {
              if (outcome === "refused") return err({ type: "No" });
              if (outcome === "bug") throw new Error("a bug");
              return outcome === "empty" ? ok({ intent, rows: [], answer: null }) : plan(intent)(tx);
            };
            running.push(node.writer.submit(command(), decide).catch(() => {}));
            if (wait) await Promise.all(running.splice(0));
          }
          await Promise.all(running);
          expect(healthy(node)).toBe(audited);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test("what was published before a restart is the beginning of what is published after it", async () => {
  const node = setupNode({ checkReplay: false });
  await audit(node, 7);
  const before = { size: treeSize(node.db), root: rootAt(treeOf(node.db), 7) };
  await node.writer.stop();
  const writer = new Writer({ ...node.writer.deps });
  for (let no = 0; no < 6; no++) await writer.submit(command(officer), plan("cancel"));
  const proof = consistencyProof(treeOf(node.db), before.size, 13);
  const root = rootAt(treeOf(node.db), 13);
  expect(isConsistent(sha256, before.size, before.root, 13, root, proof)).toBe(true);
  expect(healthy(node)).toBe(13);
  await writer.stop();
});

test("a tree that is lost grows again from the rows of the log, with the same root", async () => {
  const node = setupNode();
  await audit(node, 9);
  const fresh = orThrow(openDb(":memory:"));
  replay(node.db, fresh, node.node, node.sealer);
  expect(treeSize(fresh)).toBe(0);
  const writer = new Writer({ ...node.writer.deps, db: fresh });
  await writer.submit(command(officer), plan("cancel"));
  expect(Buffer.from(rootAt(treeOf(fresh), 9))).toEqual(Buffer.from(rootAt(treeOf(node.db), 9)));
  expect(checkTree(fresh, node.node)).toMatchObject({ size: 10, faults: [] });
  await writer.stop();
  fresh.close();
});

describe("one changed byte", () => {
  test("in any field of any row is found, and where", async () => {
    const node = setupNode({ checkReplay: false });
    await audit(node, 6);
    for (let seq = 0; seq < 6; seq++) {
      const leaf = leafAt(node.db, 2, seq)!;
      const changes: readonly [column: string, value: string | number, was: string | number][] = [
        ["at_ms", leaf.atMs + 1, leaf.atMs],
        ["intent", "Cancel", leaf.intent],
        ["actor", leaf.actor.replace("rohani", "rohanj"), leaf.actor],
        ["about", leaf.about.replace("0", "1"), leaf.about],
        ["salt", `${leaf.salt.startsWith("A") ? "B" : "A"}${leaf.salt.slice(1)}`, leaf.salt],
      ];
      for (const [column, value, was] of changes) {
        const set = node.db.query(`UPDATE audit SET ${column} = ? WHERE node = 2 AND seq = ?`);
        set.run(value, seq);
        expect(checkTree(node.db, 2).faults, `${column} of leaf ${seq}`).toEqual([
          { type: "LeafDiffers", seq },
        ]);
        set.run(was, seq);
      }
      node.db.query("UPDATE audit SET node = 3 WHERE node = 2 AND seq = ?").run(seq);
      expect(checkTree(node.db, 2).faults).not.toEqual([]);
      node.db.query("UPDATE audit SET node = 2, seq = 77 WHERE node = 3").run();
      expect(checkTree(node.db, 2).faults).not.toEqual([]);
      node.db.query("UPDATE audit SET seq = ? WHERE seq = 77").run(seq);
    }
    healthy(node);
  });

  test("in any hash of the tree is found, as is one that is gone or too many", async () => {
    const node = setupNode({ checkReplay: false });
    await audit(node, 7);
    const hashes = node.db.query("SELECT level, idx, hash FROM audit_hash").all() as {
      level: number;
      idx: number;
      hash: Uint8Array;
    }[];
    expect(hashes).toHaveLength(7 + 3 + 1);
    for (const { level, idx, hash } of hashes) {
      const changed = Uint8Array.from(hash);
      changed[31]! ^= 1;
      const set = node.db.query("UPDATE audit_hash SET hash = ? WHERE level = ? AND idx = ?");
      set.run(changed, level, idx);
      const type =
        level === 0 ? { type: "LeafDiffers", seq: idx } : { type: "HashDiffers", level, index: idx };
      expect(checkTree(node.db, 2).faults).toContainEqual(type);
      node.db.query("DELETE FROM audit_hash WHERE level = ? AND idx = ?").run(level, idx);
      expect(checkTree(node.db, 2).faults).toEqual([{ type: "HashMissing", level, index: idx }]);
      node.db.query("INSERT INTO audit_hash VALUES (?, ?, ?)").run(level, idx, hash);
    }
    node.db.query("INSERT INTO audit_hash VALUES (3, 0, x'00')").run();
    expect(checkTree(node.db, 2).faults).toEqual([{ type: "HashesLeftOver", count: 1 }]);
  });

  test("does not stop the next person from booking: work goes on, and the fault stays visible", async () => {
    const node = setupNode({ checkReplay: false });
    await audit(node, 3);
    node.db.run("DELETE FROM audit WHERE seq = 2");
    await audit(node, 1);
    expect(checkTree(node.db, 2)).toMatchObject({ size: 4, faults: [{ type: "LeafMissing", seq: 2 }] });
  });
});

describe("headquarters", () => {
  const setupWitness = async () => {
    const cluster = setupCluster(["SGR-KLJ"]);
    const branch = cluster.branches[0]!;
    await cluster.enrol();
    const key = { origin: originOf(branch.alias), publicKey: branch.publicKey };
    const book = () => branch.plan((tx) => ({ intent: "cancel", rows: [counter(tx)], answer: null }));
    const publish = () =>
      signCheckpoint(
        { size: treeSize(branch.db), root: rootAt(treeOf(branch.db), treeSize(branch.db)) },
        key,
        { sha256, sign: branch.sign },
      );
    const look = (note: string) =>
      witness(cluster.hq.db, branch.alias, note, key, { sha256, verify: ed25519Verifier() });
    return { cluster, branch, book, publish, look };
  };

  test("has every leaf of a branch, and makes the root that the branch signs", async () => {
    const { cluster, branch, book, publish, look } = await setupWitness();
    for (let no = 0; no < 5; no++) await book();
    const early = publish();
    expect(look(early)).toEqual(err({ type: "LeavesMissing", here: 0, said: 5 }));
    await cluster.round(branch);
    expect(look(early)).toEqual(ok({ size: 5, here: 5 }));
    for (let seq = 0; seq < 5; seq++)
      expect(hashOfLeaf(leafAt(cluster.hq.db, branch.alias, seq)!)).toEqual(
        hashOfLeaf(leafAt(branch.db, branch.alias, seq)!),
      );
    await book();
    await cluster.round(branch);
    expect(look(early)).toEqual(ok({ size: 5, here: 6 }));
    expect(look(publish())).toEqual(ok({ size: 6, here: 6 }));
    expect(leavesOf(cluster.hq.db, branch.alias)).toBe(6);
  });

  test("sees a branch that rewrote its rows and its tree together", async () => {
    const { cluster, branch, book, publish, look } = await setupWitness();
    for (let no = 0; no < 4; no++) await book();
    await cluster.round(branch);
    const about = branch.db.query("SELECT about FROM audit WHERE seq = 1").get() as { about: string };
    branch.db.run("UPDATE audit SET about = '{}' WHERE seq = 1");
    branch.db.run("DELETE FROM audit_hash");
    await book();
    expect(checkTree(branch.db, branch.alias).faults).toEqual([]);
    await cluster.round(branch);
    expect(look(publish())).toEqual(err({ type: "RootDiffers", size: 5 }));
    branch.db.query("UPDATE audit SET about = ? WHERE seq = 1").run(about.about);
  });
});
