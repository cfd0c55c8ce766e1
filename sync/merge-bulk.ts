/**
 * The fast way for what a backlog mostly is: new rows of tables from which nothing follows. All rows of one shape go in by
 * statements of many rows (measured: three times one by one); a row whose key is taken goes the way of the laws.
 */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import type { DecodedBatch, DecodedShape } from "./core/batch";
import { derives } from "./derive";
import { sqlText, statement, type Table } from "./tables";

const rowsPerStatement = 32;

/** The shapes of a batch that may go in by many, with their tables. */
export const bulkShapes = (
  batch: DecodedBatch,
  tableOf: (id: number) => Table | undefined,
): ReadonlyMap<number, Table> => {
  const found = new Map<number, Table>();
  for (const [at, shape] of batch.shapes.entries()) {
    const table = shape.kind === "i" ? tableOf(shape.table) : undefined;
    if (table && isPlain(table) && isWhole(table, shape)) found.set(at, table);
  }
  return found;
};

const isPlain = ({ name, policy }: Table): boolean =>
  !policy.effects && !policy.reactions && !derives[name] && !policy.columns!.includes("subject");

const isWhole = ({ policy }: Table, { columns }: DecodedShape): boolean =>
  columns.length === policy.columns!.length && columns.every((column) => column <= policy.columns!.length);

/** Inserts the rows of a shape that belong to records [from, to); `slow` takes the nth row of the shape the long way. */
export const insertBulk = (
  db: Database,
  table: Table,
  batch: DecodedBatch,
  shape: number,
  origin: number,
  from: number,
  to: number,
  slow: (at: number) => void,
): void => {
  const rows = batch.shapes[shape]!;
  const first = lowerBound(rows.records, from);
  const end = lowerBound(rows.records, to);
  if (hasWaiting(db, table)) {
    for (let at = first; at < end; at++) slow(at);
    return;
  }
  for (let at = first; at < end; at += rowsPerStatement) {
    const count = Math.min(rowsPerStatement, end - at);
    if (insertMany(db, table, batch, rows, origin, at, count) === count) continue;
    for (let each = at; each < at + count; each++)
      if (!isHere(db, table, batch, rows, origin, each)) slow(each);
  }
};

const insertMany = (
  db: Database,
  table: Table,
  batch: DecodedBatch,
  { columns, values, records, at: stamps }: DecodedShape,
  origin: number,
  first: number,
  count: number,
): number => {
  const names = columns.map((column) => table.policy.columns![column - 1]!);
  const text = sqlText(table, `bulk ${count}`, names, (quoted) => {
    const row = `(${quoted.map(() => "?").join()},?,?)`;
    return `INSERT OR IGNORE INTO "${table.sqlName}" (${quoted},"_h","_n") VALUES ${Array.from({ length: count }, () => row).join()}`;
  });
  const bound: SQLQueryBindings[] = [];
  for (let at = first; at < first + count; at++) {
    for (const column of values) bound.push(column[at] ?? null);
    bound.push(stamps?.[at] ?? batch.records[records[at]!]!.stamp, origin);
  }
  return statement(db, text).run(...bound).changes;
};

/** Whether the row under this key is the one that was just inserted. */
const isHere = (
  db: Database,
  table: Table,
  batch: DecodedBatch,
  { columns, values, records, at: stamps }: DecodedShape,
  origin: number,
  at: number,
): boolean => {
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const key = table.policy.key.map((column) => values[columns.indexOf(table.wire[column]!)]![at] ?? null);
  const stamp = stamps?.[at] ?? batch.records[records[at]!]!.stamp;
  return (
    statement(db, `SELECT 1 FROM "${table.sqlName}" WHERE ${keys} AND "_h" = ? AND "_n" = ?`).get(
      ...key,
      stamp,
      origin,
    ) !== null
  );
};

const hasWaiting = (db: Database, table: Table): boolean =>
  statement(db, "SELECT 1 FROM waiting WHERE tab = ? LIMIT 1").get(table.policy.id) !== null;

/** The first place whose record is `record` or later. */
const lowerBound = (records: readonly number[], record: number): number => {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records[middle]! < record) low = middle + 1;
    else high = middle;
  }
  return low;
};
