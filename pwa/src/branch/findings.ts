import { dateInFigures, timeOf } from "../words/when";
import { dayAndTime } from "../words/staff-times";
import type { Finding } from "./branch-types";
import { branchWords as words } from "./words";

const minuteMs = 60_000;
const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const when = (finding: Finding): string => dayAndTime(Number(finding["startMin"]) * minuteMs);

const sentenceByCode: Readonly<Record<string, (finding: Finding) => string>> = {
  equal_hours: () => words.equalHours(),
  overlapping_hours: () => words.overlappingHours(),
  slots_do_not_divide: (finding) =>
    words.slotsDoNotDivide({ group: text(finding["group"]), count: text(finding["leftMinutes"]) }),
  booking_outside_hours: (finding) =>
    words.bookingOutsideHours({ date: dateInFigures(text(finding["date"])) }),
  booking_off_grid: (finding) => words.bookingOffGrid({ when: when(finding) }),
  overbooked_start: (finding) =>
    words.overbookedStart({
      when: when(finding),
      group: text(finding["group"]),
      booked: text(finding["booked"]),
      units: text(finding["units"]),
    }),
  day_unknown: (finding) => words.dayUnknown({ date: dateInFigures(text(finding["date"])) }),
};

/** A finding as a sentence; one this page does not know is shown by its code rather than hidden. */
export const findingText = (finding: Finding): string =>
  (sentenceByCode[finding.code] ?? (() => words.otherFinding({ code: finding.code })))(finding);

/** Equal sentences once, with how often: forty bookings outside the hours are one line. */
export const findingLines = (
  findings: readonly Finding[],
): readonly { readonly text: string; readonly count: number }[] => {
  const countByText = new Map<string, number>();
  for (const finding of findings) {
    const line = findingText(finding);
    countByText.set(line, (countByText.get(line) ?? 0) + 1);
  }
  return [...countByText].map(([line, count]) => ({ text: line, count }));
};

/** What keeps a day from being planned, or later days from being sold. */
export const calendarProblemText = (problem: Finding): string =>
  problem.code === "no_holiday_data"
    ? words.noHolidayData({ year: text(problem["year"]) })
    : words.calendarProblem({ code: problem.code });

const dayMs = 24 * 60 * minuteMs;

/** "8.00 pagi–1.00 tengah hari dan 2.00 petang–5.00 petang"; "24 jam" for midnight to midnight. */
export const hoursText = (open: readonly (readonly [number, number])[]): string =>
  open
    .map(([from, to]) => (to - from === dayMs ? words.aroundTheClock() : `${timeOf(from)}–${timeOf(to)}`))
    .join(` ${words.and()} `);
