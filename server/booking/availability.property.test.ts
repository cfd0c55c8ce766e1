import fc from "fast-check";
import { expect, test } from "vitest";

import { dateOfDayNumber, dayNumber } from "../../sync/core/local-date";
import { without } from "../calendar/ranges";
import { localRangeToUtc, utcToLocal } from "../calendar/time-zone";
import { dayAvailability, type DayInput, earliestStart } from "./availability";
import { adjacentRuns, type OpenInterval, slotStarts } from "./availability-grid";

const minuteMs = 60_000;

/** A day's hours with one break, in a zone and on a day where clocks may change. */
const anyHours = fc
  .record({
    zone: fc.constantFrom("Asia/Kuala_Lumpur", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"),
    date: fc.oneof(
      fc.constantFrom("2027-03-28", "2027-10-31", "2018-11-04", "2019-02-16", "2027-04-04", "2027-10-03"),
      fc.integer({ min: dayNumber("2018-01-01"), max: dayNumber("2028-12-31") }).map(dateOfDayNumber),
    ),
    edges: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 4, maxLength: 4 }),
    slotMinutes: fc.constantFrom(5, 10, 15, 20, 30, 45),
  })
  .map(({ zone, date, edges, slotMinutes }) => {
    const [openMin, breakFrom, breakTo, closeMin] = [...edges].sort((a, b) => a - b) as [
      number,
      number,
      number,
      number,
    ];
    const day = date as `${number}-${number}-${number}`;
    const open = without([{ from: openMin, to: closeMin }], [{ from: breakFrom, to: breakTo }]);
    const intervals = open
      .flatMap(({ from, to }) => localRangeToUtc(zone, day, from, to))
      .map(({ from, to }): OpenInterval => ({ startMs: from, endMs: to }));
    return { zone, date: day, openMin, breakFrom, breakTo, closeMin, slotMinutes, intervals };
  });

test("no slot begins before opening, ends after closing or runs into a break, on the wall clock of any zone", () => {
  fc.assert(
    fc.property(anyHours, (hours) => {
      for (const start of slotStarts(hours.intervals, hours.slotMinutes)) {
        for (let min = start; min < start + hours.slotMinutes; min++) {
          const clock = utcToLocal(hours.zone, min * minuteMs);
          expect(clock.date).toBe(hours.date);
          const isOpen = hours.openMin <= clock.min && clock.min < hours.closeMin;
          const isBreak = hours.breakFrom <= clock.min && clock.min < hours.breakTo;
          expect({ ...clock, isOpen, isBreak }).toEqual({ ...clock, isOpen: true, isBreak: false });
        }
      }
    }),
  );
});

test("slots rise without overlapping, and no interval has room left for one more", () => {
  fc.assert(
    fc.property(anyHours, ({ intervals, slotMinutes }) => {
      const starts = slotStarts(intervals, slotMinutes);
      for (let i = 1; i < starts.length; i++)
        expect(starts[i]! - starts[i - 1]!).toBeGreaterThanOrEqual(slotMinutes);
      for (const { startMs, endMs } of intervals) {
        const count = starts.filter((min) => startMs <= min * minuteMs && min * minuteMs < endMs).length;
        expect(count).toBe(Math.floor((endMs - startMs) / minuteMs / slotMinutes));
      }
    }),
  );
});

test("runs are all the starts in order; within one they touch, between two they do not", () => {
  fc.assert(
    fc.property(anyHours, ({ intervals, slotMinutes }) => {
      const starts = slotStarts(intervals, slotMinutes);
      const runs = adjacentRuns(starts, slotMinutes);
      expect(runs.flat()).toEqual(starts);
      for (const run of runs) {
        run.forEach((start, index) => expect(start).toBe(run[0]! + index * slotMinutes));
      }
      for (let i = 1; i < runs.length; i++) {
        expect(runs[i]![0]).toBeGreaterThan(runs[i - 1]!.at(-1)! + slotMinutes);
      }
    }),
  );
});

const anyDay = anyHours.chain(({ intervals, slotMinutes }) => {
  const starts = slotStarts(intervals, slotMinutes);
  const dayStartMs = intervals[0]?.startMs ?? 0;
  return fc.record({
    plan: fc.constant({ type: "open" as const, intervals }),
    slotMinutes: fc.constant(slotMinutes),
    freeByStart: fc
      .array(fc.integer({ min: 0, max: 2 }), { minLength: starts.length, maxLength: starts.length })
      .map((units) => new Map(starts.map((start, index) => [start, units[index]!]))),
    nowMs: fc.integer({ min: -200, max: 30 }).map((hours) => dayStartMs + hours * 3_600_000),
    noticeMs: fc.constantFrom(0, 2 * 3_600_000, 24 * 3_600_000),
    parties: fc.integer({ min: 1, max: 3 }),
    unitsEach: fc.integer({ min: 1, max: 4 }),
    isMinted: fc.boolean(),
    opensAtMs: fc.option(fc.integer({ min: -250, max: 30 }).map((hours) => dayStartMs + hours * 3_600_000)),
  });
}) as fc.Arbitrary<DayInput<never>>;

