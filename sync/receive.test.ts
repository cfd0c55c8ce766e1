/** What headquarters believes of what it is sent: nothing that is not checked. Whatever is refused changes nothing. */
import { describe, expect, test } from "vitest";
import { setupCluster } from "./cluster.testing";
import { recordsOf, type StreamRecord } from "./core/batch";
import { seededRandom } from "./core/clock";
import { stampAt } from "./core/hlc";
import { type SealedBatch, sealBatch } from "./envelope";
import { takeIn } from "./intake";
import { stateHash } from "./replay";
import { ed25519Signer } from "./request-signing";
import type { RowOp } from "./core/plan";
import { ok, orThrow } from "./core/result";
import { insert, update } from "./rows";
import { vectorOf } from "./node-log";
import { sealOpen } from "./sealing";
import { readStored } from "./stored-batch";
import { Writer } from "./submit";
import { tableOf } from "./tables";
import { command, mondayMorningMs } from "./testing";

const counter = (no: number, branch = "SGR-KLJ") =>
  insert("counter", { id: `c${no}`, branch, no, name: `Kaunter ${no}`, groups: "[]" });

/** Headquarters that has one batch of a branch, and what that branch signs next. */
const setupSender = async () => {
  const cluster = setupCluster(["SGR-KLJ", "JHR-HQ1"]);
  await cluster.enrol();
  const { hq } = cluster;
  const branch = cluster.branches[0]!;
  await cluster.settle();
  await branch.write("one", [counter(1)]);
  await cluster.settle();
  const from = hq.findNode(branch.alias)!;
  const peer = hq.peer();
  const heads = await branch.store.heads(["branch:SGR-KLJ"]);
  const last = heads.find(({ origin }) => origin === branch.alias)!;
  const record = (
    part: Partial<StreamRecord> = {},
    ops: StreamRecord["record"]["ops"] = [counterOp(9)],
  ): StreamRecord => ({
    seq: last.seq + 1,
    stamp: stampAt(mondayMorningMs + 3_600_000),
    commitId: "019430b2-3c00-7000-8000-000000000001",
    ...part,
    record: { schema: 2, incarnation: 1, intent: "x", actor: { kind: "system", task: "x" }, cause: "x", ops },
  });
  const seal = (
    records: readonly StreamRecord[],
    part: Partial<SealedBatch["head"]> = {},
    sign = branch.sign,
  ) =>
    sealBatch(
      { origin: branch.alias, incarnation: 1, stream: "branch:SGR-KLJ", prev: last.hash, dep: 0, ...part },
      records,
      sign,
    ).bytes;
  const push = async (...batches: readonly Uint8Array[]) => {
    const done = await peer.push(from, batches);
    await hq.merger.applyPending();
    return done.ok ? "taken" : done.error.type === "Refused" ? done.error.code : done.error.type;
  };
  const refuses = async (code: string, ...batches: readonly Uint8Array[]) => {
    const before = stateHash(hq.db);
    expect(await push(...batches)).toBe(code);
    expect(stateHash(hq.db), "nothing changed").toBe(before);
  };
  return { cluster, hq, branch, last, record, seal, push, refuses };
};

const counterOp = (no: number, branch = "SGR-KLJ") => {
  const { policy } = tableOf("counter");
  return {
    table: policy.id,
    kind: "i" as const,
    columns: [1, 2, 3, 4, 5],
    values: [`c${no}`, branch, no, `Kaunter ${no}`, "[]"],
  };
};

