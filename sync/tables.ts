/** What the log needs to know of each table: SQL names, wire columns, and the prepared statements that write it. */
import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";
import { getTableColumns } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "../drizzle/schema";
import type { TablePolicy } from "./core/policy";
import { isReplicated, policies, policyOf } from "./policies";

export interface Table {
  readonly name: string;
  readonly sqlName: string;
  readonly policy: TablePolicy;
  readonly sqlColumn: { readonly [property: string]: string };
  /** Number on the wire of each replicated column: its place in the policy, from 1. */
  readonly wire: { readonly [property: string]: number };
}

const describe = (name: string, policy: TablePolicy): Table => {
  const table = (schema as unknown as { [name: string]: SQLiteTable })[name];
  if (!table) throw new Error(`policy ${name} has no table in drizzle/schema.ts`);
  const sqlColumn = Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([property, column]) => [property, column.name]),
  );
  const wire = Object.fromEntries((policy.columns ?? []).map((property, at) => [property, at + 1]));
  return { name, sqlName: getTableConfig(table).name, policy, sqlColumn, wire };
};

export const tables: ReadonlyMap<string, Table> = new Map(
  Object.keys(policies).map((name) => [name, describe(name, policyOf(name))]),
);

const tablesById: ReadonlyMap<number, Table> = new Map(
  [...tables.values()].filter((table) => isReplicated(table.policy)).map((table) => [table.policy.id, table]),
);

export const tableOf = (name: string): Table => {
  const found = tables.get(name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

export const tableById = (id: number): Table | undefined => tablesById.get(id);

/** All columns of a table for a SELECT, under the names that `drizzle/schema.ts` gives them. */
export const columnsOf = (name: string): string =>
  Object.entries(tableOf(name).sqlColumn)
    .map(([property, column]) => `"${column}" AS "${property}"`)
    .join();

type Prepared = Statement<unknown, SQLQueryBindings[]>;

const preparedByDb = new WeakMap<Database, Map<string, Prepared>>();

/** The compiled statement of a text, made once per database. A Map of our own costs a tenth of `db.query`'s look-up (measured). */
export const statement = (db: Database, text: string): Prepared => {
  let byText = preparedByDb.get(db);
  if (!byText) preparedByDb.set(db, (byText = new Map()));
  let found = byText.get(text);
  if (!found) byText.set(text, (found = db.prepare<unknown, SQLQueryBindings[]>(text)));
  return found;
};

/** Every text that was prepared on this database so far. */
export const textsOf = (db: Database): readonly string[] => [...(preparedByDb.get(db)?.keys() ?? [])];

const textBy = new Map<string, string>();

/** The text of a statement for this table and set of columns, made once. */
export const sqlText = (
  table: Table,
  shape: string,
  columns: readonly string[],
  build: (names: string[]) => string,
): string => {
  const key = `${table.name}|${shape}|${columns.join()}`;
  let text = textBy.get(key);
  if (!text) {
    const names = columns.map((property) => {
      const name = table.sqlColumn[property];
      if (!name) throw new Error(`table ${table.name} has no column ${property}`);
      return `"${name}"`;
    });
    text = build(names);
    textBy.set(key, text);
  }
  return text;
};
