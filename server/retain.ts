/** Keeping no longer than said: once an hour, rows that `sync/policies.ts` keeps by age go when they are past it. */
import type { RowOp } from "../sync/core/plan";
import { ok } from "../sync/core/result";
import { type TableName, policies, policyOf } from "../sync/policies";
import { remove } from "../sync/rows";
import type { Task } from "../sync/scheduler";
import type { Tx } from "../sync/submit";
import { statement, tableOf } from "../sync/tables";

const dayMs = 86_400_000;
/** So many rows of a table in a commit, so that a night's cleaning never holds up a counter. */
const rowsMax = 500;

export const retainTask: Task = {
  name: "retain",
  plan: (tx) => {
    const rows = tableNames.flatMap((name) => overdue(tx, name));
    const nextDueMs = tx.nowMs + (rows.length >= rowsMax ? 0 : 3_600_000);
    return ok({ plan: rows.length > 0 ? { intent: "retain", rows, answer: null } : undefined, nextDueMs });
  },
};

const tableNames = Object.keys(policies) as TableName[];

const overdue = (tx: Tx, name: TableName): readonly RowOp[] => {
  const { retention, key } = policyOf(name);
  if (retention.by !== "age") return [];
  const { sqlName, sqlColumn } = tableOf(name);
  const keys = key.map((property) => `"${sqlColumn[property]}" AS "${property}"`);
  const states = retention.states?.map((state) => `'${state}'`);
  const text = `SELECT ${keys.join()} FROM "${sqlName}" WHERE "${sqlColumn[retention.since]}" < ?
    ${states ? `AND state IN (${states.join()})` : ""} LIMIT ?`;
  const rows = statement(tx.db, text).all(tx.nowMs - retention.days * dayMs, rowsMax) as RowKey[];
  return rows.map((row) => remove(name, row));
};

type RowKey = Parameters<typeof remove>[1];
