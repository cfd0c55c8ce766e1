/** The usual week of a branch in one line: "Isnin–Khamis 8.00 pagi–5.00 petang, rehat 1.00–2.00 petang; Jumaat …". */
import type { IsoWeekday } from "../../sync/core/local-date";
import { type HoursPattern, openMinutes } from "./hours";
import type { Range } from "./ranges";
import { formatTime, type OfficeLang as Lang, weekdayName } from "./words";

/** Of a pattern, its days; a branch's own week names its days itself. */
type Week = Pick<HoursPattern, "weekly"> & Partial<Pick<HoursPattern, "closedOnRestDays">>;

/** `restDays` are the state's: offices that keep them have no hours then, whatever their pattern says. */
export const weekInWords = (lang: Lang, pattern: Week, restDays: readonly IsoWeekday[]): string => {
  const open = weekdays
    .filter((weekday) => !(pattern.closedOnRestDays && restDays.includes(weekday)))
    .map((weekday) => ({
      weekday,
      ranges: openMinutes(pattern.weekly.filter((row) => row.weekday === weekday)),
    }))
    .filter(({ ranges }) => ranges.length > 0);
  const spans: { first: IsoWeekday; last: IsoWeekday; ranges: readonly Range[] }[] = [];
  for (const { weekday, ranges } of open) {
    const span = spans.at(-1);
    if (span && span.last + 1 === weekday && sameRanges(span.ranges, ranges)) span.last = weekday;
    else spans.push({ first: weekday, last: weekday, ranges });
  }
  const whole = spans.length === 1 && spans[0]!.first === 1 && spans[0]!.last === 7;
  return spans
    .map(({ first, last, ranges }) => {
      const days =
        first === last ? weekdayName(lang, first) : `${weekdayName(lang, first)}–${weekdayName(lang, last)}`;
      return `${whole ? everyDay[lang] : days} ${timesInWords(lang, ranges)}`;
    })
    .join("; ");
};

const weekdays: readonly IsoWeekday[] = [1, 2, 3, 4, 5, 6, 7];
const everyDay = { ms: "Setiap hari", en: "Every day" } as const;
const allDay = { ms: "24 jam", en: "24 hours" } as const;
const rest = { ms: "rehat", en: "break" } as const;

const timesInWords = (lang: Lang, ranges: readonly Range[]): string => {
  const first = ranges[0]!;
  const last = ranges.at(-1)!;
  if (first.from === 0 && last.to === 1440 && ranges.length === 1) return allDay[lang];
  const breaks = ranges
    .slice(1)
    .map((range, at) => `${rest[lang]} ${span(lang, ranges[at]!.to, range.from)}`);
  return [span(lang, first.from, last.to), ...breaks].join(", ");
};

const span = (lang: Lang, from: number, to: number): string =>
  `${formatTime(lang, from)}–${formatTime(lang, to % 1440)}`;

const sameRanges = (a: readonly Range[], b: readonly Range[]): boolean =>
  a.length === b.length && a.every(({ from, to }, at) => from === b[at]!.from && to === b[at]!.to);
