import fc from "fast-check";
import { expect, test } from "vitest";

import type { BranchCalendar } from "./calendar";
import { countryCalendar } from "./country";
import { type BookedParty, previewChange, type Proposal } from "./preview";
import { seedBranchHours, seedCountryRows } from "./seed";

const country = countryCalendar(seedCountryRows);
const branch: BranchCalendar = {
  branch: "KUL-HQ1",
  state: "MY-14",
  zone: "Asia/Kuala_Lumpur",
  hours: seedBranchHours.filter((row) => row.branch === "KUL-HQ1"),
  specialOpenings: [],
  everyNWeeks: [],
  closures: [],
};
const at = (localTime: string): number => Date.parse(`${localTime}+08:00`) / 60_000;
const party = (bookingId: string, localTime: string, units = 1, pool = "general"): BookedParty => ({
  bookingId,
  group: "E",
  pool,
  startMin: at(localTime),
  units,
});
const preview = (changes: Partial<Proposal> & { slotMinutes?: number; units?: number }) =>
  previewChange({
    country,
    branch,
    parties: [],
    grids: new Map([["E", { slotMinutes: changes.slotMinutes ?? 15, unitsAt: () => changes.units ?? 2 }]]),
    ...changes,
  });

test("a change that touches nobody has nothing to say", () => {
  const parties = [
    party("b1", "2027-01-04T09:00"),
    party("b2", "2027-01-04T09:00"),
    party("b3", "2027-01-04T16:30", 2),
  ];
  expect(preview({ parties })).toEqual({ findings: [], bookingsHit: [] });
});

test("a closure hits every booking it covers, by id, and leaves the others alone", () => {
  const closures = [
    {
      id: "c",
      groups: null,
      fromMs: at("2027-01-04T09:00") * 60_000,
      toMs: at("2027-01-04T12:00") * 60_000,
      reasonMs: "Banjir",
      reasonEn: "Flood",
    },
  ];
  const parties = [
    party("b1", "2027-01-04T08:45"),
    party("b2", "2027-01-04T08:45", 2),
    party("b3", "2027-01-04T11:45"),
    party("b4", "2027-01-04T12:00"),
  ];
  const { findings, bookingsHit } = preview({ parties, branch: { ...branch, closures } });
  expect(bookingsHit).toEqual(["b2", "b3"]);
  expect(findings).toEqual([
    { type: "BookingOutsideHours", bookingId: "b2", date: "2027-01-04" },
    { type: "BookingOutsideHours", bookingId: "b3", date: "2027-01-04" },
  ]);
});

test("a longer service that would run into lunch or past closing hits its bookings", () => {
  const parties = [
    party("b1", "2027-01-04T12:30", 3),
    party("b2", "2027-01-04T16:30", 3),
    party("b3", "2027-01-04T12:15", 3),
  ];
  expect(preview({ parties }).bookingsHit).toEqual(["b1", "b2"]);
});

test("fewer counters: the start is overbooked, and those who booked last are hit", () => {
  const parties = [
    party("b2", "2027-01-04T09:00"),
    party("b1", "2027-01-04T09:00"),
    party("b3", "2027-01-04T09:15"),
  ];
  expect(preview({ parties, units: 1 })).toEqual({
    findings: [
      {
        type: "OverbookedStart",
        group: "E",
        pool: "general",
        startMin: at("2027-01-04T09:00"),
        booked: 2,
        units: 1,
        bookingIds: ["b1", "b2"],
      },
    ],
    bookingsHit: ["b2"],
  });
});

test("pools are judged apart: one employer too many does not touch the general places", () => {
  const parties = [
    party("b1", "2027-01-04T09:00", 1, "employer"),
    party("b2", "2027-01-04T09:00", 1, "employer"),
    party("b3", "2027-01-04T09:00"),
  ];
  expect(preview({ parties, units: 1 }).bookingsHit).toEqual(["b2"]);
});

