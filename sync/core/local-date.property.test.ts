import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, dayNumber, localDate, parseLocalDate, weekdayOf } from "./local-date";

test("only days that exist are dates", () => {
  expect(parseLocalDate("2028-02-29")).toEqual({ ok: true, value: "2028-02-29" });
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
    expect(parseLocalDate(text)).toEqual({ ok: false, error: { type: "InvalidDate", text } });
  }
  expect(localDate(2000, 2, 29)).toBe("2000-02-29");
  expect(localDate(2000, 2, 1.5)).toBeUndefined();
  expect(localDate(-1, 2, 1)).toBeUndefined();
});

test("months later is the same day, or the last of a short month", () => {
  expect(addMonths("2027-08-31", 6)).toBe("2028-02-29");
  expect(addMonths("2027-02-11", 0)).toBe("2027-02-11");
  expect(addMonths("2027-11-30", 3)).toBe("2028-02-29");
  expect(addMonths("2026-12-15", 24)).toBe("2028-12-15");
  expect(addMonths("2027-05-31", -3)).toBe("2027-02-28");
});

const anyDay = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true });

test("dates agree with the platform's calendar", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const iso = day.toISOString().slice(0, 10);
      expect(localDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())).toBe(iso);
      expect(parseLocalDate(iso)).toEqual({ ok: true, value: iso });
      expect(weekdayOf(iso as `${number}-${number}-${number}`)).toBe(day.getUTCDay() || 7);
    }),
  );
});

test("days add up, and text order is time order", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (day, days) => {
      const date = localDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())!;
      const other = addDays(date, days);
      expect(dayNumber(other) - dayNumber(date)).toBe(days);
      expect(other < date).toBe(days < 0);
    }),
  );
});
