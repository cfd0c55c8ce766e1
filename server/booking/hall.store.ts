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