test("nothing is offered within the notice, and an offered start is followed by enough adjacent slots", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const found = dayAvailability(day);
      if (found.state !== "open" && found.state !== "full") return;
      for (const { startMin, isFree } of found.slots) {
        expect(startMin * minuteMs).toBeGreaterThanOrEqual(day.nowMs + day.noticeMs);
        for (let unit = 0; unit < day.unitsEach; unit++) {
          const units = day.freeByStart.get(startMin + unit * day.slotMinutes);
          expect(units).toBeDefined();
          if (isFree) expect(units).toBeGreaterThan(0);
        }
      }
    }),
  );
});

test("a day is open exactly when it is on sale and has a free start, full when on sale without one", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const found = dayAvailability(day);
      const isOnSale = day.isMinted && day.opensAtMs !== null && day.opensAtMs <= day.nowMs;
      if (found.state === "open" || found.state === "full") {
        expect(isOnSale).toBe(true);
        expect(found.slots.length).toBeGreaterThan(0);
        expect(found.slots.some((slot) => slot.isFree)).toBe(found.state === "open");
      }
      if (found.state === "open")
        expect(found.freeCount).toBe(found.slots.filter((slot) => slot.isFree).length);
      if (found.state === "not_yet_open") expect(isOnSale).toBe(false);
    }),
  );
});

test("one free unit at every start is a place for one person of one unit at every start still to come", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const starts = slotStarts(day.plan.type === "open" ? day.plan.intervals : [], day.slotMinutes);
      const found = dayAvailability({
        ...day,
        freeByStart: new Map(starts.map((start) => [start, 1])),
        parties: 1,
        unitsEach: 1,
        isMinted: true,
        opensAtMs: day.nowMs,
      });
      const expected = starts.filter((start) => start * minuteMs >= day.nowMs + day.noticeMs);
      expect(found.state === "open" ? found.slots : []).toEqual(
        expected.map((startMin) => ({ startMin, isFree: true })),
      );
    }),
  );
});

test("earliest here is the first free start of the first day that has one, and later days are not asked for", () => {
  const slots = (...free: readonly boolean[]) =>
    free.map((isFree, index) => ({ startMin: 100 + index * 15, isFree }));
  let asked = 0;
  const days = function* () {
    asked++;
    yield { state: "full" as const, slots: slots(false, false) };
    asked++;
    yield { state: "open" as const, slots: slots(false, true, true), freeCount: 2 };
    asked++;
    yield { state: "open" as const, slots: slots(true), freeCount: 1 };
  };
  expect(earliestStart(days())).toBe(115);
  expect(asked).toBe(2);
  expect(earliestStart([{ state: "closed", reason: { type: "tooLate" } }])).toBeUndefined();
});

const openHour: DayInput<{ readonly type: "weekend" }> = {
  plan: { type: "open", intervals: [{ startMs: 0, endMs: 3_600_000 }] },
  opensAtMs: -1,
  isMinted: true,
  slotMinutes: 15,
  freeByStart: new Map([
    [0, 1],
    [15, 1],
    [30, 1],
    [45, 1],
  ]),
  nowMs: 0,
  noticeMs: 0,
  parties: 1,
  unitsEach: 1,
};

test("a closed day says the calendar's own reason", () => {
  const plan = { type: "closed", reason: { type: "weekend" } } as const;
  expect(dayAvailability({ ...openHour, plan })).toEqual({ state: "closed", reason: { type: "weekend" } });
});

test("a day that is over is closed because it is too late, and one too short for the service says so", () => {
  expect(dayAvailability({ ...openHour, nowMs: 46 * minuteMs })).toEqual({
    state: "closed",
    reason: { type: "tooLate" },
  });
  expect(dayAvailability({ ...openHour, unitsEach: 5 })).toEqual({
    state: "closed",
    reason: { type: "tooShort" },
  });
});

test("a day goes on sale at its instant, not before", () => {
  expect(dayAvailability({ ...openHour, nowMs: -2 })).toEqual({ state: "not_yet_open", opensAtMs: -1 });
  expect(dayAvailability({ ...openHour, nowMs: -1 }).state).toBe("open");
  expect(dayAvailability({ ...openHour, isMinted: false }).state).toBe("not_yet_open");
});
