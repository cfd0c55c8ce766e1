/** Rules of a booking: its state, its times, what its holder may still do, and who wins when one identity books twice. */
import {
  claimsMax,
  isLive,
  partyRanks,
  type PartyState,
  type VisitState,
  visitState,
} from "../../sync/core/party-state";
import { orThrow } from "../../sync/core/result";
import { parseSlotId, type SlotId } from "../../sync/core/slot";

/** Two changes of date at most (the office's own offers do not count). */
export const changesMax = 2;

/** A hold keeps rights for this long: enough to type six people's details. */
export const holdMs = 10 * 60_000;

/** Holds of one owner at a time: a second page may look around, a runner may not collect. */
export const holdsPerOwnerMax = 2;

/** The branch of a slot that a row names: another text there is a bug. */
export const branchOfSlot = (slot: SlotId): string => orThrow(parseSlotId(slot)).branch;

/** People come this early; after `lateMin` they are late. Settings of the service. */
export interface VisitTimes {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly arriveFromMs: number;
  readonly lateAfterMs: number;
}

export const visitTimes = (
  startMin: number,
  endMin: number,
  earlyMin: number,
  lateMin: number,
): VisitTimes => ({
  startsAtMs: startMin * 60_000,
  endsAtMs: endMin * 60_000,
  arriveFromMs: (startMin - earlyMin) * 60_000,
  lateAfterMs: (startMin + lateMin) * 60_000,
});

/**
 * A booking's state is the highest rank of its parties that still count; when none does, that of the one that got furthest
 * among those left out: cancelled or superseded.
 */
export const bookingState = (parties: readonly PartyState[]): VisitState => {
  const live = parties.filter(isLive);
  const counted = (live.length > 0 ? live : parties).map(visitState);
  return counted.reduce(
    (highest, state) => (partyRanks[state] > partyRanks[highest] ? state : highest),
    counted[0] ?? "cancelled",
  );
};

/** An open claim of the same identity and service. */
export interface StandingClaim {
  readonly booking: string;
  readonly party: number;
  readonly branch: string;
  /** Alias of the node that spent its rights: it alone ends the claim. */
  readonly home: number;
  readonly account: string;
  readonly verified: boolean;
  /** Checked in, or at the counter. */
  readonly arrived: boolean;
  readonly ref: string;
  readonly startsAtMs: number;
}

export type ClaimDecision =
  | { readonly type: "Clear" }
  /** Stands beside an unverified claim of another account until a document is seen. */
  | { readonly type: "Contested"; readonly others: readonly StandingClaim[] }
  /** An officer saw the document: these unverified claims lose. */
  | { readonly type: "Wins"; readonly losers: readonly StandingClaim[] }
  | { readonly type: "AlreadyBooked"; readonly ref: string; readonly startsAtMs: number }
  /** The same answer whatever the reason, so that nobody learns of another's booking. */
  | { readonly type: "BringDocument" };

/**
 * One live booking per account, identity and service; at most two unverified claims by different accounts; none beside a
 * verified booking. `verified`: the document was seen by the officer who books. A verified claim beats unverified ones that
 * are only on paper; somebody who has arrived is not sent away by a rule.
 */
export const decideClaim = (
  standing: readonly StandingClaim[],
  claim: { readonly account: string; readonly verified: boolean },
): ClaimDecision => {
  const own = standing.find((other) => other.account === claim.account);
  if (own) return { type: "AlreadyBooked", ref: own.ref, startsAtMs: own.startsAtMs };
  const proven = standing.find((other) => other.verified);
  if (claim.verified) {
    const firm = proven ?? standing.find((other) => other.arrived);
    if (firm) return { type: "AlreadyBooked", ref: firm.ref, startsAtMs: firm.startsAtMs };
    return standing.length === 0 ? { type: "Clear" } : { type: "Wins", losers: standing };
  }
  if (proven || standing.length >= claimsMax) return { type: "BringDocument" };
  return standing.length === 0 ? { type: "Clear" } : { type: "Contested", others: standing };
};

export interface Can {
  readonly cancel: boolean;
  readonly move: boolean;
  readonly drop: boolean;
  /** Another time is possible, but only at the node that made the booking: here it can be kept or cancelled. */
  readonly needsHome: boolean;
}

/**
 * What the holder may do now: until the start, with two changes of date. While the office offers a new time, because it took
 * the old one away, moving costs no change and the old start is no limit. Only the booking's home gives rights back and takes
 * others: elsewhere cancelling and dropping are asked of it, once.
 */
export const mayDo = (now: {
  readonly state: VisitState;
  readonly livePeople: number;
  readonly startsAtMs: number;
  readonly changes: number;
  readonly offered: boolean;
  readonly nowMs: number;
  readonly isHome: boolean;
  /** Its home was asked to cancel it and has not answered yet. */
  readonly isCancelAsked: boolean;
}): Can => {
  const before = now.state === "confirmed" && (now.offered || now.nowMs < now.startsAtMs);
  const open = before && !now.isCancelAsked;
  const move = open && (now.offered || now.changes < changesMax);
  return {
    cancel: open,
    move: move && now.isHome,
    drop: open && now.livePeople > 1,
    needsHome: move && !now.isHome,
  };
};
