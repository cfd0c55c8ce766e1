import { dayPlan, type DayPlanInput } from "./calendar";
import { addDays, addMonths, type LocalDate } from "../../sync/core/local-date";

/** When a branch opens its doors on a day, in UTC milliseconds; null when it does not, or when nobody knows. */
export type OpeningMsOn = (date: LocalDate) => number | null;

export const openingMsOn =
  (input: DayPlanInput): OpeningMsOn =>
  (date) => {
    const plan = dayPlan(input, date);
    return plan.ok && plan.value.type === "open" ? plan.value.intervals[0]!.startMs : null;
  };

/**
 * The instant at which `date` goes on sale: when the branch opens on the day `horizonMonths` earlier, or, if it is closed then,
 * on the next day it opens. Never at midnight, so nobody has to stay up for it. Null when the branch does not open in between.
 */
export const dayOpensAtMs = (
  date: LocalDate,
  horizonMonths: number,
  openingMs: OpeningMsOn,
): number | null => {
  for (let day = addMonths(date, -horizonMonths); day <= date; day = addDays(day, 1)) {
    const found = openingMs(day);
    if (found !== null) return found;
  }
  return null;
};
