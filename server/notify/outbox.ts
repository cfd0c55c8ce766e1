/**
 * What becomes of a message that waits. Pure.
 *
 *   queued ─┬─► handed ─► (delivered)     the gateway has it; its text is removed
 *     ▲ │   ├─► failed                    it will never go
 *     └─┘   └─► expired                   too late, or its person was erased: never sent
 *   again, later
 *
 * A message is tried with the same id until it ends: a power cut between the gateway's yes and our commit sends it twice at most
 * to a gateway that does not know ids.
 */
import type { Random } from "../../sync/core/clock";
import type { Result } from "../../sync/core/result";
import { backoffMs } from "../../sync/backoff";
import type { Handed, SendError } from "./channel";

export type NoticeState = "queued" | "handed" | "delivered" | "failed" | "expired";

/** `Erased`: there is nobody any more whom it could be about. `NotWritten`: a bug of ours; told in the log. */
export type Sent = Result<Handed, SendError | { readonly type: "Erased" } | { readonly type: "NotWritten" }>;

export interface NoticeEnd {
  readonly state: NoticeState;
  readonly lastError: string | null;
  /** Not tried again before, in milliseconds from now. */
  readonly waitMs: number;
}

/** A code is waited for, so the first tries come soon; none is later than a minute after the gateway works again. */
const limits = { firstMs: 2_000, maxMs: 60_000 };

/** `attempts`: this one counted. */
export const endOf = (sent: Sent, attempts: number, random: Random): NoticeEnd => {
  if (sent.ok) return { state: sent.value.delivered ? "delivered" : "handed", lastError: null, waitMs: 0 };
  const { error } = sent;
  switch (error.type) {
    case "Erased":
      return { state: "expired", lastError: "erased", waitMs: 0 };
    case "NotWritten":
      return { state: "failed", lastError: "not_written", waitMs: 0 };
    case "BrokenField":
      return { state: "failed", lastError: `broken_${error.field}`, waitMs: 0 };
    case "Refused":
      return { state: "failed", lastError: error.why, waitMs: 0 };
    case "Later":
    case "Unavailable": {
      const { why, retryAfterS } = error;
      return {
        state: "queued",
        lastError: why,
        waitMs: backoffMs(attempts, random, { retryAfterS, limits }),
      };
    }
  }
};
