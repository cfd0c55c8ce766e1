/**
 * Whether this machine's clock can be believed. Pure.
 *
 * A wrong clock issues things that end at a wrong time: places, codes, roles. The hall goes on all the same: numbers, calls and checks
 * of slips need no exact time. A supervisor who looks at the clock on the wall may say that it is right.
 */
import { clockMsMax } from "./supervision";

export type ClockTrouble =
  /** Earlier than what this node wrote last: somebody or something set it back. */
  | { readonly type: "behind_records"; readonly byMs: number }
  /** Ahead of headquarters' clock (negative: behind it) when it was heard last. */
  | { readonly type: "off"; readonly byMs: number };

export interface ClockFacts {
  readonly nowMs: number;
  /** When this node wrote its last audited record, by its own clock; null where there is none. */
  readonly lastRecordMs: number | null;
  /** What the last round with headquarters measured; null where there was none. */
  readonly hq: { readonly aheadMs: number; readonly heardAtMs: number } | null;
}

/** A clock that is set by the network goes back by less. */
const backMsMax = 5_000;
/** A measurement of this age was made by the clock as it is now. */
const freshMs = 5 * 60_000;

export const clockTrouble = ({ nowMs, lastRecordMs, hq }: ClockFacts): ClockTrouble | undefined => {
  if (hq && Math.abs(hq.aheadMs) >= clockMsMax) return { type: "off", byMs: hq.aheadMs };
  const isMeasured = hq !== null && hq.heardAtMs <= nowMs && nowMs - hq.heardAtMs < freshMs;
  const byMs = (lastRecordMs ?? 0) - nowMs;
  return byMs > backMsMax && !isMeasured ? { type: "behind_records", byMs } : undefined;
};

/** How long a supervisor's word holds; the trouble may be another one by then. */
const wordMs = 12 * 3_600_000;

export interface ClockWord {
  readonly type: ClockTrouble["type"];
  readonly atMs: number;
  /** Staff id. */
  readonly by: string;
}

/** Whether a supervisor has said that the clock is right in spite of this. */
export const isConfirmed = ({ type }: ClockTrouble, word: ClockWord | undefined, nowMs: number): boolean =>
  word?.type === type && nowMs >= word.atMs && nowMs - word.atMs < wordMs;
