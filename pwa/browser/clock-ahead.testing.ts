/**
 * Nodes whose clock runs ahead of the machine's, as one that was set wrong does. This same file, loaded before the program, moves
 * the one clock that the program reads; the pages follow the clock of their node.
 */
import { utcToLocal } from "../../server/calendar/time-zone";

const variable = "STO_TEST_CLOCK_AHEAD_MS";
const aheadMs = Number(process.env[variable] ?? 0);

if (aheadMs > 0) {
  const now = Date.now.bind(Date);
  Date.now = () => now() + aheadMs;
}

/** The environment of a program, and of those it starts, whose clock is this far ahead. */
export const clockAhead = (ms: number): Readonly<Record<string, string>> =>
  ms === 0 ? {} : { BUN_OPTIONS: `--preload=${import.meta.filename}`, [variable]: String(ms) };

const hourMs = 3_600_000;

/**
 * How far ahead a demo room lives so that its day is long enough for a story: 0, or an hour in the last hour before midnight in Kuala
 * Lumpur, when the last starts of the day pass while they are being sold.
 */
export const aheadOfMidnightMs = (atMs: number): number =>
  utcToLocal("Asia/Kuala_Lumpur", atMs).min >= 23 * 60 ? hourMs : 0;
