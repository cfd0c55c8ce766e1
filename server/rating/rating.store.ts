/** The only SQL of ratings. */
import type { Database } from "bun:sqlite";
import { statement } from "../../sync/tables";
import type { Mark } from "./rating";

interface Reader {
  readonly db: Database;
}

/** What was given for a number, the latest first. */
export const marksOf = ({ db }: Reader, ticket: string): readonly Mark[] =>
  statement(db, "SELECT mark FROM rating WHERE ticket = ? ORDER BY at_ms DESC")
    .all(ticket)
    .map((row) => (row as { mark: Mark }).mark);

/** How many rated their visit at this branch since, and the mean of what each gave last. */
export const ratedSince = (
  { db }: Reader,
  branch: string,
  fromMs: number,
): { readonly count: number; readonly mean: number | null } =>
  statement(
    db,
    `SELECT count(*) AS count, avg(mark) AS mean FROM rating r
     WHERE branch = ? AND at_ms >= ? AND at_ms = (SELECT max(at_ms) FROM rating WHERE ticket = r.ticket)`,
  ).get(branch, fromMs) as { count: number; mean: number | null };
