/**
 * One figure for each table, by which a branch and headquarters see whether they hold the same rows: the sum of the rows' hashes
 * modulo 2^128, whatever order they lie in. It says something only where both have merged the same records, so it comes with how far
 * that is. Read in short turns: people at counters come first.
 */
import { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { schemaVersion } from "../drizzle/db";
import { err, ok } from "./core/result";
import type { SyncPeer } from "./peer-port";
import { streamsOf } from "./snapshot";
import { whereOf } from "./snapshot-rows";
import { statement, type Table, tables } from "./tables";

export interface Sums {
  /** Programs of other tables add up other columns. */
  readonly schema: number;
  /** Records merged of each stream, by `${origin}/${stream}`. */
  readonly merged: { readonly [originStream: string]: number };
  readonly tables: { readonly [table: string]: TableSum };
}

export interface TableSum {
  readonly rows: number;
  /** 32 hexadecimal digits. */
  readonly sum: string;
}

const modulo = 1n << 128n;
/** How long reading goes on before others have their turn. */
const turnMsMax = 5;
const pageRows = 200;

/** Headquarters' side: one node's sums at a time. */
export const adder = ({ db, node }: { readonly db: Database; readonly node: number }): SyncPeer["sums"] => {
  let isAdding = false;
  return async ({ branch, alias }) => {
    if (branch === null) return err({ type: "Refused", code: "foreign_stream", detail: { alias } });
    if (isAdding) return err({ type: "Busy", retryAfterS: 5 });
    isAdding = true;
    try {
      return ok({ sums: await sumsOf(db.filename, branch, node) });
    } finally {
      isAdding = false;
    }
  };
};

/** The sums of a branch's part of a node's file at one moment. `node`: whose file it is. */
export const sumsOf = async (file: string, branch: string, node: number): Promise<Sums> => {
  const db = new Database(file, { readonly: true, strict: true });
  try {
    db.run("BEGIN");
    const merged = mergedIn(db, branch, node);
    const found: { [table: string]: TableSum } = {};
    for (const table of tables.values()) {
      const where = whereOf(table);
      if (where !== undefined) found[table.name] = await sumOf(db, table, where, branch);
    }
    db.run("COMMIT");
    return { schema: schemaVersion, merged, tables: found };
  } finally {
    db.close();
  }
};

const sumOf = async (db: Database, table: Table, where: string, branch: string): Promise<TableSum> => {
  const { policy, sqlColumn } = table;
  const unhashed = new Set(policy.unhashed);
  const columns = Object.entries(sqlColumn)
    .filter(([property]) => !unhashed.has(property))
    .map(([, column]) => `"${column}"`)
    .join();
  const page = statement(
    db,
    `SELECT rowid, ${columns} FROM "${table.sqlName}" WHERE rowid > ?2 AND ${where} ORDER BY rowid LIMIT ${pageRows}`,
  );
  let rows = 0;
  let sum = 0n;
  let turnMs = performance.now();
  for (let last = -1; ;) {
    const some = page.values(branch, last) as unknown[][];
    for (const [, ...row] of some) sum = (sum + hashOf(row)) % modulo;
    rows += some.length;
    if (some.length < pageRows) break;
    last = some.at(-1)![0] as number;
    if (performance.now() - turnMs < turnMsMax) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    turnMs = performance.now();
  }
  return { rows, sum: sum.toString(16).padStart(32, "0") };
};

const hashOf = (row: readonly unknown[]): bigint => {
  const text = JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
  );
  return BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 32)}`);
};

const mergedIn = (db: Database, branch: string, node: number): Sums["merged"] => {
  const applied = statement(db, "SELECT value FROM meta WHERE key = 'applied'").get() as {
    value: string;
  } | null;
  const [pos, records] = applied ? (JSON.parse(applied.value) as [number, number]) : [0, 0];
  const found: { [originStream: string]: number } = {};
  for (const stream of streamsOf(branch)) {
    const own = statement(db, "SELECT seq FROM stream_head WHERE stream = ?").get(stream) as {
      seq: number;
    } | null;
    if (own) found[`${node}/${stream}`] = own.seq;
    const others = statement(
      db,
      `SELECT origin, max(CASE WHEN pos < ?3 THEN seq_to WHEN pos = ?3 THEN seq_from - 1 + ?4 ELSE 0 END) AS seq
         FROM batch WHERE stream = ?1 AND origin <> ?2 GROUP BY origin`,
    ).all(stream, node, pos, records) as { origin: number; seq: number }[];
    for (const { origin, seq } of others) if (seq > 0) found[`${origin}/${stream}`] = seq;
  }
  return found;
};

/** `Differs`: tables whose rows are not the same though the same records were merged. */
export type Compared =
  | { readonly type: "Same"; readonly rows: number }
  | { readonly type: "Differs"; readonly tables: readonly string[] }
  /** One of the two has merged more by now. */
  | { readonly type: "UnderWay"; readonly records: number }
  | { readonly type: "OtherProgram"; readonly here: number; readonly there: number };

export const compareSums = (here: Sums, there: Sums): Compared => {
  if (here.schema !== there.schema) return { type: "OtherProgram", here: here.schema, there: there.schema };
  const names = new Set([...Object.keys(here.merged), ...Object.keys(there.merged)]);
  const records = [...names].reduce(
    (sum, name) => sum + Math.abs((here.merged[name] ?? 0) - (there.merged[name] ?? 0)),
    0,
  );
  if (records > 0) return { type: "UnderWay", records };
  const differing = Object.keys(here.tables).filter((name) => {
    const [a, b] = [here.tables[name]!, there.tables[name]];
    return a.rows !== b?.rows || a.sum !== b.sum;
  });
  if (differing.length > 0) return { type: "Differs", tables: differing };
  return { type: "Same", rows: Object.values(here.tables).reduce((sum, { rows }) => sum + rows, 0) };
};
