import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { at, callNow, counter4, minuteMs, story, ticketC047 } from "./queue.fixture";
import { type Served, servedFrom, serviceTimes } from "./service-time";
import { undo } from "./step";

const served = (...durations: readonly number[]): Served[] =>
  durations.map((durationMin) => ({ group: "C", stage: "payment", durationMs: durationMin * minuteMs }));
const usualMin = (cases: readonly Served[]) =>
  serviceTimes(cases, () => 15 * minuteMs)("C", "payment").usualMs / minuteMs;

test("before anybody was served the catalogue's duration is the usual time", () => {
  expect(usualMin([])).toBe(15);
});

test("after a dozen cases only the day itself speaks", () => {
  expect(usualMin(served(5))).toBeGreaterThan(8);
  expect(usualMin(served(5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6))).toBe(5);
});

test("one stuck case does not move the usual time, and moves the mean by little", () => {
  const calm = served(...Array.from({ length: 20 }, () => 5));
  const stuck = [...calm, ...served(240)];
  expect(usualMin(stuck)).toBe(5);
  expect(serviceTimes(stuck, () => 0)("C", "payment").meanMs).toBeLessThan(6 * minuteMs);
});

test("the pace of the last cases counts, not that of the morning", () => {
  const slow = Array.from({ length: 50 }, () => 20);
  const fast = Array.from({ length: 24 }, () => 6);
  expect(usualMin(served(...slow, ...fast))).toBe(6);
});

test("groups and stages are measured apart", () => {
  const times = serviceTimes(served(...Array.from({ length: 12 }, () => 4)), () => 15 * minuteMs);
  expect(times("C", "application").usualMs).toBe(15 * minuteMs);
  expect(times("E", "payment").usualMs).toBe(15 * minuteMs);
});

test("the log tells how long each stage took, from its call to its finish; what was undone does not count", () => {
  const ticket = ticketC047();
  const next = { type: "finish", outcome: "nextStage" } as const;
  const rows = story(ticket, callNow, { type: "recall" }, { type: "serve" }, next, callNow, next);
  expect(servedFrom(rows)).toEqual([
    { group: "C", stage: "application", durationMs: 3 * minuteMs },
    { group: "C", stage: "payment", durationMs: minuteMs },
  ]);
  const undone = orThrow(undo(rows.at(-2), rows.at(-1)!, counter4, at(6)));
  expect(servedFrom([...rows, undone])).toHaveLength(1);
});
