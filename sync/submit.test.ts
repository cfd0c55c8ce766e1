import { Database } from "bun:sqlite";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { schemaVersion } from "../drizzle/db";
import { decodeRecord } from "./core/record";
import { err, ok } from "./core/result";
import { insert, put, update } from "./rows";
import { type Tx, Writer } from "./submit";
import { command, setupNode, type TestNode } from "./testing";

const addCounter = (no: number) => (tx: Tx) =>
  ok({
    intent: "test" as const,
    rows: [insert("counter", { id: tx.newId(), branch: "SGR-KLJ", no, name: `Kaunter ${no}`, groups: "[]" })],
    answer: { no },
  });

const countersIn = (db: Database) =>
  (db.query("SELECT no FROM counter ORDER BY no").values() as number[][]).map(([no]) => no);
const logOf = ({ db }: TestNode) =>
  db.query("SELECT stream, seq, stamp, commit_id AS commitId, body FROM log_open ORDER BY seq").all() as {
    stream: string;
    seq: number;
    stamp: number;
    commitId: string;
    body: string;
  }[];

test("what goes wrong before anybody's turn is told to those who wait, once, and the next is served", async () => {
  const node = setupNode();
  let isBroken = true;
  const { deps } = node.writer;
  const writer = new Writer({
    ...deps,
    failpoint: (at) => {
      if (at === "begun" && isBroken) throw new Error("a question that nobody can answer");
    },
  });
  await expect(writer.submit(command(), addCounter(1))).rejects.toThrow("nobody can answer");
  isBroken = false;
  expect(await writer.submit(command(), addCounter(2))).toEqual(ok({ no: 2 }));
  expect(countersIn(node.db)).toEqual([2]);
});

describe("a plan that is accepted", () => {
  test("commits its row and its log record together and answers after it", async () => {
    const node = setupNode();
    expect(await node.writer.submit(command(), addCounter(4))).toEqual(ok({ no: 4 }));
    expect(countersIn(node.db)).toEqual([4]);
    const [entry] = logOf(node);
    expect(entry).toMatchObject({ stream: "branch:SGR-KLJ", seq: 1 });
    expect(decodeRecord(entry!.body)).toMatchObject({
      schema: schemaVersion,
      intent: "test",
      cause: "test",
    });
  });

  test("plans of the same moment share one transaction, and each has its own record", async () => {
    let commits = 0;
    const node = setupNode({
      writer: { commit: (db) => (commits++, void db.run("COMMIT")), monotonicMs: () => 0 },
    });
    await Promise.all([1, 2, 3, 4, 5].map((no) => node.writer.submit(command(), addCounter(no))));
    expect(commits).toBe(1);
    expect(logOf(node).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(logOf(node).map(({ stamp }) => stamp)).size).toBe(5);
  });

  test("a later write of a column is stamped above what it overwrites, even when the clock goes back", async () => {
    const node = setupNode();
    await node.writer.submit(command(), () =>
      ok({
        intent: "test",
        rows: [insert("counter", { id: "c", branch: "SGR-KLJ", no: 1, name: "a", groups: "" })],
        answer: null,
      }),
    );
    node.clock.advance(-3_600_000);
    await node.writer.submit(command(), () =>
      ok({ intent: "test", rows: [update("counter", { id: "c" }, { name: "b" })], answer: null }),
    );
    const [first, second] = logOf(node);
    expect(second!.stamp).toBeGreaterThan(first!.stamp);
    expect(node.db.query("SELECT h FROM clk").values()).toEqual([[second!.stamp]]);
  });
});

