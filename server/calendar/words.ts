import { type IsoWeekday, type LocalDate, weekdayOf } from "../../sync/core/local-date";
import { isFurther, type FurtherLanguage, type LanguageCode } from "../../sync/core/languages";
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

/** Malay and English by the tables above; the others as the platform has them (CLDR), with figures that everybody reads. */
export type Lang = LanguageCode;
/** The two that the office itself writes in. */
export type OfficeLang = keyof typeof words;

const optionsByStyle = {
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date: { day: "numeric", month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "long" },
  weekdayMonth: { weekday: "long", day: "numeric", month: "long" },
  weekdayShort: { weekday: "short", day: "numeric", month: "long" },
  month: { month: "long", year: "numeric" },
} as const satisfies Partial<Record<DateStyle, Intl.DateTimeFormatOptions>>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter is slow to make: each is made once. */
const formatOf = (lang: FurtherLanguage, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${lang} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(`${lang}-u-ca-gregory-nu-latn`, { ...options, timeZone: "UTC" });
  formats.set(key, made);
  return made;
};

const dayMs = 86_400_000;
/** 1 January 2024 was a Monday. */
const someMondayMs = Date.UTC(2024, 0, 1);

export type DateStyle =
  /** "Khamis, 11 Februari 2027" */
  | "long"
  /** "11 Februari 2027" */
  | "date"
  /** "11 Februari" */
  | "dayMonth"
  /** "Khamis, 11 Februari" */
  | "weekdayMonth"
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
  if (style === "numeric") return `${day}/${month}/${year}`;
  if (isFurther(lang)) return formatOf(lang, optionsByStyle[style]).format(Date.parse(date));
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
    case "weekdayMonth":
      return `${table.weekdays[weekdayOf(date) - 1]!}, ${dayMonth}`;
    case "weekdayShort":
      return `${table.weekdaysShort[weekdayOf(date) - 1]!}, ${dayMonth}`;
    case "month":
      return `${monthName} ${year}`;
  }
};

/** "Isnin". */
export const weekdayName = (lang: Lang, weekday: IsoWeekday): string =>
  isFurther(lang)
    ? formatOf(lang, { weekday: "long" }).format(someMondayMs + (weekday - 1) * dayMs)
    : words[lang].weekdays[weekday - 1]!;

/** The days of the week from Monday, short, for the head of a calendar. */
export const weekdaysShort = (lang: Lang): readonly string[] =>
  isFurther(lang)
    ? words.ms.weekdaysShort.map((_, day) =>
        formatOf(lang, { weekday: "short" }).format(someMondayMs + day * dayMs),
      )
    : words[lang].weekdaysShort;

/** Minutes since midnight as people say them: "10.30 pagi", "12.15 tengah hari". */
export const formatTime = (lang: Lang, min: number): string => {
  if (isFurther(lang))
    return formatOf(lang, { hour: "numeric", minute: "2-digit", hour12: true }).format(min * 60_000);
  const hour = Math.floor(min / 60) % 12 || 12;
  const part = words[lang].parts.findLast(({ fromMin }) => fromMin <= min)!;
  return `${hour}.${pad(min % 60)} ${part.word}`;
};

const pad = (value: number): string => String(value).padStart(2, "0");
