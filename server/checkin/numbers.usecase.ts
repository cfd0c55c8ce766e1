/** Whether the branch gives walk-in numbers now: its hours of today, and the batches of a lane. */
import { err, ok, type Result } from "../../sync/core/result";
import type { CalendarError } from "../calendar/calendar";
import { type BranchDays, branchDays } from "../calendar/calendar.usecase";
import { branchOf, type HallReader, todayOf } from "../queue/hall.usecase";
import type { WalkInLane } from "../queue/lanes";
import { type NumbersGone, walkInState } from "../queue/walk-ins.usecase";

/** Today's hours: from the first opening to the last closing, breaks between them included. Null on a closed day. */
export interface HoursToday {
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  /** Counters serve at this moment: no break, no closure. */
  readonly isOpen: boolean;
}

/** With a group, closures of that group alone count too. `days`: the branch's calendar, when somebody has read it already. */
export const hoursToday = (
  reader: HallReader,
  group?: string,
  days: BranchDays = branchDays(reader, branchOf(reader), reader.nowMs),
): Result<HoursToday | null, CalendarError> => {
  const plan = days.planOn(todayOf(reader).day, group);
  if (!plan.ok) return plan;
  if (plan.value.type === "closed") return ok(null);
  const { intervals } = plan.value;
  return ok({
    opensAtMs: intervals[0]!.startMs,
    closesAtMs: intervals.at(-1)!.endMs,
    isOpen: intervals.some(({ startMs, endMs }) => startMs <= reader.nowMs && reader.nowMs < endMs),
  });
};

export interface NumbersLeft {
  readonly left: number;
  /** Null while some are left, and when none come today. */
  readonly nextBatchAtMs: number | null;
}

/** How many numbers of a group a lane could still get. None after closing, and none of a batch that would come after it. */
export const numbersLeft = (
  reader: HallReader,
  group: string,
  lane: WalkInLane,
  hours: HoursToday | null,
): NumbersLeft => {
  if (hours === null || reader.nowMs >= hours.closesAtMs) return { left: 0, nextBatchAtMs: null };
  const { left, nextBatchAtMs } = walkInState(reader, group, lane);
  return {
    left,
    nextBatchAtMs: nextBatchAtMs !== null && nextBatchAtMs < hours.closesAtMs ? nextBatchAtMs : null,
  };
};

/**
 * The lane in which somebody gets a walk-in number of this group now: the one they ask for, else the normal one. Who may go
 * ahead may also wait like everybody, so a claim never costs anybody their number.
 */
export const laneWithNumber = (
  reader: HallReader,
  group: string,
  wanted: WalkInLane,
): Result<WalkInLane, NumbersGone | CalendarError> => {
  const hours = hoursToday(reader, group);
  if (!hours.ok) return hours;
  const lanes: readonly WalkInLane[] = wanted === "normal" ? ["normal"] : [wanted, "normal"];
  const numbers = lanes.map((lane) => ({ lane, ...numbersLeft(reader, group, lane, hours.value) }));
  const open = numbers.find(({ left }) => left > 0);
  if (open) return ok(open.lane);
  return err({
    type: "NumbersGone",
    nextBatchAtMs: soonest(numbers.map(({ nextBatchAtMs }) => nextBatchAtMs)),
  });
};

/** The earliest of several moments; null when there is none. */
export const soonest = (momentsMs: readonly (number | null)[]): number | null =>
  momentsMs.reduce((first, atMs) => (first === null || (atMs !== null && atMs < first) ? atMs : first), null);
