/** Claims of an identity on a service, decided inside the plan that makes them, with what follows for those who lose. */
import type { Notice, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { localRangeToUtc, utcToLocal } from "../calendar/time-zone";
import { ownBranch } from "../catalogue/catalogue.usecase";
import { decideClaim, isOpen } from "./booking";
import { bookingById, type PartyRow, partiesOf, standingClaims } from "./booking.store";
import { bookingNotice } from "./notice.usecase";
import { leaveRows } from "./visit.usecase";

/** `party`: whose identity it is, by number in the booking asked for. */
export type ClaimError =
  | {
      readonly type: "AlreadyBooked";
      readonly party: number;
      readonly ref: string;
      readonly startsAtMs: number;
    }
  | { readonly type: "BringDocument"; readonly party: number };

export interface Claims {
  /** This booking stands beside another one's claim until a document is seen. */
  readonly contested: boolean;
  readonly rows: readonly RowOp[];
  readonly notices: readonly Notice[];
}

export interface ClaimInput {
  readonly service: string;
  readonly account: string;
  /** The officer saw the documents. */
  readonly verified: boolean;
  /** Blind indexes of the identities, by number in the booking. */
  readonly people: readonly { readonly no: number; readonly index: string }[];
  /** A booking whose own claims do not count: its people are being corrected. */
  readonly except?: string;
}

/** Claims every identity of a booking, or none. */
export const claimIdentities = (tx: Tx, sealer: Sealer, input: ClaimInput): Result<Claims, ClaimError> => {
  const contested = new Set<string>();
  const losers: Leaving[] = [];
  for (const { no, index } of input.people) {
    const standing = standingClaims(tx, index, input.service, todayMin(tx)).filter(
      ({ booking }) => booking !== input.except,
    );
    const decided = decideClaim(standing, input);
    switch (decided.type) {
      case "AlreadyBooked":
      case "BringDocument":
        return err({ ...decided, party: no });
      case "Contested":
        for (const { booking } of decided.others) contested.add(booking);
        break;
      case "Wins":
        losers.push(
          ...decided.losers.map(({ booking, party }) => ({
            booking,
            no: party,
            service: input.service,
            identityIndex: index,
          })),
        );
        break;
      case "Clear":
        break;
    }
  }
  return ok({
    contested: contested.size > 0,
    rows: [
      ...[...contested].flatMap((id) => markRows(tx, id, true)),
      ...losers.flatMap(({ booking, no }) => leaveRows(tx, booking, no, "superseded")),
      ...settleRows(tx, losers),
    ],
    notices: [...new Set(losers.map(({ booking }) => booking))].map((id) =>
      bookingNotice(tx, sealer, id, "superseded"),
    ),
  });
};

/** A person's claim that ends with this plan. */
type Leaving = Pick<PartyRow, "booking" | "no" | "service" | "identityIndex">;

/** Visits of earlier days shut nobody out: who waited in vain yesterday may book again today. UTC minutes. */
const todayMin = (tx: Tx): number => {
  const { zone } = ownBranch(tx);
  const [first] = localRangeToUtc(zone, utcToLocal(zone, tx.nowMs).date, 0, 24 * 60);
  return (first?.from ?? tx.nowMs) / 60_000;
};

/** Bookings left without any claim beside theirs, now that these people leave, are no longer contested. */
export const settleRows = (tx: Tx, leaving: readonly Leaving[]): readonly RowOp[] => {
  const gone = new Set(leaving.map(({ booking, no }) => `${booking}/${no}`));
  const besides = ({ booking, identityIndex, service }: Leaving): readonly string[] =>
    identityIndex === null
      ? []
      : standingClaims(tx, identityIndex, service, todayMin(tx))
          .filter((claim) => claim.booking !== booking && !gone.has(`${claim.booking}/${claim.party}`))
          .map((claim) => claim.booking);
  const isContested = (id: string) =>
    partiesOf(tx, id).some(
      (party) => isOpen(party.state) && !gone.has(`${id}/${party.no}`) && besides(party).length > 0,
    );
  const touched = new Set(leaving.flatMap((party) => [party.booking, ...besides(party)]));
  return [...touched].filter((id) => !isContested(id)).flatMap((id) => markRows(tx, id, false));
};

const markRows = (tx: Tx, id: string, contested: boolean): readonly RowOp[] => {
  const mark = contested ? 1 : 0;
  return bookingById(tx, id)?.contested === mark ? [] : [update("booking", { id }, { contested: mark })];
};
