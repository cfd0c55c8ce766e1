import { languages } from "../../../sync/core/languages";
import type { IsoWeekday, LocalDate } from "../../../sync/core/local-date";
import { utcToLocal } from "../../../server/calendar/time-zone";
import { formatLocalDate, formatTime, weekdayName, weekdaysShort } from "../../../server/calendar/words";
import { catalogue } from "../node";
import { common } from "./common";
import { language } from "./language";

/** Dates and times in the reader's language, on the branch's wall clock: the same words as the slip and the paper. */

/** The branch's wall clock at an instant: its date, and minutes since midnight. */
const wallClock = (atMs: number): { readonly date: LocalDate; readonly min: number } =>
  utcToLocal(catalogue.value?.zone ?? "Asia/Kuala_Lumpur", atMs);

export const dateOf = (atMs: number): LocalDate => wallClock(atMs).date;

/** "Khamis, 11 Februari 2027" */
export const dateLong = (date: string): string => formatLocalDate(language.value, "long", date as LocalDate);

/** "Khamis, 11 Februari" */
export const dateWithWeekday = (date: string): string =>
  formatLocalDate(language.value, "weekdayMonth", date as LocalDate);

/** "11 Februari" */
export const dayAndMonth = (date: string): string =>
  formatLocalDate(language.value, "dayMonth", date as LocalDate);

/** "Kha, 11 Februari": where space is short. */
export const dateShort = (date: string): string =>
  formatLocalDate(language.value, "weekdayShort", date as LocalDate);

/** "11/02/2027": in tables and for expiry dates. */
export const dateInFigures = (date: string): string =>
  formatLocalDate(language.value, "numeric", date as LocalDate);

/** "Februari 2027", of any day in it. */
export const monthAndYear = (date: string): string =>
  formatLocalDate(language.value, "month", date as LocalDate);

/** Monday first. */
export const weekdayHeads = (): readonly { readonly short: string; readonly long: string }[] =>
  weekdaysShort(language.value).map((short, index) => ({
    short,
    long: weekdayName(language.value, (index + 1) as IsoWeekday),
  }));

/** "10.30 pagi", "10.30 am": how the public is told a time. */
export const timeOf = (atMs: number): string => inOrder(timeAt(atMs));

const timeAt = (atMs: number): string => formatTime(language.value, wallClock(atMs).min);

/** "6:00 PM" stays in this order where the line runs from the right (Unicode Standard Annex 9, isolates). */
const inOrder = (text: string): string =>
  languages.find(({ code }) => code === language.value)?.dir === "rtl" ? `\u2066${text}\u2069` : text;

/** "10.30", 24 hours: how staff read a time. */
export const clockTime = (atMs: number): string => {
  const { min } = wallClock(atMs);
  return `${Math.floor(min / 60)}.${String(min % 60).padStart(2, "0")}`;
};

/** "9.30–10.00 pagi": from one time to another; the part of the day is said once when it is the same. */
export const timeRange = (fromMs: number, toMs: number): string => {
  const from = timeAt(fromMs);
  const to = timeAt(toMs);
  const part = to.slice(to.indexOf(" "));
  const isShared = part.length < to.length && from.endsWith(part);
  return inOrder(`${isShared ? from.slice(0, -part.length) : from}–${to}`);
};

/** "9:42", what is left of a span in whole seconds; never below 0:00. */
export const minutesAndSeconds = (leftMs: number): string => {
  const seconds = Math.max(0, Math.floor(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/** "40 saat", "3 minit", "2 jam", "5 hari": an age in its largest unit. */
export const span = (lengthMs: number): string => {
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  if (seconds < 60) return common.seconds({ count: seconds });
  if (seconds < 3600) return common.minutes({ count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return common.hours({ count: Math.floor(seconds / 3600) });
  return common.days({ count: Math.floor(seconds / 86_400) });
};
