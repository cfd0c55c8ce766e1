/** A day's bookings as staff see them: references, no names. */
import { isLive, type PartyState, type VisitState } from "../../sync/core/party-state";
import { bookingsBetween } from "./availability.store";
import type { Looking } from "./availability.usecase";
import { bookingState } from "./booking";

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
