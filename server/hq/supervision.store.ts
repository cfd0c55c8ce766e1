/** The SQL of what supervisors see of the line: decided conflicts, people too many, what was put aside, proofs of copies. */
import type { Reader } from "../../drizzle/db";
import type { PartyState } from "../../sync/core/party-state";
import { statement } from "../../sync/tables";

/** One person of a booking that stands against another booking of the same person. */
export interface ConflictRow {
  readonly branch: string;
  readonly booking: string;
  readonly party: number;
  readonly ref: string;
  readonly startMin: number;
  readonly outcome: string;
  readonly state: PartyState;
  readonly contested: 0 | 1;
  readonly atMs: number;
}

/** What headquarters decided last of each claim of a branch since `sinceMs`, of visits that end after `fromMin`. */
export const decidedConflicts = (
  { db }: Reader,
  branch: string,
  sinceMs: number,
  fromMin: number,
): readonly ConflictRow[] =>
  statement(
    db,
    `SELECT c.branch, c.booking, c.party, b.ref, b.start_min AS startMin, c.outcome, p.state, p.contested,
            c.at_ms AS atMs
     FROM conflict c JOIN booking b ON b.id = c.booking JOIN party p ON p.booking = c.booking AND p.no = c.party
     WHERE c.branch = ? AND c.at_ms >= ? AND b.end_min > ? AND NOT EXISTS (
       SELECT 1 FROM conflict l WHERE l.booking = c.booking AND l.party = c.party AND (l._h, l.id) > (c._h, c.id))
     ORDER BY b.start_min, b.ref`,
  ).all(branch, sinceMs, fromMin) as ConflictRow[];

/** People who stand contested, of visits that begin in [fromMin, toMin): by a partial index that holds nobody else. */
export const contestedPeople = (
  { db }: Reader,
  branch: string,
  fromMin: number,
  toMin: number,
): readonly ConflictRow[] =>
  statement(
    db,
    `SELECT b.branch, b.id AS booking, p.no AS party, b.ref, b.start_min AS startMin, 'contested' AS outcome, p.state, p.contested,
            b.created_at_ms AS atMs
     FROM party p INDEXED BY party_contested JOIN booking b ON b.id = p.booking
     WHERE p.branch = ? AND p.contested = 1 AND b.start_min >= ? AND b.start_min < ? ORDER BY b.start_min, b.ref`,
  ).all(branch, fromMin, toMin) as ConflictRow[];

/** The booking that a decided claim stands beside: headquarters alone knows both. */
export const standsBeside = (
  { db }: Reader,
  { booking, party, atMs }: Pick<ConflictRow, "booking" | "party" | "atMs">,
): { readonly ref: string; readonly branch: string } | undefined =>
  (statement(
    db,
    `SELECT w.ref, w.branch FROM conflict_pair c JOIN booking w ON w.id = c.winner
     WHERE c.at_ms = ? AND c.loser = ? AND c.loser_party = ? AND c.winner <> c.loser LIMIT 1`,
  ).get(atMs, booking, party) as { ref: string; branch: string } | null) ?? undefined;

export interface OverrunRow {
  readonly id: string;
  readonly branch: string;
  readonly slot: string;
  readonly units: number;
  readonly atMs: number;
  /** Null while the booking itself has not come here. */
  readonly ref: string | null;
}

export const overrunsSince = ({ db }: Reader, branch: string, sinceMs: number): readonly OverrunRow[] =>
  statement(
    db,
    `SELECT o.id, o.branch, o.slot, o.units, o.at_ms AS atMs, b.ref
     FROM overrun o LEFT JOIN booking b ON b.id = o.booking
     WHERE o.branch = ? AND o.at_ms >= ? ORDER BY o.at_ms DESC, o.id`,
  ).all(branch, sinceMs) as OverrunRow[];

/** A slip that let somebody in twice: the check-in that stands, and what a tablet told of later. */
export interface UsedTwiceRow {
  readonly branch: string;
  readonly ref: string;
  readonly officer: string | null;
  readonly place: string | null;
  readonly atMs: number;
  /** Null: an officer served the person without a check-in. */
  readonly firstPlace: string | null;
  readonly firstAtMs: number | null;
}

export const usedTwiceSince = ({ db }: Reader, branch: string, sinceMs: number): readonly UsedTwiceRow[] =>
  statement(
    db,
    `SELECT u.branch, u.ref, so.name AS officer, d.name AS place, u.at_ms AS atMs,
            coalesce(cd.name, cs.name) AS firstPlace, c.at_ms AS firstAtMs
     FROM used_twice u LEFT JOIN staff so ON so.id = u.officer LEFT JOIN device d ON d.id = u.device
       LEFT JOIN checkin c ON c.booking = u.booking
       LEFT JOIN device cd ON cd.id = c.device LEFT JOIN staff cs ON cs.id = c.device
     WHERE u.branch = ? AND u.told_at_ms >= ? ORDER BY u.told_at_ms DESC, u.id`,
  ).all(branch, sinceMs) as UsedTwiceRow[];

/** Changes that were put aside, by reason: how many, and the first of them, "origin/stream/sequence/index". */
export const putAside = ({
  db,
}: Reader): readonly {
  readonly reason: string;
  readonly count: number;
  readonly stamp: number;
  readonly first: string;
}[] =>
  statement(
    db,
    "SELECT reason, count(*) AS count, min(stamp) AS stamp, min(op) AS first FROM quarantine GROUP BY reason",
  ).all() as { reason: string; count: number; stamp: number; first: string }[];

/** Proofs against a node, the newest first: that it was copied, or wrote a row that is not its to write (`sync/forged.ts`). */
export const proofs = ({
  db,
}: Reader): readonly {
  readonly id: string;
  readonly origin: number;
  readonly atMs: number;
}[] =>
  statement(db, "SELECT id, origin, at_ms AS atMs FROM evidence ORDER BY at_ms DESC, id LIMIT 50").all() as {
    id: string;
    origin: number;
    atMs: number;
  }[];
