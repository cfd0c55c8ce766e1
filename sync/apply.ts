/** Applies row changes inside an open transaction. The only code that writes tables. */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import type { Stamp } from "./core/hlc";
import type { Row, RowOp, Value } from "./core/plan";
import type { LogOp, OpKind } from "./core/record";
import type { Written } from "./core/laws";
import { effectOf } from "./effects";
import { forgetErased } from "./erased";
import { isReplicated } from "./policies";
import { sqlText, statement, type Table, tableOf } from "./tables";

export interface Writing {
  readonly db: Database;
  /** Stamp of the commit. */
  readonly stamp: Stamp;
  /** Alias of the node whose write this is. */
  readonly origin: number;
  /** Rows that this commit made: their columns carry the row's stamp, whatever the commit changes after that. */
  readonly fresh?: Set<string>;
  /** The highest stamp that was ever merged here: above `stamp` when some node's clock ran ahead. */
  readonly ahead?: Stamp;
  /** Receives each change of a replicated table, for the log. Absent at replay. */
  readonly log?: (table: Table, op: LogOp, row: Row) => void;
}

/** Applies one change with its effects. A broken constraint throws: the plan decided on something that is not so. */
export const apply = (writing: Writing, op: RowOp): void => {
  const table = tableOf(op.table);
  const replicated = isReplicated(table.policy);
  switch (op.op) {
    case "insert": {
      if (!replicated) throw new Error(`${op.table} is not in the log: use put`);
      const columns = table.policy.columns!;
      const row = complete(columns, op.row);
      insertStamped(writing, table, { ...row, ...op.derived });
      writing.fresh?.add(ridOf(table, row));
      logOp(writing, table, "i", columns, row, row);
      runEffects(writing, table, row);
      return;
    }
    case "guess": {
      if (!replicated || table.policy.kind === "append") throw new Error(`${op.table} cannot be guessed`);
      const columns = table.policy.columns!;
      const row = complete(columns, op.row);
      insertStamped({ ...writing, stamp: guessStamp }, table, row);
      logOp(writing, table, "g", columns, row, row);
      return;
    }
    case "update": {
      keepRank(writing.db, table, op.key, op.set);
      if (!replicated) return updateRow(writing.db, table, op.key, { ...op.set, ...op.derived });
      if (table.policy.kind === "append") throw new Error(`${op.table} is written once and never changed`);
      const at = stampColumns(writing, table, op.key, Object.keys(op.set));
      updateRow(writing.db, table, op.key, { ...op.set, ...op.derived });
      const columns = [...table.policy.key, ...Object.keys(op.set)];
      logOp(writing, table, "u", columns, { ...op.key, ...op.set }, op.key, at);
      return;
    }
    case "put":
      localOnly(table);
      putRow(writing.db, table, op.row);
      return;
    case "raise":
      localOnly(table);
      raiseRow(writing.db, table, op.row, op.column);
      return;
    case "add":
      localOnly(table);
      addToRow(writing.db, table, op);
      return;
    case "remove":
      localOnly(table);
      removeRow(writing.db, table, op.key);
      return;
  }
};

/**
 * A guess carries the lowest stamp there is: whatever the home wrote stands above it. So of a guessed row only the ranked state may
 * be written until the home's record has come: any other column the record would take back where its home's clock is ahead. The
 * use-cases see to it: who is known from a slip alone has no identity to prove, and everything else needs the booking's home.
 */
export const guessStamp: Stamp = 0;

/** A row's name in `clk`: its key values. */
export const ridOf = (table: Table, key: Row): string =>
  table.policy.key.map((column) => key[column]).join("/");

/** A ranked state never falls: what merging would refuse, a plan must not write either. */
const keepRank = (db: Database, table: Table, key: Row, set: Row): void => {
  const { ranks } = table.policy;
  const next = ranks && set[ranks.column];
  if (!ranks || next === undefined) return;
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const text = `SELECT "${table.sqlColumn[ranks.column]}" AS state FROM "${table.sqlName}" WHERE ${keys}`;
  const row = statement(db, text).get(...bind(key, table.policy.key)) as { state: string } | null;
  const [from, to] = [ranks.order[row?.state ?? ""] ?? -1, ranks.order[String(next)] ?? -1];
  if (to < from)
    throw new Error(`${table.name} would fall from ${row?.state} to ${String(next)}: ranks never fall`);
};

