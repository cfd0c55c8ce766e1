/** What a branch's own rows add to the calendar it was shipped with: pure. */
import type { LocalDate } from "../../sync/core/local-date";
import type { BranchCalendar, SpecialOpening } from "./calendar";
import type { BranchHours, HoursPattern, WeeklyHours } from "./hours";

/** What a branch's own row of hours says: a shared pattern, or a week of its own. */
export type HoursRule = { readonly pattern: string } | { readonly weekly: readonly WeeklyHours[] };

/** The calendar with the hours of one single day: the row made last is the day's. */
export const withOpening = (calendar: BranchCalendar, opening: SpecialOpening): BranchCalendar => ({
  ...calendar,
  specialOpenings: [...calendar.specialOpenings.filter(({ date }) => date !== opening.date), opening],
});

interface DatedHours {
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly doc: HoursRule;
}

/** The calendar with one more row of the branch's own hours. */
export const withHours = (calendar: BranchCalendar, rule: DatedHours): BranchCalendar => {
  const { id, from, to, doc } = rule;
  const own = "weekly" in doc ? ownWeek(id, doc.weekly) : undefined;
  const row: BranchHours = {
    id,
    branch: calendar.branch,
    pattern: "weekly" in doc ? id : doc.pattern,
    from,
    to,
    source: "branch",
    confidence: "official",
  };
  return {
    ...calendar,
    hours: [...calendar.hours, row],
    ...(own ? { ownPatterns: new Map([...(calendar.ownPatterns ?? []), [id, own]]) } : {}),
  };
};

/** A week that a branch wrote for itself names its own days, rest days too; holidays stay holidays. */
const ownWeek = (code: string, weekly: readonly WeeklyHours[]): HoursPattern => ({
  code,
  nameMs: "Waktu cawangan",
  nameEn: "The branch's own hours",
  from: null,
  to: null,
  weekly,
  closedOnPublicHolidays: true,
  closedOnRestDays: false,
  note: null,
  source: "branch",
  confidence: "official",
});
