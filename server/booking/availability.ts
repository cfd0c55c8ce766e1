import { allocate, roomAt } from "./availability-allocate";
import { adjacentRuns, type OpenInterval, slotStarts } from "./availability-grid";

/** The calendar's answer for a day; `Reason` is the calendar's own word for why it is closed. */
type PlannedDay<Reason> =
  | { readonly type: "open"; readonly intervals: readonly OpenInterval[] }
  | { readonly type: "closed"; readonly reason: Reason };

export interface DayInput<Reason> {
  readonly plan: PlannedDay<Reason>;
  /** When this day goes on sale; null when that is not known. */
  readonly opensAtMs: number | null;
  /** Whether the branch has made the day's rights. */
  readonly isMinted: boolean;
  readonly slotMinutes: number;
  /** Units that this node may sell from the booking's pool, by start in UTC minutes; a missing start has none. */
  readonly freeByStart: ReadonlyMap<number, number>;
  readonly nowMs: number;
  /** A visit is booked at least this long ahead. */
  readonly noticeMs: number;
  readonly parties: number;
  readonly unitsEach: number;
}

/** A time at which the visit could begin; `isFree` when all its parties fit from there. */
interface SlotChoice {
  readonly startMin: number;
  readonly isFree: boolean;
}

/** A day as the public calendar shows it. */
export type DayAvailability<Reason> =
  | { readonly state: "open"; readonly slots: readonly SlotChoice[]; readonly freeCount: number }
  | { readonly state: "full"; readonly slots: readonly SlotChoice[] }
  | { readonly state: "closed"; readonly reason: Reason | TooLate | TooShort }
  | { readonly state: "not_yet_open"; readonly opensAtMs: number | null };

/** The day is over, or what remains of it begins within the notice. */
export interface TooLate {
  readonly type: "tooLate";
}

/** Nowhere in the day are there enough adjacent slots for the service. */
export interface TooShort {
  readonly type: "tooShort";
}

/** What is to be had on one day, for a visit of `parties` people of `unitsEach` adjacent slots. Time grows with the day's slots. */
export const dayAvailability = <Reason>(input: DayInput<Reason>): DayAvailability<Reason> => {
  const { plan, opensAtMs, nowMs } = input;
  if (plan.type === "closed") return { state: "closed", reason: plan.reason };
  const runs = adjacentRuns(slotStarts(plan.intervals, input.slotMinutes), input.slotMinutes);
  const fitting = runs.flatMap((run) => choicesOf(run, input));
  if (fitting.length === 0) return { state: "closed", reason: { type: "tooShort" } };
  const earliestMin = (nowMs + input.noticeMs) / 60_000;
  const slots = fitting.filter((slot) => slot.startMin >= earliestMin);
  if (slots.length === 0) return { state: "closed", reason: { type: "tooLate" } };
  if (!input.isMinted || opensAtMs === null || nowMs < opensAtMs) return { state: "not_yet_open", opensAtMs };
  const freeCount = slots.filter((slot) => slot.isFree).length;
  return freeCount > 0 ? { state: "open", slots, freeCount } : { state: "full", slots };
};

/** One run's starts from which the service fits at all, and whether there is room for everybody. */
const choicesOf = <Reason>(run: readonly number[], input: DayInput<Reason>): SlotChoice[] => {
  const free = run.map((startMin) => input.freeByStart.get(startMin) ?? 0);
  return run.slice(0, Math.max(0, run.length - input.unitsEach + 1)).map((startMin, index) => ({
    startMin,
    isFree: allocate(free, index, input.parties, input.unitsEach) !== undefined,
  }));
};

/** "Earliest here": the first free start, in UTC minutes. Days come in order and are only asked for until one has it. */
export const earliestStart = <Reason>(days: Iterable<DayAvailability<Reason>>): number | undefined => {
  for (const day of days) {
    if (day.state === "open") return day.slots.find((slot) => slot.isFree)?.startMin;
  }
  return undefined;
};

/** `past` is over, or begins within the notice. */
export type SlotState = "free" | "full" | "past";

/** One start as a person chooses it. */
export interface DaySlot {
  readonly startMin: number;
  /** When the last person of the visit would be done. */
  readonly endMin: number;
  /** People who could begin here; a larger visit also takes the starts that follow. */
  readonly free: number;
  readonly state: SlotState;
}

/** All starts of an open day from which the service fits, those already past among them. */
export const daySlots = <Reason>(input: DayInput<Reason>): DaySlot[] => {
  if (input.plan.type === "closed") return [];
  const { slotMinutes, unitsEach, parties } = input;
  const earliestMin = (input.nowMs + input.noticeMs) / 60_000;
  return adjacentRuns(slotStarts(input.plan.intervals, slotMinutes), slotMinutes).flatMap((run) => {
    const free = run.map((startMin) => input.freeByStart.get(startMin) ?? 0);
    return run.slice(0, Math.max(0, run.length - unitsEach + 1)).map((startMin, index): DaySlot => {
      const seats = allocate(free, index, parties, unitsEach);
      const lastSeat = seats?.at(-1) ?? index;
      return {
        startMin,
        endMin: startMin + (lastSeat - index + unitsEach) * slotMinutes,
        free: roomAt(free, index, unitsEach),
        state: startMin < earliestMin ? "past" : seats ? "free" : "full",
      };
    });
  });
};
