import fc from "fast-check";
import { expect, test } from "vitest";

import { addDays, dateOfDayNumber, dayNumber, type LocalDate } from "../../sync/core/local-date";
import { isZoneName, localRangeToUtc, utcToLocal } from "./time-zone";

/** Zones with every oddity: no DST, half-hour DST, changes at midnight, one minute past it, 45-minute offsets, a skipped day. */
const zones = [
  "Asia/Kuala_Lumpur",
  "Europe/Berlin",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Casablanca",
  "America/Los_Angeles",
  "Pacific/Kiritimati",
];

const anyZone = fc.constantFrom(...zones);
const anyDay = fc
  .integer({ min: dayNumber("1990-01-01"), max: dayNumber("2037-12-31") })
  .map(dateOfDayNumber);
const anyMinute = fc.integer({ min: 0, max: 1440 });
const minuteMs = 60_000;
const fullDayMs = 86_400_000;

/** The platform's Temporal is a second implementation of the same tables. */
interface Zoned {
  toPlainDate(): { toString(): string };
  readonly hour: number;
  readonly minute: number;
}
const temporal = (
  globalThis as unknown as {
    Temporal: { Instant: { fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(zone: string): Zoned } } };
  }
).Temporal;

const wallClock = (zone: string, ms: number): { date: string; min: number } => {
  const zoned = temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return { date: zoned.toPlainDate().toString(), min: zoned.hour * 60 + zoned.minute };
};

test("the wall clock agrees with an independent implementation, everywhere and always", () => {
  fc.assert(
    fc.property(anyZone, fc.integer({ min: 631_152_000, max: 2_145_916_800 }), (zone, seconds) => {
      expect(utcToLocal(zone, seconds * 1000)).toEqual(wallClock(zone, seconds * 1000));
    }),
    { numRuns: 2000 },
  );
});

/** Every fifth minute of three days around `date`, judged by the independent clock. */
const minutesOpenByTheClock = (zone: string, date: LocalDate, from: number, to: number): number[] => {
  const found: number[] = [];
  for (
    let ms = dayNumber(date) * fullDayMs - 26 * 3_600_000;
    ms < (dayNumber(date) + 1) * fullDayMs + 26 * 3_600_000;
    ms += 5 * minuteMs
  ) {
    const { date: day, min } = wallClock(zone, ms);
    if (day === date && from <= min && min < to) found.push(ms);
  }
  return found;
};

/** Days on which clocks change, the midnights and half hours among them. */
const changeDays: readonly (readonly [string, LocalDate])[] = [
  ["Europe/Berlin", "2027-03-28"],
  ["Europe/Berlin", "2027-10-31"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-16"],
  ["America/Sao_Paulo", "2019-02-17"],
  ["Australia/Lord_Howe", "2027-04-04"],
  ["Australia/Lord_Howe", "2027-10-03"],
  ["America/St_Johns", "2010-03-14"],
  ["America/St_Johns", "2010-11-06"],
  ["America/St_Johns", "2010-11-07"],
  ["Pacific/Apia", "2011-12-29"],
  ["Pacific/Apia", "2011-12-30"],
  ["Pacific/Apia", "2011-12-31"],
  ["Africa/Casablanca", "2026-02-15"],
];

test("an instant is inside the range exactly when the wall clock shows a time inside it, through gaps and overlaps", () => {
  const anyPlace = fc.oneof(fc.constantFrom(...changeDays), fc.tuple(anyZone, anyDay));
  fc.assert(
    fc.property(anyPlace, anyMinute, anyMinute, ([zone, date], a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const ranges = localRangeToUtc(zone, date, from, to);
      const inside = (ms: number): boolean => ranges.some((range) => range.from <= ms && ms < range.to);
      const expected = minutesOpenByTheClock(zone, date, from, to);
      expect(expected.every(inside)).toBe(true);
      // The ranges hold nothing else: their total length is what the clock counted, to within one probe at each edge.
      const totalMs = ranges.reduce((sum, range) => sum + range.to - range.from, 0);
      expect(Math.abs(totalMs - expected.length * 5 * minuteMs)).toBeLessThanOrEqual(
        ranges.length * 5 * minuteMs,
      );
    }),
    { numRuns: 400 },
  );
});

test("every instant belongs to exactly one local day: days neither overlap nor leave gaps", () => {
  fc.assert(
    fc.property(anyZone, anyDay, (zone, date) => {
      expectWhole(zone, date);
    }),
  );
});

/** Where clocks go back over midnight a day comes in two pieces with the end of the one before between them: it is looked at as well. */
const expectWhole = (zone: string, date: LocalDate): void => {
  const rangesOf = (steps: readonly number[]) =>
    steps
      .flatMap((step) => localRangeToUtc(zone, addDays(date, step), 0, 1440))
      .toSorted((x, y) => x.from - y.from);
  const days = rangesOf([-1, 0, 1, 2]);
  const [from, to] = [days[0]!.from, days.at(-1)!.to];
  const around = rangesOf([-2, -1, 0, 1, 2, 3]).filter((range) => range.from >= from && range.to <= to);
  for (let i = 1; i < around.length; i++) expect(around[i]!.from).toBe(around[i - 1]!.to);
};

test("St John's put its clocks back a minute after midnight: the day's first minute came twice, with an hour of the day before between", () => {
  expectWhole("America/St_Johns", "2000-10-30");
  const day = localRangeToUtc("America/St_Johns", "2000-10-29", 0, 1440);
  expect(day.map(({ from }) => new Date(from).toISOString())).toEqual([
    "2000-10-29T02:30:00.000Z",
    "2000-10-29T03:30:00.000Z",
  ]);
});

test("the day clocks go forward is an hour short, the day they go back an hour long, and Samoa's lost day is empty", () => {
  const hoursOf = (zone: string, date: LocalDate) =>
    localRangeToUtc(zone, date, 0, 1440).reduce((sum, range) => sum + range.to - range.from, 0) / 3_600_000;
  expect(hoursOf("Europe/Berlin", "2027-03-28")).toBe(23);
  expect(hoursOf("Europe/Berlin", "2027-10-31")).toBe(25);
  expect(hoursOf("Australia/Lord_Howe", "2027-10-03")).toBe(23.5);
  expect(hoursOf("Pacific/Apia", "2011-12-30")).toBe(0);
  expect(hoursOf("Asia/Kuala_Lumpur", "2027-03-28")).toBe(24);
});

test("a range that the clock passes twice comes twice", () => {
  const twice = localRangeToUtc("Europe/Berlin", "2027-10-31", 135, 165);
  expect(twice.map((range) => new Date(range.from).toISOString())).toEqual([
    "2027-10-31T00:15:00.000Z",
    "2027-10-31T01:15:00.000Z",
  ]);
});

test("a zone that does not exist is told apart from one that does", () => {
  expect([isZoneName("Asia/Kuala_Lumpur"), isZoneName("Asia/Atlantis")]).toEqual([true, false]);
});
