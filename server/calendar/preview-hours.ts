import { type BranchCalendar, patternOf } from "./calendar";
import type { CountryCalendar } from "./country";
import { openMinutes, type OpeningTimes } from "./hours";
import { dayNumber, type IsoWeekday } from "../../sync/core/local-date";
import { overlaps } from "./ranges";

/** What is odd about the hours themselves, whoever is booked. */
export type HoursFinding =
  /** Two rows say the same for the same time: one of them is superfluous. */
  | { readonly type: "EqualHours"; readonly place: HoursPlace; readonly a: string; readonly b: string }
  /** Two rows cover the same time: dated rows, where the later one holds, or times of one day, which join. */
  | { readonly type: "OverlappingHours"; readonly place: HoursPlace; readonly a: string; readonly b: string }
  /** The last `leftMinutes` before a break or closing are too short for a slot and cannot be sold. */
  | {
      readonly type: "SlotsDoNotDivide";
      readonly group: string;
      readonly pattern: string;
      readonly weekday: IsoWeekday;
      readonly fromMin: number;
      readonly toMin: number;
      readonly leftMinutes: number;
    };

type HoursPlace = "branchHours" | "patternDay" | "specialOpening" | "everyNWeeks";

export const hoursFindings = (
  country: CountryCalendar,
  branch: BranchCalendar,
  grids: readonly { readonly group: string; readonly slotMinutes: number }[],
): HoursFinding[] => {
  const patterns = [...new Set(branch.hours.map((row) => row.pattern))]
    .map((code) => patternOf(country, branch, code))
    .filter((pattern) => pattern !== undefined);

  const findings = pairs(
    "branchHours",
    branch.hours.map((row) => ({
      id: row.id,
      says: row.pattern,
      from: row.from === null ? Number.NEGATIVE_INFINITY : dayNumber(row.from),
      to: row.to === null ? Number.POSITIVE_INFINITY : dayNumber(row.to) + 1,
    })),
  );
  for (const { code, weekly } of patterns) {
    for (const weekday of weekdays) {
      const rows = weekly.filter((row) => row.weekday === weekday);
      findings.push(
        ...pairs(
          "patternDay",
          rows.map((row, index) => timesRow(`${code}/${weekday}/${index}`, row)),
        ),
      );
    }
  }
  for (const date of new Set(branch.specialOpenings.map((row) => row.date))) {
    const rows = branch.specialOpenings.filter((row) => row.date === date);
    findings.push(
      ...pairs(
        "specialOpening",
        rows.map((row) => timesRow(row.id, row)),
      ),
    );
  }
  for (const weekday of weekdays) {
    const rows = branch.everyNWeeks.filter((row) => row.weekday === weekday);
    findings.push(
      ...pairs(
        "everyNWeeks",
        rows.map((row) => timesRow(row.id, row)),
      ),
    );
  }

  for (const { group, slotMinutes } of grids) {
    for (const { code, weekly } of patterns) {
      for (const weekday of weekdays) {
        for (const { from, to } of openMinutes(weekly.filter((row) => row.weekday === weekday))) {
          const leftMinutes = (to - from) % slotMinutes;
          if (leftMinutes === 0) continue;
          findings.push({
            type: "SlotsDoNotDivide",
            group,
            pattern: code,
            weekday,
            fromMin: from,
            toMin: to,
            leftMinutes,
          });
        }
      }
    }
  }
  return findings;
};

const weekdays: readonly IsoWeekday[] = [1, 2, 3, 4, 5, 6, 7];

interface Row {
  readonly id: string;
  /** What the row says, apart from when: equal rows say the same. */
  readonly says: string;
  readonly from: number;
  readonly to: number;
}

const timesRow = (id: string, { openMin, closeMin, breaks }: OpeningTimes): Row => ({
  id,
  says: JSON.stringify(breaks),
  from: openMin,
  to: closeMin,
});

const pairs = (place: HoursPlace, rows: readonly Row[]): HoursFinding[] =>
  rows.flatMap((a, index) =>
    rows.slice(index + 1).flatMap((b): HoursFinding[] => {
      if (!overlaps(a, b)) return [];
      const isEqual = a.says === b.says && a.from === b.from && a.to === b.to;
      return [{ type: isEqual ? "EqualHours" : "OverlappingHours", place, a: a.id, b: b.id }];
    }),
  );
