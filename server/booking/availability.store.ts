/** The SQL of looking at many slots at once: rights of days, running holds, and who is booked when. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { statement } from "../../sync/tables";
import type { HoldRow } from "./booking.store";

/** This node's rights of one slot and pool. */
export interface SlotRights {
  readonly slot: string;
  readonly pool: string;
  readonly grp: string;
  readonly date: LocalDate;
  readonly startMin: number;
  readonly slotMinutes: number;
  readonly avail: number;
  readonly held: number;
  readonly pending: number;
  readonly spent: number;
  readonly burned: number;
  readonly minted: number;
  /** Units that other nodes have or had on sale: granted to them, and neither given back nor burned there. */
  readonly elsewhere: number;
}

/** Rights of days, in order of group and time. */
export const rightsBetween = (
  { db }: Reader,
  node: number,
  branch: string,
  grp: string,
  from: LocalDate,
  to: LocalDate,
): readonly SlotRights[] =>
  statement(
    db,
    `SELECT slot, pool, grp, date, start_min AS startMin, slot_minutes AS slotMinutes, avail, held, pending, spent, burned, minted,
            granted - received - (SELECT coalesce(sum(o.burned), 0) FROM right_ o
                                  WHERE o.slot = r.slot AND o.pool = r.pool AND o.node <> r.node) AS elsewhere
     FROM right_ r WHERE branch = ? AND grp = ? AND date BETWEEN ? AND ? AND node = ? ORDER BY date, start_min, pool`,
  ).all(branch, grp, from, to, node) as SlotRights[];

/** Every hold that still has its units: also one that lapsed a moment ago and was not looked at since. */
export const unitHolds = ({ db }: Reader): readonly HoldRow[] =>
  statement(
    db,
    `SELECT id, owner, state, service, kind, grp, pool, slot, start_min AS startMin, end_min AS endMin, parties, units,
            expires_at_ms AS expiresAtMs FROM hold WHERE state IN ('held', 'pending')`,
  ).all() as HoldRow[];

/** One slot that one expected person of a booking holds. */
export interface BookedSlot {
  readonly booking: string;
  readonly party: number;
  readonly ref: string;
  readonly grp: string;
  readonly service: string;
  readonly visitStartMin: number;
  readonly slot: string;
  readonly pool: string;
  /** The office has taken this time away before and offers another one. */
  readonly offered: number;
}

/** Slots of people who are expected for visits that begin in [fromMin, toMin), UTC minutes. */
export const bookedSlots = (
  { db }: Reader,
  branch: string,
  fromMin: number,
  toMin: number,
): readonly BookedSlot[] =>
  statement(
    db,
    `SELECT b.id AS booking, p.no AS party, b.ref, b.grp, b.service, b.start_min AS visitStartMin, a.slot, a.pool,
            EXISTS (SELECT 1 FROM offer o WHERE o.booking = b.id AND o.state = 'open') AS offered
     FROM booking b
     JOIN party p ON p.booking = b.id AND p.state = 'confirmed'
     JOIN allocation a ON a.booking = b.id AND a.party = p.no AND a.state = 'spent'
     WHERE b.branch = ? AND b.start_min >= ? AND b.start_min < ? AND NOT EXISTS (
       SELECT 1 FROM allocation r WHERE r.booking = a.booking AND r.party = a.party AND r.rev = a.rev AND r.slot = a.slot
         AND r.state = 'returned')
     ORDER BY b.id, p.no, a.slot`,
  ).all(branch, fromMin, toMin) as BookedSlot[];

/** One booking of a day, without anything personal. */
export interface DayBookingRow {
  readonly id: string;
  readonly ref: string;
  readonly startMin: number;
  readonly service: string;
  /** The states of its people, joined by commas. */
  readonly states: string;
}

export const bookingsBetween = (
  { db }: Reader,
  branch: string,
  fromMin: number,
  toMin: number,
): readonly DayBookingRow[] =>
  statement(
    db,
    `SELECT b.id, b.ref, b.start_min AS startMin, b.service, group_concat(p.state) AS states
     FROM booking b JOIN party p ON p.booking = b.id
     WHERE b.branch = ? AND b.start_min >= ? AND b.start_min < ? GROUP BY b.id ORDER BY b.start_min, b.id`,
  ).all(branch, fromMin, toMin) as DayBookingRow[];

/** Whether a booking ever had an offer of a new slot. */
export const hasOffer = ({ db }: Reader, booking: string): boolean =>
  statement(db, "SELECT 1 FROM offer WHERE booking = ?").get(booking) !== null;
