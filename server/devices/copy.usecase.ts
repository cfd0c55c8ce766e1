/** Another paper with the same number, marked COPY: only staff asks for one, with the person in front of them. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { ticketState } from "../queue/view.usecase";
import { copyWithinMs, type CopyReason, printOf } from "./devices";
import { latestJobOf } from "./devices.store";

export interface CopyInput {
  readonly ticketId: string;
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
export const planCopy = (
  tx: Tx,
  { ticketId, by, reason }: CopyInput,
): Result<Plan<{ readonly copy: number }>, CopyError> => {
  const state = ticketState(tx, ticketId);
  if (state === undefined) return err({ type: "TicketNotFound" });
  if (state === "done" || state === "closed") return err({ type: "TicketOver" });
  const latest = latestJobOf(tx, ticketId);
  if (!latest) return err({ type: "TicketNotFound" });
  if (printOf(latest.state) === "queued") return err({ type: "StillPrinting" });
  const copy = latest.copy + 1;
  return ok({
    intent: "copyTicket",
    about: { ticket: ticketId, copy, reason },
    rows: [],
    jobs: [
      {
        id: tx.newId(),
        device: latest.device,
        kind: "ticket",
        payload: { ticketId, lang: latest.lang, copy: { no: copy, by, reason } },
        expiresAtMs: tx.nowMs + copyWithinMs,
      },
    ],
    answer: { copy },
  });
};
