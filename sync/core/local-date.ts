import { err, ok, type Result } from "./result";

/** A day of the wall calendar, "2027-02-11". Text order is time order, so dates compare with `<`. */
export type LocalDate = `${number}-${number}-${number}`;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface InvalidDate {
  readonly type: "InvalidDate";
  readonly text: string;
}

/** Years 1 to 9999: there was no year 0. */
const datePattern = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

/** Reads "YYYY-MM-DD"; a day that does not exist (30 February) is `InvalidDate`. */
export const parseLocalDate = (text: string): Result<LocalDate, InvalidDate> => {
  if (!datePattern.test(text)) return err({ type: "InvalidDate", text });
  const ms = Date.parse(`${text}T00:00:00Z`);
  const real = !Number.isNaN(ms) && dateOfDayNumber(ms / dayMs) === text;
  return real ? ok(text as LocalDate) : err({ type: "InvalidDate", text });
};

/** The date of a year, month and day as numbers; undefined when the calendar has no such day (31 June, 29 February 1900). */
export const localDate = (year: number, month: number, day: number): LocalDate | undefined => {
  const text = [pad(year, 4), pad(month, 2), pad(day, 2)].join("-");
  const parsed = parseLocalDate(text);
  return parsed.ok ? parsed.value : undefined;
};

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** Days since 1970-01-01. */
export const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

export const dateOfDayNumber = (days: number): LocalDate =>
  new Date(days * dayMs).toISOString().slice(0, 10) as LocalDate;

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days);

/** The same day of another month, or that month's last day: 31 May less three months is 28 February. */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const first = Date.UTC(year, month - 1 + months, 1);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOfDayNumber(first / dayMs + Math.min(day, lastDay) - 1);
};

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (date: LocalDate): IsoWeekday =>
  (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as IsoWeekday;

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/** Both ends included; `null` leaves that end open. */
export const isWithin = (date: LocalDate, from: LocalDate | null, to: LocalDate | null): boolean =>
  (from === null || from <= date) && (to === null || date <= to);
