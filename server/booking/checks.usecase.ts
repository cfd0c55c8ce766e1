/** Officers say that they saw a document. How often they may say so in a day, whichever way the booking came to them. */
import type { RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { planTry } from "../../sync/limit";
import type { Tx } from "../../sync/submit";
import { dayMs } from "../identity/code";

/** Eight hours at four minutes each: no desk is quicker all day, and more than that is somebody lending their name. */
export const checksPerDayMax = 120;

export type TooManyChecks = { readonly type: "TooManyChecks"; readonly retryAfterS: number };

export const countCheck = (tx: Tx, officer: string): Result<readonly RowOp[], TooManyChecks> => {
  const tried = planTry(tx, [{ bucket: `check:${officer}`, triesMax: checksPerDayMax, windowMs: dayMs }]);
  return tried.ok
    ? ok(tried.value.rows)
    : err({ type: "TooManyChecks", retryAfterS: tried.error.retryAfterS });
};
