/**
 * The merge laws, pure. Each takes what is here and what arrives and says what stands; each is commutative, associative and
 * idempotent over (stamp, node) pairs that are never equal for different writes.
 */
import { isLater, type Stamp } from "./hlc";

export interface Written {
  readonly stamp: Stamp;
  readonly node: number;
}

/** `columns`: the later write of a column stands. */
export const columnWins = (here: Written | undefined, arriving: Written): boolean =>
  !here || isLater(arriving, here);

/** `ranked`: the higher rank stands; within one rank the later write. An unknown state has no rank and never wins. */
export const rankedWins = (
  here: (Written & { readonly state: string }) | undefined,
  arriving: Written & { readonly state: string },
  ranks: { readonly [state: string]: number },
): boolean => {
  const arrivingRank = ranks[arriving.state];
  if (arrivingRank === undefined) return false;
  if (!here) return true;
  const hereRank = ranks[here.state] ?? -1;
  return arrivingRank > hereRank || (arrivingRank === hereRank && isLater(arriving, here));
};
