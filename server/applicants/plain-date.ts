/** Calendar dates without a time or a zone, as documents print them. */

/** `YYYY-MM-DD`. Two of them compare as text. */
export type PlainDate = string;

/** The date as text, or undefined when the calendar has no such day (31 June, 29 February 1900). */
export const plainDate = (year: number, month: number, day: number): PlainDate | undefined => {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/** Reads `YYYY-MM-DD`; undefined for any other text and for days that do not exist. */
export const parsePlainDate = (text: string): PlainDate | undefined => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? plainDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
};

/** The same day some months later, or that month's last day: 31 August + 6 months is 28 February. */
export const addMonths = (date: PlainDate, months: number): PlainDate => {
  const monthIndex = yearOf(date) * 12 + (Number(date.slice(5, 7)) - 1) + months;
  const year = Math.floor(monthIndex / 12);
  const month = (monthIndex % 12) + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));

export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
