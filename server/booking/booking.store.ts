/** The only SQL of bookings: rights and holds, bookings with their parties, claims of an identity. */
import type { Reader } from "../../drizzle/db";
import type * as schema from "../../drizzle/schema";
import type { PartyState } from "../../sync/core/party-state";
import { hasArrived, liveClaims } from "../../sync/conflicts";
import { columnsOf, statement } from "../../sync/tables";
import type { StandingClaim } from "./booking";

export type HoldRow = typeof schema.hold.$inferSelect;
export type BookingRow = typeof schema.booking.$inferSelect;
export type PartyRow = Omit<typeof schema.party.$inferSelect, "state"> & { readonly state: PartyState };

const holdColumns = `id, owner, state, service, kind, grp, pool, slot, start_min AS startMin, end_min AS endMin, parties, units,
  expires_at_ms AS expiresAtMs`;

/** A hold, running or remembered: see its state and `expiresAtMs`. */
export const holdById = ({ db }: Reader, id: string): HoldRow | undefined =>
  (statement(db, `SELECT ${holdColumns} FROM hold WHERE id = ?`).get(id) as HoldRow | null) ?? undefined;

export type PendingVisitRow = typeof schema.pendingVisit.$inferSelect;

/** The details that wait with a pending hold. */
export const pendingVisitOf = ({ db }: Reader, hold: string): PendingVisitRow | undefined =>
  (statement(db, `SELECT ${columnsOf("pendingVisit")} FROM pending_visit WHERE hold = ?`).get(
    hold,
  ) as PendingVisitRow | null) ?? undefined;

/** Holds whose details wait for proofs, in the order in which these were given. */
export const pendingVisitsOf = ({
  db,
}: Reader): readonly { readonly hold: string; readonly atMs: number }[] =>
  statement(db, "SELECT hold, at_ms AS atMs FROM pending_visit ORDER BY at_ms, hold").all() as {
    hold: string;
    atMs: number;
  }[];

/** Blind indexes of the people whom a contact has live bookings for, on visits that are not over at `fromMin`. */
export const identitiesOfContact = (
  { db }: Reader,
  column: "email_index" | "phone_index",
  index: string,
  fromMin: number,
): readonly string[] =>
  (statement(db, identitiesText[column]).values(index, fromMin) as [string][]).map(([identity]) => identity);

const identitiesTextOf = (column: string) =>
  `SELECT DISTINCT p.identity_index FROM booking b JOIN party p ON p.booking = b.id
   WHERE b.${column} = ? AND b.end_min > ? AND p.identity_index IS NOT NULL
     AND p.state NOT IN ('cancelled', 'superseded', 'no_show', 'served')`;

const identitiesText = {
  email_index: identitiesTextOf("email_index"),
  phone_index: identitiesTextOf("phone_index"),
};

/** Holds of one owner that still run, the first to lapse first. */
export const holdsOf = ({ db }: Reader, owner: string, nowMs: number): readonly HoldRow[] =>
  statement(
    db,
    `SELECT ${holdColumns} FROM hold WHERE owner = ? AND state IN ('held', 'pending') AND expires_at_ms > ? ORDER BY expires_at_ms`,
  ).all(owner, nowMs) as HoldRow[];

/** Holds whose time is over and whose rights have not come back yet, a commit's worth at a time. */
export const lapsedHolds = ({ db }: Reader, nowMs: number): readonly HoldRow[] =>
  statement(
    db,
    `SELECT ${holdColumns} FROM hold WHERE state IN ('held', 'pending') AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT 200`,
  ).all(nowMs) as HoldRow[];

/** Expired holds that nobody comes back for. */
export const forgottenHolds = ({ db }: Reader, lapsedBeforeMs: number): readonly string[] =>
  (
    statement(
      db,
      "SELECT id FROM hold WHERE state = 'expired' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT 200",
    ).values(lapsedBeforeMs) as [string][]
  ).map(([id]) => id);

/** When the next hold lapses; null when none runs. */
export const nextLapseMs = ({ db }: Reader): number | null =>
  (
    statement(db, "SELECT min(expires_at_ms) AS ms FROM hold WHERE state IN ('held', 'pending')").get() as {
      ms: number | null;
    }
  ).ms;

export interface RightRow {
  readonly slot: string;
  readonly pool: string;
  readonly date: string;
  readonly startMin: number;
  readonly slotMinutes: number;
  readonly avail: number;
}

/** This node's rights of one group and pool from a start on, in order: as many starts as a visit may span. */
export const rightsFrom = (
  { db }: Reader,
  branch: string,
  grp: string,
  date: string,
  startMin: number,
  pool: string,
  node: number,
): readonly RightRow[] =>
  statement(
    db,
    `SELECT slot, pool, date, start_min AS startMin, slot_minutes AS slotMinutes, avail FROM right_
     WHERE branch = ? AND grp = ? AND date = ? AND start_min >= ? AND pool = ? AND node = ? ORDER BY start_min LIMIT 64`,
  ).all(branch, grp, date, startMin, pool, node) as RightRow[];

/** Whether a start was made for a pool at all, whoever has its rights now. */
export const isStartMinted = ({ db }: Reader, slot: string, pool: string): boolean =>
  statement(db, "SELECT 1 FROM right_ WHERE slot = ? AND pool = ? LIMIT 1").get(slot, pool) !== null;

/** Whether any right of a group was made for a day. */
export const isDayMinted = ({ db }: Reader, branch: string, grp: string, date: string): boolean =>
  statement(db, "SELECT 1 FROM right_ WHERE branch = ? AND grp = ? AND date = ? LIMIT 1").get(
    branch,
    grp,
    date,
  ) !== null;

