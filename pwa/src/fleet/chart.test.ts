import { expect, test } from "vitest";
import { chartOf } from "./chart";

const frame = { width: 110, height: 100, bottom: 0, top: 0 };

test("a day runs from seven to six, its highest figure at the top, its line from reading to reading", () => {
  const chart = chartOf(
    [
      { min: 7 * 60, value: 0 },
      { min: 7 * 60 + 5, value: 10 },
      { min: 7 * 60 + 10, value: 5 },
    ],
    frame,
  );
  expect(chart.line).toBe("M0 100L0.8 0L1.7 50");
  expect(chart.ticks).toEqual([
    { x: 0, hour: 7 },
    { x: 50, hour: 12 },
    { x: 110, hour: 18 },
  ]);
  expect(chart.most).toEqual({ min: 425, value: 10 });
  expect(chart.last).toMatchObject({ min: 430, value: 5, y: 50 });
});

test("where nobody told anything the line breaks instead of guessing", () => {
  const { line } = chartOf(
    [
      { min: 600, value: 1 },
      { min: 616, value: 1 },
    ],
    frame,
  );
  expect(line.match(/M/g)).toHaveLength(2);
});

test("a reading at night widens the day; no reading at all is an empty chart", () => {
  expect(chartOf([{ min: 5 * 60 + 30, value: 3 }], frame).ticks[0]).toEqual({ x: 0, hour: 5 });
  expect(chartOf([], frame)).toMatchObject({ line: "", last: undefined, most: undefined });
});
