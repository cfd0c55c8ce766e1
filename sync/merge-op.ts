/**
 * Merging one logged change into the state tables: the laws of `core/laws.ts` applied to rows.
 *
 *   append    the row is written once; of two rows with one key the earlier stands
 *   columns   per column the later write stands
 *   ranked    the same, but the state column goes by rank first
 *
 * Stamps are sparse: a row carries the stamp of its latest whole write, `clk` the stamp of each column that differs from it, and
 * nothing else, so that nodes that heard the same in another order hold the same bytes. A change of a row that has not come yet
 * waits for it. Effects run for every change: each speaks of the rights of the node that wrote it.
 */
import type { Database } from "bun:sqlite";
import { bind, guessStamp, insertStamped, putClk, ridOf, runEffects } from "./apply";
import { isLater } from "./core/hlc";
import { rankedWins, type Written } from "./core/laws";
import type { Row, Value } from "./core/plan";
import { streamFor } from "./core/policy";
import { type LogOp, valueFromJson, valueToJson } from "./core/record";
import { derives } from "./derive";
import type { Sealer } from "./sealer";
import { columnsOf, statement, type Table } from "./tables";

export interface Merging {
  readonly db: Database;
  readonly sealer: Sealer;
  /** The record's stamp and the node that wrote it. */
  readonly written: Written;
  /** The stream that brought it. */
  readonly stream: string;
}

/** A row that belongs to another branch than the stream it came in: no node may write there. */
export class ForeignRow extends Error {
  constructor(table: Table, row: Row, stream: string) {
    super(`${table.name} ${ridOf(table, row)} does not belong to ${stream}`);
  }
}

/** The row as the change names it: all columns of a new row, key and changed columns of an update. */
export const rowOf = (table: Table, op: LogOp): Row => {
  const row: { [column: string]: Value } = {};
  op.columns.forEach((column, at) => {
    row[table.policy.columns![column - 1]!] = op.values[at] ?? null;
  });
  return row;
};

export const mergeOp = (merging: Merging, table: Table, op: LogOp): void => {
  const row = rowOf(table, op);
  const stamp = op.kind === "g" ? guessStamp : (op.at ?? merging.written.stamp);
  const written = { stamp, node: merging.written.node };
  const to = { ...merging, written };
  if (table.policy.kind === "append") mergeAppended(to, table, row, op.kind === "u");
  else if (op.kind === "u") mergeColumns(to, table, row);
  else mergeRow(to, table, row);
};

/** `isRest`: columns of a row that is here already, which an older program did not know when it came. */
const mergeAppended = (merging: Merging, table: Table, row: Row, isRest: boolean): void => {
  const { db, written } = merging;
  if (isRest) {
    const here = stampOf(db, table, row);
    if (here?.stamp === written.stamp && here.node === written.node)
      setColumns(
        db,
        table,
        row,
        Object.keys(row).filter((column) => !table.policy.key.includes(column)),
      );
    return;
  }
  if (!insertNew(merging, table, row)) {
    const here = stampOf(db, table, row)!;
    if (isLater(here, written)) {
      const columns = Object.keys(row).filter((column) => !table.policy.key.includes(column));
      setColumns(db, table, row, columns);
      setStamp(db, table, row, written);
    }
  }
  runEffects({ db, stamp: written.stamp, origin: written.node }, table, row);
};

/** A whole row: it counts as a write of every column, and its stamp is the row's when it is the latest whole write. */
const mergeRow = (merging: Merging, table: Table, row: Row): void => {
  const { db, written } = merging;
  const rid = ridOf(table, row);
  if (insertNew(merging, table, row)) return applyWaiting(merging, table, rid, row);
  const base = stampOf(db, table, row)!;
  const stamps = columnStamps(db, table, rid);
  const isBase = isLater(written, base);
  const won: string[] = [];
  for (const column of Object.keys(row)) {
    if (table.policy.key.includes(column)) continue;
    const here = stamps.get(table.wire[column]!) ?? base;
    if (wins(merging, table, column, row, here)) {
      won.push(column);
      if (isBase) dropClk(db, table, rid, column);
      else putClk(db, table, rid, column, written);
    } else if (isBase && !stamps.has(table.wire[column]!)) putClk(db, table, rid, column, base);
  }
  setColumns(db, table, row, won);
  if (isBase) setStamp(db, table, row, written);
  derive(merging, table, row, won);
};

