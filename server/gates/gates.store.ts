/** The only SQL of gate lanes. */
import type { Reader } from "../../drizzle/db";
import { columnsOf, statement } from "../../sync/tables";
import type { LaneMode } from "./lane";
import type { Reading } from "./reconcile";
import type { ReferralState, ReferralStep } from "./referral";

export interface LaneRow {
  readonly id: string;
  readonly mode: LaneMode;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}

export const laneRow = ({ db }: Reader, branch: string, id: string): LaneRow | undefined =>
  (statement(db, "SELECT id, mode, reason, by, at_ms AS atMs FROM lane WHERE branch = ? AND id = ?").get(
    branch,
    id,
  ) as LaneRow | null) ?? undefined;

export interface PassageRow {
  readonly id: string;
  readonly lane: string;
  readonly purpose: string;
  readonly direction: "in" | "out";
  readonly document: string;
  readonly decision: string;
  /** JSON. */
  readonly reasons: string;
  /** JSON. */
  readonly checks: string;
  readonly nationality: string | null;
  readonly ageBand: string | null;
  readonly seq: number | null;
  readonly token: string | null;
  readonly of: string | null;
  readonly drill: number;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly readAtMs: number;
  readonly atMs: number;
}

export const passageById = ({ db }: Reader, id: string): PassageRow | undefined =>
  (statement(db, `SELECT ${columnsOf("passage")} FROM passage WHERE id = ?`).get(id) as PassageRow | null) ??
  undefined;

/** Whom this branch let in since then and of whom nobody wrote the end, without any command of this machine: another one sent it. */
export const passagesLeft = ({ db }: Reader, branch: string, sinceMs: number): readonly PassageRow[] =>
  statement(
    db,
    `SELECT ${columnsOf("passage")} FROM passage
     WHERE branch = ? AND at_ms >= ? AND decision = 'admit'
       AND NOT EXISTS (SELECT 1 FROM passage_end e WHERE e.passage = passage.id)
       AND NOT EXISTS (SELECT 1 FROM gate_command c WHERE c.passage = passage.id)`,
  ).all(branch, sinceMs) as PassageRow[];

/** What became of a passage; null: nobody has said yet, or its lane was not asked to open. */
export const outcomeOf = ({ db }: Reader, passage: string): string | null =>
  (
    statement(db, "SELECT outcome FROM passage_end WHERE passage = ?").get(passage) as {
      outcome: string;
    } | null
  )?.outcome ?? null;

/** Whether a lane has opened for this token, or may have: nobody can say of one that has no end yet. */
export const isTokenSpent = ({ db }: Reader, token: string): boolean =>
  statement(
    db,
    `SELECT 1 FROM passage p LEFT JOIN passage_end e ON e.passage = p.id
     WHERE p.token = ? AND p.decision = 'admit' AND (e.outcome IS NULL OR e.outcome IN ('passed', 'unknown')) LIMIT 1`,
  ).get(token) !== null;

/** The last sequence that a lane's controller was sent: its own row, so that no clean-up forgets it. */
export const lastSeq = ({ db }: Reader, lane: string): number => Number(fact({ db }, seqKey(lane)) ?? 0);

/** A single fact of this node. */
export const fact = ({ db }: Reader, key: string): string | undefined =>
  (statement(db, "SELECT value FROM meta WHERE key = ?").get(key) as { value: string } | null)?.value;

export const seqKey = (lane: string): string => `gateSeq/${lane}`;

export interface CommandRow {
  readonly id: string;
  readonly lane: string;
  readonly seq: number;
  readonly kind: string;
  readonly passage: string | null;
  readonly state: string;
  readonly atMs: number;
}

/** Commands that left, or may have, and of which nobody knows the end. */
export const unfinishedCommands = ({ db }: Reader): readonly CommandRow[] =>
  statement(
    db,
    "SELECT id, lane, seq, kind, passage, state, at_ms AS atMs FROM gate_command WHERE state = 'sent' ORDER BY at_ms, id",
  ).all() as CommandRow[];

