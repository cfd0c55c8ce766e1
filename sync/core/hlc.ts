/**
 * A hybrid logical clock in one safe integer: 41 bits of milliseconds since 2024 and 12 bits of counter, good until 2093.
 * More than 4,096 stamps in one millisecond carry into the next. Two stamps of one node are never equal, so
 * (stamp, node alias) is a total order.
 */
export type Stamp = number;

export const hlcEpochMs = Date.UTC(2024, 0, 1);
const counterBits = 4096;
const maxMs = 2 ** 41 - 1;

/** The smallest stamp of a wall time. Rows that the program ships with carry the stamp of their release. */
export const stampAt = (ms: number): Stamp =>
  Math.min(Math.max(0, Math.floor(ms) - hlcEpochMs), maxMs) * counterBits;

export const stampToMs = (stamp: Stamp): number => Math.floor(stamp / counterBits) + hlcEpochMs;

/** The next stamp of a node whose highest stamp so far is `last`: never below the wall clock, never repeated, never back. */
export const nextStamp = (last: Stamp, nowMs: number): Stamp => Math.max(stampAt(nowMs), last + 1);

/** Orders writes of different nodes: later stamp first, the node alias breaks ties. */
export const isLater = (a: { stamp: Stamp; node: number }, b: { stamp: Stamp; node: number }): boolean =>
  a.stamp > b.stamp || (a.stamp === b.stamp && a.node > b.node);