/** One group and pool of a day that was made. */
export interface FreeDay {
  /** Units that this node may sell, by start in UTC minutes. */
  readonly byStart: ReadonlyMap<number, number>;
  /** Units that other nodes had when this one heard of them last. */
  readonly elsewhere: number;
}

/** Free units of each day in a range that was made, of one group and pool. */
export const freeByDay = (
  { db }: Reader,
  branch: string,
  grp: string,
  pool: string,
  node: number,
  fromDate: string,
  toDate: string,
): ReadonlyMap<string, FreeDay> => {
  const days = new Map<string, { byStart: Map<number, number>; elsewhere: number }>();
  const rows = statement(
    db,
    `SELECT date, start_min, avail, node FROM right_ WHERE branch = ? AND grp = ? AND date BETWEEN ? AND ? AND pool = ?`,
  ).values(branch, grp, fromDate, toDate, pool) as [string, number, number, number][];
  for (const [date, startMin, avail, holder] of rows) {
    let day = days.get(date);
    if (!day) days.set(date, (day = { byStart: new Map(), elsewhere: 0 }));
    if (holder === node) day.byStart.set(startMin, avail);
    else day.elsewhere += avail;
  }
  return days;
};

const bookingByIdText = `SELECT ${columnsOf("booking")} FROM booking WHERE id = ?`;
const bookingByRefText = `SELECT ${columnsOf("booking")} FROM booking WHERE ref = ?`;
const partiesOfText = `SELECT ${columnsOf("party")} FROM party WHERE booking = ? ORDER BY no`;

export const bookingById = ({ db }: Reader, id: string): BookingRow | undefined =>
  (statement(db, bookingByIdText).get(id) as BookingRow | null) ?? undefined;

export const bookingByRef = ({ db }: Reader, ref: string): BookingRow | undefined =>
  (statement(db, bookingByRefText).get(ref) as BookingRow | null) ?? undefined;

export const isRefTaken = ({ db }: Reader, ref: string): boolean =>
  statement(db, "SELECT 1 FROM booking WHERE ref = ?").get(ref) !== null;

export const partiesOf = ({ db }: Reader, booking: string): readonly PartyRow[] =>
  statement(db, partiesOfText).all(booking) as PartyRow[];

/** Bookings of an account, the newest first, older than a cursor. */
export const bookingsOf = (
  { db }: Reader,
  account: string,
  before: string | null,
  count: number,
): readonly string[] =>
  (
    statement(
      db,
      `SELECT id FROM booking WHERE account = ?1 AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3`,
    ).values(account, before, count) as [string][]
  ).map(([id]) => id);

/** Open claims of one identity and service on visits that were not over at `fromMin`, as far as this node knows. */
export const standingClaims = (
  { db }: Reader,
  identityIndex: string,
  service: string,
  fromMin: number,
): readonly StandingClaim[] =>
  liveClaims(db, identityIndex, service, fromMin, fromMin)
    .map((claim) => ({ ...claim, party: claim.no, arrived: hasArrived(claim) }))
    // Sorted here: SQLite's own sorter costs 6 µs even for no row, ten times the look-up (measured).
    .toSorted((a, b) => (a.booking < b.booking ? -1 : a.booking > b.booking ? 1 : a.party - b.party));

type KeyringRow = typeof schema.keyring.$inferSelect;

const keyringOfText = `SELECT ${columnsOf("keyring")} FROM keyring WHERE subject = ?`;

export const keyringOf = ({ db }: Reader, subject: string): KeyringRow | undefined =>
  (statement(db, keyringOfText).get(subject) as KeyringRow | null) ?? undefined;

/** The subject that is found by an identity. */
export const subjectWith = ({ db }: Reader, identityIndex: string): string | undefined =>
  (
    statement(db, "SELECT subject FROM keyring WHERE identity_index = ?").get(identityIndex) as {
      subject: string;
    } | null
  )?.subject;

/** Whether a person's key seals anything beside their part of this visit: another visit, or one they represent. */
export const isSubjectElsewhere = (
  { db }: Reader,
  { booking, no, subject, identityIndex }: PartyRow,
): boolean =>
  statement(
    db,
    `SELECT 1 FROM party WHERE identity_index = ? AND subject = ? AND (booking <> ? OR no <> ?)
     UNION ALL SELECT 1 FROM booking WHERE kind = 'employer' AND subject = ? LIMIT 1`,
  ).get(identityIndex, subject, booking, no, subject) !== null;

/** A running offer of a new slot, made because the office took the old one away. */
export const offerOf = ({ db }: Reader, booking: string): { readonly reason: string } | undefined =>
  (statement(db, "SELECT reason FROM offer WHERE booking = ? AND state = 'open'").get(booking) as {
    reason: string;
  } | null) ?? undefined;

/** What other nodes asked a booking's home to do: `cancel`, or `drop` of one person. */
export const requestsOf = (
  { db }: Reader,
  booking: string,
): readonly { readonly what: string; readonly party: number | null }[] =>
  statement(db, "SELECT what, party FROM home_request WHERE booking = ?").all(booking) as {
    what: string;
    party: number | null;
  }[];

/** Whether headquarters has spoken of a person's claim: then it does so again when that changes. */
export const isDecidedAtHq = ({ db }: Reader, booking: string, party: number): boolean =>
  statement(db, "SELECT 1 FROM conflict WHERE booking = ? AND party = ? LIMIT 1").get(booking, party) !==
  null;

export const ticketOf = ({ db }: Reader, booking: string): string | undefined =>
  (
    statement(db, "SELECT nullif(ticket, '') AS ticket FROM checkin WHERE booking = ?").get(booking) as {
      ticket: string | null;
    } | null
  )?.ticket ?? undefined;