export const commandById = ({ db }: Reader, id: string): CommandRow | undefined =>
  (statement(
    db,
    "SELECT id, lane, seq, kind, passage, state, at_ms AS atMs FROM gate_command WHERE id = ?",
  ).get(id) as CommandRow | null) ?? undefined;

export interface AlarmRow {
  readonly id: string;
  readonly lane: string;
  readonly kind: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly times: number;
}

const alarmColumns = "id, lane, kind, first_ms AS firstMs, last_ms AS lastMs, times";

export const openAlarms = ({ db }: Reader, branch: string): readonly AlarmRow[] =>
  statement(
    db,
    `SELECT ${alarmColumns} FROM lane_alarm WHERE branch = ? AND state = 'open' ORDER BY first_ms, id`,
  ).all(branch) as AlarmRow[];

export const alarmsBegun = ({ db }: Reader, branch: string, fromMs: number, toMs: number): number =>
  (
    statement(
      db,
      "SELECT count(*) AS n FROM lane_alarm WHERE branch = ? AND first_ms >= ? AND first_ms < ?",
    ).get(branch, fromMs, toMs) as { n: number }
  ).n;

/** How often a lane told, between two moments, that somebody went through whom nobody had asked it to let in. */
export const notAskedTimes = (
  { db }: Reader,
  branch: string,
  lane: string,
  fromMs: number,
  toMs: number,
): number =>
  (
    statement(
      db,
      `SELECT coalesce(sum(times), 0) AS n FROM lane_alarm
       WHERE branch = ? AND lane = ? AND kind = 'not_asked' AND first_ms >= ? AND first_ms < ?`,
    ).get(branch, lane, fromMs, toMs) as { n: number }
  ).n;

export interface ReferralRow {
  readonly id: string;
  readonly lane: string;
  readonly document: string;
  readonly nationality: string | null;
  readonly ageBand: string | null;
  /** JSON; of somebody who was let in there are none. */
  readonly reasons: string;
  readonly decision: string;
  /** What became of the passage; null where its lane was not asked to open. */
  readonly outcome: string | null;
  readonly drill: number;
  readonly sentAtMs: number;
  readonly state: ReferralState;
  readonly seq: number;
  readonly atMs: number;
  /** JSON of the step. */
  readonly doc: string;
}

const referralFrom = `SELECT p.id, p.lane, p.document, p.nationality, p.age_band AS ageBand, p.reasons, p.decision,
    e.outcome, p.drill, p.at_ms AS sentAtMs, n.state, n.seq, n.at_ms AS atMs, s.doc
  FROM referral_now n JOIN passage p ON p.id = n.passage JOIN referral_step s ON s.passage = n.passage AND s.seq = n.seq
    LEFT JOIN passage_end e ON e.passage = p.id`;

/** In hand or waiting, the oldest first. */
export const liveReferrals = ({ db }: Reader, branch: string): readonly ReferralRow[] =>
  statement(
    db,
    `${referralFrom} WHERE n.branch = ? AND n.state IN ('open', 'taken') ORDER BY p.at_ms, p.id`,
  ).all(branch) as ReferralRow[];

export const referralById = ({ db }: Reader, branch: string, id: string): ReferralRow | undefined =>
  (statement(db, `${referralFrom} WHERE n.passage = ? AND n.branch = ?`).get(
    id,
    branch,
  ) as ReferralRow | null) ?? undefined;

export const referralSteps = (
  { db }: Reader,
  passage: string,
): readonly { readonly seq: number; readonly atMs: number; readonly step: ReferralStep }[] =>
  (
    statement(db, "SELECT seq, at_ms AS atMs, doc FROM referral_step WHERE passage = ? ORDER BY seq").all(
      passage,
    ) as { seq: number; atMs: number; doc: string }[]
  ).map(({ seq, atMs, doc }) => ({ seq, atMs, step: JSON.parse(doc) as ReferralStep }));

