/**
 * When a service is left alone: after some silences in a row nobody waits for it, until the time for one try has come. Pure: the caller
 * keeps the state and the time.
 */
export interface Breaker {
  /** In a row. */
  readonly failures: number;
  readonly failedAtMs: number;
  /** So long after that nobody asks; 0: everybody may. */
  readonly waitMs: number;
  /** One try is under way. */
  readonly isTrying: boolean;
}

export const closedBreaker: Breaker = { failures: 0, failedAtMs: 0, waitMs: 0, isTrying: false };

const failuresMax = 5;
const firstWaitMs = 10_000;

export const breakerState = ({ failures, failedAtMs, waitMs, isTrying }: Breaker, nowMs: number) => {
  if (failures < failuresMax) return "closed";
  // A clock that was put back must not keep it shut: before the failure counts as after the wait.
  const isWaiting = nowMs >= failedAtMs && nowMs < failedAtMs + waitMs;
  return isWaiting || isTrying ? "open" : "half_open";
};

/** Before a question: whether it may be asked, and what the breaker is then. */
export const mayAsk = (
  breaker: Breaker,
  nowMs: number,
): { readonly isAllowed: boolean; readonly breaker: Breaker } => {
  const state = breakerState(breaker, nowMs);
  if (state === "half_open") return { isAllowed: true, breaker: { ...breaker, isTrying: true } };
  return { isAllowed: state === "closed", breaker };
};

/** The wait doubles from ten seconds up to `waitMsMax`, once for each try: what was asked before it began tells nothing new. */
export const afterFailure = (breaker: Breaker, nowMs: number, waitMsMax: number): Breaker => {
  const { failures, isTrying } = breaker;
  if (failures >= failuresMax && !isTrying) return breaker;
  const more = failures + 1;
  const waitMs = Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(20, more - failuresMax));
  return { failures: more, failedAtMs: nowMs, waitMs: more < failuresMax ? 0 : waitMs, isTrying: false };
};