describe("headquarters refuses, with a code, and goes on", () => {
  test("a batch signed with another key, or of a node that it does not know", async () => {
    const { record, seal, refuses, push } = await setupSender();
    const stranger = ed25519Signer(seededRandom(5).bytes(32)).sign;
    await refuses("bad_signature", seal([record()], {}, stranger));
    await refuses("unknown_node", seal([record()], { origin: 77 }, stranger));
    expect(await push(seal([record()]))).toBe("taken");
  });

  test("a batch whose node is shut out between the look at it and the commit that would keep it", async () => {
    const { record, seal, hq, branch } = await setupSender();
    const suspend = update("node", { alias: branch.alias }, { state: "suspended" });
    let out: Promise<unknown> | undefined;
    const verify: typeof hq.receiving.verify = (...signed) => {
      out ??= hq.write("shut out", [suspend]);
      return hq.receiving.verify(...signed);
    };
    const done = await takeIn({ ...hq, receiving: { ...hq.receiving, verify } }, [seal([record()])], {});
    await out;
    expect(done).toEqual({ ok: false, error: { type: "Suspended", origin: branch.alias } });
  });

  test("a stream or a row that is not the branch's to write", async () => {
    const { record, seal, refuses, push } = await setupSender();
    const first = { prev: "", from: 1 } as const;
    await refuses("foreign_stream", seal([record({ seq: 1 })], { stream: "branch:JHR-HQ1", ...first }));
    await refuses("foreign_stream", seal([record({ seq: 1 })], { stream: "all", ...first }));
    await refuses("foreign_row", seal([record({}, [counterOp(3, "JHR-HQ1")])]));
    const roster = tableOf("node").policy;
    const self = { table: roster.id, kind: "u" as const, columns: [1, 9], values: [2, "active"] };
    await refuses("foreign_row", seal([record({}, [self])]));
    expect(await push(seal([record()]))).toBe("taken");
  });

  test("a gap and another order, and tells what it expects", async () => {
    const { record, seal, refuses, last, push, hq, branch } = await setupSender();
    await refuses("gap", seal([record({ seq: last.seq + 2 })]));
    const good = seal([record()]);
    const done = await hq
      .peer()
      .push(hq.findNode(branch.alias)!, [seal([record({ seq: last.seq + 2 })]), good]);
    expect(done, "what comes after a refusal is not looked at").toEqual({
      ok: false,
      error: expect.objectContaining({
        code: "gap",
        detail: expect.objectContaining({ expected: last.seq + 1 }),
      }),
    });
    expect(await push(good)).toBe("taken");
  });

  test("a stamp before the last one, another life of the node, records of headquarters that are still to come", async () => {
    const { record, seal, refuses, last } = await setupSender();
    await refuses("stamp_behind", seal([record({ stamp: last.stamp })]));
    const other = record();
    await refuses(
      "other_incarnation",
      seal([{ ...other, record: { ...other.record, incarnation: 2 } }], { incarnation: 2 }),
    );
    await refuses("dep_missing", seal([record()], { dep: 999 }));
  });

  test("a change of what is written once, and a row without its key", async () => {
    const { record, seal, refuses } = await setupSender();
    const { policy } = tableOf("closure");
    const change = { table: policy.id, kind: "u" as const, columns: [1, 3], values: ["x", 5] };
    await refuses("impossible", seal([record({}, [change])]));
    const keyless = { table: tableOf("counter").policy.id, kind: "u" as const, columns: [4], values: ["x"] };
    await refuses("impossible", seal([record({}, [keyless])]));
  });

  test("bytes that are no batch, a batch cut short, and one of a later version", async () => {
    const { record, seal, refuses } = await setupSender();
    const good = seal([record()]);
    await refuses("not_abatch", new Uint8Array(200));
    await refuses("bad_signature", good.subarray(0, good.length - 9));
    const later = Uint8Array.from(good);
    later[3] = "2".charCodeAt(0);
    await refuses("unknown_version", later);
  });

  test("ten thousand batches with one byte altered, and then takes the good one", async () => {
    const { record, seal, push, hq } = await setupSender();
    const good = seal([record()]);
    const random = seededRandom(11);
    const before = stateHash(hq.db);
    const codes = new Map<string, number>();
    for (let n = 0; n < 10_000; n++) {
      const [a, b, by] = random.bytes(3) as unknown as [number, number, number];
      const bad = Uint8Array.from(good);
      bad[(a * 256 + b) % bad.length]! ^= by || 1;
      const code = await push(bad);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get("taken")).toBeUndefined();
    expect(stateHash(hq.db)).toBe(before);
    expect(await push(good)).toBe("taken");
  });
});

test("two batches of one node under one number suspend it, and both are kept as the proof", async () => {
  const { record, seal, push, hq, branch, cluster } = await setupSender();
  const [one, two] = [seal([record()]), seal([record({}, [counterOp(8)])])];
  expect(await push(one)).toBe("taken");
  expect(await push(two)).toBe("fork");
  expect(hq.all("SELECT state FROM node WHERE alias = 2")).toEqual([["suspended"]]);
  const proof = hq.db.query("SELECT here, there FROM evidence").get() as {
    here: Uint8Array;
    there: Uint8Array;
  };
  expect([Buffer.from(proof.here), Buffer.from(proof.there)]).toEqual([Buffer.from(one), Buffer.from(two)]);
  expect((await cluster.round(branch)).ok).toBe(false);
  const other = cluster.branches[1]!;
  expect((await cluster.round(other)).ok, "the others go on").toBe(true);
});

