import { afterEach, expect, test } from "vitest";
import { language } from "./language";
import {
  clockTime,
  dateInFigures,
  dateLong,
  dateShort,
  minutesAndSeconds,
  span,
  timeOf,
  timeRange,
  weekdayHeads,
} from "./when";

afterEach(() => {
  language.value = "ms";
});

/** 2027-02-11 in Kuala Lumpur, which is 8 hours ahead of UTC. */
const at = (time: string) => Date.parse(`2027-02-11T${time}:00+08:00`);

test("a date reads as a person here writes it", () => {
  expect(dateLong("2027-02-11")).toBe("Khamis, 11 Februari 2027");
  expect(dateShort("2027-02-11")).toBe("Kha, 11 Februari");
  expect(dateInFigures("2027-02-11")).toBe("11/02/2027");
  language.value = "en";
  expect(dateLong("2027-02-11")).toBe("Thursday, 11 February 2027");
});

test("a time is the branch's, whatever the phone's zone", () => {
  expect(timeOf(at("08:30"))).toBe("8.30 pagi");
  expect(clockTime(at("14:05"))).toBe("14.05");
  language.value = "en";
  expect(timeOf(at("14:00"))).toBe("2.00 pm");
});

test("the week begins on Monday", () => {
  expect(weekdayHeads().map((head) => head.short)).toEqual(["Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Ahd"]);
});

test("a range of times names the part of the day once", () => {
  expect(timeRange(at("09:30"), at("10:00"))).toBe("9.30–10.00 pagi");
  expect(timeRange(at("11:45"), at("12:15"))).toBe("11.45 pagi–12.15 tengah hari");
});

test("a countdown never goes below zero", () => {
  expect(minutesAndSeconds(582_001)).toBe("9:42");
  expect(minutesAndSeconds(59_999)).toBe("0:59");
  expect(minutesAndSeconds(-5000)).toBe("0:00");
});

test("an age is told in its largest unit", () => {
  expect(span(40_000)).toBe("40 saat");
  expect(span(6 * 60_000)).toBe("6 minit");
  expect(span(26 * 3_600_000)).toBe("1 hari");
});
