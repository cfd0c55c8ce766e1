/** What the hall reads of bookings: appointments still to come, and those whose day is over. */
import type { Reader } from "../../drizzle/db";
import type { PartyState } from "../../sync/core/party-state";
import { statement } from "../../sync/tables";

export interface ToCome {
  readonly booking: string;
  readonly grp: string;
  readonly service: string;
  readonly startMin: number;
}

/** Bookings that start in [fromMin, toMin) with somebody confirmed and nobody checked in, the earliest first. */
export const toComeBetween = (
  { db }: Reader,
  branch: string,
  fromMin: number,
  toMin: number,
): readonly ToCome[] =>
  statement(
    db,
    `SELECT b.id AS booking, b.grp, b.service, b.start_min AS startMin FROM booking b
     WHERE b.branch = ? AND b.start_min >= ? AND b.start_min < ?
       AND EXISTS (SELECT 1 FROM party p WHERE p.booking = b.id AND p.state = 'confirmed')
       AND NOT EXISTS (SELECT 1 FROM checkin k WHERE k.booking = b.id)
     ORDER BY b.start_min, b.id`,
  ).all(branch, fromMin, toMin) as ToCome[];

export interface PartyNow {
  readonly booking: string;
  readonly no: number;
  readonly state: PartyState;
}

export const partyStates = ({ db }: Reader, booking: string): readonly PartyNow[] =>
  statement(db, "SELECT booking, no, state FROM party WHERE booking = ? ORDER BY no").all(
    booking,
  ) as PartyNow[];

export interface ListedRow {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly service: string;
  readonly startMin: number;
  /** States of its parties, with commas between. */
  readonly states: string;
}

/** Bookings that start in [fromMin, toMin), and of those until `movedToMin` the ones that were changed: they may have been moved away. */
export const listedBookings = (
  { db }: Reader,
  branch: string,
  {
    fromMin,
    toMin,
    movedToMin,
  }: { readonly fromMin: number; readonly toMin: number; readonly movedToMin: number },
): readonly ListedRow[] =>
  statement(
    db,
    `SELECT b.id, b.ref, b.rev, b.service, b.start_min AS startMin,
            (SELECT group_concat(p.state) FROM party p WHERE p.booking = b.id) AS states
     FROM booking b
     WHERE b.branch = ? AND b.start_min >= ? AND b.start_min < ? AND (b.start_min < ? OR b.rev > 1)
     ORDER BY b.start_min, b.id`,
  ).all(branch, fromMin, movedToMin, toMin) as ListedRow[];
