/** The only SQL of the queue: tickets with their steps, series and walk-in counts, counters, the branch's queue rules. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";
import type { BatchPlan } from "./batches";
import type { WalkInLane } from "./lanes";

/** The highest number given in a series today, 0 before the first. */
export const lastNumber = ({ db }: Reader, branch: string, day: string, prefix: string): number => {
  const row = statement(db, "SELECT no FROM ticket_series WHERE branch = ? AND day = ? AND prefix = ?").get(
    branch,
    day,
    prefix,
  );
  return (row as { no: number } | null)?.no ?? 0;
};

/** Walk-in numbers of a group today by the lane they were given in; a latecomer takes a walk-in's number. */
export const issuedByLane = (
  { db }: Reader,
  branch: string,
  day: string,
  prefix: string,
): Readonly<Record<WalkInLane, number>> => {
  const rows = statement(
    db,
    `SELECT json_extract(s.doc, '$.lane') AS lane, count(*) AS n FROM ticket t JOIN ticket_step s ON s.ticket = t.id AND s.seq = 1
     WHERE t.branch = ? AND t.day = ? AND t.prefix = ? AND t.source IN ('walkin', 'late') GROUP BY 1`,
  ).all(branch, day, prefix) as { lane: WalkInLane; n: number }[];
  const issued = { normal: 0, priority: 0, employer: 0 };
  for (const { lane, n } of rows) issued[lane] = n;
  return issued;
};

/** A branch's own plan of walk-in numbers for one group; `group` null is for every group without a plan of its own. */
export interface BatchRule extends BatchPlan {
  readonly group: string | null;
}

/** Plans in force on a day, the latest beginning last. */
export const batchRulesOn = ({ db }: Reader, branch: string, day: string): readonly BatchRule[] =>
  (
    statement(
      db,
      `SELECT doc FROM branch_rule WHERE branch = ? AND kind = 'batches' AND from_date <= ?2 AND (to_date IS NULL OR to_date >= ?2)
       ORDER BY from_date, id`,
    ).all(branch, day) as { doc: string }[]
  ).map(({ doc }) => JSON.parse(doc) as BatchRule);
