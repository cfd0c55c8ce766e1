/**
 * Nodes whose clock runs ahead of the machine's, as one that was set wrong does. This same file, loaded before the program, moves
 * the one clock that the program reads: by what a file of the room says, read at the start and again at each signal. A program that
 * starts again goes on where the room is; the pages follow the clock of their node.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { utcToLocal } from "../../server/calendar/time-zone";

const variable = "STO_TEST_CLOCK_FILE";
const hourMs = 3_600_000;
/** A night and what was waited for in it. */
export const leapMs = 25 * hourMs;
export const leapSignal = "SIGUSR2";

const fileIn = (folder: string): string => join(folder, "clock-ahead");

/** How far ahead the programs of this folder are. */
export const aheadIn = (folder: string): number => Number(readFileSync(fileIn(folder), "utf8"));

/** Says how far ahead they are from now on: those that run hear it by the signal. */
export const setAhead = (folder: string, ms: number): void => writeFileSync(fileIn(folder), String(ms));

const given = process.env[variable];
if (given !== undefined) {
  const now = Date.now.bind(Date);
  let aheadMs = aheadIn(given);
  Date.now = () => now() + aheadMs;
  process.on(leapSignal, () => {
    aheadMs = aheadIn(given);
  });
}

/** The environment of a program, and of those it starts, whose clock is as far ahead as the folder says. */
export const clockAhead = (folder: string): Readonly<Record<string, string>> => ({
  BUN_OPTIONS: `--preload=${import.meta.filename}`,
  [variable]: folder,
});

/**
 * How far ahead a demo room lives so that its day is long enough for a story: 0, or three hours in the last three before midnight in
 * Kuala Lumpur: by then headquarters has given back what it held of the day, and the last starts pass while they are being sold.
 */
export const aheadOfMidnightMs = (atMs: number): number =>
  utcToLocal("Asia/Kuala_Lumpur", atMs).min >= 21 * 60 ? 3 * hourMs : 0;
