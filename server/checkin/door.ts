/**
 * The door: an officer with a tablet lets people in, also while the branch's own network is gone. Then the tablet decides by the
 * rules of the kiosk (`checkin.ts`) with what it has: the slip's signature, the list of the day, and what it let in itself.
 *
 *   scan ─► the branch answers ──────────────────────────► recorded, with a number
 *        └► no answer: slip + list ─► valid ─► kept ─► told later ─► recorded, with the time of the act
 *                               │                              ├─► used twice: a supervisor's page
 *                               └► not valid: why              └─► refused: shown until somebody has seen it
 */
import type { VisitState } from "../../sync/core/party-state";
import { err, ok, type Result } from "../../sync/core/result";
import { bookingIdOf, type Slip } from "../booking/slip-codec";
import { utcToLocal } from "../calendar/time-zone";
import { decideCheckIn, type NotAdmitted, type Visit } from "./checkin";

/** A booking as a tablet keeps it: nobody's name, nobody's document. */
export interface ListedBooking {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly state: VisitState;
  readonly service: string;
  readonly startsAtMs: number;
}

/** What a branch gives its tablets: the visits of today and tomorrow, those that were moved away, and the keys that sign slips. */
export interface DayList {
  readonly branch: string;
  /** IANA name of the branch's zone. */
  readonly zone: string;
  /** When the branch wrote it. */
  readonly atMs: number;
  readonly bookings: readonly ListedBooking[];
  /** Ed25519, raw, as base64url: of every node whose slips count. */
  readonly keys: readonly string[];
}

/** What is signed of a list: no slip begins like this. */
export const signedList = (text: string): string => `STO-DOOR1\n${text}`;

/** Why a slip does not let anybody in now. `startsAtMs` and `branch`: of the visit as it is known here. */
export interface TurnedAway {
  readonly type: Exclude<NotAdmitted["type"], "Already">;
  readonly visit: Visit;
}

/** The visit of a genuine slip, as list and slip together tell it: the one with the higher rev knows better. */
export const visitAtDoor = (slip: Slip, list: DayList): Visit => {
  const known = list.bookings.find(({ id }) => id === bookingIdOf(slip));
  const isNewer = known === undefined || slip.rev > known.rev;
  const startsAtMs = isNewer ? slip.startsAtMin * 60_000 : known.startsAtMs;
  return {
    branch: isNewer ? slip.branch : list.branch,
    startsAtMs,
    day: utcToLocal(list.zone, startsAtMs).date,
    state: known?.state ?? "confirmed",
    rev: Math.max(known?.rev ?? 0, slip.rev),
  };
};

/** Decides about a slip whose signature holds. `isUsed`: this tablet let it in, and the list does not say so yet. */
export const decideAtDoor = (
  slip: Slip,
  list: DayList,
  { isUsed, nowMs }: { readonly isUsed: boolean; readonly nowMs: number },
): Result<Visit, TurnedAway> => {
  const visit = visitAtDoor(slip, list);
  const decided = decideCheckIn({
    visit,
    slip: { rev: slip.rev, expired: nowMs >= slip.expiresAtMin * 60_000 },
    earlier: isUsed ? { ticketId: "", over: true } : null,
    branch: list.branch,
    today: utcToLocal(list.zone, nowMs).date,
    atMs: nowMs,
    // Early or late is for the branch to say: it knows the service's grace, and whether there are numbers left.
    earlyMin: 0,
    lateMin: 0,
  });
  if (decided.ok) return ok(visit);
  const { type } = decided.error;
  return err({ type: type === "Already" ? "SlipUsed" : type, visit });
};

/** For as long as a command's id is remembered (`idempotency`): told of later, an act might be written twice. */
export const actAgeMsMax = 7 * 86_400_000;

export type ActTooOld = { readonly type: "ActTooOld" };

/** The time of an act as it is recorded: as the tablet says, but never in the future. */
export const actTime = (saidMs: number, nowMs: number): Result<number, ActTooOld> =>
  nowMs - saidMs > actAgeMsMax ? err({ type: "ActTooOld" }) : ok(Math.min(saidMs, nowMs));
