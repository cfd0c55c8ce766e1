/** An appointment slip at the door of a branch: the rules of the kiosk decide, and it opens a lane once. */
import type { Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { findBooking } from "../booking/find.usecase";
import { bookingIdOf, type Slip } from "../booking/slip-codec";
import { arrivalOf, type CheckInError, type SlipInvalid } from "../checkin/checkin.usecase";
import type { Reason } from "./decide";
import { isTokenSpent } from "./gates.store";

export interface ArrivedSlip {
  /** What may open a lane only once; null for a slip that is none. */
  readonly booking: string | null;
  /** Whose key what is kept lies under; null where the booking has not come to this node yet. */
  readonly subject: string | null;
  readonly reasons: readonly Reason[];
}

export const slipAt = (tx: Tx, read: Result<Slip, SlipInvalid>): ArrivedSlip => {
  if (!read.ok) return { booking: null, subject: null, reasons: ["slip_invalid"] };
  const slip = read.value;
  const booking = bookingIdOf(slip);
  const subject = findBooking(tx, booking)?.live[0]?.subject ?? null;
  if (isTokenSpent(tx, booking)) return { booking, subject, reasons: ["slip_used"] };
  const arrival = arrivalOf(tx, { shown: { by: "slip", slip }, lang: "ms", device: "" });
  return { booking, subject, reasons: arrival.ok ? [] : reasonsOf(arrival.error) };
};

/** Who has a number already may come in: the kiosk and the door are not in one order. */
const reasonsOf = ({ type }: CheckInError): readonly Reason[] => {
  switch (type) {
    case "Already":
      return [];
    case "SlipUsed":
      return ["slip_used"];
    case "SlipCancelled":
      return ["slip_cancelled"];
    case "SlipSuperseded":
      return ["slip_superseded"];
    case "SlipExpired":
      return ["slip_expired"];
    case "WrongBranch":
      return ["slip_wrong_branch"];
    case "WrongDay":
      return ["slip_wrong_day"];
    default:
      return ["slip_invalid"];
  }
};
