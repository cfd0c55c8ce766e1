/** A booking as it stands now: its people, its times and what its holder may do. Pages show it, plans decide on it. */
import type { Reader } from "../../drizzle/db";
import type { VisitState } from "../../sync/core/party-state";
import type { Service } from "../catalogue/catalogue";
import { findService, type Visit } from "../catalogue/catalogue.usecase";
import { bookingState, type Can, isLive, mayDo, type VisitTimes, visitTimes } from "./booking";
import { type BookingRow, offerOf, type PartyRow, partiesOf } from "./booking.store";

export interface Standing {
  readonly booking: BookingRow;
  /** As the branch runs it on the day of the visit. */
  readonly service: Service;
  readonly parties: readonly PartyRow[];
  /** Those who still come. */
  readonly live: readonly PartyRow[];
  readonly state: VisitState;
  readonly times: VisitTimes;
  /** The office took the slot away and offers another one. */
  readonly offer: { readonly reason: string } | undefined;
  readonly can: Can;
}

export const standingOf = (reader: Reader, booking: BookingRow, nowMs: number): Standing => {
  const service = serviceOf(reader, booking.service, booking);
  const { earlyMin, lateMin } = service.settings;
  const times = visitTimes(booking.startMin, booking.endMin, earlyMin, lateMin);
  const parties = partiesOf(reader, booking.id);
  const live = parties.filter((party) => isLive(party.state));
  const state = bookingState(parties.map((party) => party.state));
  const offer = offerOf(reader, booking.id);
  const { startsAtMs } = times;
  const { changes } = booking;
  const can = mayDo({
    state,
    livePeople: live.length,
    startsAtMs,
    changes,
    offered: offer !== undefined,
    nowMs,
  });
  return { booking, service, parties, live, state, times, offer, can };
};

/** A service that a row names: missing is a bug. */
export const serviceOf = (reader: Reader, code: string, visit: Visit): Service => {
  const found = findService(reader, code, visit);
  if (!found.ok) throw new Error(`service ${code} left the catalogue`);
  return found.value;
};
