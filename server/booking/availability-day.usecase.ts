/** A day's slots and bookings as staff see them: numbers and references, no names. */
import type { LocalDate } from "../../sync/core/local-date";
import type { PartyState, VisitState } from "../../sync/core/party-state";
import { bookingsBetween, rightsBetween } from "./availability.store";
import type { Looking } from "./availability.usecase";
import { bookingState, isLive } from "./booking";

export interface DaySlot {
  readonly slot: string;
  readonly startsAtMs: number;
  /** Units that may be sold at this start: what was minted less what was taken out of sale. */
  readonly capacity: number;
  readonly free: number;
  readonly held: number;
  readonly spent: number;
}

/** One group's slots of a day, the pools of each together. A start that was taken out of sale and has nobody is not shown. */
export const slotsOn = (looking: Looking, group: string, date: LocalDate): readonly DaySlot[] => {
  const slots = new Map<string, DaySlot>();
  for (const { slot, startMin, avail, held, pending, spent } of rightsBetween(
    looking,
    looking.node,
    looking.branch!,
    group,
    date,
    date,
  )) {
    const known = slots.get(slot);
    slots.set(slot, {
      slot,
      startsAtMs: startMin * 60_000,
      capacity: (known?.capacity ?? 0) + avail + held + pending + spent,
      free: (known?.free ?? 0) + avail,
      held: (known?.held ?? 0) + held + pending,
      spent: (known?.spent ?? 0) + spent,
    });
  }
  return [...slots.values()].filter(({ capacity }) => capacity > 0);
};

export interface DayBooking {
  readonly id: string;
  readonly ref: string;
  readonly startsAtMs: number;
  readonly service: string;
  readonly state: VisitState;
  /** Those who still come, or came. */
  readonly people: number;
}

/** Bookings whose visit begins in [fromMs, toMs), in order of time. */
export const bookingsOn = (
  looking: Looking,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly DayBooking[] =>
  bookingsBetween(looking, branch, Math.ceil(fromMs / 60_000), Math.ceil(toMs / 60_000)).map((row) => {
    const states = row.states.split(",") as PartyState[];
    return {
      id: row.id,
      ref: row.ref,
      startsAtMs: row.startMin * 60_000,
      service: row.service,
      state: bookingState(states),
      people: states.filter(isLive).length,
    };
  });
