/** The only SQL of the calendar: closures, and which days are on sale. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { statement } from "../../sync/tables";
import type { Closure } from "./calendar";

/** Closures that end after `fromMs`. */
export const closuresFrom = ({ db }: Reader, branch: string, fromMs: number): readonly Closure[] =>
  (
    statement(
      db,
      `SELECT id, from_ms AS fromMs, to_ms AS toMs, groups, doc FROM closure WHERE branch = ? AND to_ms > ? ORDER BY from_ms, id`,
    ).all(branch, fromMs) as {
      id: string;
      fromMs: number;
      toMs: number;
      groups: string | null;
      doc: string;
    }[]
  ).map(({ id, fromMs: from, toMs, groups, doc }) => ({
    id,
    fromMs: from,
    toMs,
    groups: groups === null ? null : (JSON.parse(groups) as string[]),
    ...(JSON.parse(doc) as { reasonMs: string; reasonEn: string }),
  }));

/** Days of one branch whose rights were minted already, from `from` on, by group: `2027-02-11 C`. */
export const mintedDays = ({ db }: Reader, branch: string, from: LocalDate): ReadonlySet<string> =>
  new Set(
    (
      statement(db, `SELECT DISTINCT date, grp FROM mint WHERE branch = ? AND date >= ?`).values(
        branch,
        from,
      ) as [string, string][]
    ).map(([date, grp]) => `${date} ${grp}`),
  );

export interface ChangeRow {
  readonly id: string;
  readonly atMs: number;
  readonly actor: string;
  /** Which kind: a change of the calendar by its type, `policy`, or `counter`. */
  readonly what: string;
  readonly reason: string;
  /** JSON of the change, or of what holds after it. */
  readonly after: string;
}

/** Changes of a branch, the newest first; ids rise with time. */
export const changeRows = (
  { db }: Reader,
  branch: string,
  before: string | null,
  count: number,
): readonly ChangeRow[] =>
  statement(
    db,
    `SELECT id, at_ms AS atMs, actor, what, reason, after FROM calendar_change
     WHERE branch = ?1 AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3`,
  ).all(branch, before, count) as ChangeRow[];

/** The latest change of one kind. */
export const lastChangeRow = ({ db }: Reader, branch: string, what: string): ChangeRow | undefined =>
  (statement(
    db,
    `SELECT id, at_ms AS atMs, actor, what, reason, after FROM calendar_change
     WHERE branch = ? AND what = ? ORDER BY at_ms DESC, id DESC LIMIT 1`,
  ).get(branch, what) as ChangeRow | null) ?? undefined;

export const changeRow = ({ db }: Reader, id: string): ChangeRow | undefined =>
  (statement(
    db,
    "SELECT id, at_ms AS atMs, actor, what, reason, after FROM calendar_change WHERE id = ?",
  ).get(id) as ChangeRow | null) ?? undefined;
