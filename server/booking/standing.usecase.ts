/** A booking as it stands now: its people, its times and what its holder may do. Pages show it, plans decide on it. */
import type { Reader } from "../../drizzle/db";
import { isLive, type VisitState } from "../../sync/core/party-state";
import { isOwn } from "../../sync/roster";
import type { Tx } from "../../sync/submit";
import type { Service } from "../catalogue/catalogue";
import { findService, type Visit } from "../catalogue/catalogue.usecase";
import { bookingState, type Can, mayDo, type VisitTimes, visitTimes } from "./booking";
import { type BookingRow, offerOf, type PartyRow, partiesOf, requestsOf } from "./booking.store";

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
  /** This node spent its rights: it alone moves it or ends it. */
  readonly isHome: boolean;
  readonly asked: Asked;
}

/** What another node has asked the booking's home to do, as far as home has not done it. */
export interface Asked {
  readonly cancel: boolean;
  /** People to be taken off, by number. */
  readonly drop: ReadonlySet<number>;
}

export const standingOf = (reader: Pick<Tx, "db" | "node">, booking: BookingRow, nowMs: number): Standing => {
  const service = serviceOf(reader, booking.service, booking);
  const { earlyMin, lateMin } = service.settings;
  const times = visitTimes(booking.startMin, booking.endMin, earlyMin, lateMin);
  const parties = partiesOf(reader, booking.id);
  const live = parties.filter((party) => isLive(party.state));
  const state = bookingState(parties.map((party) => party.state));
  const offer = offerOf(reader, booking.id);
  const { startsAtMs } = times;
  const { changes } = booking;
  const isHome = isOwn(reader, booking.home);
  const asked = isHome ? nothingAsked : askedOf(reader, booking.id, live);
  const can = mayDo({
    state,
    livePeople: live.length - asked.drop.size,
    startsAtMs,
    changes,
    offered: offer !== undefined,
    nowMs,
    isHome,
    isCancelAsked: asked.cancel,
  });
  return { booking, service, parties, live, state, times, offer, can, isHome, asked };
};

/** Home does at once what it is asked, if it still can: a request for somebody who is still expected waits. */
const askedOf = (reader: Reader, booking: string, live: readonly PartyRow[]): Asked => {
  const requests = requestsOf(reader, booking);
  const expected = new Set(live.filter(({ state }) => state === "confirmed").map(({ no }) => no));
  return {
    cancel: expected.size > 0 && requests.some(({ what }) => what === "cancel"),
    drop: new Set(
      requests.flatMap(({ what, party }) =>
        what === "drop" && party !== null && expected.has(party) ? [party] : [],
      ),
    ),
  };
};

const nothingAsked: Asked = { cancel: false, drop: new Set() };

/** A service that a row names: missing is a bug. */
export const serviceOf = (reader: Reader, code: string, visit: Visit): Service => {
  const found = findService(reader, code, visit);
  if (!found.ok) throw new Error(`service ${code} left the catalogue`);
  return found.value;
};
