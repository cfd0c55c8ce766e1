/**
 * Rebuilds state from the log. Replaying a node's log into an empty database gives the same state hash: the test harness
 * checks it after every test that writes, so a row that went round the log is found at once.
 */
import type { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { recordsOf as recordsOfBatch, type StreamRecord } from "./core/batch";
import { decodeRecord } from "./core/record";
import { mergeOp } from "./merge-op";
import { isDerived, isReplicated } from "./policies";
import type { Sealer } from "./sealer";
import { readStored } from "./stored-batch";
import { statement, tableById, tables } from "./tables";

/**
 * Applies every record of `from`'s log that `into` has not seen: batches of all nodes in the order in which they came, as far as
 * `from` had applied them, then what is not sealed yet. All of them when `into` is empty, none the second time. All or nothing.
 * Keys must be there already for derived columns. `earlier`: batches that are in the log no more, each chain in order; they come first.
 */
export const replay = (
  from: Database,
  into: Database,
  node: number,
  sealer: Sealer,
  earlier: Iterable<Uint8Array> = [],
): void => {
  into
    .transaction(() => {
      for (const { stream, seq, stamp, origin, record } of recordsOf(from, into, node, earlier)) {
        const merging = { db: into, sealer, stream, written: { stamp, node: origin } };
        record.ops.forEach((op, index) => {
          const table = tableById(op.table);
          if (!table) throw new Error(`log names table ${op.table}, which this program does not know`);
          if (!isAside(from, `${origin}/${stream}/${seq}/${index}`)) mergeOp(merging, table, op);
        });
        if (origin !== node) continue;
        const head = "INSERT OR REPLACE INTO stream_head (stream, seq, stamp) VALUES (?, ?, ?)";
        statement(into, head).run(stream, seq, stamp);
      }
      const keep = "INSERT OR REPLACE INTO meta (key, value) VALUES ('applied', ?)";
      statement(into, keep).run(JSON.stringify(appliedOf(from)));
    })
    .immediate();
};

interface Replayed extends StreamRecord {
  readonly stream: string;
  readonly origin: number;
}

/** Reads the whole log, as the hash below reads whole tables: not for the writer's thread, so not kept prepared. */
const recordsOf = function* (
  from: Database,
  into: Database,
  node: number,
  earlier: Iterable<Uint8Array>,
): Generator<Replayed> {
  const seen = new Map(
    (into.query("SELECT stream, seq FROM stream_head").all() as { stream: string; seq: number }[]).map(
      ({ stream, seq }) => [stream, seq],
    ),
  );
  const ended = new Map<string, number>();
  for (const bytes of earlier) {
    const { head, batch } = readStored(bytes);
    ended.set(`${head.origin}/${head.stream}`, head.to);
    for (const record of recordsOfBatch(batch)) yield { ...record, stream: head.stream, origin: head.origin };
  }
  const [done] = appliedOf(into);
  const [pos, records] = appliedOf(from);
  for (const row of from
    .query("SELECT pos, origin, stream, bytes FROM batch ORDER BY pos")
    .iterate() as Iterable<{
    pos: number;
    origin: number;
    stream: string;
    bytes: Uint8Array;
  }>) {
    if (row.origin !== node && (row.pos <= done || row.pos > pos)) continue;
    const { head, batch } = readStored(row.bytes);
    if (head.to <= (ended.get(`${head.origin}/${head.stream}`) ?? 0)) continue;
    const whole = recordsOfBatch(batch);
    const applied = row.origin !== node && row.pos === pos ? whole.slice(0, records) : whole;
    for (const record of applied)
      if (row.origin !== node || record.seq > (seen.get(head.stream) ?? 0))
        yield { ...record, stream: row.stream, origin: row.origin };
  }
  const open = from
    .query("SELECT stream, seq, stamp, commit_id AS commitId, body FROM log_open ORDER BY stamp, stream, seq")
    .all() as { stream: string; seq: number; stamp: number; commitId: string; body: string }[];
  for (const { body, ...row } of open)
    if (row.seq > (seen.get(row.stream) ?? 0)) yield { ...row, origin: node, record: decodeRecord(body) };
};

const appliedOf = (db: Database): readonly [pos: number, records: number] => {
  const row = statement(db, "SELECT value FROM meta WHERE key = 'applied'").get() as { value: string } | null;
  return row ? (JSON.parse(row.value) as [number, number]) : [0, 0];
};

/** A change that this node put aside counts for nothing here either. */
const isAside = (db: Database, op: string): boolean =>
  statement(db, "SELECT 1 FROM quarantine WHERE op = ?").get(op) !== null;

/**
 * SHA-256 over every replicated and derived row in key order, and the sparse stamps. Local columns are left out: what two
 * nodes with the same log must agree on, and nothing else.
 */
const logged: ReadonlySet<string> = new Set(["clk", "waiting"]);

export const stateHash = (db: Database): string => {
  const hash = createHash("sha256");
  for (const table of tables.values()) {
    const counted = isReplicated(table.policy) || isDerived(table.policy) || logged.has(table.name);
    if (!counted) continue;
    const unhashed = new Set(table.policy.unhashed);
    const columns = Object.entries(table.sqlColumn)
      .filter(([property]) => !unhashed.has(property))
      .map(([, column]) => `"${column}"`);
    const order = table.policy.key.map((column) => `"${table.sqlColumn[column]}"`).join();
    hash.update(table.name);
    for (const row of db
      .query(`SELECT ${columns.join()} FROM "${table.sqlName}" ORDER BY ${order}`)
      .values()) {
      hash.update(
        JSON.stringify(row, (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
        ),
      );
    }
  }
  return hash.digest("hex");
};
