/**
 * States of a party in a booking and their ranks: what happened in the hall beats what was written elsewhere.
 * The same ranks merge two nodes' writes.
 */
export const partyRanks = {
  confirmed: 10,
  cancelled: 20,
  superseded: 30,
  no_show: 40,
  checked_in: 50,
  serving: 60,
  /** Checked in, then not there when called, or when the visit ended. Above `serving`, because ranks never fall. */
  absent: 65,
  served: 70,
} as const;

export type PartyState = keyof typeof partyRanks;

/** What people are told: whether somebody never came or left the hall, the visit did not take place. */
export type VisitState = Exclude<PartyState, "absent">;

export const visitState = (state: PartyState): VisitState => (state === "absent" ? "no_show" : state);

/** A party that was neither given back nor lost. */
export const isLive = (state: PartyState): boolean => state !== "cancelled" && state !== "superseded";

/** Unverified claims of one identity and service that may stand side by side. */
export const claimsMax = 2;
