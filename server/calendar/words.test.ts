import fc from "fast-check";
import { expect, test } from "vitest";

import { dateOfDayNumber, dayNumber } from "../../sync/core/local-date";
import { formatDate, formatLocalDate, formatTime, weekdaysShort } from "./words";

const zone = "Asia/Kuala_Lumpur";
const ms = Date.parse("2027-02-11T10:30+08:00");

test("a date is said in Malay and in English, long, short and in tables", () => {
  expect(formatDate("ms", "long", ms, zone)).toBe("Khamis, 11 Februari 2027");
  expect(formatDate("en", "long", ms, zone)).toBe("Thursday, 11 February 2027");
  expect(formatDate("ms", "dayMonth", ms, zone)).toBe("11 Februari");
  expect(formatDate("ms", "date", ms, zone)).toBe("11 Februari 2027");
  expect(formatDate("en", "month", ms, zone)).toBe("February 2027");
  expect(formatDate("ms", "weekdayShort", ms, zone)).toBe("Kha, 11 Februari");
  expect(formatDate("ms", "numeric", ms, zone)).toBe("11/02/2027");
});

test("the time is said with its part of the day to the public, and by 24 hours to staff", () => {
  expect(formatDate("ms", "time", ms, zone)).toBe("10.30 pagi");
  expect(formatDate("en", "time", ms, zone)).toBe("10.30 am");
  expect(formatDate("ms", "clock", ms + 5 * 3_600_000, zone)).toBe("15.30");
});

test("Malay divides the day at one, noon, two and seven", () => {
  const said = [0, 59, 60, 719, 720, 839, 840, 1139, 1140, 1439].map((min) => formatTime("ms", min));
  expect(said).toEqual([
    "12.00 tengah malam",
    "12.59 tengah malam",
    "1.00 pagi",
    "11.59 pagi",
    "12.00 tengah hari",
    "1.59 tengah hari",
    "2.00 petang",
    "6.59 petang",
    "7.00 malam",
    "11.59 malam",
  ]);
});

test("near midnight the branch's own day counts, not the day of UTC", () => {
  expect(formatDate("en", "long", Date.parse("2026-12-31T17:00:00Z"), zone)).toBe("Friday, 1 January 2027");
  expect(formatDate("en", "long", Date.parse("2026-12-31T17:00:00Z"), "Europe/Berlin")).toBe(
    "Thursday, 31 December 2026",
  );
});

test("English dates and times agree with the platform's own, for any day and minute", () => {
  const platform = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  fc.assert(
    fc.property(fc.integer({ min: dayNumber("1970-01-01"), max: dayNumber("2099-12-31") }), (day) => {
      const said = formatLocalDate("en", "long", dateOfDayNumber(day));
      expect(said.replace(",", "")).toBe(platform.format(day * 86_400_000).replace(",", ""));
    }),
  );
});

test("a week has seven short names, Monday first", () => {
  expect(weekdaysShort("ms")).toEqual(["Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Ahd"]);
  expect(weekdaysShort("en")).toHaveLength(7);
});
