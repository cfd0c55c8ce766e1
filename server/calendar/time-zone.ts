import { dateOfDayNumber, dayNumber, type LocalDate } from "../../sync/core/local-date";
import { type Range, unionOf } from "./ranges";

/** An IANA name such as "Asia/Kuala_Lumpur": data of a branch, never a constant of the program. */
export type ZoneName = string;

/** What the clock on the wall shows. `min` is minutes since local midnight, 0 to 1439. */
export interface LocalTime {
  readonly date: LocalDate;
  readonly min: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

export const isZoneName = (name: string): name is ZoneName => {
  try {
    return formatterOf(name) !== undefined;
  } catch {
    return false;
  }
};

/** The instant, in UTC milliseconds, as the wall clock of `zone` shows it. */
export const utcToLocal = (zone: ZoneName, utcMs: number): LocalTime => {
  const localMs = utcMs + offsetMsAt(zone, utcMs);
  const day = Math.floor(localMs / dayMs);
  return { date: dateOfDayNumber(day), min: Math.floor((localMs - day * dayMs) / minuteMs) };
};

/** When the local day of an instant began, in UTC milliseconds. */
export const startOfDayMs = (zone: ZoneName, utcMs: number): number =>
  localRangeToUtc(zone, utcToLocal(zone, utcMs).date, 0, 24 * 60)[0]?.from ?? utcMs;

/**
 * The instants of `date`, in UTC milliseconds, at which the wall clock shows a time in [fromMin, toMin).
 * Where clocks go forward the range is shorter or empty; where they go back it is longer, or comes twice.
 * `fromMin` and `toMin` are minutes of the local day, 0 to 1440.
 */
export const localRangeToUtc = (
  zone: ZoneName,
  date: LocalDate,
  fromMin: number,
  toMin: number,
): readonly Range[] => {
  const midnightMs = dayNumber(date) * dayMs;
  return unionOf(
    stretchesAround(zone, dayNumber(date)).map(({ fromMs, toMs, offsetMs }) => ({
      from: Math.max(fromMs, midnightMs + fromMin * minuteMs - offsetMs),
      to: Math.min(toMs, midnightMs + toMin * minuteMs - offsetMs),
    })),
  );
};

/** A stretch of UTC during which the zone keeps one distance from UTC. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

/** No zone is ever a whole day from UTC, so a local day lies between the UTC midnights one day to either side. */
const stretchesAround = (zone: ZoneName, day: number): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (let utcDay = day - 1; utcDay <= day + 1; utcDay++) {
    const fromMs = utcDay * dayMs;
    const toMs = fromMs + dayMs;
    const before = midnightOffsetMs(zone, utcDay);
    const after = midnightOffsetMs(zone, utcDay + 1);
    if (before === after) stretches.push({ fromMs, toMs, offsetMs: before });
    else {
      const changeMs = findChangeMs(zone, fromMs, toMs);
      stretches.push({ fromMs, toMs: changeMs, offsetMs: before });
      stretches.push({ fromMs: changeMs, toMs, offsetMs: after });
    }
  }
  return stretches;
};

/** The second at which the offset changes, by halving. No zone on record changes twice within one UTC day. */
const findChangeMs = (zone: ZoneName, fromMs: number, toMs: number): number => {
  const before = computeOffsetMs(zone, fromMs);
  let [low, high] = [fromMs / 1000, toMs / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (computeOffsetMs(zone, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
};

const offsetMsAt = (zone: ZoneName, utcMs: number): number => {
  const day = Math.floor(utcMs / dayMs);
  const before = midnightOffsetMs(zone, day);
  return before === midnightOffsetMs(zone, day + 1) ? before : computeOffsetMs(zone, utcMs);
};

/** A calendar of 90 days asks for the same midnights again and again; 4,096 of them are eleven years of one zone. */
const midnightsByZone = new Map<ZoneName, Map<number, number>>();
const midnightsMax = 4096;

const midnightOffsetMs = (zone: ZoneName, utcDay: number): number => {
  let midnights = midnightsByZone.get(zone);
  if (midnights === undefined) midnightsByZone.set(zone, (midnights = new Map()));
  const known = midnights.get(utcDay);
  if (known !== undefined) return known;
  if (midnights.size >= midnightsMax) midnights.clear();
  const offsetMs = computeOffsetMs(zone, utcDay * dayMs);
  midnights.set(utcDay, offsetMs);
  return offsetMs;
};

const formatters = new Map<ZoneName, Intl.DateTimeFormat>();

const formatterOf = (zone: ZoneName): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
};

/** Local minus UTC. Asks the platform's own zone tables, so a new law arrives with a new Bun or browser. */
const computeOffsetMs = (zone: ZoneName, utcMs: number): number => {
  const numbers = formatterOf(zone).format(utcMs).match(/\d+/g)!.map(Number);
  const [month, day, year, hour, minute, second] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
};
