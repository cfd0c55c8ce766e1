/** Another paper of the same ticket or booking, marked COPY: only staff asks for one, with the person in front of them. */
import type { Job, Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { findBooking } from "../booking/find.usecase";
import { ticketState } from "../queue/view.usecase";
import { copyWithinMs, type CopyReason, printOf } from "./devices";
import { type JobRow, latestJobOf } from "./devices.store";

export interface CopyInput {
  /** Of the ticket, or of the booking whose slip it is. */
  readonly id: string;
  readonly by: string;
  readonly reason: CopyReason;
}

export type CopyError =
  | { readonly type: "TicketNotFound" }
  /** The visit has ended: no paper calls anybody any more. */
  | { readonly type: "TicketOver" }
  /** A paper with this number is still on its way. */
  | { readonly type: "StillPrinting" };

/** The answer is the number of the copy, from 1. */
export const planCopy = (tx: Tx, input: CopyInput): Result<Plan<{ readonly copy: number }>, CopyError> => {
  const state = ticketState(tx, input.id);
  if (state === undefined) return err({ type: "TicketNotFound" });
  if (state === "done" || state === "closed") return err({ type: "TicketOver" });
  const latest = latestJobOf(tx, "ticket", input.id);
  if (!latest) return err({ type: "TicketNotFound" });
  if (printOf(latest.state) === "queued") return err({ type: "StillPrinting" });
  const copy = latest.copy + 1;
  return ok({
    intent: "copyTicket",
    about: { ticket: input.id, copy, reason: input.reason },
    rows: [],
    jobs: [copyJob(tx, "ticket", input, latest, copy)],
    answer: { copy },
  });
};

export type SlipCopyError =
  | { readonly type: "BookingNotFound" }
  /** Cancelled, lost to another, or over. */
  | { readonly type: "BookingOver" }
  | { readonly type: "StillPrinting" };

/** A slip, as often as somebody needs one: the first is no copy, wherever it was booked. */
export const planPrintSlip = (
  tx: Tx,
  input: CopyInput,
): Result<Plan<{ readonly copy: number }>, SlipCopyError> => {
  const found = findBooking(tx, input.id);
  if (!found) return err({ type: "BookingNotFound" });
  if (found.state !== "confirmed") return err({ type: "BookingOver" });
  const latest = latestJobOf(tx, "slip", input.id);
  if (latest && printOf(latest.state) === "queued") return err({ type: "StillPrinting" });
  const copy = latest ? latest.copy + 1 : 0;
  const last = latest ?? { device: "printer", lang: found.booking.lang };
  return ok({
    intent: "printSlip",
    about: { booking: input.id, copy, reason: input.reason },
    rows: [],
    jobs: [copyJob(tx, "slip", input, last, copy)],
    answer: { copy },
  });
};

const copyJob = (
  tx: Tx,
  kind: "ticket" | "slip",
  { id, by, reason }: CopyInput,
  { device, lang, large }: Pick<JobRow, "device" | "lang" | "large">,
  copy: number,
): Job => ({
  id: tx.newId(),
  device,
  kind,
  of: id,
  payload: { lang, ...(large ? { large } : {}), ...(copy > 0 ? { copy: { no: copy, by, reason } } : {}) },
  expiresAtMs: tx.nowMs + copyWithinMs,
});
