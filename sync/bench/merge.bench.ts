/**
 * Merging signed batches of other nodes, everything included: look into the log, signature, unzstd, columns, the roster's rules, a
 * durable append and a durable merge. Baseline: the same rows put into the same table by a prepared statement, 1,000 in a
 * transaction, with FULL. And how long people at counters wait while a backlog of 100,000 rows comes in.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, median, quantile } from "../../.dev/figure";
import { openDb } from "../../drizzle/db";
import { seededRandom, systemClock } from "../core/clock";
import type { StreamRecord } from "../core/batch";
import { ok, orThrow } from "../core/result";
import { sealBatch, type SealedBatch } from "../envelope";
import { takeIn } from "../intake";
import { publicKeysOf } from "../public-keys";
import { replicate } from "../replication";
import { insert, put } from "../rows";
import { Sealer } from "../sealer";
import { Writer } from "../submit";
import { tableOf } from "../tables";
import { ed25519Signer } from "../request-signing";
import { standardRecords } from "./standard-rows.fixture";

const batches = 100;
const rounds = 5;
/** Batches that come in one segment of a megabyte. */
const perSegment = 40;
const origin = 2;
const command = { actor: { kind: "system", task: "bench" }, requestId: "bench" } as const;

export const bench: Bench = async function* () {
  const rates = { raw: [] as number[], merge: [] as number[] };
  const records = backlog();
  for (let round = 0; round < rounds; round++) {
    rates.raw.push(rawInsert(records));
    rates.merge.push(await merge(records));
  }
  yield figure(
    "merge of signed batches of 1,000 standard rows",
    median(rates.merge),
    "rows/s",
    median(rates.raw),
    "ratio ≥ 0.60",
  );
  const commits = { bare: [] as number[], logged: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    commits.bare.push(bareCommits());
    commits.logged.push(await loggedCommits());
  }
  yield figure(
    "local commit with its log record, one at a time",
    median(commits.logged),
    "commits/s",
    median(commits.bare),
    "ratio ≥ 0.95",
  );
  const { idle, busy } = await counterWaits(records);
  yield figure("a counter's commit p99 while 100,000 rows merge", busy, "ms", idle, "ratio ≤ 2");
};

/** A hundred batches of the branch's book of changes: eight columns, one index, nothing follows from them. */
const backlog = (): readonly SealedBatch[] => {
  const { sign } = ed25519Signer(keysOf(origin).logSeed);
  const table = tableOf("calendarChange").policy;
  let prev = "";
  let from = 1;
  let startMs = Date.UTC(2026, 11, 7);
  return Array.from({ length: batches }, (_, at) => {
    const records: readonly StreamRecord[] = standardRecords(1000, [5, 10], at + 1, from, startMs).map(
      (each) => ({
        ...each,
        record: {
          ...each.record,
          ops: each.record.ops.map((op) => ({ ...op, table: table.id, values: rowOf(op.values) })),
        },
      }),
    );
    const sealed = sealBatch(
      { origin, incarnation: 1, stream: "branch:SGR-KLJ", prev, dep: 0 },
      records,
      sign,
    );
    prev = sealed.hash;
    from = sealed.head.to + 1;
    startMs += 600_000;
    return sealed;
  });
};

/** id, branch, what, reason, actor, atMs, before, after */
const rowOf = ([id, branch, date, minute, units, state, service, ref]: readonly unknown[]) =>
  [id, branch, state, service, ref, Number(minute) * 60_000, `${String(units)}`, date] as (string | number)[];

const keysOf = (alias: number) => {
  const random = seededRandom(alias);
  return {
    nodeKey: random.bytes(32),
    indexKey: random.bytes(32),
    codesKey: random.bytes(32),
    logSeed: random.bytes(32),
    slipSeed: random.bytes(32),
    boxSeed: random.bytes(32),
  };
};

const inFolder = async <T>(work: (dir: string) => T | Promise<T>): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const setupHq = async (dir: string) => {
  const db = orThrow(openDb(join(dir, "node.db")));
  const random = seededRandom(1);
  const credentials = keysOf(1);
  const sealer = new Sealer(credentials, random);
  const die = (cause: unknown) => {
    throw cause;
  };
  const writer = new Writer({ db, clock: systemClock, random, node: 1, incarnation: 1, branch: null, die });
  const node = replicate({ writer, sealer, credentials, role: "hq", random });
  await writer.submit(command, () =>
    ok({
      intent: "enrol",
      rows: [
        insert("node", {
          alias: origin,
          id: "branch",
          role: "branch",
          branch: "SGR-KLJ",
          incarnation: 1,
          ...publicKeysOf(keysOf(origin)),
          state: "active",
          heirOf: null,
        }),
      ],
      answer: null,
    }),
  );
  return { db, ...node };
};

