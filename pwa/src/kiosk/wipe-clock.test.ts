import { expect, test } from "vitest";
import { manualClock } from "../../../sync/core/clock";
import { touched, warnMs, wipeLeft, wipeMs } from "./wipe-clock";

test("an untouched screen warns twelve seconds before it empties itself, and is empty after thirty", () => {
  const clock = manualClock(1_000);
  const wipe = touched(clock.nowMs());
  expect(wipeLeft(wipe, clock.nowMs())).toEqual({ seconds: 30, stage: "calm" });
  clock.advance(wipeMs - warnMs);
  expect(wipeLeft(wipe, clock.nowMs())).toEqual({ seconds: 12, stage: "warning" });
  clock.advance(warnMs - 1);
  expect(wipeLeft(wipe, clock.nowMs())).toEqual({ seconds: 1, stage: "warning" });
  clock.advance(1);
  expect(wipeLeft(wipe, clock.nowMs())).toEqual({ seconds: 0, stage: "over" });
});

test("a touch gives the full time again", () => {
  expect(wipeLeft(touched(25_000), 26_000).stage).toBe("calm");
});

test("a look with a clock from just before the touch still says thirty seconds", () => {
  expect(wipeLeft(touched(25_000), 24_400).seconds).toBe(30);
});
