/** Claims of an identity on a service, decided inside the plan that makes them, with what follows for those who lose. */
import type { Notice, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { localRangeToUtc, utcToLocal } from "../calendar/time-zone";
import { ownBranch } from "../catalogue/catalogue.usecase";
import { decideClaim } from "./booking";
import { type PartyRow, standingClaims } from "./booking.store";
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
  /** People, by number in the booking, who stand beside another booking's claim until a document is seen. */
  readonly contested: ReadonlySet<number>;
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
  /** A booking that has these claims already: they do not stand against themselves. */
  readonly again?: string;
}

/** Claims every identity of a booking, or none. */
export const claimIdentities = (tx: Tx, sealer: Sealer, input: ClaimInput): Result<Claims, ClaimError> => {
  const contested = new Set<number>();
  const others: { readonly booking: string; readonly party: number }[] = [];
  const losers: Leaving[] = [];
  for (const { no, index } of input.people) {
    const standing = standingClaims(tx, index, input.service, todayMin(tx)).filter(
      ({ booking, party }) => booking !== input.again || party !== no,
    );
    const decided = decideClaim(standing, input);
    switch (decided.type) {
      case "AlreadyBooked":
      case "BringDocument":
        return err({ ...decided, party: no });
      case "Contested":
        contested.add(no);
        others.push(...decided.others);
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
    contested,
    rows: [
      ...others.map((other) => contestedRow(other, true)),
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

/** A person left without any claim beside theirs, now that these people leave, is no longer contested. */
export const settleRows = (tx: Tx, leaving: readonly Leaving[]): readonly RowOp[] => {
  const gone = new Set(leaving.map(({ booking, no }) => `${booking}/${no}`));
  const identities = new Map(leaving.map((each) => [`${each.identityIndex} ${each.service}`, each]));
  return [...identities.values()].flatMap(({ identityIndex, service }) => {
    if (identityIndex === null) return [];
    const left = standingClaims(tx, identityIndex, service, todayMin(tx)).filter(
      ({ booking, party }) => !gone.has(`${booking}/${party}`),
    );
    return left.length === 1 ? left.map((claim) => contestedRow(claim, false)) : [];
  });
};

const contestedRow = (
  claim: { readonly booking: string; readonly party: number },
  contested: boolean,
): RowOp => update("party", { booking: claim.booking, no: claim.party }, { contested: contested ? 1 : 0 });
