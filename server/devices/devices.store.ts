/**
 * The only SQL of device jobs: what waits for a printer, what is on its way, what became of a ticket's paper. Jobs are in the order
 * of their rows: ids of one millisecond are in none.
 */
import type { Reader } from "../../drizzle/db";
import type { Job, PaperKind } from "../../sync/core/plan";
import { statement } from "../../sync/tables";
import type { Takes } from "./connected";
import type { JobState } from "./devices";

export interface JobRow {
  readonly id: string;
  readonly device: string;
  readonly kind: PaperKind;
  /** The ticket, code or booking it is of. */
  readonly of: string;
  readonly lang: string;
  /** In large type. */
  readonly large?: true;
  readonly sealed: string | null;
  /** 0 for the first paper, 1, 2 … for its copies. */
  readonly copy: number;
  readonly state: JobState;
  readonly attempts: number;
  readonly reason: string | null;
  readonly atMs: number;
}

interface StoredJob extends Omit<JobRow, "of" | "lang" | "large" | "sealed" | "copy"> {
  /** What it is of, and after a slash the number of its copy. */
  readonly subject: string;
  readonly payload: string;
}

const jobColumns = "id, device, kind, subject, payload, state, attempts, reason, at_ms AS atMs";

const jobOf = ({ subject, payload, ...row }: StoredJob): JobRow => {
  const { lang, large, sealed, copy } = JSON.parse(payload) as Job["payload"];
  const of = subject.split("/")[0]!;
  return {
    ...row,
    of,
    lang,
    ...(large ? { large } : {}),
    sealed: sealed ?? null,
    copy: copy?.no ?? 0,
  };
};

/** `?1` to `?3` are what `mine` gives. A test paper tells of one printer: no other prints it. */
const isMine =
  "CASE kind WHEN 'test' THEN device = ?1 ELSE device IN (SELECT value FROM json_each(?2)) " +
  "OR (?3 IS NOT NULL AND device NOT IN (SELECT value FROM json_each(?3))) END";
const mine = ({ printer, from, unnamed }: Takes) =>
  [printer, JSON.stringify(from), unnamed && JSON.stringify(unnamed)] as const;

/** The oldest job that waits for this printer, and somebody for it. */
export const nextQueued = ({ db }: Reader, takes: Takes, nowMs: number): JobRow | undefined => {
  const row = statement(
    db,
    `SELECT ${jobColumns} FROM device_job
     WHERE state = 'queued' AND expires_at_ms > ?4 AND ${isMine} ORDER BY rowid LIMIT 1`,
  ).get(...mine(takes), nowMs) as StoredJob | null;
  return row ? jobOf(row) : undefined;
};

export const countQueued = ({ db }: Reader, takes: Takes): number =>
  (
    statement(db, `SELECT count(*) AS n FROM device_job WHERE state = 'queued' AND ${isMine}`).get(
      ...mine(takes),
    ) as { n: number }
  ).n;

/** Ids of waiting jobs whose time is over. */
export const overdueJobs = ({ db }: Reader, nowMs: number): readonly string[] =>
  (
    statement(
      db,
      "SELECT id FROM device_job WHERE state = 'queued' AND expires_at_ms <= ? ORDER BY rowid LIMIT 200",
    ).values(nowMs) as [string][]
  ).map(([id]) => id);

/** Ids of jobs that were given to a printer and not heard of again. */
export const sendingJobs = ({ db }: Reader): readonly string[] =>
  (statement(db, "SELECT id FROM device_job WHERE state = 'sending'").values() as [string][]).map(
    ([id]) => id,
  );

export const jobState = ({ db }: Reader, id: string): JobState | undefined =>
  (statement(db, "SELECT state FROM device_job WHERE id = ?").get(id) as { state: JobState } | null)?.state;

/** The last paper asked for of this ticket, code or booking: the first one, or its newest copy. */
export const latestJobOf = ({ db }: Reader, kind: PaperKind, of: string): JobRow | undefined => {
  const row = statement(
    db,
    `SELECT ${jobColumns} FROM device_job
     WHERE kind = ?1 AND subject BETWEEN ?2 AND ?2 || '/~' ORDER BY rowid DESC LIMIT 1`,
  ).get(kind, of) as StoredJob | null;
  return row ? jobOf(row) : undefined;
};

/**
 * Papers given to this printer since `sinceMs` that nobody is sure of or that never came, newest first, without a later copy. Not those
 * with codes: whoever waits for one is told at once, and a code may not be printed again.
 */
export const troubledJobs = ({ db }: Reader, takes: Takes, sinceMs: number): readonly JobRow[] =>
  (
    statement(
      db,
      `SELECT ${jobColumns} FROM device_job j
       WHERE kind IN ('ticket', 'slip') AND state IN ('suspect', 'failed', 'expired') AND at_ms >= ?4 AND ${isMine}
         AND NOT EXISTS (SELECT 1 FROM device_job later WHERE later.kind = j.kind AND later.rowid > j.rowid
           AND later.subject BETWEEN substr(j.subject, 1, 36) AND substr(j.subject, 1, 36) || '/~')
       ORDER BY rowid DESC LIMIT 50`,
    ).all(...mine(takes), sinceMs) as StoredJob[]
  ).map(jobOf);

/** Copies asked of this printer since `sinceMs`, whatever became of them. A second proof is none: its code is its own. */
export const countCopies = ({ db }: Reader, takes: Takes, sinceMs: number): number =>
  (
    statement(
      db,
      `SELECT count(*) AS n FROM device_job WHERE kind <> 'proof' AND subject LIKE '%/%' AND at_ms >= ?4 AND ${isMine}`,
    ).get(...mine(takes), sinceMs) as { n: number }
  ).n;

/** The newest test paper of this printer. */
export const lastTest = (
  { db }: Reader,
  printer: string,
): { readonly state: JobState; readonly atMs: number } | null =>
  statement(
    db,
    "SELECT state, at_ms AS atMs FROM device_job WHERE kind = 'test' AND device = ? ORDER BY rowid DESC LIMIT 1",
  ).get(printer) as { state: JobState; atMs: number } | null;
