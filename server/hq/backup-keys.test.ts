import { expect, test } from "vitest";
import { backupAgeMsMax, isDropped, periodOf, periodsWanted, weeksAhead } from "./backup-keys";

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 23);

test("a backup is read for four weeks at least, and by nobody after thirty-five days", () => {
  for (let day = 0; day < 7; day++) {
    const madeMs = nowMs + day * dayMs;
    const period = periodOf(madeMs);
    expect(isDropped(period, madeMs + 28 * dayMs)).toBe(false);
    expect(isDropped(period, madeMs + backupAgeMsMax)).toBe(true);
  }
  expect(backupAgeMsMax).toBe(35 * dayMs);
});

test("a branch without a line for five weeks still has the key of its week", () => {
  expect(periodsWanted(nowMs)).toHaveLength(weeksAhead + 1);
  expect(periodsWanted(nowMs)).toContain(periodOf(nowMs + 35 * dayMs));
});
