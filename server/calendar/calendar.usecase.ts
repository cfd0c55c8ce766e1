/** The calendar of one branch, as its rows stand: what a day is like, when it goes on sale, and how many it serves at once. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import type { Result } from "../../sync/core/result";
import type { Branch, ServiceGroup } from "../catalogue/catalogue";
import {
  allGroups,
  type BranchRule,
  branchRules,
  calendarDocs,
  ruleOn,
  servicesEver,
} from "../catalogue/catalogue.usecase";
import { groupsAt } from "../catalogue/offers";
import {
  type BranchCalendar,
  type CalendarError,
  type DayPlan,
  dayPlan,
  type EveryNWeeksOpening,
  type SpecialOpening,
} from "./calendar";
import { type HoursRule, withHours, withOpening } from "./branch-calendar";
import { closuresFrom } from "./calendar.store";
import { type Capacity, capacityDefault, horizonMonthsOf } from "./capacity";
import { type CountryCalendar, countryCalendar } from "./country";
import type { Holiday, WeekendRule } from "./holidays";
import { dayOpensAtMs } from "./horizon";
import type { BranchHours, HoursPattern } from "./hours";
import type { RamadanPeriod, RamadanRule } from "./ramadan";

/** A branch's days. Made for one reading or one plan: it remembers each day it was asked for. */
export interface BranchDays {
  readonly branch: Branch;
  readonly country: CountryCalendar;
  readonly calendar: BranchCalendar;
  /** Groups with a slot grid at this branch, in order of their prefixes. */
  readonly groups: readonly ServiceGroup[];
  readonly horizonMonths: number;
  /** With a group, closures of that group count too. */
  planOn(date: LocalDate, group?: string): Result<DayPlan, CalendarError>;
  /** When the doors open on a day, in UTC milliseconds; null when they do not, or nobody knows. */
  opensAtMs(date: LocalDate): number | null;
  /** When a day goes on sale; null when the branch does not open before it. */
  onSaleAtMs(date: LocalDate): number | null;
  capacityOn(date: LocalDate, group: ServiceGroup): Capacity;
}

/** What is on top of the rows: a change that is only being looked at. */
export interface Proposed {
  readonly calendar?: BranchCalendar;
  readonly capacities?: readonly BranchRule<Capacity>[];
}

/** The days of a branch from about `fromMs` on: closures that ended more than a week before it are not read. */
export const branchDays = (
  reader: Reader,
  branch: Branch,
  fromMs: number,
  proposed: Proposed = {},
): BranchDays => {
  const country = readCountry(reader);
  const calendar = proposed.calendar ?? readBranchCalendar(reader, branch, fromMs - 7 * 86_400_000);
  const services = servicesEver(reader);
  const codes = new Set(groupsAt(services, branch));
  const capacities = proposed.capacities ?? branchRules<Capacity>(reader, branch.code, "capacity");
  const horizonMonths = horizonMonthsOf(services);
  const ownClosures = new Set(calendar.closures.flatMap(({ groups }) => groups ?? []));
  const plans = new Map<string, Result<DayPlan, CalendarError>>();

  const planOn: BranchDays["planOn"] = (date, group) => {
    const of = group !== undefined && ownClosures.has(group) ? group : undefined;
    const key = of === undefined ? date : `${date} ${of}`;
    const known = plans.get(key);
    if (known) return known;
    const plan = dayPlan({ country, branch: calendar, ...(of === undefined ? {} : { group: of }) }, date);
    plans.set(key, plan);
    return plan;
  };
  const opensAtMs = (date: LocalDate): number | null => {
    const plan = planOn(date);
    return plan.ok && plan.value.type === "open" ? plan.value.intervals[0]!.startMs : null;
  };
  return {
    branch,
    country,
    calendar,
    groups: allGroups(reader).filter(({ code }) => codes.has(code)),
    horizonMonths,
    planOn,
    opensAtMs,
    onSaleAtMs: (date) => dayOpensAtMs(date, horizonMonths, opensAtMs),
    capacityOn: (date, group) => {
      const own = capacities.filter(({ doc }) => doc.group === group.code);
      return ruleOn(own, date)?.doc ?? capacityDefault(branch, group);
    },
  };
};

/** Everything a branch decided for itself, on top of the hours it was shipped with. */
export const readBranchCalendar = (
  reader: Reader,
  branch: Branch,
  closuresFromMs: number,
): BranchCalendar => {
  const shipped = calendarDocs<BranchHours>(reader, "branch_hours").filter(
    (row) => row.branch === branch.code,
  );
  const calendar = {
    branch: branch.code,
    state: branch.state,
    zone: branch.zone,
    hours: shipped,
    specialOpenings: [],
    everyNWeeks: branchRules<EveryNWeeksOpening>(reader, branch.code, "everyNWeeks").map(({ doc }) => doc),
    closures: closuresFrom(reader, branch.code, closuresFromMs),
  };
  const withOwnHours = branchRules<HoursRule>(reader, branch.code, "hours").reduce<BranchCalendar>(
    withHours,
    calendar,
  );
  return branchRules<SpecialOpening>(reader, branch.code, "opening")
    .map(({ doc }) => doc)
    .reduce(withOpening, withOwnHours);
};

/**
 * The country's calendar, indexed. Its rows are read every time; the index of the last reading is kept, and used again when
 * every row is still the same.
 */
export const readCountry = (reader: Reader): CountryCalendar => {
  const rows = {
    patterns: calendarDocs<HoursPattern>(reader, "hours_pattern"),
    weekends: calendarDocs<WeekendRule>(reader, "weekend_rule"),
    holidays: calendarDocs<Holiday>(reader, "holiday"),
    ramadan: calendarDocs<RamadanPeriod | RamadanRule>(reader, "ramadan"),
  };
  const all: readonly unknown[] = [...rows.patterns, ...rows.weekends, ...rows.holidays, ...rows.ramadan];
  if (
    lastCountry &&
    lastCountry.all.length === all.length &&
    all.every((row, at) => row === lastCountry!.all[at])
  ) {
    return lastCountry.calendar;
  }
  const calendar = countryCalendar({
    patterns: rows.patterns,
    weekends: rows.weekends,
    holidays: rows.holidays,
    ramadanPeriods: rows.ramadan.filter((row): row is RamadanPeriod => "hijriYear" in row),
    ramadanRules: rows.ramadan.filter((row): row is RamadanRule => "patterns" in row),
  });
  lastCountry = { all, calendar };
  return calendar;
};

let lastCountry: { readonly all: readonly unknown[]; readonly calendar: CountryCalendar } | undefined;