/** Some columns of a row; they wait when the row has not come. */
const mergeColumns = (merging: Merging, table: Table, row: Row): void => {
  const { db, written } = merging;
  const rid = ridOf(table, row);
  const base = stampOf(db, table, row);
  if (!base) return wait(merging, table, rid, row);
  belongs(merging, table, row);
  const stamps = columnStamps(db, table, rid);
  const won: string[] = [];
  for (const column of Object.keys(row)) {
    if (table.policy.key.includes(column)) continue;
    const here = stamps.get(table.wire[column]!) ?? base;
    if (!wins(merging, table, column, row, here)) continue;
    won.push(column);
    if (written.stamp === base.stamp && written.node === base.node) dropClk(db, table, rid, column);
    else putClk(db, table, rid, column, written);
  }
  setColumns(db, table, row, won);
  derive(merging, table, row, won);
};

/** A change names its row by key alone: the row itself says whose it is. */
const belongs = ({ db, stream }: Merging, table: Table, row: Row): void => {
  const rule = table.policy.stream;
  if (typeof rule !== "object") return;
  if (streamFor(rule, String(columnOf(db, table, row, rule.branch))) !== stream)
    throw new ForeignRow(table, row, stream);
};

/** Whether the arriving value of a column stands. Later changes of one commit stand above its earlier ones. */
const wins = ({ db, written }: Merging, table: Table, column: string, row: Row, here: Written): boolean => {
  const { ranks } = table.policy;
  if (ranks?.column === column) {
    const state = String(columnOf(db, table, row, column));
    return rankedWins({ ...here, state }, { ...written, state: String(row[column]) }, ranks.order);
  }
  return !isLater(here, written);
};

/** Keeps the winner of each column for the row that has not come. */
const wait = ({ db, written, stream }: Merging, table: Table, rid: string, row: Row): void => {
  const { ranks } = table.policy;
  for (const column of Object.keys(row)) {
    if (table.policy.key.includes(column)) continue;
    const here = statement(
      db,
      "SELECT h AS stamp, n AS node, value FROM waiting WHERE tab = ? AND rid = ? AND col = ? AND stream = ?",
    ).get(table.policy.id, rid, table.wire[column]!, stream) as (Written & { value: string }) | null;
    if (here) {
      const stands =
        ranks?.column === column
          ? rankedWins(
              { ...here, state: String(JSON.parse(here.value)) },
              { ...written, state: String(row[column]) },
              ranks.order,
            )
          : !isLater(here, written);
      if (!stands) continue;
    }
    statement(
      db,
      "INSERT OR REPLACE INTO waiting (tab, rid, col, h, n, stream, value) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ).run(
      table.policy.id,
      rid,
      table.wire[column]!,
      written.stamp,
      written.node,
      stream,
      JSON.stringify(valueToJson(row[column] ?? null)),
    );
  }
};

/** What waited for a row that has come now. */
const applyWaiting = (merging: Merging, table: Table, rid: string, row: Row): void => {
  const { db } = merging;
  const found = statement(
    db,
    "SELECT col, h, n, stream, value FROM waiting WHERE tab = ? AND rid = ? ORDER BY col",
  ).all(table.policy.id, rid) as { col: number; h: number; n: number; stream: string; value: string }[];
  if (found.length === 0) return;
  statement(db, "DELETE FROM waiting WHERE tab = ? AND rid = ?").run(table.policy.id, rid);
  const key = Object.fromEntries(table.policy.key.map((column) => [column, row[column] ?? null]));
  for (const { col, h, n, stream, value } of found) {
    // What somebody wrote who may not write this row goes with its waiting.
    if (stream !== merging.stream) continue;
    const column = table.policy.columns![col - 1]!;
    mergeColumns({ ...merging, written: { stamp: h, node: n } }, table, {
      ...key,
      [column]: valueFromJson(JSON.parse(value)),
    });
  }
};

