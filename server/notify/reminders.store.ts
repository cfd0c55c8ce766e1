/** The only SQL of reminders: visits to come whose people have not had this one. */
import type { Reader } from "../../drizzle/db";
import { stampToMs } from "../../sync/core/hlc";
import { statement, tableOf } from "../../sync/tables";

export interface VisitToRemind {
  readonly booking: string;
  readonly home: number;
  readonly startMin: number;
  /** When it was booked for this time: at the start, or when it was last moved. */
  readonly toldAtMs: number;
}

/**
 * Bookings of a branch that start in [fromMin, toMin), with somebody still to come and nobody checked in, who were not reminded of
 * this time in this way; the earliest first.
 */
export const visitsToRemind = (
  { db }: Reader,
  branch: string,
  beforeMin: number,
  { fromMin, toMin }: { readonly fromMin: number; readonly toMin: number },
): readonly VisitToRemind[] => {
  const { policy, wire } = tableOf("booking");
  const rows = statement(
    db,
    `SELECT b.id AS booking, b.home, b.start_min AS startMin, b.created_at_ms AS createdAtMs,
       (SELECT h FROM clk WHERE tab = ?5 AND rid = b.id AND col = ?6) AS moved
     FROM booking b
     WHERE b.branch = ?1 AND b.start_min >= ?3 AND b.start_min < ?4
       AND EXISTS (SELECT 1 FROM party p WHERE p.booking = b.id AND p.state = 'confirmed')
       AND NOT EXISTS (SELECT 1 FROM checkin k WHERE k.booking = b.id)
       AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.booking = b.id AND r.start_min = b.start_min AND r.before_min = ?2)
     ORDER BY b.start_min, b.id`,
  ).all(branch, beforeMin, fromMin, toMin, policy.id, wire["startMin"]!) as (Omit<
    VisitToRemind,
    "toldAtMs"
  > & {
    readonly createdAtMs: number;
    readonly moved: number | null;
  })[];
  return rows.map(({ createdAtMs, moved, ...row }) => ({
    ...row,
    toldAtMs: Math.max(createdAtMs, moved === null ? 0 : stampToMs(moved)),
  }));
};
