import { type IsoWeekday, type LocalDate, weekdayOf } from "../../sync/core/local-date";
import { utcToLocal, type ZoneName } from "./time-zone";

/** Own tables, so that server, phone and paper write a date alike: platforms differ in their Malay. */
const words = {
  ms: {
    weekdays: ["Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"],
    weekdaysShort: ["Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Ahd"],
    months: [
      "Januari",
      "Februari",
      "Mac",
      "April",
      "Mei",
      "Jun",
      "Julai",
      "Ogos",
      "September",
      "Oktober",
      "November",
      "Disember",
    ],
    /** The part of the day and the minute it begins, as CLDR has it for Malay. */
    parts: [
      { fromMin: 0, word: "tengah malam" },
      { fromMin: 60, word: "pagi" },
      { fromMin: 720, word: "tengah hari" },
      { fromMin: 840, word: "petang" },
      { fromMin: 1140, word: "malam" },
    ],
  },
  en: {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    weekdaysShort: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    parts: [
      { fromMin: 0, word: "am" },
      { fromMin: 720, word: "pm" },
    ],
  },
} as const;

export type Lang = keyof typeof words;

export type DateStyle =
  /** "Khamis, 11 Februari 2027" */
  | "long"
  /** "11 Februari 2027" */
  | "date"
  /** "11 Februari" */
  | "dayMonth"
  /** "Kha, 11 Februari" */
  | "weekdayShort"
  /** "Februari 2027" */
  | "month"
  /** "11/02/2027", for tables and documents */
  | "numeric";

export type TimeStyle =
  /** "10.30 pagi", for the public */
  | "time"
  /** "10.30", 24 hours, for staff */
  | "clock";

/** An instant, in UTC milliseconds, in the words of the branch's zone. */
export const formatDate = (
  lang: Lang,
  style: DateStyle | TimeStyle,
  utcMs: number,
  zone: ZoneName,
): string => {
  const { date, min } = utcToLocal(zone, utcMs);
  if (style === "time") return formatTime(lang, min);
  if (style === "clock") return `${pad(Math.floor(min / 60))}.${pad(min % 60)}`;
  return formatLocalDate(lang, style, date);
};

/** A day in words. */
export const formatLocalDate = (lang: Lang, style: DateStyle, date: LocalDate): string => {
  const [year, month, day] = date.split("-") as [string, string, string];
  const table = words[lang];
  const monthName = table.months[Number(month) - 1]!;
  const dayMonth = `${Number(day)} ${monthName}`;
  switch (style) {
    case "long":
      return `${table.weekdays[weekdayOf(date) - 1]!}, ${dayMonth} ${year}`;
    case "date":
      return `${dayMonth} ${year}`;
    case "dayMonth":
      return dayMonth;
    case "weekdayShort":
      return `${table.weekdaysShort[weekdayOf(date) - 1]!}, ${dayMonth}`;
    case "month":
      return `${monthName} ${year}`;
    case "numeric":
      return `${day}/${month}/${year}`;
  }
};

/** "Isnin". */
export const weekdayName = (lang: Lang, weekday: IsoWeekday): string => words[lang].weekdays[weekday - 1]!;

/** The days of the week from Monday, short, for the head of a calendar. */
export const weekdaysShort = (lang: Lang): readonly string[] => words[lang].weekdaysShort;

/** Minutes since midnight as people say them: "10.30 pagi", "12.15 tengah hari". */
export const formatTime = (lang: Lang, min: number): string => {
  const hour = Math.floor(min / 60) % 12 || 12;
  const part = words[lang].parts.findLast(({ fromMin }) => fromMin <= min)!;
  return `${hour}.${pad(min % 60)} ${part.word}`;
};

const pad = (value: number): string => String(value).padStart(2, "0");
