/** One day of the branch as its supervisor sees it: the plan, the slots, who comes, and how far days are on sale. */
import { addDays, addMonths, type LocalDate, yearOf } from "../../sync/core/local-date";
import { inWords } from "../booking/availability-words";
import { bookingsOn, type DayBooking } from "../booking/availability-day.usecase";
import type { Looking } from "../booking/availability.usecase";
import type { BilingualText } from "../catalogue/catalogue";
import { ownBranch } from "../catalogue/catalogue.usecase";
import { daySlots, type DaySlot } from "../hq/rights.usecase";
import { branchHoursOn, type CalendarError, patternOf } from "./calendar";
import { type BranchDays, branchDays } from "./calendar.usecase";
import { type ChangeMade, changesMade } from "./changes.usecase";
import { weekendRuleOn } from "./holidays";
import { weekInWords } from "./hours-words";
import { localRangeToUtc, utcToLocal } from "./time-zone";

export interface BranchDay {
  readonly date: LocalDate;
  readonly plan: {
    readonly open: readonly (readonly [number, number])[];
    readonly reason: BilingualText | null;
    readonly problem: CalendarError | null;
  };
  readonly groups: readonly {
    readonly group: string;
    readonly name: BilingualText;
    readonly slots: readonly DaySlot[];
  }[];
  readonly bookings: readonly DayBooking[];
  readonly changes: readonly ChangeMade[];
  /** The usual hours in force, in words; null when the branch has none. */
  readonly hours: { readonly name: BilingualText; readonly week: BilingualText } | null;
  readonly sale: Sale;
}

/** How far ahead days are on sale, and what stops the next one. */
interface Sale {
  readonly until: LocalDate | null;
  readonly problem: CalendarError | null;
}

/** Changes shown beside a day; the rest come by `GET /branch/changes`. */
const changesShown = 20;

export const branchDay = (looking: Looking, asked: LocalDate | undefined): BranchDay => {
  const branch = ownBranch(looking);
  const days = branchDays(looking, branch, looking.nowMs);
  const today = utcToLocal(branch.zone, looking.nowMs).date;
  const date = asked ?? today;
  const midnights = localRangeToUtc(branch.zone, date, 0, 1440);
  const [fromMs, toMs] = [midnights[0]?.from ?? 0, midnights.at(-1)?.to ?? 0];
  return {
    date,
    plan: planOf(days, date),
    groups: days.groups.map(({ code, nameMs, nameEn }) => ({
      group: code,
      name: { ms: nameMs, en: nameEn },
      slots: daySlots(looking, code, date),
    })),
    bookings: bookingsOn(looking, branch.code, fromMs, toMs),
    changes: changesMade(looking, null, changesShown),
    hours: hoursOf(days, date),
    sale: saleOf(days, today, looking.nowMs),
  };
};

const planOf = (days: BranchDays, date: LocalDate): BranchDay["plan"] => {
  const plan = days.planOn(date);
  const { zone } = days.branch;
  if (!plan.ok) {
    const reason = inWords({ type: "unknownYear", year: yearOf(date) }, zone);
    return { open: [], reason, problem: plan.error };
  }
  if (plan.value.type === "closed")
    return { open: [], reason: inWords(plan.value.reason, zone), problem: null };
  const open = plan.value.intervals.map(({ startMs, endMs }) => [startMs, endMs] as const);
  return { open, reason: null, problem: null };
};

const hoursOf = ({ country, calendar, branch }: BranchDays, date: LocalDate): BranchDay["hours"] => {
  const row = branchHoursOn(calendar.hours, date);
  const pattern = row && patternOf(country, calendar, row.pattern);
  if (!pattern) return null;
  const restDays = weekendRuleOn(country.weekends, branch.state, date)?.restDays ?? [];
  return {
    name: { ms: pattern.nameMs, en: pattern.nameEn },
    week: { ms: weekInWords("ms", pattern, restDays), en: weekInWords("en", pattern, restDays) },
  };
};

const saleOf = (days: BranchDays, today: LocalDate, nowMs: number): Sale => {
  let until: LocalDate | null = null;
  for (let date = today; date <= addMonths(today, days.horizonMonths); date = addDays(date, 1)) {
    const plan = days.planOn(date);
    if (!plan.ok) return { until, problem: plan.error };
    const onSaleAtMs = days.onSaleAtMs(date);
    if (plan.value.type === "open" && onSaleAtMs !== null && onSaleAtMs <= nowMs) until = date;
  }
  return { until, problem: null };
};
