/** The halls of the country through a day, every five minutes: pure. */
import { type LocalDate } from "../../sync/core/local-date";

export const sampleEveryMs = 5 * 60_000;
/** Today and a week before it: `pulseSample` is kept no longer (`sync/policies.ts`). */
export const sampleDaysBack = 7;

/** Sums of the branches that were heard of at that moment. */
export interface Sample {
  readonly atMs: number;
  readonly waiting: number;
  readonly numbers: number;
  readonly served: number;
  readonly branches: number;
}

export const sampleMoment = (nowMs: number): number => Math.floor(nowMs / sampleEveryMs) * sampleEveryMs;

/** The same figures as a file for a spreadsheet; times are of the zone's wall clock. */
export const samplesCsv = (
  samples: readonly Sample[],
  wallClock: (atMs: number) => { readonly date: LocalDate; readonly min: number },
): string =>
  [
    "date,time,waiting,numbers,served,branches",
    ...samples.map(({ atMs, waiting, numbers, served, branches }) => {
      const { date, min } = wallClock(atMs);
      const two = (value: number) => String(value).padStart(2, "0");
      const time = `${two(Math.floor(min / 60))}:${two(min % 60)}`;
      return [date, time, waiting, numbers, served, branches].join(",");
    }),
    "",
  ].join("\r\n");
