import { err, ok, type Result } from "../../sync/core/result";

/** Prefix letter of the service group and the number of the day: C047, later C1000. Spoken and printed as it stands. */
export type TicketNumber = string & { readonly __brand: "TicketNumber" };

/** One branch, one day, one prefix. `last` is the highest number given out so far, 0 before the first. */
export interface Series {
  readonly prefix: string;
  readonly last: number;
}

export type TicketNumberError =
  | { readonly type: "SeriesUsedUp"; readonly prefix: string; readonly numberMax: number }
  | { readonly type: "NotATicketNumber"; readonly text: string };

/** All numbers of a training are of one series that no service group has: nobody takes them for real ones. */
export const trainingSeries = "L";

/** Four digits are the most that stay readable on the hall display. */
export const numberMax = 9999;

/** The next number of the day. It only ever counts up, so a number never repeats, whatever became of the one before. */
export const takeNumber = (
  series: Series,
): Result<{ readonly number: TicketNumber; readonly series: Series }, TicketNumberError> => {
  const next = series.last + 1;
  if (next > numberMax) return err({ type: "SeriesUsedUp", prefix: series.prefix, numberMax });
  return ok({ number: ticketNumber(series.prefix, next), series: { prefix: series.prefix, last: next } });
};

/**
 * After a restore on the same day, numbers printed since the backup are unknown. The series goes on at the next
 * free hundred above the highest known: 47 known, 100 is next.
 */
export const seriesAfterRestore = (series: Series): Series => ({
  prefix: series.prefix,
  last: (Math.floor(series.last / 100) + 1) * 100 - 1,
});

/** A broken prefix or count is a bug: both come from the catalogue and the series, never from a person. */
export const ticketNumber = (prefix: string, count: number): TicketNumber => {
  const inRange = Number.isInteger(count) && count >= 1 && count <= numberMax;
  if (!/^[A-Z]$/.test(prefix) || !inRange)
    throw new Error(`no ticket number: prefix ${prefix}, count ${count}`);
  return `${prefix}${String(count).padStart(3, "0")}` as TicketNumber;
};

/** Reads what an officer types: `c47`, `C 047` and `C047` are the same ticket. */
export const parseTicketNumber = (text: string): Result<TicketNumber, TicketNumberError> => {
  const found = /^([A-Z])[\s-]*0*([1-9][0-9]{0,3})$/.exec(text.trim().toUpperCase());
  if (!found) return err({ type: "NotATicketNumber", text: text.slice(0, 16) });
  return ok(ticketNumber(found[1]!, Number(found[2])));
};

/** Order by count, then prefix: C999 before C1000, B007 before C007. */
export const compareNumbers = (a: TicketNumber, b: TicketNumber): number =>
  Number(a.slice(1)) - Number(b.slice(1)) || (a < b ? -1 : a > b ? 1 : 0);
