/** People check themselves in by their own phone: a key of theirs, and the code that only who stands in the hall can read. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type LimitError, planTry } from "../../sync/limit";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { findBooking } from "../booking/find.usecase";
import type { PasskeyRefused } from "../identity/passkey";
import { type Assertion, planUsePasskey } from "../identity/passkey.usecase";
import { type CheckedIn, type CheckInError, planCheckIn } from "./checkin.usecase";
import { type HallSecret, isHallCode } from "./hall-code";

export interface OwnVisit {
  readonly bookingId: string;
  /** Whose session it is: the booking must be theirs. */
  readonly account: string;
  /** As typed or scanned from the display. */
  readonly code: string;
}

export type OwnVisitError =
  /** Somebody else's booking is none, for whoever asks. */
  | { readonly type: "BookingNotFound" }
  /** Mistyped, guessed, of another branch, or gone from the display for half a minute. */
  | { readonly type: "HallCodeWrong" };

/** Whether this person may go on: their own booking, and the code of now. Decided before the key is asked for, and again with it. */
export const ownVisit = (
  reader: Pick<Tx, "db" | "nowMs">,
  secret: HallSecret,
  { bookingId, account, code }: OwnVisit,
): Result<null, OwnVisitError> => {
  if (findBooking(reader, bookingId)?.booking.account !== account) return err({ type: "BookingNotFound" });
  return isHallCode(secret, code, reader.nowMs) ? ok(null) : err({ type: "HallCodeWrong" });
};

const triesWindowMs = 600_000;

/** Counts a try at the code, right or wrong: ten a person, a hundred a network in ten minutes, of a thousand million codes. */
export const planCodeTry = (tx: Tx, account: string, network: string): Result<Plan<null>, LimitError> =>
  planTry(tx, [
    { bucket: `hall-code:${account}`, triesMax: 10, windowMs: triesWindowMs },
    { bucket: `hall-code-net:${network}`, triesMax: 100, windowMs: triesWindowMs },
  ]);

export type OwnCheckedIn =
  | CheckedIn
  /** Suspended in this commit: there may be a copy of the key. Nobody came in. */
  | { readonly type: "CounterWentBack" };

/** Checks a visit in as a kiosk would, in one commit with the use of the key that was verified a moment ago. */
export const planOwnCheckIn = (
  tx: Tx,
  sealer: Sealer,
  secret: HallSecret,
  visit: OwnVisit & { readonly lang: string; readonly assertion: Assertion },
): Result<Plan<OwnCheckedIn>, OwnVisitError | PasskeyRefused | CheckInError> => {
  const allowed = ownVisit(tx, secret, visit);
  if (!allowed.ok) return allowed;
  const used = planUsePasskey(tx, visit.assertion);
  if (!used.ok) return used;
  const { answer: use, ...plan } = used.value;
  if (use.type === "CounterWentBack") return ok({ ...plan, answer: { type: use.type } });
  const checkIn = planCheckIn(tx, sealer, {
    shown: { by: "phone", bookingId: visit.bookingId },
    lang: visit.lang,
    device: visit.account,
  });
  if (!checkIn.ok) return checkIn;
  return ok({ ...checkIn.value, rows: [...plan.rows, ...checkIn.value.rows] });
};
