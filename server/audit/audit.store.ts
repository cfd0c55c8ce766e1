/** The audit log's rows as pages read them: the newest first, bounded. */
import type { Reader } from "../../drizzle/db";
import type { AuditLeaf } from "../../sync/audit";
import { columnsOf, statement } from "../../sync/tables";

/** A place in the log of all nodes, the newest first. */
export interface Place {
  readonly atMs: number;
  readonly node: number;
  readonly seq: number;
}

/** Leaves older than a place, and not older than a time. */
export const leavesBefore = (
  { db }: Reader,
  { atMs, node, seq }: Place,
  fromMs: number,
  count: number,
): readonly AuditLeaf[] =>
  statement(
    db,
    `SELECT ${columnsOf("audit")} FROM audit
     WHERE at_ms <= ?1 AND at_ms >= ?2 AND (at_ms < ?1 OR (node, seq) < (?3, ?4))
     ORDER BY at_ms DESC, node DESC, seq DESC LIMIT ?5`,
  ).all(atMs, fromMs, node, seq, count) as AuditLeaf[];

/** What a node audited with one intent in one millisecond. */
export const leavesOfMoment = (
  { db }: Reader,
  atMs: number,
  node: number,
  intent: string,
): readonly AuditLeaf[] =>
  statement(
    db,
    `SELECT ${columnsOf("audit")} FROM audit WHERE at_ms = ? AND node = ? AND intent = ? ORDER BY seq`,
  ).all(atMs, node, intent) as AuditLeaf[];