const localOnly = (table: Table): void => {
  if (isReplicated(table.policy)) throw new Error(`${table.name} is in the log: use insert or update`);
};

const complete = (columns: readonly string[], row: Row): Row => {
  const full: { [column: string]: Value } = {};
  for (const column of columns) full[column] = row[column] ?? null;
  return full;
};

const logOp = (
  writing: Writing,
  table: Table,
  kind: OpKind,
  columns: readonly string[],
  values: Row,
  row: Row,
  at?: Stamp,
): void => {
  if (!writing.log) return;
  writing.log(
    table,
    {
      table: table.policy.id,
      kind,
      columns: columns.map((column) => table.wire[column] ?? unknownColumn(table, column)),
      values: columns.map((column) => values[column] ?? null),
      ...(at === undefined ? {} : { at }),
    },
    row,
  );
};

const unknownColumn = (table: Table, column: string): never => {
  throw new Error(`column ${column} of ${table.name} has no number in sync/policies.ts`);
};

export const runEffects = (writing: Writing, table: Table, row: Row): void => {
  // What was decided here. Another node's word is looked at when it is merged (`sync/erasure.ts`).
  if (table.name === "erasure" && writing.log) forgetErased(writing.db, row);
  for (const name of table.policy.effects ?? []) {
    for (const follow of effectOf(name)(row, writing.origin)) apply({ ...writing }, follow);
  }
};

export const bind = (row: Row, columns: readonly string[]): SQLQueryBindings[] =>
  columns.map((column) => row[column] ?? null);

export const insertStamped = (writing: Writing, table: Table, row: Row): void => {
  const columns = Object.keys(row);
  const text = sqlText(
    table,
    "insert",
    columns,
    (names) => `INSERT INTO "${table.sqlName}" (${names}, "_h", "_n") VALUES (${names.map(() => "?")}, ?, ?)`,
  );
  statement(writing.db, text).run(...bind(row, columns), writing.stamp, writing.origin);
};

const updateRow = (db: Database, table: Table, key: Row, set: Row): void => {
  const setColumns = Object.keys(set);
  const keyColumns = table.policy.key;
  const text = sqlText(table, `update ${setColumns.length}`, [...setColumns, ...keyColumns], (names) => {
    const sets = names.slice(0, setColumns.length).map((name) => `${name} = ?`);
    const keys = names.slice(setColumns.length).map((name) => `${name} = ?`);
    return `UPDATE "${table.sqlName}" SET ${sets} WHERE ${keys.join(" AND ")}`;
  });
  const { changes } = statement(db, text).run(...bind(set, setColumns), ...bind(key, keyColumns));
  if (changes !== 1) throw new Error(`update of ${table.name} ${JSON.stringify(key)} met ${changes} rows`);
};

/**
 * A column written after its row has its own stamp in `clk`. A write stands above what it overwrites: where a wrong clock
 * stamped that in the future, this one change is stamped right after it, and its commit keeps the time of day. Gives back that
 * stamp.
 */
const stampColumns = (
  writing: Writing,
  table: Table,
  key: Row,
  columns: readonly string[],
): Stamp | undefined => {
  const rid = ridOf(table, key);
  if (writing.fresh?.has(rid)) return undefined;
  const { db, stamp, origin, ahead } = writing;
  const above = ahead !== undefined && ahead >= stamp ? overwritten(db, table, key, rid, columns) : 0;
  const at = above >= stamp ? above + 1 : stamp;
  for (const column of columns) putClk(db, table, rid, column, { stamp: at, node: origin });
  return at === stamp ? undefined : at;
};

