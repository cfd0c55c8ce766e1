/** Typed row changes for stores: `insert(booking, {…})` is data, nothing happens until `submit` applies it. */
import type { InferInsertModel } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type * as schema from "../drizzle/schema";
import type { Row, RowOp } from "./core/plan";
import type { TableName } from "./policies";

type Tables = { [Name in TableName]: (typeof schema)[Name] };
type Values<T extends SQLiteTable> = Omit<InferInsertModel<T>, "_h" | "_n">;
type Stored<Name extends TableName> = Values<Tables[Name]>;
type Numbers<Name extends TableName> = { [K in keyof Stored<Name>]?: number };

/** A new row. `derived` columns are computed here and stay out of the log. */
export const insert = <N extends TableName>(
  table: N,
  row: Stored<N>,
  derived: Partial<Stored<N>> = {},
): RowOp => ({
  op: "insert",
  table,
  row: row as Row,
  derived: derived as Row,
});

/** What is known here of a row that another node wrote and that has not come yet (see `RowOp`). */
export const guess = <N extends TableName>(table: N, row: Stored<N>): RowOp => ({
  op: "guess",
  table,
  row: row as Row,
});

/** Changes columns of one row of a replicated table, named by its whole key. */
export const update = <N extends TableName>(
  table: N,
  key: Partial<Stored<N>>,
  set: Partial<Stored<N>>,
  derived: Partial<Stored<N>> = {},
): RowOp => ({ op: "update", table, key: key as Row, set: set as Row, derived: derived as Row });

/** Writes or replaces a row of a local table. */
export const put = <N extends TableName>(table: N, row: Stored<N>): RowOp => ({
  op: "put",
  table,
  row: row as Row,
});

/** Writes a row of a derived table, unless the row that is there has a number as high in this column. */
export const raise = <N extends TableName>(
  table: N,
  row: Stored<N>,
  column: keyof Numbers<N> & string,
): RowOp => ({ op: "raise", table, row: row as Row, column });

/** Adds to number columns of one local or derived row; with `base`, makes the row when it is not there yet. */
export const add = <N extends TableName>(
  table: N,
  key: Partial<Stored<N>>,
  by: Numbers<N>,
  base?: Partial<Stored<N>>,
): RowOp => ({
  op: "add",
  table,
  key: key as Row,
  by: by as { [column: string]: number },
  ...(base ? { base: base as Row } : {}),
});

/** Removes one row of a local table. */
export const remove = <N extends TableName>(table: N, key: Partial<Stored<N>>): RowOp => ({
  op: "remove",
  table,
  key: key as Row,
});
