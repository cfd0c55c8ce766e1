/**
 * States of a party in a booking and their ranks (`kernel.md` 3): what happened in the hall beats what was written elsewhere.
 * The same ranks merge two nodes' writes.
 */
export const partyRanks = {
  confirmed: 10,
  cancelled: 20,
  superseded: 30,
  no_show: 40,
  checked_in: 50,
  serving: 60,
  served: 70,
} as const;

export type PartyState = keyof typeof partyRanks;
