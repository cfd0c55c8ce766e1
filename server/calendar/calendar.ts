import { err, ok, type Result } from "../../sync/core/result";
import type { CountryCalendar } from "./country";
import { type StateCode, weekendRuleOn } from "./holidays";
import { type BranchHours, type HoursPattern, type OpeningTimes, openMinutes } from "./hours";
import {
  dayNumber,
  type IsoWeekday,
  isWithin,
  type LocalDate,
  weekdayOf,
  yearOf,
} from "../../sync/core/local-date";
import { applyWithin, ramadanRuleOn } from "./ramadan";
import { type Range, unionOf, without } from "./ranges";
import { localRangeToUtc, type ZoneName } from "./time-zone";

/** What one branch decided for itself, on top of its state's rules. */
export interface BranchCalendar {
  readonly branch: string;
  readonly state: StateCode;
  readonly zone: ZoneName;
  readonly hours: readonly BranchHours[];
  /** Weeks that the branch wrote for itself, by code; `hours` name them like any other pattern. */
  readonly ownPatterns?: ReadonlyMap<string, HoursPattern>;
  readonly specialOpenings: readonly SpecialOpening[];
  readonly everyNWeeks: readonly EveryNWeeksOpening[];
  readonly closures: readonly Closure[];
}

/** Hours of one single day, in place of the usual ones: also on a rest day or a holiday. */
export interface SpecialOpening extends OpeningTimes {
  readonly id: string;
  readonly date: LocalDate;
  readonly reasonMs: string;
  readonly reasonEn: string;
}

/** A counter that opens every few weeks, such as a mobile office: added to the usual hours, never on a holiday. */
export interface EveryNWeeksOpening extends OpeningTimes {
  readonly id: string;
  readonly weekday: IsoWeekday;
  /** 1 is every week. */
  readonly everyWeeks: number;
  /** Any day of a week in which it opens; it never opens before this day. */
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** A time without service, [fromMs, toMs) in UTC; it beats every opening. `groups` null closes the whole branch. */
export interface Closure {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly groups: readonly string[] | null;
  readonly reasonMs: string;
  readonly reasonEn: string;
}

/** A stretch in which counters are open, [startMs, endMs) in UTC. */
interface OpenInterval {
  readonly startMs: number;
  readonly endMs: number;
}

/** What a branch does on one local day. Open days have at least one interval: sorted, disjoint, breaks and closures removed. */
export type DayPlan =
  | {
      readonly type: "open";
      readonly date: LocalDate;
      readonly hours: "usual" | "ramadan" | "special";
      readonly intervals: readonly OpenInterval[];
    }
  | { readonly type: "closed"; readonly date: LocalDate; readonly reason: ClosedReason };

export type ClosedReason =
  | { readonly type: "weekend" }
  | {
      readonly type: "holiday";
      readonly nameMs: string;
      readonly nameEn: string;
      readonly tentative: boolean;
    }
  | { readonly type: "closure"; readonly id: string; readonly reasonMs: string; readonly reasonEn: string }
  | { readonly type: "outsideHours" };

export type CalendarError =
  /** Nobody has entered this year's holidays for this state: never taken for "open". */
  | { readonly type: "NoHolidayData"; readonly year: number; readonly state: StateCode }
  | { readonly type: "NoWeekendRule"; readonly date: LocalDate; readonly state: StateCode }
  | { readonly type: "UnknownPattern"; readonly pattern: string; readonly branch: string };

export interface DayPlanInput {
  readonly country: CountryCalendar;
  readonly branch: BranchCalendar;
  /** Ask for one service group to see the closures of that group alone; without it, those of the whole branch. */
  readonly group?: string;
}

/** Whether, why and when a branch is open on a day: special opening, else usual hours, and closures taken from either. */
export const dayPlan = (input: DayPlanInput, date: LocalDate): Result<DayPlan, CalendarError> => {
  const opening = openingOf(input, date);
  if (!opening.ok) return opening;
  if (opening.value.type === "closed") return ok({ type: "closed", date, reason: opening.value.reason });

  const { hours, minutes } = opening.value;
  const open = unionOf(minutes.flatMap(({ from, to }) => localRangeToUtc(input.branch.zone, date, from, to)));
  const closures = closuresFor(input).map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs }));
  const left = closures.length === 0 ? open : without(open, closures);
  if (left.length === 0) return ok({ type: "closed", date, reason: whyNothingLeft(input, open) });
  return ok({
    type: "open",
    date,
    hours,
    intervals: left.map(({ from, to }) => ({ startMs: from, endMs: to })),
  });
};

type Opening =
  | {
      readonly type: "open";
      readonly hours: "usual" | "ramadan" | "special";
      readonly minutes: readonly Range[];
    }
  | { readonly type: "closed"; readonly reason: ClosedReason };

