/**
 * When people are reminded of a visit. Pure.
 *
 * A reminder has its time before the visit and a last moment: half of that time. So who comes next week is not told of it on the eve
 * by a node that was off, and a telephone that must stay silent until the morning rings only while the reminder still helps.
 */
import { type ZoneName, localRangeToUtc, startOfDayMs, utcToLocal } from "../calendar/time-zone";

/** A branch's own reminders, from a day on: minutes before the visit. */
export interface ReminderRule {
  readonly beforeMin: readonly number[];
}

/** A week, a day and two hours before. */
export const remindersDefault: ReminderRule = { beforeMin: [10_080, 1_440, 120] };

const minuteMs = 60_000;
/** Minutes of the local day: nobody's telephone rings from nine in the evening until half past seven. */
const nightFromMin = 21 * 60;
const nightToMin = 7 * 60 + 30;
/** What would come in the night, and too late in the morning, comes on the evening before. */
const eveningMin = 20 * 60 + 30;

/** The longest that the night moves a reminder forward, in minutes: from just before 07:30 back to 20:30. */
export const shiftMinMax = 11 * 60;

export const isNight = (zone: ZoneName, atMs: number): boolean => {
  const { min } = utcToLocal(zone, atMs);
  return min >= nightFromMin || min < nightToMin;
};

/** After this moment the reminder no longer helps, in UTC milliseconds. */
export const lastMsOf = (startsAtMs: number, beforeMin: number): number =>
  startsAtMs - (beforeMin / 2) * minuteMs;

/** When a reminder goes, in UTC milliseconds: its own time, or out of the night. */
export const reminderMs = (zone: ZoneName, startsAtMs: number, beforeMin: number): number => {
  const atMs = startsAtMs - beforeMin * minuteMs;
  if (!isNight(zone, atMs)) return atMs;
  const { min } = utcToLocal(zone, atMs);
  const isEvening = min >= nightFromMin;
  const morningMs = atLocal(zone, isEvening ? nextDayMs(zone, atMs) : atMs, nightToMin);
  if (morningMs <= lastMsOf(startsAtMs, beforeMin)) return morningMs;
  return atLocal(zone, isEvening ? atMs : startOfDayMs(zone, atMs) - 1, eveningMin);
};

/** When the evening ends, in UTC milliseconds: what a gateway could not take until then does not go in the night. */
export const nightMsAfter = (zone: ZoneName, atMs: number): number => atLocal(zone, atMs, nightFromMin);

export interface ToRemind {
  readonly startsAtMs: number;
  /** When this time was booked, or moved to: whoever booked later was told by that message. */
  readonly toldAtMs: number;
}

/** Whether a reminder is to go now. */
export const isDue = (
  zone: ZoneName,
  { startsAtMs, toldAtMs }: ToRemind,
  beforeMin: number,
  nowMs: number,
): boolean => {
  if (nowMs > lastMsOf(startsAtMs, beforeMin) || isNight(zone, nowMs)) return false;
  const atMs = reminderMs(zone, startsAtMs, beforeMin);
  return atMs <= nowMs && toldAtMs < atMs;
};

/** The instant at which the clock on the wall shows `min`, on the local day of `dayMs`. */
const atLocal = (zone: ZoneName, dayMs: number, min: number): number =>
  localRangeToUtc(zone, utcToLocal(zone, dayMs).date, min, 24 * 60)[0]!.from;

const nextDayMs = (zone: ZoneName, atMs: number): number =>
  localRangeToUtc(zone, utcToLocal(zone, atMs).date, 0, 24 * 60).at(-1)!.to;
