/** The SQL of looking at everybody's rights. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { statement } from "../../sync/tables";
import type { NodeRights } from "./rights";

export interface DayOfGroup {
  readonly branch: string;
  readonly group: string;
  readonly date: LocalDate;
}

/** The rights of every node in a day of a service group, all pools, in order of time. */
export const rightsOn = (
  { db }: Reader,
  { branch, group, date }: DayOfGroup,
): readonly (NodeRights & { readonly slot: string })[] =>
  statement(
    db,
    `SELECT slot, node, start_min AS startMin, avail, held, pending, spent, cooling, granted, burned, minted, received
     FROM right_ WHERE branch = ? AND grp = ? AND date = ? ORDER BY start_min, node, pool`,
  ).all(branch, group, date) as (NodeRights & { slot: string })[];

/** Units that a node holds and has not sold, of starts in [fromMin, toMin). The dates, of the branch, only narrow the search. */
export const unsoldUnits = (
  { db }: Reader,
  node: number,
  branch: string,
  group: string,
  within: {
    readonly dates: readonly [LocalDate, LocalDate];
    readonly fromMin: number;
    readonly toMin: number;
  },
): number =>
  (
    statement(
      db,
      `SELECT coalesce(sum(avail + cooling), 0) AS units FROM right_
       WHERE branch = ? AND grp = ? AND date BETWEEN ? AND ? AND start_min >= ? AND start_min < ? AND node = ?`,
    ).get(branch, group, ...within.dates, within.fromMin, within.toMin, node) as { units: number }
  ).units;
