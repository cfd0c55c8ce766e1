/**
 * Nodes whose clock runs ahead of the machine's, as one that was set wrong does. This same file, loaded before the program, moves
 * the one clock that the program reads, and by a day and an hour more at each signal; the pages follow the clock of their node.
 */
import { utcToLocal } from "../../server/calendar/time-zone";

const variable = "STO_TEST_CLOCK_AHEAD_MS";
const hourMs = 3_600_000;
/** A night and what was waited for in it. */
export const leapMs = 25 * hourMs;
export const leapSignal = "SIGUSR2";

const given = process.env[variable];
if (given !== undefined) {
  const now = Date.now.bind(Date);
  let aheadMs = Number(given);
  Date.now = () => now() + aheadMs;
  process.on(leapSignal, () => {
    aheadMs += leapMs;
  });
}

/** The environment of a program, and of those it starts, whose clock is this far ahead. */
export const clockAhead = (ms: number): Readonly<Record<string, string>> => ({
  BUN_OPTIONS: `--preload=${import.meta.filename}`,
  [variable]: String(ms),
});

/**
 * How far ahead a demo room lives so that its day is long enough for a story: 0, or three hours in the last three before midnight in
 * Kuala Lumpur: by then headquarters has given back what it held of the day, and the last starts pass while they are being sold.
 */
export const aheadOfMidnightMs = (atMs: number): number =>
  utcToLocal("Asia/Kuala_Lumpur", atMs).min >= 21 * 60 ? 3 * hourMs : 0;