/** Inserts a row that is new here; false when its key is taken. */
const insertNew = (merging: Merging, table: Table, row: Row): boolean => {
  if (stampOf(merging.db, table, row)) return false;
  const { stamp, node } = merging.written;
  const own = derives[table.name]?.(merging.db, merging.sealer, row) ?? {};
  insertStamped({ db: merging.db, stamp, origin: node }, table, { ...row, ...own });
  return true;
};

/** Columns that this node computes from a row's sealed value. */
const derive = ({ db, sealer }: Merging, table: Table, key: Row, changed: readonly string[]): void => {
  if (!derives[table.name] || !changed.includes("sealed")) return;
  deriveRow(db, sealer, table, key);
};

/** Computes a row's derived columns anew: its sealed value changed, or its key came. */
export const deriveRow = (db: Database, sealer: Sealer, table: Table, key: Row): void => {
  const row = rowAt(db, table, key);
  if (!row) return;
  const own = derives[table.name]!(db, sealer, row);
  const sets = Object.keys(own).map((column) => `"${table.sqlColumn[column]}" = ?`);
  statement(db, `UPDATE "${table.sqlName}" SET ${sets.join()} WHERE ${keyText(table)}`).run(
    ...bind(own, Object.keys(own)),
    ...bind(key, table.policy.key),
  );
};

/** A row by its key, all columns under their own names. */
export const rowAt = (db: Database, table: Table, key: Row): Row | undefined =>
  (statement(db, `SELECT ${columnsOf(table.name)} FROM "${table.sqlName}" WHERE ${keyText(table)}`).get(
    ...bind(key, table.policy.key),
  ) as Row | null) ?? undefined;

const keyText = (table: Table): string =>
  table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");

const stampOf = (db: Database, table: Table, row: Row): Written | undefined =>
  (statement(db, `SELECT "_h" AS stamp, "_n" AS node FROM "${table.sqlName}" WHERE ${keyText(table)}`).get(
    ...bind(row, table.policy.key),
  ) as Written | null) ?? undefined;

const columnStamps = (db: Database, table: Table, rid: string): ReadonlyMap<number, Written> =>
  new Map(
    (
      statement(db, "SELECT col, h, n FROM clk WHERE tab = ? AND rid = ?").values(table.policy.id, rid) as [
        number,
        number,
        number,
      ][]
    ).map(([col, stamp, node]) => [col, { stamp, node }]),
  );

const columnOf = (db: Database, table: Table, row: Row, column: string): unknown =>
  (
    statement(
      db,
      `SELECT "${table.sqlColumn[column]}" AS value FROM "${table.sqlName}" WHERE ${keyText(table)}`,
    ).get(...bind(row, table.policy.key)) as { value: unknown } | null
  )?.value;

const setColumns = (db: Database, table: Table, row: Row, columns: readonly string[]): void => {
  if (columns.length === 0) return;
  const sets = columns.map((column) => `"${table.sqlColumn[column]}" = ?`).join();
  statement(db, `UPDATE "${table.sqlName}" SET ${sets} WHERE ${keyText(table)}`).run(
    ...bind(row, columns),
    ...bind(row, table.policy.key),
  );
};

const setStamp = (db: Database, table: Table, row: Row, written: Written): void => {
  statement(db, `UPDATE "${table.sqlName}" SET "_h" = ?, "_n" = ? WHERE ${keyText(table)}`).run(
    written.stamp,
    written.node,
    ...bind(row, table.policy.key),
  );
};

const dropClk = (db: Database, table: Table, rid: string, column: string): void => {
  statement(db, "DELETE FROM clk WHERE tab = ? AND rid = ? AND col = ?").run(
    table.policy.id,
    rid,
    table.wire[column]!,
  );
};
