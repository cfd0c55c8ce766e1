/**
 * Somebody of the staff looks whether a person is on a list: for a purpose, with a touch of their key, counted and audited. Looks without
 * a case are few, and who makes more than work explains is told to those who supervise (security model, threat 30).
 */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type LimitError, planTry } from "../../sync/limit";
import type { Tx } from "../../sync/submit";
import { inFrontOf } from "../queue/steps.usecase";
import { ticketState } from "../queue/view.usecase";
import { looksAlone } from "./screening.store";

export interface LookInput {
  readonly by: string;
  readonly purpose: string;
  readonly ticket: string | null;
}

export type LookError =
  | LimitError
  | { readonly type: "TicketNotFound" }
  /** A case is whoever stands in front of the officer: any other number would hide a look that nobody's work explains. */
  | { readonly type: "NotYourTicket" };

const hourMs = 3_600_000;
const looksMaxAnHour = 60;
const aloneMaxADay = 10;
/** More than this without a case in a day, and supervisors see it. */
export const aloneTold = 3;
/** Begins the bucket of somebody's looks without a case. */
const alone = "look-alone:";

/** Counts a look and leaves its leaf of the audit log; nothing of whom it was about. */
export const planLook = (tx: Tx, { by, purpose, ticket }: LookInput): Result<Plan<null>, LookError> => {
  if (ticket !== null && !ticketState(tx, ticket)) return err({ type: "TicketNotFound" });
  if (ticket !== null && inFrontOf(tx, by)?.ticket.ticketId !== ticket) return err({ type: "NotYourTicket" });
  const tried = planTry(tx, [
    { bucket: `look:${by}`, triesMax: looksMaxAnHour, windowMs: hourMs },
    ...(ticket === null ? [{ bucket: alone + by, triesMax: aloneMaxADay, windowMs: 24 * hourMs }] : []),
  ]);
  if (!tried.ok) return tried;
  const about = { purpose, case: ticket ?? "none" };
  return ok({ intent: "screenAtCounter", about, rows: tried.value.rows, answer: null });
};

export const curiousStaff = (
  looking: Pick<Tx, "db" | "nowMs">,
): readonly { readonly who: string; readonly looks: number }[] =>
  looksAlone(looking, alone, looking.nowMs)
    .filter(({ count }) => count > aloneTold)
    .map(({ bucket, count }) => ({ who: bucket.slice(alone.length), looks: count }));