test("a new slot length finds the starts that are no more, and what is left over before a break", () => {
  const parties = [party("b1", "2027-01-04T08:15"), party("b2", "2027-01-04T08:20")];
  const { findings, bookingsHit } = preview({ parties, slotMinutes: 20 });
  expect(bookingsHit).toEqual(["b1"]);
  expect(findings).toContainEqual({
    type: "BookingOffGrid",
    bookingId: "b1",
    startMin: at("2027-01-04T08:15"),
  });
  expect(findings.filter((finding) => finding.type === "SlotsDoNotDivide")).toEqual([
    {
      type: "SlotsDoNotDivide",
      group: "E",
      pattern: "STD-PEN",
      weekday: 5,
      fromMin: 480,
      toMin: 735,
      leftMinutes: 15,
    },
    {
      type: "SlotsDoNotDivide",
      group: "E",
      pattern: "STD-PEN",
      weekday: 5,
      fromMin: 885,
      toMin: 1020,
      leftMinutes: 15,
    },
  ]);
});

test("equal hours are told from overlapping ones, and rows that follow each other are neither", () => {
  const row = branch.hours[0]!;
  const hours = [
    { ...row, id: "a", from: "2026-01-01" as const, to: "2026-12-31" as const },
    { ...row, id: "b", from: "2027-01-01" as const, to: null },
    { ...row, id: "c", from: "2027-01-01" as const, to: null },
    { ...row, id: "d", from: "2027-06-01" as const, to: "2027-06-30" as const },
  ];
  expect(preview({ branch: { ...branch, hours } }).findings).toEqual([
    { type: "EqualHours", place: "branchHours", a: "b", b: "c" },
    { type: "OverlappingHours", place: "branchHours", a: "b", b: "d" },
    { type: "OverlappingHours", place: "branchHours", a: "c", b: "d" },
  ]);
});

test("hours of the same days that say something else overlap, they are not equal", () => {
  const row = branch.hours[0]!;
  const hours = [row, { ...row, id: "other", pattern: "STD-PEN-NOBREAK" }];
  expect(preview({ branch: { ...branch, hours } }).findings).toEqual([
    { type: "OverlappingHours", place: "branchHours", a: row.id, b: "other" },
  ]);
});

test("two openings of one special day that overlap are found", () => {
  const opening = {
    id: "s1",
    date: "2027-01-10" as const,
    openMin: 540,
    closeMin: 720,
    breaks: [],
    reasonMs: "",
    reasonEn: "",
  };
  const specialOpenings = [
    opening,
    { ...opening, id: "s2", openMin: 700 },
    { ...opening, id: "s3", date: "2027-01-17" as const },
  ];
  expect(preview({ branch: { ...branch, specialOpenings } }).findings).toEqual([
    { type: "OverlappingHours", place: "specialOpening", a: "s1", b: "s2" },
  ]);
});

test("a booking in a year without holidays is not silently passed: the day is named as unknown, once", () => {
  const parties = [party("b1", "2028-01-04T09:00"), party("b2", "2028-01-04T09:15")];
  expect(preview({ parties }).findings).toEqual([
    { type: "DayUnknown", date: "2028-01-04", error: { type: "NoHolidayData", year: 2028, state: "MY-14" } },
  ]);
});

test("a group that the branch gives up hits all its bookings", () => {
  expect(preview({ parties: [party("b1", "2027-01-04T09:00")], grids: new Map() }).bookingsHit).toEqual([
    "b1",
  ]);
});

test("whoever is not hit fits: after the hit ones move, no start of any day holds more than its units", () => {
  const anyParty = fc.record({
    bookingId: fc.integer({ min: 100, max: 140 }).map(String),
    slot: fc.integer({ min: 0, max: 35 }),
    units: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(anyParty, { maxLength: 40 }), fc.integer({ min: 0, max: 3 }), (booked, units) => {
      const parties = booked.map(({ bookingId, slot, units: n }): BookedParty => ({
        bookingId,
        group: "E",
        pool: "general",
        startMin: at("2027-01-04T08:00") + slot * 15,
        units: n,
      }));
      const { bookingsHit } = preview({ parties, units });
      const staying = parties.filter(({ bookingId }) => !bookingsHit.includes(bookingId));
      for (let min = at("2027-01-04T08:00"); min < at("2027-01-04T17:00"); min += 15) {
        const there = staying.filter((p) => p.startMin <= min && min < p.startMin + p.units * 15).length;
        expect(there).toBeLessThanOrEqual(units);
      }
      for (const p of staying) {
        const isAcrossLunch =
          p.startMin < at("2027-01-04T14:00") && p.startMin + p.units * 15 > at("2027-01-04T13:00");
        expect(isAcrossLunch).toBe(false);
      }
    }),
  );
});
