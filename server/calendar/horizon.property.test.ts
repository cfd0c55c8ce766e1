import fc from "fast-check";
import { expect, test } from "vitest";

import { type BranchCalendar } from "./calendar";
import { countryCalendar } from "./country";
import { dayOpensAtMs, openingMsOn } from "./horizon";
import { addDays, addMonths, dateOfDayNumber, dayNumber, type LocalDate } from "../../sync/core/local-date";
import { seedBranchHours, seedCountryRows } from "./seed";
import { localRangeToUtc, utcToLocal } from "./time-zone";

const country = countryCalendar(seedCountryRows);
const branchIn = (zone: string): BranchCalendar => ({
  branch: "KUL-HQ1",
  state: "MY-14",
  zone,
  hours: seedBranchHours.filter((row) => row.branch === "KUL-HQ1"),
  specialOpenings: [],
  everyNWeeks: [],
  closures: [],
});

const anyZone = fc.constantFrom("Asia/Kuala_Lumpur", "Europe/Berlin", "Australia/Lord_Howe");
const anyDay = fc
  .integer({ min: dayNumber("2026-04-02"), max: dayNumber("2027-12-31") })
  .map(dateOfDayNumber);
const opensAt = (zone: string, date: LocalDate) =>
  dayOpensAtMs(date, 3, openingMsOn({ country, branch: branchIn(zone) }));

test("a day goes on sale when the branch opens its doors, three months before or on the next day it opens, never at midnight", () => {
  fc.assert(
    fc.property(anyZone, anyDay, (zone, date) => {
      const local = utcToLocal(zone, opensAt(zone, date)!);
      expect(local.min).toBe(8 * 60);
      expect(local.date >= addMonths(date, -3)).toBe(true);
      const isOpen = openingMsOn({ country, branch: branchIn(zone) });
      for (let day = addMonths(date, -3); day < local.date; day = addDays(day, 1))
        expect(isOpen(day)).toBeNull();
    }),
  );
});

test("a later day never goes on sale before an earlier one", () => {
  fc.assert(
    fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 40 }), (zone, date, days) => {
      fc.pre(addDays(date, days) <= "2027-12-31");
      expect(opensAt(zone, addDays(date, days))!).toBeGreaterThanOrEqual(opensAt(zone, date)!);
    }),
  );
});

test("11 May 2027 goes on sale on Thursday 11 February at eight, and 31 May, a day that February lacks, on Monday 1 March", () => {
  const at = (date: LocalDate) => new Date(opensAt("Asia/Kuala_Lumpur", date)! + 8 * 3_600_000).toISOString();
  expect(at("2027-05-11")).toBe("2027-02-11T08:00:00.000Z");
  expect(at("2027-05-31")).toBe("2027-03-01T08:00:00.000Z");
});

test("a branch that never opens puts no day on sale", () => {
  expect(dayOpensAtMs("2027-05-11", 3, () => null)).toBeNull();
});

test("the horizon counts in the months of the wall calendar, to the last day of a short one", () => {
  const said = [
    addMonths("2027-05-31", -3),
    addMonths("2028-05-31", -3),
    addMonths("2027-01-15", -3),
    addMonths("2026-11-30", 3),
  ];
  expect(said).toEqual(["2027-02-28", "2028-02-29", "2026-10-15", "2027-02-28"]);
  expect(localRangeToUtc("Asia/Kuala_Lumpur", "2027-02-28", 0, 1440)).toHaveLength(1);
});
