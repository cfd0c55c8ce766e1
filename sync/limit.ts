/** Limits on tries, in fixed windows, kept in SQLite so that a restart forgives nobody. */
import { err, ok, type Result } from "./core/result";
import type { Plan } from "./core/plan";
import { put } from "./rows";
import type { Tx } from "./submit";
import { statement } from "./tables";

export interface Limit {
  /** What is counted, for example `find:K3ABCDEF`. Hash anything personal first. */
  readonly bucket: string;
  readonly triesMax: number;
  readonly windowMs: number;
}

export type LimitError = { readonly type: "TooManyTries"; readonly retryAfterS: number };

/** Counts one try against each limit; refuses when one is used up, and then counts nothing. */
export const planTry = (tx: Tx, limits: readonly Limit[]): Result<Plan<null>, LimitError> => {
  const rows = [];
  for (const { bucket, triesMax, windowMs } of limits) {
    const row = statement(tx.db, "SELECT count, ends_ms AS endsMs FROM rate_limit WHERE bucket = ?").get(
      bucket,
    ) as {
      count: number;
      endsMs: number;
    } | null;
    const running = row !== null && row.endsMs > tx.nowMs;
    if (running && row.count >= triesMax) {
      return err({ type: "TooManyTries", retryAfterS: Math.ceil((row.endsMs - tx.nowMs) / 1000) });
    }
    rows.push(
      put("rateLimit", {
        bucket,
        count: running ? row.count + 1 : 1,
        endsMs: running ? row.endsMs : tx.nowMs + windowMs,
      }),
    );
  }
  return ok({ intent: "countTry", rows, answer: null });
};
