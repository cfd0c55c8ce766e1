import { err, ok, type Result } from "../../sync/core/result";
import type { IsoWeekday, LocalDate } from "../../sync/core/local-date";
import { type Range, unionOf, without } from "./ranges";

/** Where a row comes from and how far to trust it: "suggestion" is our own proposal, to be replaced by the office. */
export interface Sourced {
  readonly source: string;
  readonly confidence: "official" | "press" | "unverified" | "suggestion";
}

/** Opening times of one day, minutes since local midnight; `closeMin` may be 1440. Breaks lie inside. */
export interface OpeningTimes {
  readonly openMin: number;
  readonly closeMin: number;
  readonly breaks: readonly Range[];
}

export interface WeeklyHours extends OpeningTimes {
  readonly weekday: IsoWeekday;
}

/** A named week of opening hours that many branches share. */
export interface HoursPattern extends Sourced {
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly weekly: readonly WeeklyHours[];
  readonly closedOnPublicHolidays: boolean;
  /** Office patterns follow the state's weekend, whatever it is on that date; a UTC or an entry point names its own days. */
  readonly closedOnRestDays: boolean;
  readonly note: string | null;
}

/** "This branch keeps this pattern from … to …". Of several rows in force the one that began last holds. */
export interface BranchHours extends Sourced {
  readonly id: string;
  readonly branch: string;
  readonly pattern: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** The minutes in which counters are open: the times of all rows together, less their breaks. */
export const openMinutes = (rows: readonly OpeningTimes[]): Range[] =>
  unionOf(rows.flatMap((row) => without([{ from: row.openMin, to: row.closeMin }], row.breaks)));

export interface InvalidTime {
  readonly type: "InvalidTime";
  readonly text: string;
}

/** "08:30" to minutes since midnight; "24:00" is the end of the day. */
export const parseTimeOfDay = (text: string): Result<number, InvalidTime> => {
  const parts = /^(\d{2}):([0-5]\d)$/.exec(text);
  const min = parts === null ? Number.NaN : Number(parts[1]) * 60 + Number(parts[2]);
  return min <= 1440 ? ok(min) : err({ type: "InvalidTime", text });
};
