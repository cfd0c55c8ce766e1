/** One touch after the visit: how it was. Nobody's name stands beside it, and no officer's. */
import { err, ok, type Result } from "../../sync/core/result";

/** From very bad to very good. */
export const marks = [1, 2, 3, 4, 5] as const;
export type Mark = (typeof marks)[number];

/** So long after the visit it may be given or changed. */
export const rateForMs = 7 * 86_400_000;
/** Somebody may change their mind, not play with the button. */
export const ratingsMax = 5;

export type RatingError =
  | { readonly type: "VisitNotOver" }
  | { readonly type: "RatingClosed" }
  | { readonly type: "TooManyTries"; readonly retryAtMs: number };

/** Whether this visit may be rated now. */
export const mayRate = (
  visit: { readonly state: string; readonly issuedAtMs: number; readonly given: number },
  nowMs: number,
): Result<null, RatingError> => {
  if (visit.state !== "done") return err({ type: "VisitNotOver" });
  if (nowMs > visit.issuedAtMs + rateForMs) return err({ type: "RatingClosed" });
  if (visit.given >= ratingsMax)
    return err({ type: "TooManyTries", retryAtMs: visit.issuedAtMs + rateForMs });
  return ok(null);
};