describe("a node that is shut out", () => {
  const setState = (hq: { write: (intent: string, rows: RowOp[]) => Promise<unknown> }, state: string) =>
    hq.write("suspend", [update("node", { alias: 2 }, { state })]);

  test("reads in the roster that it is, and says yes to nobody from then on, not after a restart either", async () => {
    const { cluster, hq, branch } = await setupSender();
    await setState(hq, "suspended");
    expect(await cluster.round(branch)).toEqual({ ok: false, error: { type: "NodeSuspended" } });
    const before = stateHash(branch.db);
    const restarted = new Writer(branch.writer.deps);
    for (const writer of [branch.writer, restarted])
      expect(
        await writer.submit(command(), () => ok({ intent: "test", rows: [counter(3)], answer: null })),
      ).toEqual({
        ok: false,
        error: { type: "NodeSuspended" },
      });
    expect(stateHash(branch.db)).toBe(before);
  });

  test("hears nothing that headquarters wrote after that word, and nothing of its branch", async () => {
    const { cluster, hq, branch } = await setupSender();
    await setState(hq, "suspended");
    await sealOpen(hq.sealing);
    await hq.write("catalogue", [insert("service", { code: "NEW", doc: "{}" })]);
    await cluster.round(branch);
    expect(branch.all("SELECT code FROM service")).toEqual([]);
    const from = hq.findNode(branch.alias)!;
    expect(await hq.peer().pull(from, ["all", "branch:SGR-KLJ"], new Map())).toMatchObject({
      ok: false,
      error: { code: "node_suspended" },
    });
  });

  test("another box goes on for it: it says yes to nobody any more, and hands over what it has", async () => {
    const { cluster, hq, branch } = await setupSender();
    await branch.write("before", [counter(2)]);
    const own = hq.findNode(branch.alias)!;
    const heir = { ...own, alias: 9, id: "heir", incarnation: 2, heirOf: own.alias };
    await hq.write("heir", [insert("node", { ...heir, logKey: "k", slipKey: "k", boxKey: "k" })]);
    await cluster.settle();
    expect(
      await branch.writer.submit(command(), () => ok({ intent: "test", rows: [counter(3)], answer: null })),
    ).toEqual({ ok: false, error: { type: "NodeSuspended" } });
    await cluster.settle();
    expect(hq.all("SELECT no FROM counter ORDER BY no")).toEqual([[1], [2]]);
  });

  test("is not stopped by whoever says so without headquarters' signature", async () => {
    const { branch } = await setupSender();
    const refused = async () =>
      ({ ok: false, error: { type: "Refused", code: "node_suspended", detail: {} } }) as const;
    const forger = branch.round({
      push: refused,
      pull: async () => ({ ok: true, value: { batches: [], more: false, nowMs: 0 } }),
      hint: () => () => {},
      snapshot: refused,
      snapshotPiece: refused,
      blobPiece: refused,
      giveBlob: refused,
      keys: refused,
      claim: refused,
      pulse: refused,
      unlock: refused,
      sums: refused,
    });
    expect(await forger.run()).toMatchObject({ ok: false, error: { code: "node_suspended" } });
    await branch.write("two", [counter(2)]);
    expect(branch.all("SELECT no FROM counter")).toEqual([[1], [2]]);
  });
});

test("a batch that follows another one than the one that is here proves a copy as well", async () => {
  const { record, seal, push, hq } = await setupSender();
  expect(await push(seal([record()], { prev: "0".repeat(64) }))).toBe("chain_broken");
  expect(hq.all("SELECT state FROM node WHERE alias = 2")).toEqual([["suspended"]]);
});