/** All steps of referrals between two moments, with when the lane had sent the person. */
export const stepsBetween = (
  { db }: Reader,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly {
  readonly step: ReferralStep;
  readonly seq: number;
  readonly atMs: number;
  readonly sentAtMs: number;
}[] =>
  (
    statement(
      db,
      `SELECT s.doc, s.seq, s.at_ms AS atMs, p.at_ms AS sentAtMs
       FROM passage p JOIN referral_step s ON s.passage = p.id
       WHERE p.branch = ? AND p.at_ms >= ? AND s.at_ms >= ? AND s.at_ms < ? AND p.drill = 0`,
    ).all(branch, fromMs - 86_400_000, fromMs, toMs) as {
      doc: string;
      seq: number;
      atMs: number;
      sentAtMs: number;
    }[]
  ).map(({ doc, ...row }) => ({ ...row, step: JSON.parse(doc) as ReferralStep }));

export interface DayRow {
  readonly lane: string;
  readonly document: string;
  readonly decision: string;
  readonly nationality: string | null;
  readonly ageBand: string | null;
  readonly outcome: string | null;
  readonly laneMs: number | null;
  readonly ownMs: number | null;
  /** From the document to the decision. */
  readonly decidedMs: number;
}

/** Every traveller between two moments; drills are not among them. */
export const passagesBetween = (
  { db }: Reader,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly DayRow[] =>
  statement(
    db,
    `SELECT p.lane, p.document, p.decision, p.nationality, p.age_band AS ageBand, e.outcome, e.lane_ms AS laneMs,
       e.own_ms AS ownMs, p.at_ms - p.read_at_ms AS decidedMs
     FROM passage p LEFT JOIN passage_end e ON e.passage = p.id
     WHERE p.branch = ? AND p.at_ms >= ? AND p.at_ms < ? AND p.drill = 0`,
  ).all(branch, fromMs, toMs) as DayRow[];

/** How many went through and how many were sent to an officer, by lane. */
export const countsByLane = (
  { db }: Reader,
  branch: string,
  fromMs: number,
): ReadonlyMap<string, { readonly passed: number; readonly referred: number }> =>
  new Map(
    (
      statement(
        db,
        `SELECT p.lane, sum(e.outcome = 'passed') AS passed, sum(p.decision <> 'admit') AS referred
         FROM passage p LEFT JOIN passage_end e ON e.passage = p.id
         WHERE p.branch = ? AND p.at_ms >= ? AND p.drill = 0 GROUP BY p.lane`,
      ).all(branch, fromMs) as { lane: string; passed: number | null; referred: number }[]
    ).map(({ lane, passed, referred }) => [lane, { passed: passed ?? 0, referred }]),
  );

/** Longer than any command takes to end, a node that stood still for a day among them. */
const commandMsMax = 2 * 86_400_000;

/**
 * Commands to a lane that ended between two moments, or were sent then and have no end: as the sensor counts them, so that who walks
 * through at midnight belongs to one day.
 */
export const sentBetween = ({ db }: Reader, branch: string, lane: string, fromMs: number, toMs: number) =>
  statement(
    db,
    `SELECT p.id, p.seq, p.at_ms AS atMs, e.outcome FROM passage p LEFT JOIN passage_end e ON e.passage = p.id
     WHERE p.branch = ?1 AND p.lane = ?2 AND p.at_ms >= ?3 - ${commandMsMax} AND p.at_ms < ?4 AND p.decision = 'admit'
       AND coalesce(e.at_ms, p.at_ms) >= ?3 AND coalesce(e.at_ms, p.at_ms) < ?4
     ORDER BY p.at_ms`,
  ).all(branch, lane, fromMs, toMs) as {
    id: string;
    seq: number;
    atMs: number;
    outcome: "passed" | "expired" | "refused" | "unknown" | null;
  }[];

/** A lane's counter as it was read or told with a passage, in order. */
export const countsBetween = (
  { db }: Reader,
  branch: string,
  lane: string,
  fromMs: number,
  toMs: number,
): readonly Reading[] =>
  statement(
    db,
    `SELECT boot, passages FROM (
       SELECT boot, passages, at_ms FROM lane_reading WHERE branch = ?1 AND lane = ?2 AND at_ms >= ?3 AND at_ms < ?4
       UNION ALL
       SELECT boot, sensor, at_ms FROM passage_end
       WHERE branch = ?1 AND at_ms >= ?3 AND at_ms < ?4 AND lane = ?2 AND sensor IS NOT NULL
     ) ORDER BY at_ms, passages`,
  ).all(branch, lane, fromMs, toMs) as Reading[];

/** The last of them before a moment. */
export const countBefore = ({ db }: Reader, branch: string, lane: string, atMs: number): Reading | null =>
  statement(
    db,
    `SELECT boot, passages FROM (
       SELECT * FROM (SELECT boot, passages, at_ms FROM lane_reading
         WHERE branch = ?1 AND lane = ?2 AND at_ms < ?3 ORDER BY at_ms DESC, passages DESC LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT boot, sensor, at_ms FROM passage_end
         WHERE branch = ?1 AND at_ms < ?3 AND lane = ?2 AND sensor IS NOT NULL ORDER BY at_ms DESC, sensor DESC LIMIT 1)
     ) ORDER BY at_ms DESC, passages DESC LIMIT 1`,
  ).get(branch, lane, atMs) as Reading | null;

export const laneDays = ({ db }: Reader, branch: string, day: string) =>
  statement(
    db,
    "SELECT lane, doc, at_ms AS atMs FROM lane_day WHERE branch = ? AND day = ? ORDER BY lane",
  ).all(branch, day) as { lane: string; doc: string; atMs: number }[];

/** Lanes that this branch has ever had. */
export const laneIds = ({ db }: Reader, branch: string): readonly string[] =>
  (statement(db, "SELECT id FROM lane WHERE branch = ? ORDER BY id").all(branch) as { id: string }[]).map(
    ({ id }) => id,
  );

export interface ShiftRow {
  readonly id: string;
  readonly what: "begin" | "hand_over" | "end";
  readonly officer: string;
  readonly to: string | null;
  readonly doc: string;
  readonly atMs: number;
}

/** The newest first. */
export const shiftsSince = ({ db }: Reader, branch: string, fromMs: number): readonly ShiftRow[] =>
  statement(
    db,
    `SELECT id, what, officer, "to", doc, at_ms AS atMs FROM gate_shift WHERE branch = ? AND at_ms >= ?
     ORDER BY at_ms DESC, id DESC`,
  ).all(branch, fromMs) as ShiftRow[];

export interface MovementRow {
  readonly id: string;
  readonly kind: "entry" | "exit";
  readonly way: "lane" | "officer";
  readonly branch: string;
  readonly lane: string | null;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly atMs: number;
}

const movementColumns = "id, kind, way, branch, lane, subject, sealed, at_ms AS atMs";

/** Of one document, the newest first. */
export const movementsOf = ({ db }: Reader, documentIndex: string): readonly MovementRow[] =>
  statement(
    db,
    `SELECT ${movementColumns} FROM movement WHERE document_index = ? ORDER BY at_ms DESC, id DESC LIMIT 50`,
  ).all(documentIndex) as MovementRow[];

export const movementById = ({ db }: Reader, id: string): MovementRow | undefined =>
  (statement(db, `SELECT ${movementColumns} FROM movement WHERE id = ?`).get(id) as MovementRow | null) ??
  undefined;

export const staffName = ({ db }: Reader, id: string): string | null =>
  (statement(db, "SELECT name FROM staff WHERE id = ?").get(id) as { name: string } | null)?.name ?? null;

/** Files of a person, with what is known of each under their key. */
export const blobsOf = ({ db }: Reader, subject: string) =>
  statement(db, "SELECT name, sealed FROM person_blob WHERE subject = ?").all(subject) as {
    name: string;
    sealed: Uint8Array;
  }[];
