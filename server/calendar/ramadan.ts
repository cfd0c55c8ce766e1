import type { HoursPattern, Sourced } from "./hours";
import { isWithin, type LocalDate } from "../../sync/core/local-date";
import { clampTo, type Range } from "./ranges";

/** Ramadan of one year, both days included. `tentative` until the Keeper of the Rulers' Seal announces it. */
export interface RamadanPeriod extends Sourced {
  readonly hijriYear: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly tentative: boolean;
}

/** What the offices that keep one of `patterns` do in Ramadan, once headquarters has adopted it. */
export interface RamadanRule extends Sourced {
  readonly code: string;
  readonly patterns: readonly string[];
  /** Counters may keep their usual hours: headquarters decides each year. */
  readonly adopted: boolean;
  readonly change: RamadanChange;
  readonly textMs: string;
  readonly textEn: string;
}

type RamadanChange =
  /** Usual hours, but only between these minutes of the day: breaks stay as they are. */
  | { readonly type: "within"; readonly fromMin: number; readonly toMin: number }
  /** Another pattern altogether. */
  | { readonly type: "pattern"; readonly pattern: string };

/** The adopted rule for a pattern on a date, if that date is in Ramadan. */
export const ramadanRuleOn = (
  periods: readonly RamadanPeriod[],
  rules: readonly RamadanRule[],
  pattern: HoursPattern,
  date: LocalDate,
): RamadanRule | undefined =>
  periods.some((period) => isWithin(date, period.from, period.to))
    ? rules.find((rule) => rule.adopted && rule.patterns.includes(pattern.code))
    : undefined;

export const applyWithin = (minutes: readonly Range[], change: { fromMin: number; toMin: number }): Range[] =>
  clampTo(minutes, { from: change.fromMin, to: change.toMin });
