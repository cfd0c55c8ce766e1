/** Days and times of day as typed, and the instants they are on the branch's wall clock. */
import { localRangeToUtc } from "../../../server/calendar/time-zone";
import { type LocalDate, parseLocalDate } from "../../../sync/core/local-date";
import { catalogue } from "../node";

const minuteMs = 60_000;

/** A date field keeps the text as typed while it is no date. */
export const isDate = (text: string): boolean => parseLocalDate(text).ok;

/** "08:30" is 510; undefined while it is no time. */
export const minutesOf = (time: string): number | undefined => {
  const parts = /^(\d{2}):(\d{2})$/.exec(time);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : undefined;
};

/** The instant at which the branch's wall clock shows this time on this date. */
export const instantOf = (date: string, time: string): number | undefined => {
  const min = minutesOf(time);
  if (!isDate(date) || min === undefined) return undefined;
  const zone = catalogue.value?.zone ?? "Asia/Kuala_Lumpur";
  const [range] = localRangeToUtc(zone, date as LocalDate, min, min + 1);
  return range && Math.floor(range.from / minuteMs) * minuteMs;
};
