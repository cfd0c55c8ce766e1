/**
 * Rebuilds state from the log. Replaying a node's log into an empty database gives the same state hash: the test harness
 * checks it after every test that writes, so a row that went round the log is found at once.
 */
import type { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { apply } from "./apply";
import type { Row, RowOp, Value } from "./core/plan";
import { decodeRecord, type LogOp } from "./core/record";
import { derives } from "./derive";
import { isDerived, isReplicated } from "./policies";
import type { Sealer } from "./sealer";
import { statement, tableById, tables } from "./tables";

/**
 * Applies every record of `from`'s log that `into` has not seen, in the order of their stamps: all of them when it is empty,
 * none the second time. All or nothing. Keys must be there already for derived columns.
 */
export const replay = (from: Database, into: Database, node: number, sealer: Sealer): void => {
  const seen = statement(into, "SELECT coalesce(max(stamp), 0) AS stamp FROM stream_head").get() as {
    stamp: number;
  };
  // Reads the whole log, as the hash below reads whole tables: not for the writer's thread, so not kept prepared.
  const records = from
    .query("SELECT stream, seq, stamp, body FROM log_open WHERE stamp > ? ORDER BY stamp, stream, seq")
    .all(seen.stamp) as { stream: string; seq: number; stamp: number; body: string }[];
  into
    .transaction(() => {
      for (const { stream, seq, stamp, body } of records) {
        for (const op of decodeRecord(body).ops) {
          apply({ db: into, stamp, origin: node }, rowOpOf(into, sealer, op));
        }
        const head = "INSERT OR REPLACE INTO stream_head (stream, seq, stamp) VALUES (?, ?, ?)";
        statement(into, head).run(stream, seq, stamp);
      }
    })
    .immediate();
};

/** A logged change as the row change it came from, with the columns this node derives for itself. */
const rowOpOf = (db: Database, sealer: Sealer, op: LogOp): RowOp => {
  const table = tableById(op.table);
  if (!table) throw new Error(`log names table ${op.table}, which this program does not know`);
  const row: { [column: string]: Value } = {};
  op.columns.forEach((column, at) => {
    row[table.policy.columns![column - 1]!] = op.values[at] ?? null;
  });
  const derive = derives[table.name];
  if (op.kind === "i") {
    return { op: "insert", table: table.name, row, ...(derive ? { derived: derive(db, sealer, row) } : {}) };
  }
  const key: { [column: string]: Value } = {};
  for (const column of table.policy.key) key[column] = row[column] ?? null;
  const set = Object.fromEntries(Object.entries(row).filter(([column]) => !(column in key)));
  const derived =
    derive && "sealed" in set ? derive(db, sealer, { ...current(db, table.name, key), ...row }) : {};
  return { op: "update", table: table.name, key, set, derived };
};

const current = (db: Database, name: string, key: Row): Row => {
  const table = tables.get(name)!;
  const columns = Object.entries(table.sqlColumn).map(([property, column]) => `"${column}" AS "${property}"`);
  const where = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const found = statement(db, `SELECT ${columns.join()} FROM "${table.sqlName}" WHERE ${where}`).get(
    ...table.policy.key.map((column) => key[column] ?? null),
  );
  return (found ?? {}) as Row;
};

/**
 * SHA-256 over every replicated and derived row in key order, and the sparse stamps. Local columns are left out: what two
 * nodes with the same log must agree on, and nothing else.
 */
export const stateHash = (db: Database): string => {
  const hash = createHash("sha256");
  for (const table of tables.values()) {
    const counted = isReplicated(table.policy) || isDerived(table.policy) || table.name === "clk";
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
