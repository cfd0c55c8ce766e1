import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths, parsePlainDate, plainDate } from "./plain-date";

test("only days that exist are dates", () => {
  expect(parsePlainDate("2028-02-29")).toBe("2028-02-29");
  for (const text of [
    "2027-02-29",
    "1900-02-29",
    "2027-04-31",
    "2027-00-01",
    "2027-13-01",
    "2027-1-1",
    "",
    "0000-01-01",
  ]) {
    expect(parsePlainDate(text)).toBeUndefined();
  }
  expect(plainDate(2000, 2, 29)).toBe("2000-02-29");
  expect(plainDate(2000, 2, 1.5)).toBeUndefined();
});

test("months later is the same day, or the last of a short month", () => {
  expect(addMonths("2027-08-31", 6)).toBe("2028-02-29");
  expect(addMonths("2027-02-11", 0)).toBe("2027-02-11");
  expect(addMonths("2027-11-30", 3)).toBe("2028-02-29");
  expect(addMonths("2026-12-15", 24)).toBe("2028-12-15");
});

test("agrees with the platform's calendar", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(plainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(iso);
        expect(parsePlainDate(iso)).toBe(iso);
      },
    ),
  );
});