export const putClk = (db: Database, table: Table, rid: string, column: string, at: Written): void => {
  statement(db, "INSERT OR REPLACE INTO clk (tab, rid, col, h, n) VALUES (?, ?, ?, ?, ?)").run(
    table.policy.id,
    rid,
    table.wire[column] ?? unknownColumn(table, column),
    at.stamp,
    at.node,
  );
};

/** The highest stamp among columns of a row. */
const overwritten = (
  db: Database,
  table: Table,
  key: Row,
  rid: string,
  columns: readonly string[],
): Stamp => {
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const row = statement(db, `SELECT "_h" AS h FROM "${table.sqlName}" WHERE ${keys}`).get(
    ...bind(key, table.policy.key),
  ) as { h: number } | null;
  const stamps = statement(db, "SELECT col, h FROM clk WHERE tab = ? AND rid = ?").all(
    table.policy.id,
    rid,
  ) as { col: number; h: number }[];
  const written = new Set(columns.map((column) => table.wire[column]));
  return Math.max(row?.h ?? 0, ...stamps.filter(({ col }) => written.has(col)).map(({ h }) => h));
};

const putRow = (db: Database, table: Table, row: Row): void => {
  const columns = Object.keys(row);
  const text = sqlText(
    table,
    "put",
    columns,
    (names) => `INSERT OR REPLACE INTO "${table.sqlName}" (${names}) VALUES (${names.map(() => "?")})`,
  );
  statement(db, text).run(...bind(row, columns));
};

const raiseRow = (db: Database, table: Table, row: Row, column: string): void => {
  const columns = Object.keys(row);
  const text = sqlText(table, `raise ${column}`, columns, (names) => {
    const keys = table.policy.key.map((key) => `"${table.sqlColumn[key]}"`);
    const raised = `"${table.sqlColumn[column]}"`;
    const others = names
      .filter((name) => !keys.includes(name))
      .map((name) => `${name} = excluded.${name}`)
      .join();
    return `INSERT INTO "${table.sqlName}" (${names}) VALUES (${names.map(() => "?")})
      ON CONFLICT (${keys}) DO UPDATE SET ${others} WHERE excluded.${raised} > ${raised}`;
  });
  statement(db, text).run(...bind(row, columns));
};

const addToRow = (db: Database, table: Table, op: Extract<RowOp, { op: "add" }>): void => {
  const by = Object.keys(op.by);
  const key = table.policy.key;
  if (op.base) {
    const base = Object.keys(op.base);
    const text = sqlText(table, `addOr ${by.length}`, [...by, ...base, ...key], (names) => {
      const sums = names.slice(0, by.length).map((name) => `${name} = ${name} + excluded.${name}`);
      const keys = names.slice(by.length + base.length);
      return `INSERT INTO "${table.sqlName}" (${names}) VALUES (${names.map(() => "?")}) ON CONFLICT (${keys}) DO UPDATE SET ${sums}`;
    });
    statement(db, text).run(...bind(op.by, by), ...bind(op.base, base), ...bind(op.key, key));
    return;
  }
  const text = sqlText(table, `add ${by.length}`, [...by, ...key], (names) => {
    const sums = names.slice(0, by.length).map((name) => `${name} = ${name} + ?`);
    const keys = names.slice(by.length).map((name) => `${name} = ?`);
    return `UPDATE "${table.sqlName}" SET ${sums} WHERE ${keys.join(" AND ")}`;
  });
  const { changes } = statement(db, text).run(...bind(op.by, by), ...bind(op.key, key));
  if (changes !== 1) throw new Error(`add to ${table.name} ${JSON.stringify(op.key)} met ${changes} rows`);
};

const removeRow = (db: Database, table: Table, key: Row): void => {
  const columns = Object.keys(key);
  const text = sqlText(
    table,
    "remove",
    columns,
    (names) => `DELETE FROM "${table.sqlName}" WHERE ${names.map((name) => `${name} = ?`).join(" AND ")}`,
  );
  const { changes } = statement(db, text).run(...bind(key, columns));
  if (changes !== 1) throw new Error(`remove from ${table.name} ${JSON.stringify(key)} met ${changes} rows`);
};