const take = async (hq: Awaited<ReturnType<typeof setupHq>>, from: readonly SealedBatch[]) => {
  orThrow(
    await takeIn(
      hq,
      from.map(({ bytes }) => bytes),
      { origin },
    ),
  );
};

const merge = (sealed: readonly SealedBatch[]): Promise<number> =>
  inFolder(async (dir) => {
    const hq = await setupHq(dir);
    const startMs = performance.now();
    for (let at = 0; at < sealed.length; at += perSegment) {
      await take(hq, sealed.slice(at, at + perSegment));
      orThrow(await hq.merger.applyPending());
    }
    const perSecond = (batches * 1000) / ((performance.now() - startMs) / 1000);
    const { n } = hq.db.query("SELECT count(*) AS n FROM calendar_change").get() as { n: number };
    if (n !== batches * 1000) throw new Error(`${n} rows came`);
    await hq.writer.stop();
    hq.db.close();
    return perSecond;
  });

const rawInsert = (sealed: readonly SealedBatch[]): number => {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const db = orThrow(openDb(join(dir, "raw.db")));
  const rows = sealed.flatMap((_, at) =>
    standardRecords(1000, [5, 10], at + 1).flatMap(({ stamp, record }) =>
      record.ops.map((op) => [...rowOf(op.values), stamp, origin] as (string | number)[]),
    ),
  );
  const one =
    db.prepare(`INSERT INTO calendar_change (id, branch, what, reason, actor, at_ms, before, after, "_h", "_n")
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const startMs = performance.now();
  for (let at = 0; at < rows.length; at += 1000)
    db.transaction(() => {
      for (const row of rows.slice(at, at + 1000)) one.run(...row);
    })();
  const perSecond = rows.length / ((performance.now() - startMs) / 1000);
  db.close();
  rmSync(dir, { recursive: true, force: true });
  return perSecond;
};

const commitsPerRound = 1000;
const counterRow = (at: number) => ({
  counter: "c",
  seq: at,
  branch: "SGR-KLJ",
  state: "open",
  officer: "o",
  groups: "[]",
  atMs: at,
});

const bareCommits = (): number => {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const db = orThrow(openDb(join(dir, "raw.db")));
  const one =
    db.prepare(`INSERT INTO counter_step (counter, seq, branch, state, officer, groups, at_ms, "_h", "_n")
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const startMs = performance.now();
  for (let at = 0; at < commitsPerRound; at++) one.run(...Object.values(counterRow(at)), at, 2);
  const perSecond = commitsPerRound / ((performance.now() - startMs) / 1000);
  db.close();
  rmSync(dir, { recursive: true, force: true });
  return perSecond;
};

const loggedCommits = (): Promise<number> =>
  inFolder(async (dir) => {
    const { writer, db } = await setupHq(dir);
    const startMs = performance.now();
    for (let at = 0; at < commitsPerRound; at++)
      orThrow(
        await writer.submit(command, () =>
          ok({ intent: "test", rows: [insert("counterStep", counterRow(at))], answer: null }),
        ),
      );
    const perSecond = commitsPerRound / ((performance.now() - startMs) / 1000);
    await writer.stop();
    db.close();
    return perSecond;
  });

/** p99 of a commit that a counter asks for every 5 ms, from its asking: with nothing else to do, and beside a backlog. */
const counterWaits = (
  sealed: readonly SealedBatch[],
): Promise<{ readonly idle: number; readonly busy: number }> =>
  inFolder(async (dir) => {
    const hq = await setupHq(dir);
    const press = async (while_: () => boolean): Promise<number> => {
      const waits: number[] = [];
      while (while_()) {
        const startMs = performance.now();
        orThrow(
          await hq.writer.submit(command, (tx) =>
            ok({
              intent: "test",
              rows: [put("meta", { key: `p${waits.length}`, value: tx.newId() })],
              answer: null,
            }),
          ),
        );
        waits.push(performance.now() - startMs);
        await Bun.sleep(5);
      }
      return quantile(waits, 0.99);
    };
    const untilMs = performance.now() + 3000;
    const idle = await press(() => performance.now() < untilMs);
    let merging = true;
    const merged = (async () => {
      for (let at = 0; at < sealed.length; at += perSegment) {
        await take(hq, sealed.slice(at, at + perSegment));
        orThrow(await hq.merger.applyPending());
      }
      merging = false;
    })();
    const busy = await press(() => merging);
    await merged;
    await hq.writer.stop();
    hq.db.close();
    return { idle, busy };
  });
