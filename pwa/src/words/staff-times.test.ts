import { expect, test } from "vitest";
import { language } from "./language";
import { dayAndClock, dayAndTime, stopwatch } from "./staff-times";

test("a day and its time are one phrase, Malay first", () => {
  const atMs = Date.UTC(2027, 1, 11, 2, 30);
  language.value = "ms";
  expect(dayAndTime(atMs)).toBe("Khamis, 11 Februari 2027, 10.30 pagi");
  language.value = "en";
  expect(dayAndTime(atMs)).toBe("Thursday, 11 February 2027, 10.30 am");
  language.value = "ms";
});

test("a list of staff has a day and its time in figures, on the branch's wall clock", () => {
  expect(dayAndClock(Date.UTC(2027, 1, 11, 2, 30))).toBe("11/02/2027 10.30");
  expect(dayAndClock(Date.UTC(2027, 1, 11, 16, 5))).toBe("12/02/2027 0.05");
});

test("a stopwatch counts minutes and seconds, with hours when there are any", () => {
  expect([252_000, 3_852_000, -5].map(stopwatch)).toEqual(["04:12", "1:04:12", "00:00"]);
});
