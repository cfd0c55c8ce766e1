import {
  type Holiday,
  type HolidayIndex,
  indexHolidays,
  type WeekendRule,
  withReplacements,
} from "./holidays";
import type { HoursPattern } from "./hours";
import type { RamadanPeriod, RamadanRule } from "./ramadan";

/** The calendar rows that headquarters keeps for every branch. */
export interface CountryRows {
  readonly patterns: readonly HoursPattern[];
  readonly weekends: readonly WeekendRule[];
  readonly holidays: readonly Holiday[];
  readonly ramadanPeriods: readonly RamadanPeriod[];
  readonly ramadanRules: readonly RamadanRule[];
}

/** The same rows, indexed once so that each day plan is a few look-ups. */
export interface CountryCalendar {
  readonly patterns: ReadonlyMap<string, HoursPattern>;
  readonly weekends: readonly WeekendRule[];
  readonly holidays: HolidayIndex;
  readonly ramadanPeriods: readonly RamadanPeriod[];
  readonly ramadanRules: readonly RamadanRule[];
}

export const countryCalendar = (rows: CountryRows): CountryCalendar => ({
  patterns: new Map(rows.patterns.map((pattern) => [pattern.code, pattern])),
  weekends: rows.weekends,
  holidays: indexHolidays(withReplacements(rows.holidays, rows.weekends)),
  ramadanPeriods: rows.ramadanPeriods,
  ramadanRules: rows.ramadanRules,
});
