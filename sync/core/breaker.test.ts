import { expect, test } from "vitest";
import { afterFailure, type Breaker, breakerState, closedBreaker, mayAsk } from "./breaker";

const atMs = 1_000_000;
const silent = (times: number, waitMsMax = 300_000): Breaker => {
  let breaker = closedBreaker;
  for (let time = 0; time < times; time++) breaker = afterFailure(breaker, atMs, waitMsMax);
  return breaker;
};
/** Five silences, and then some tries that failed as well. */
const afterTries = (tries: number, waitMsMax = 300_000): Breaker => {
  let breaker = silent(5, waitMsMax);
  for (let time = 0; time < tries; time++)
    breaker = afterFailure({ ...breaker, isTrying: true }, atMs, waitMsMax);
  return breaker;
};

test("four silences in a row are borne, the fifth leaves the service alone for ten seconds", () => {
  expect(breakerState(silent(4), atMs)).toBe("closed");
  expect(breakerState(silent(5), atMs)).toBe("open");
  expect(breakerState(silent(5), atMs + 9_999)).toBe("open");
  expect(breakerState(silent(5), atMs + 10_000)).toBe("half_open");
});

test("after the wait one question goes through, and only one", () => {
  const first = mayAsk(silent(5), atMs + 10_000);
  expect(first.isAllowed).toBe(true);
  expect(mayAsk(first.breaker, atMs + 10_001).isAllowed).toBe(false);
  expect(mayAsk(closedBreaker, atMs + 10_002).isAllowed).toBe(true);
});

test("forty lanes that asked at once and heard nothing are one silence more, not forty", () => {
  expect(silent(40).waitMs).toBe(10_000);
  const tried = mayAsk(silent(40), atMs + 10_000).breaker;
  expect(afterFailure(tried, atMs + 10_100, 300_000).waitMs).toBe(20_000);
});

test("the wait doubles with each try until its longest", () => {
  expect([0, 1, 2, 7, 500].map((tries) => afterTries(tries).waitMs)).toEqual([
    10_000, 20_000, 40_000, 300_000, 300_000,
  ]);
  expect(afterTries(7, 10_000).waitMs).toBe(10_000);
});

test("a clock that was put back keeps nothing shut", () => {
  expect(mayAsk(silent(9), atMs - 86_400_000).isAllowed).toBe(true);
});
