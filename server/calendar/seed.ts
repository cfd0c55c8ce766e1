import { orThrow } from "../../sync/core/result";
import type { CountryRows } from "./country";
import type { Holiday, WeekendRule } from "./holidays";
import { type BranchHours, type HoursPattern, parseTimeOfDay } from "./hours";
import type { IsoWeekday } from "../../sync/core/local-date";
import type { RamadanPeriod, RamadanRule } from "./ramadan";
import branchHours from "./seed/branch-hours.json" with { type: "json" };
import holidays from "./seed/holidays.json" with { type: "json" };
import patterns from "./seed/hours-patterns.json" with { type: "json" };
import ramadan from "./seed/ramadan.json" with { type: "json" };
import weekends from "./seed/weekends.json" with { type: "json" };

/** The calendar the program ships with; `seed.test.ts` holds its invariants. Times stand as "08:00" in the files. */

const minOf = (text: string): number => orThrow(parseTimeOfDay(text));

const seedPatterns: readonly HoursPattern[] = patterns.map((row) => ({
  ...(row as Pick<HoursPattern, "from" | "to" | "confidence"> & typeof row),
  weekly: row.weekly.map((day) => ({
    weekday: day.weekday as IsoWeekday,
    openMin: minOf(day.open),
    closeMin: minOf(day.close),
    breaks: day.breaks.map(([from, to]) => ({ from: minOf(from!), to: minOf(to!) })),
  })),
}));

const seedRamadanRules = ramadan.rules.map(({ change, ...row }) => ({
  ...row,
  change:
    change.type === "within"
      ? { type: "within", fromMin: minOf(change.from!), toMin: minOf(change.to!) }
      : { type: "pattern", pattern: change.pattern! },
})) as readonly RamadanRule[];

export const seedCountryRows: CountryRows = {
  patterns: seedPatterns,
  weekends: weekends as readonly WeekendRule[],
  holidays: holidays as readonly Holiday[],
  ramadanPeriods: ramadan.periods as readonly RamadanPeriod[],
  ramadanRules: seedRamadanRules,
};

/** Which pattern each branch keeps, from when to when. */
export const seedBranchHours = branchHours as readonly BranchHours[];
