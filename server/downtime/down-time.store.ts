/** The only SQL of down times. */
import { statement } from "../../sync/tables";
import type { Database } from "bun:sqlite";
import type { DownTime, DownWhat } from "./down-time";

interface Reader {
  readonly db: Database;
}

/** Down times of a branch that meet [fromMs, toMs), earliest first; those that a supervisor declared are events of the hall. */
export const downTimesBetween = (
  { db }: Reader,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly DownTime[] =>
  statement(
    db,
    `SELECT what, from_ms AS fromMs, to_ms AS toMs FROM down_time
     WHERE branch = ?1 AND from_ms < ?3 AND (to_ms IS NULL OR to_ms > ?2)
     UNION ALL
     SELECT 'declared', at_ms, coalesce(ended_at_ms, until_ms) FROM hall_event
     WHERE branch = ?1 AND kind = 'disruption' AND at_ms < ?3 AND (coalesce(ended_at_ms, until_ms) IS NULL OR coalesce(ended_at_ms, until_ms) > ?2)
     ORDER BY 2`,
  ).all(branch, fromMs, toMs) as DownTime[];

export const standingDownTimes = (
  { db }: Reader,
  branch: string,
): readonly { readonly id: string; readonly what: DownWhat }[] =>
  statement(db, "SELECT id, what FROM down_time WHERE branch = ? AND to_ms IS NULL").all(branch) as {
    id: string;
    what: DownWhat;
  }[];

/** When this node last said that it is there. */
export const lastBeat = ({ db }: Reader): number | null =>
  (statement(db, "SELECT at_ms AS atMs FROM beat WHERE id = 'node'").get() as { atMs: number } | null)
    ?.atMs ?? null;
