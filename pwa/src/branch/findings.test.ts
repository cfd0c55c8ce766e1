import { afterEach, expect, test } from "vitest";
import { language } from "../words/language";
import { findingLines, findingText, hoursText } from "./findings";

const tenThirty = Date.UTC(2027, 1, 11, 2, 30);

afterEach(() => {
  language.value = "ms";
});

test("an overbooked start says when, where and by how much", () => {
  const finding = { code: "overbooked_start", group: "C", booked: 9, units: 6, startMin: tenThirty / 60_000 };
  expect(findingText(finding)).toBe(
    "Khamis, 11 Februari 2027, 10.30 pagi, kumpulan C: 9 ditempah untuk 6 tempat.",
  );
});

test("the same sentence stands once, with its number", () => {
  const outside = { code: "booking_outside_hours", bookingId: "a", date: "2027-02-11" };
  expect(findingLines([outside, { ...outside, bookingId: "b" }])).toEqual([
    { text: "Satu temujanji pada 11/02/2027 jatuh di luar waktu.", count: 2 },
  ]);
});

test("a finding of a newer node is shown, not hidden", () => {
  language.value = "en";
  expect(findingText({ code: "moon_is_full" })).toBe("Something else: moon_is_full");
});

test("opening hours read like a sign on the door", () => {
  const hour = 3_600_000;
  const eight = tenThirty - 2.5 * hour;
  expect(
    hoursText([
      [eight, eight + 5 * hour],
      [eight + 6 * hour, eight + 9 * hour],
    ]),
  ).toBe("8.00 pagi–1.00 tengah hari dan 2.00 petang–5.00 petang");
  const midnight = tenThirty - 10.5 * hour;
  expect(hoursText([[midnight, midnight + 24 * hour]])).toBe("24 jam");
});
