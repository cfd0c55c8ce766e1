/** The door's list of the day, and what a tablet tells of: at once, or when its network is back. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { bookingIdOf, type Slip } from "../booking/slip-codec";
import { visitsWithoutNames } from "../booking/hall.usecase";
import { branchOf, dayRange, type HallReader, todayOf } from "../queue/hall.usecase";
import {
  arrivalOf,
  type CheckedIn,
  checkedInRows,
  type CheckInError,
  type CheckInInput,
  planCheckIn,
} from "./checkin.usecase";
import { type ActTooOld, actTime, type DayList } from "./door";

/** Today and tomorrow: whoever signs in before midnight goes on after it. */
const daysListed = 2;

/** What a tablet keeps to go on without its branch. `keys`: raw public halves. */
export const dayList = (reader: HallReader, keys: readonly Uint8Array[]): DayList => {
  const { code, zone } = branchOf(reader);
  const { fromMs, toMs } = dayRange(reader, todayOf(reader).day);
  return {
    branch: code,
    zone,
    atMs: reader.nowMs,
    bookings: visitsWithoutNames(reader, code, fromMs, toMs + (daysListed - 1) * 86_400_000),
    keys: keys.map((key) => Buffer.from(key).toString("base64url")),
  };
};

export interface DoorInput {
  readonly slip: Slip;
  readonly lang: string;
  /** The tablet, which its own session names. */
  readonly tablet: string;
  /** Who acted; somebody else may be signed in when the tablet tells of it. */
  readonly officer: string;
  /** The command's id. */
  readonly id: string;
  /** When they acted, by the tablet's clock. */
  readonly saidMs: number;
  /** The tablet has let the person in already: it could not ask. */
  readonly told: boolean;
}

export type DoorDone =
  | (Omit<CheckedIn, "ticketId"> & { readonly ticketId: string | null })
  | { readonly type: "used_twice"; readonly bookingId: string };

/**
 * Records that somebody came in by the door, at the time they did. Told of on a later day, the visit is recorded without a number:
 * nobody waits for it. Whoever was let in on a slip that was used before becomes a row for the supervisor.
 */
export const planDoorCheckIn = (
  tx: Tx,
  sealer: Sealer,
  { slip, lang, tablet, officer, id, saidMs, told }: DoorInput,
): Result<Plan<DoorDone>, CheckInError | ActTooOld> => {
  const act = actTime(saidMs, tx.nowMs);
  if (!act.ok) return act;
  const atMs = act.value;
  const input: CheckInInput = { shown: { by: "slip", slip }, lang, device: tablet, atMs };
  const isOver = todayOf({ ...tx, nowMs: atMs }).day !== todayOf(tx).day;
  const planned = isOver ? planWithoutNumber(tx, sealer, input) : planCheckIn(tx, sealer, input);
  const booking = bookingIdOf(slip);
  const about = { booking: [booking], tablet, officer, atMs };
  if (planned.ok) return ok({ ...planned.value, intent: "doorCheckIn", about });
  const isUsed = planned.error.type === "Already" || planned.error.type === "SlipUsed";
  if (!told || !isUsed) return planned;
  return ok({
    intent: "slipUsedTwice",
    about,
    rows: [
      insert("usedTwice", {
        id,
        branch: tx.branch!,
        booking,
        ref: slip.reference,
        device: tablet,
        officer,
        atMs,
        toldAtMs: tx.nowMs,
      }),
    ],
    answer: { type: "used_twice", bookingId: booking },
  });
};

const planWithoutNumber = (
  tx: Tx,
  sealer: Sealer,
  input: CheckInInput,
): Result<Plan<DoorDone>, CheckInError> => {
  const arrival = arrivalOf(tx, input);
  if (!arrival.ok) return err(arrival.error);
  const { admission: type, id: bookingId } = arrival.value;
  return ok({
    intent: "doorCheckIn",
    rows: checkedInRows(tx, sealer, input, arrival.value, ""),
    answer: { type, bookingId, ticketId: null },
  });
};

export { firstUseOf } from "./door.store";
