import {
  addDays,
  isWithin,
  type IsoWeekday,
  type LocalDate,
  weekdayOf,
  yearOf,
} from "../../sync/core/local-date";
import type { Sourced } from "./hours";

/** An ISO 3166-2 code, "MY-01" to "MY-16". */
export type StateCode = string;

/** A public holiday of some states. Moon-dependent days are `tentative` until announced. */
export interface Holiday extends Sourced {
  readonly id: string;
  readonly date: LocalDate;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly states: readonly StateCode[];
  /** "replacement" rows follow from the others (`withReplacements`); "ad hoc" days are declared late and never replaced. */
  readonly kind: "federal" | "state" | "replacement" | "ad hoc";
  readonly tentative: boolean;
  readonly alternativeDate: LocalDate | null;
  /** For a replacement: the day whose holiday moved here. */
  readonly replaces: LocalDate | null;
  readonly note: string | null;
}

/** The weekly rest days of a state, dated: Johor changed on 1 January 2025. */
export interface WeekendRule extends Sourced {
  readonly state: StateCode;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly restDays: readonly IsoWeekday[];
  /** A holiday on this rest day moves on; one on the other rest day is lost. */
  readonly replacedWeekday: IsoWeekday;
  readonly note: string | null;
}

export const weekendRuleOn = (
  rules: readonly WeekendRule[],
  state: StateCode,
  date: LocalDate,
): WeekendRule | undefined =>
  rules.find((rule) => rule.state === state && isWithin(date, rule.from, rule.to));

/** Holidays by state and day, built once and asked often. */
export interface HolidayIndex {
  on(state: StateCode, date: LocalDate): Holiday | undefined;
  /** Whether the year's list for this state is known at all. */
  covers(state: StateCode, year: number): boolean;
}

/**
 * A year counts as known when the state has a federal holiday in it: a lone "ad hoc" day entered early, or a replacement that
 * slipped over New Year, does not make a list.
 */
export const indexHolidays = (holidays: readonly Holiday[]): HolidayIndex => {
  const byDay = new Map<string, Holiday>();
  const years = new Set<string>();
  for (const holiday of holidays) {
    for (const state of holiday.states) {
      const key = `${state} ${holiday.date}`;
      if (!byDay.has(key)) byDay.set(key, holiday);
      if (holiday.kind === "federal") years.add(`${state} ${yearOf(holiday.date)}`);
    }
  }
  return {
    on: (state, date) => byDay.get(`${state} ${date}`),
    covers: (state, year) => years.has(`${state} ${year}`),
  };
};

export interface ReplacementDay {
  readonly date: LocalDate;
  readonly replaces: LocalDate;
}

/**
 * The replacement days of one state: a holiday on the replaced weekday moves to the next day that is neither a holiday nor a
 * rest day. Two holidays on one such day give one replacement; an overlap on another weekday gives none; "ad hoc" days alone are
 * not replaced. Holidays Act 1951 (Act 369) s.3; which weekday counts follows practice, not the text.
 */
export const replacementDays = (
  holidays: readonly Holiday[],
  weekends: readonly WeekendRule[],
  state: StateCode,
): ReplacementDay[] => {
  const declared = holidays.filter((row) => row.kind !== "replacement" && row.states.includes(state));
  const taken = new Set(declared.map((row) => row.date));
  const movable = new Set(declared.filter((row) => row.kind !== "ad hoc").map((row) => row.date));
  const isRestDay = (date: LocalDate): boolean =>
    weekendRuleOn(weekends, state, date)?.restDays.includes(weekdayOf(date)) ?? false;

  const found: ReplacementDay[] = [];
  for (const replaces of [...movable].sort()) {
    if (weekendRuleOn(weekends, state, replaces)?.replacedWeekday !== weekdayOf(replaces)) continue;
    let date = addDays(replaces, 1);
    while (taken.has(date) || isRestDay(date)) date = addDays(date, 1);
    taken.add(date);
    found.push({ date, replaces });
  }
  return found;
};

/**
 * The holidays with the replacement days that follow from them, whatever replacement rows the lists print: a holiday that is
 * corrected takes its replacement along. A printed row that is still right keeps its name, source and note.
 */
export const withReplacements = (
  holidays: readonly Holiday[],
  weekends: readonly WeekendRule[],
): readonly Holiday[] => {
  const declared = holidays.filter(({ kind }) => kind !== "replacement");
  const printed = holidays.filter(({ kind }) => kind === "replacement");
  const states = [...new Set(declared.flatMap((row) => row.states))];
  const replacements = states.flatMap((state) =>
    replacementDays(declared, weekends, state).map(({ date, replaces }): Holiday => {
      const moved = declared.filter(
        (row) => row.date === replaces && row.kind !== "ad hoc" && row.states.includes(state),
      );
      const row = printed.find(
        (each) => each.date === date && each.replaces === replaces && each.states.includes(state),
      );
      return {
        ...(row ?? replacementOf(moved)),
        date,
        states: [state],
        kind: "replacement",
        tentative: moved.some(({ tentative }) => tentative),
        replaces,
      };
    }),
  );
  return [...declared, ...replacements];
};

/** The words of a replacement that no list prints; `moved` are the holidays of the day it stands for, at least one. */
const replacementOf = (moved: readonly Holiday[]): Holiday => ({
  ...moved[0]!,
  id: `${moved[0]!.id}/replacement`,
  nameMs: `Cuti ganti ${moved.map(({ nameMs }) => nameMs).join(" / ")}`,
  nameEn: `Replacement: ${moved.map(({ nameEn }) => nameEn).join(" / ")}`,
  alternativeDate: null,
  note: null,
});