const openingOf = (input: DayPlanInput, date: LocalDate): Result<Opening, CalendarError> => {
  const { country, branch } = input;
  const { state } = branch;
  const year = yearOf(date);
  if (!country.holidays.covers(state, year)) return err({ type: "NoHolidayData", year, state });
  const weekend = weekendRuleOn(country.weekends, state, date);
  if (weekend === undefined) return err({ type: "NoWeekendRule", date, state });

  const special = branch.specialOpenings.filter((opening) => opening.date === date);
  if (special.length > 0) return ok({ type: "open", hours: "special", minutes: openMinutes(special) });

  const usual = usualHours(country, branch, date);
  if (!usual.ok) return usual;
  const holiday = country.holidays.on(state, date);
  const isRestDay = weekend.restDays.includes(weekdayOf(date));
  const pattern = usual.value;
  const ofPattern =
    (holiday !== undefined && pattern.closedOnPublicHolidays) || (isRestDay && pattern.closedOnRestDays)
      ? []
      : pattern.minutes;
  const extra = holiday === undefined ? openMinutes(everyNWeeksOn(branch.everyNWeeks, date)) : [];
  const minutes = unionOf([...ofPattern, ...extra]);

  if (minutes.length > 0)
    return ok({ type: "open", hours: pattern.inRamadan ? "ramadan" : "usual", minutes });
  if (holiday !== undefined) {
    const { nameMs, nameEn, tentative } = holiday;
    return ok({ type: "closed", reason: { type: "holiday", nameMs, nameEn, tentative } });
  }
  return ok({ type: "closed", reason: { type: isRestDay ? "weekend" : "outsideHours" } });
};

interface UsualHours {
  readonly minutes: readonly Range[];
  readonly inRamadan: boolean;
  readonly closedOnPublicHolidays: boolean;
  readonly closedOnRestDays: boolean;
}

const noUsualHours: UsualHours = {
  minutes: [],
  inRamadan: false,
  closedOnPublicHolidays: true,
  closedOnRestDays: true,
};

const usualHours = (
  country: CountryCalendar,
  branch: BranchCalendar,
  date: LocalDate,
): Result<UsualHours, CalendarError> => {
  const row = branchHoursOn(branch.hours, date);
  if (row === undefined) return ok(noUsualHours);
  const pattern = patternOf(country, branch, row.pattern);
  if (pattern === undefined)
    return err({ type: "UnknownPattern", pattern: row.pattern, branch: branch.branch });

  const rule = ramadanRuleOn(country.ramadanPeriods, country.ramadanRules, pattern, date);
  if (rule?.change.type === "pattern") {
    const other = country.patterns.get(rule.change.pattern);
    if (other === undefined)
      return err({ type: "UnknownPattern", pattern: rule.change.pattern, branch: branch.branch });
    return ok({ ...other, minutes: patternMinutes(other, date), inRamadan: true });
  }
  const minutes = patternMinutes(pattern, date);
  if (rule?.change.type === "within") {
    return ok({ ...pattern, minutes: applyWithin(minutes, rule.change), inRamadan: true });
  }
  return ok({ ...pattern, minutes, inRamadan: false });
};

/** A week by its code: the branch's own, else one of the country's. */
export const patternOf = (
  country: CountryCalendar,
  branch: BranchCalendar,
  code: string,
): HoursPattern | undefined => branch.ownPatterns?.get(code) ?? country.patterns.get(code);

/** Of the rows in force the one that began last; of two that began together, the one with the higher id. */
export const branchHoursOn = (rows: readonly BranchHours[], date: LocalDate): BranchHours | undefined =>
  rows
    .filter((row) => isWithin(date, row.from, row.to))
    .sort((a, b) => compareText(b.from ?? "", a.from ?? "") || compareText(b.id, a.id))[0];

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const patternMinutes = (pattern: HoursPattern, date: LocalDate): Range[] =>
  isWithin(date, pattern.from, pattern.to)
    ? openMinutes(pattern.weekly.filter((row) => row.weekday === weekdayOf(date)))
    : [];

const everyNWeeksOn = (rows: readonly EveryNWeeksOpening[], date: LocalDate): EveryNWeeksOpening[] =>
  rows.filter(
    (row) =>
      row.weekday === weekdayOf(date) &&
      isWithin(date, row.from, row.to) &&
      (weekNumber(date) - weekNumber(row.from)) % row.everyWeeks === 0,
  );

/** Weeks since Monday 29 December 1969: counting whole ISO weeks keeps the rhythm over New Year. */
const weekNumber = (date: LocalDate): number => Math.floor((dayNumber(date) + 3) / 7);

const closuresFor = ({ branch, group }: DayPlanInput): readonly Closure[] =>
  branch.closures.filter(
    (closure) => closure.groups === null || (group !== undefined && closure.groups.includes(group)),
  );

/** A day that zone history skipped has no minutes at all (Samoa, 30 December 2011); otherwise a closure took the last of them. */
const whyNothingLeft = (input: DayPlanInput, open: readonly Range[]): ClosedReason => {
  const hit = closuresFor(input).find((closure) =>
    open.some((range) => closure.fromMs < range.to && range.from < closure.toMs),
  );
  return hit === undefined
    ? { type: "outsideHours" }
    : { type: "closure", id: hit.id, reasonMs: hit.reasonMs, reasonEn: hit.reasonEn };
};
