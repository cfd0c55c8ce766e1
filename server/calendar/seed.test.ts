import { expect, test } from "vitest";

import { indexHolidays, replacementDays } from "./holidays";
import { parseLocalDate, weekdayOf } from "../../sync/core/local-date";
import { seedBranchHours, seedCountryRows } from "./seed";

const { holidays, weekends, patterns, ramadanPeriods, ramadanRules } = seedCountryRows;
const states = Array.from({ length: 16 }, (_, i) => `MY-${String(i + 1).padStart(2, "0")}`);

test("every state has the holidays of 2026 and 2027, and of no other year", () => {
  const index = indexHolidays(holidays);
  for (const state of states) {
    expect([2025, 2026, 2027, 2028].map((year) => index.covers(state, year))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const days = new Set(holidays.filter((row) => row.states.includes(state)).map((row) => row.date));
    for (const year of ["2026", "2027"]) {
      expect([...days].filter((date) => date.startsWith(year)).length).toBeGreaterThanOrEqual(14);
    }
  }
});

test("the replacement rule gives exactly the replacement days that the lists print, in every state", () => {
  for (const state of states) {
    const printed = holidays
      .filter((row) => row.kind === "replacement" && row.states.includes(state))
      .map(({ date, replaces }) => ({ date, replaces }));
    expect(printed.length).toBeGreaterThan(0);
    expect({ state, days: replacementDays(holidays, weekends, state) }).toEqual({ state, days: printed });
  }
});

test("each state has exactly one weekend on any day, and Johor's moved on 1 January 2025", () => {
  const restDays = (state: string, date: string) =>
    weekends.filter(
      (rule) => rule.state === state && (rule.from ?? "") <= date && date <= (rule.to ?? "9999"),
    );
  for (const state of states) {
    for (const date of ["2024-12-31", "2025-01-01", "2027-06-01"])
      expect(restDays(state, date)).toHaveLength(1);
  }
  expect(restDays("MY-01", "2024-12-31")[0]!.restDays).toEqual([5, 6]);
  expect(restDays("MY-01", "2025-01-01")[0]!.restDays).toEqual([6, 7]);
});

test("pattern hours lie inside the day and their breaks inside the hours", () => {
  expect(new Set(patterns.map((pattern) => pattern.code)).size).toBe(patterns.length);
  for (const { weekly } of patterns) {
    for (const { openMin, closeMin, breaks } of weekly) {
      const edges = [openMin, ...breaks.flatMap((pause) => [pause.from, pause.to]), closeMin];
      expect(edges).toEqual([...edges].sort((a, b) => a - b));
      expect(openMin).toBeLessThan(closeMin);
    }
  }
});

test("branch hours and Ramadan rules name patterns that exist, and each branch has hours without end", () => {
  const codes = new Set(patterns.map((pattern) => pattern.code));
  const named = [
    ...seedBranchHours.map((row) => row.pattern),
    ...ramadanRules.flatMap((rule) => [
      ...rule.patterns,
      ...(rule.change.type === "pattern" ? [rule.change.pattern] : []),
    ]),
  ];
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
  const branches = new Set(seedBranchHours.map((row) => row.branch));
  expect(branches.size).toBe(92);
  for (const branch of branches) {
    expect(seedBranchHours.filter((row) => row.branch === branch && row.to === null)).toHaveLength(1);
  }
});

test("all dates exist, Ramadan lasts 29 or 30 days, and every row says where it comes from", () => {
  const dates = [
    ...holidays.flatMap((row) => [row.date, row.alternativeDate, row.replaces]),
    ...weekends.flatMap((row) => [row.from, row.to]),
    ...ramadanPeriods.flatMap((row) => [row.from, row.to]),
    ...seedBranchHours.flatMap((row) => [row.from, row.to]),
  ].filter((date) => date !== null);
  expect(dates.filter((date) => !parseLocalDate(date).ok)).toEqual([]);
  for (const { from, to } of ramadanPeriods) {
    expect([29, 30]).toContain((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1);
  }
  const rows = [
    ...holidays,
    ...weekends,
    ...patterns,
    ...ramadanPeriods,
    ...ramadanRules,
    ...seedBranchHours,
  ];
  expect(rows.filter((row) => row.source === "" || row.confidence === undefined)).toEqual([]);
});

test("1 January 1970 was a Thursday and Merdeka Day 2027 is a Tuesday", () => {
  expect([weekdayOf("1970-01-01"), weekdayOf("2027-08-31"), weekdayOf("1969-12-28")]).toEqual([4, 2, 7]);
});