test("a folder that is an older copy of its node finds out, and writes nothing", async () => {
  const { cluster, branch } = await setupSender();
  await branch.write("two", [counter(2)]);
  await cluster.settle();
  branch.db.run("DELETE FROM batch WHERE origin = 2 AND seq_to > 1");
  branch.db.run("DELETE FROM counter WHERE id = 'c2'");
  branch.db.run("UPDATE stream_head SET seq = 1");
  const round = await cluster.round(branch);
  expect(round).toEqual({
    ok: false,
    error: { type: "OldCopy", stream: "branch:SGR-KLJ", here: 1, there: 2 },
  });
});

test("that it is an old copy stands in the folder: a restart with the line cut sells nothing either", async () => {
  const { branch } = await setupSender();
  await branch.writer.halt();
  const restarted = new Writer(branch.writer.deps);
  expect(
    await restarted.submit(command(), () => ok({ intent: "test", rows: [counter(3)], answer: null })),
  ).toEqual({
    ok: false,
    error: { type: "OldCopy" },
  });
});

test("headquarters' own records are checked by a branch: one that was altered, or that anybody else signed, is refused and changes nothing", async () => {
  const cluster = setupCluster(["SGR-KLJ", "JHR-HQ1"]);
  await cluster.enrol();
  await cluster.settle();
  const { hq } = cluster;
  const [klang, johor] = cluster.branches as [(typeof cluster)["hq"], (typeof cluster)["hq"]];
  await hq.write("catalogue", [insert("service", { code: "S1", doc: "{}" })]);
  orThrow(await sealOpen(hq.sealing));
  const { batches } = await hq.store.since(["all"], await vectorOf(klang.store, ["all"]), { bytesMax: 1e6 });
  const { head, bytes } = batches[0]!;
  const [record] = recordsOf(readStored(bytes).batch);
  const altered = bytes.map((byte, at) => (at === bytes.length - 100 ? byte ^ 1 : byte));
  const { origin, incarnation, stream, prev, dep } = head;
  const byJohor = sealBatch({ origin, incarnation, stream, prev, dep }, [record!], johor.sign);
  const asJohor = sealBatch(
    { origin: 3, incarnation, stream, prev: "", dep },
    [{ ...record!, seq: 1 }],
    johor.sign,
  );
  for (const [came, type] of [
    [altered, "BadSignature"],
    [byJohor.bytes, "BadSignature"],
    [asJohor.bytes, "ForeignStream"],
  ] as const) {
    const line = {
      ...cluster.connect(klang),
      pull: async () => ok({ batches: [came], more: false, nowMs: 0 }),
    };
    expect(await klang.round(line).pull(["all"])).toMatchObject({ ok: false, error: { type } });
    expect(klang.all("SELECT count(*) FROM service WHERE code = 'S1'")).toEqual([[0]]);
  }
  orThrow(await cluster.round(klang));
  expect(klang.all("SELECT count(*) FROM service WHERE code = 'S1'")).toEqual([[1]]);
});

test("a branch refuses a stream that it did not ask for: another branch's people never reach its file", async () => {
  const cluster = setupCluster(["SGR-KLJ", "JHR-HQ1"]);
  await cluster.enrol();
  await cluster.settle();
  const [klang, johor] = cluster.branches as [(typeof cluster)["hq"], (typeof cluster)["hq"]];
  await johor.write("one", [counter(1, "JHR-HQ1")]);
  await cluster.settle();
  const { batches } = await cluster.hq.store.since(["branch:JHR-HQ1"], new Map(), { bytesMax: 1e6 });
  const relay = klang.round({
    push: async () => ({ ok: true, value: { heads: {}, nowMs: 0 } }),
    pull: async () => ({
      ok: true,
      value: { batches: batches.map(({ bytes }) => bytes), more: false, nowMs: 0 },
    }),
    hint: () => () => {},
    keys: async () => ({ ok: true, value: { kept: [], keys: [], erased: [], nowMs: 0 } }),
    claim: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
    pulse: async () => ({ ok: true, value: { nowMs: 0 } }),
    unlock: async () => ({ ok: true, value: { box: "", nowMs: 0 } }),
    snapshot: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
    snapshotPiece: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
    sums: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
    blobPiece: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
    giveBlob: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }),
  });
  const taken = await relay.pull();
  expect(taken).toEqual({ ok: false, error: { type: "ForeignStream", origin: 3, stream: "branch:JHR-HQ1" } });
  expect(klang.all("SELECT count(*) FROM batch WHERE stream = 'branch:JHR-HQ1'")).toEqual([[0]]);
});