describe("a plan that is refused or broken", () => {
  test("a refusal changes nothing and does not disturb its neighbours", async () => {
    const node = setupNode();
    const refused = { type: "NoSuchCounter" } as const;
    const answers = await Promise.all([
      node.writer.submit(command(), addCounter(1)),
      node.writer.submit(command(), () => err(refused)),
      node.writer.submit(command(), addCounter(2)),
    ]);
    expect(answers).toEqual([ok({ no: 1 }), err(refused), ok({ no: 2 })]);
    expect(countersIn(node.db)).toEqual([1, 2]);
    expect(logOf(node).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("a plan that breaks a constraint half way leaves no half row, no log record and no gap in the sequence", async () => {
    const bugs: unknown[] = [];
    const node = setupNode({ writer: { onBug: (cause) => bugs.push(cause) } });
    const broken = node.writer.submit(command(), () =>
      ok({
        intent: "test",
        rows: [1, 2].map(() =>
          insert("counter", { id: "same", branch: "SGR-KLJ", no: 9, name: "x", groups: "" }),
        ),
        answer: null,
      }),
    );
    const fine = node.writer.submit(command(), addCounter(3));
    await expect(broken).rejects.toThrow(/UNIQUE/);
    expect(await fine).toEqual(ok({ no: 3 }));
    expect(countersIn(node.db)).toEqual([3]);
    expect(logOf(node).map(({ seq }) => seq)).toEqual([1]);
    expect(bugs).toHaveLength(1);
  });
});

describe("the same command twice", () => {
  const keyed = (body: string) =>
    command(undefined, {
      idempotency: { owner: "phone", key: "k1", route: "POST /counters", bodyHash: body },
    });

  test("gives the first answer and writes once", async () => {
    const node = setupNode();
    expect(await node.writer.submit(keyed("h"), addCounter(1))).toEqual(ok({ no: 1 }));
    expect(await node.writer.submit(keyed("h"), addCounter(2))).toEqual(ok({ no: 1 }));
    expect(countersIn(node.db)).toEqual([1]);
  });

  test("with another body is refused", async () => {
    const node = setupNode();
    await node.writer.submit(keyed("h"), addCounter(1));
    expect(await node.writer.submit(keyed("other"), addCounter(2))).toEqual(
      err({ type: "IdempotencyKeyReused" }),
    );
    expect(countersIn(node.db)).toEqual([1]);
  });

  test("after a refusal is decided anew", async () => {
    const node = setupNode();
    expect(await node.writer.submit(keyed("h"), () => err({ type: "Full" }))).toEqual(err({ type: "Full" }));
    expect(await node.writer.submit(keyed("h"), addCounter(1))).toEqual(ok({ no: 1 }));
  });
});

describe("a disk that fails", () => {
  test("full in the middle of a group: SQLite rolls back by itself, and the whole group fails, no plan commits alone", async () => {
    const node = setupNode();
    await node.writer.submit(command(), addCounter(1));
    const pages = node.db.query<{ page_count: number }, []>("PRAGMA page_count").get()!.page_count;
    node.db.run(`PRAGMA max_page_count = ${pages + 2}`);
    const big = () =>
      ok({
        intent: "test" as const,
        rows: [put("meta", { key: crypto.randomUUID(), value: "x".repeat(100_000) })],
        answer: null,
      });
    const answers = await Promise.all([
      node.writer.submit(command(), addCounter(2)),
      node.writer.submit(command(), big),
      node.writer.submit(command(), addCounter(3)),
      node.writer.submit(command(), addCounter(4)),
    ]);
    expect(answers.slice(0, 2)).toEqual([err({ type: "DiskFull" }), err({ type: "DiskFull" })]);
    expect(countersIn(node.db)).not.toContain(2);
    const sequence = logOf(node).map(({ seq }) => seq);
    expect(sequence).toEqual(sequence.map((_, at) => at + 1));
    node.db.run("PRAGMA max_page_count = 1000000");
    expect((await node.writer.submit(command(), addCounter(5))).ok).toBe(true);
  });

  test("an I/O error in the middle of a group is told as such, not as a full disk, and nothing of the group is written", async () => {
    const reported: unknown[] = [];
    const node = setupNode({ writer: { onBug: (cause) => reported.push(cause), monotonicMs: () => 0 } });
    const answers = await Promise.all([
      node.writer.submit(command(), addCounter(1)),
      node.writer.submit(command(), () => {
        throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_READ" });
      }),
    ]);
    expect(answers).toEqual([err({ type: "IoError" }), err({ type: "IoError" })]);
    expect(reported).toHaveLength(1);
    expect(countersIn(node.db)).toEqual([]);
    expect((await node.writer.submit(command(), addCounter(2))).ok).toBe(true);
  });

  test("a transaction that cannot begin: who waits is told, the writer does not spin, and later ones go through", async () => {
    const reported: unknown[] = [];
    const node = setupNode({ writer: { onBug: (cause) => reported.push(cause) } });
    node.db.run("PRAGMA busy_timeout = 0");
    const other = new Database(join(node.dir, "node.db"));
    other.run("BEGIN IMMEDIATE");
    const answers = await Promise.all([1, 2].map((no) => node.writer.submit(command(), addCounter(no))));
    expect(answers).toEqual([err({ type: "IoError" }), err({ type: "IoError" })]);
    expect(reported, "one report for the group").toHaveLength(1);
    other.run("ROLLBACK");
    other.close();
    expect((await node.writer.submit(command(), addCounter(3))).ok).toBe(true);
  });

  test("an fsync that fails at COMMIT: everybody is told the outcome is unknown, and the process ends", async () => {
    const deaths: unknown[] = [];
    let failing = false;
    const node = setupNode({
      checkReplay: false,
      writer: {
        commit: (db) => {
          if (!failing) return void db.run("COMMIT");
          throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_FSYNC" });
        },
        die: (cause) => deaths.push(cause),
      },
    });
    failing = true;
    const answers = await Promise.all([1, 2].map((no) => node.writer.submit(command(), addCounter(no))));
    expect(answers).toEqual([err({ type: "OutcomeUnknown" }), err({ type: "OutcomeUnknown" })]);
    expect(deaths).toHaveLength(1);
    failing = false;
    expect(await node.writer.submit(command(), addCounter(3))).toEqual(err({ type: "Stopping" }));
  });
});

describe("too much at once", () => {
  test("when the oldest has waited 200 ms the public is told to come back; an officer's work still goes in, up to 2 s", async () => {
    let ms = 0;
    let run = () => {};
    const node = setupNode({ writer: { monotonicMs: () => ms, defer: (drain) => void (run = drain) } });
    const publicly = command({ kind: "public", account: "a" });
    const officer = command({ kind: "staff", id: "rohani", role: "officer" });
    const first = node.writer.submit(publicly, addCounter(1));
    ms = 200;
    const second = node.writer.submit(publicly, addCounter(2));
    ms = 201;
    expect(await node.writer.submit(publicly, addCounter(3))).toEqual(
      err({ type: "Overloaded", retryAfterS: 1 }),
    );
    const officers = node.writer.submit(officer, addCounter(4));
    ms = 2001;
    expect(await node.writer.submit(officer, addCounter(5))).toEqual(
      err({ type: "Overloaded", retryAfterS: 3 }),
    );
    run();
    expect((await Promise.all([first, second, officers])).every(({ ok: done }) => done)).toBe(true);
    const again = node.writer.submit(publicly, addCounter(6));
    run();
    expect((await again).ok).toBe(true);
    expect(countersIn(node.db)).toEqual([1, 2, 4, 6]);
  });

  test("stopping finishes what was taken and takes nothing new", async () => {
    const node = setupNode();
    const taken = node.writer.submit(command(), addCounter(1));
    await node.writer.stop();
    expect((await taken).ok).toBe(true);
    expect(await node.writer.submit(command(), addCounter(2))).toEqual(err({ type: "Stopping" }));
  });
});
