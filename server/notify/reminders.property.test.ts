import fc from "fast-check";
import { expect, test } from "vitest";
import { isDue, isNight, lastMsOf, reminderMs, shiftMinMax } from "./reminders";

const minuteMs = 60_000;
const startMs = fc
  .integer({ min: Date.UTC(2026, 0, 1) / minuteMs, max: Date.UTC(2028, 0, 1) / minuteMs })
  .map((min) => min * minuteMs);
const beforeMin = fc.constantFrom(10_080, 1_440, 120, 60, 2_880);
// One zone without summer time, one where clocks go forward and back.
const zone = fc.constantFrom("Asia/Kuala_Lumpur", "Europe/London");

test("no reminder is ever meant for the night, nor for after the moment at which it still helps", () => {
  fc.assert(
    fc.property(zone, startMs, beforeMin, (where, startsAtMs, before) => {
      const atMs = reminderMs(where, startsAtMs, before);
      expect(isNight(where, atMs)).toBe(false);
      expect(atMs).toBeLessThanOrEqual(lastMsOf(startsAtMs, before));
    }),
  );
});

test("the night moves a reminder by no more than the search looks ahead, and a day's reminder not at all", () => {
  fc.assert(
    fc.property(startMs, beforeMin, (startsAtMs, before) => {
      const ownMs = startsAtMs - before * minuteMs;
      const atMs = reminderMs("Asia/Kuala_Lumpur", startsAtMs, before);
      expect(ownMs - atMs).toBeLessThanOrEqual(shiftMinMax * minuteMs);
      if (!isNight("Asia/Kuala_Lumpur", ownMs)) expect(atMs).toBe(ownMs);
    }),
  );
});

test("whenever it is due it is day, the visit is to come, and it was booked before", () => {
  fc.assert(
    fc.property(
      zone,
      startMs,
      beforeMin,
      fc.integer({ min: -20_000, max: 20_000 }),
      fc.nat(20_000),
      (where, startsAtMs, before, fromMin, toldMin) => {
        const nowMs = startsAtMs + fromMin * minuteMs;
        const toldAtMs = nowMs - toldMin * minuteMs;
        if (!isDue(where, { startsAtMs, toldAtMs }, before, nowMs)) return;
        expect(isNight(where, nowMs)).toBe(false);
        expect(nowMs).toBeLessThan(startsAtMs);
        expect(toldAtMs).toBeLessThan(reminderMs(where, startsAtMs, before));
      },
    ),
  );
});
