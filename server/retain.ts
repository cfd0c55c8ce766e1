/** Keeping no longer than said: old idempotency keys, limits, done jobs and notices go, once an hour. */
import type { RowOp } from "../sync/core/plan";
import { ok } from "../sync/core/result";
import { remove } from "../sync/rows";
import type { Task } from "../sync/scheduler";
import type { Tx } from "../sync/submit";
import { statement } from "../sync/tables";

const dayMs = 86_400_000;
/** So many rows a commit, so that a night's cleaning never holds up a counter. */
const rowsMax = 500;

export const retainTask: Task = {
  name: "retain",
  plan: (tx) => {
    const rows = overdue(tx);
    const nextDueMs = tx.nowMs + (rows.length >= rowsMax ? 0 : 3_600_000);
    return ok({ plan: rows.length > 0 ? { intent: "retain", rows, answer: null } : undefined, nextDueMs });
  },
};

const overdue = (tx: Tx): readonly RowOp[] => [
  ...keys<{ owner: string; key: string }>(
    tx,
    "SELECT owner, key FROM idempotency WHERE at_ms < ? LIMIT ?",
    7 * dayMs,
  ).map((key) => remove("idempotency", key)),
  ...keys<{ bucket: string }>(tx, "SELECT bucket FROM rate_limit WHERE ends_ms < ? LIMIT ?", 0).map((key) =>
    remove("rateLimit", key),
  ),
  ...keys<{ id: string }>(
    tx,
    "SELECT id FROM device_job WHERE at_ms < ? AND state IN ('printed', 'suspect', 'expired', 'failed') LIMIT ?",
    30 * dayMs,
  ).map((key) => remove("deviceJob", key)),
  ...keys<{ id: string }>(tx, "SELECT id FROM notice WHERE at_ms < ? LIMIT ?", 30 * dayMs).map((key) =>
    remove("notice", key),
  ),
];

const keys = <Key>(tx: Tx, sql: string, ageMs: number): readonly Key[] =>
  statement(tx.db, sql).all(tx.nowMs - ageMs, rowsMax) as Key[];
