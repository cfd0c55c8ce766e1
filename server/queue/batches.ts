import { err, ok, type Result } from "../../sync/core/result";
import { type WalkInLane, walkInLanes } from "./lanes";

/**
 * Walk-in numbers of one branch and group, released at declared times: nobody needs to stand in line before dawn for a
 * number of the afternoon. (Wangsa Maju ran out by 09:15 in 2023; Jalan Duta gives a morning and a 2 pm batch.)
 */
export interface BatchPlan {
  /** In order of time, on the branch's own wall clock. */
  readonly batches: readonly Batch[];
  /** Per cent of each batch set aside for a lane; together 100. */
  readonly sharePercent: Readonly<Record<WalkInLane, number>>;
  /** So long after a batch opened, what a lane has left over is open to every lane. */
  readonly keptForLaneMin: number;
}

/** A branch's own plan for one group; `group` null is for every group without a plan of its own. */
export interface BatchRule extends BatchPlan {
  readonly group: string | null;
}

export interface Batch {
  /** Minutes after local midnight: 08:00 is 480. */
  readonly opensAtMin: number;
  readonly numbers: number;
}

export type IssuedByLane = Readonly<Record<WalkInLane, number>>;

/**
 * Times in minutes after local midnight. `nextAtMin` is null when no further batch comes today; `leftoversAtMin` is when
 * numbers other lanes did not need may open to this one, null when none are left.
 */
export type BatchError =
  | { readonly type: "NotYet"; readonly nextAtMin: number }
  | {
      readonly type: "NumbersGone";
      readonly nextAtMin: number | null;
      readonly leftoversAtMin: number | null;
    }
  | { readonly type: "BadPlan"; readonly problem: "order" | "shares" | "empty" };

export const batchPlanDefault: BatchPlan = {
  batches: [
    { opensAtMin: 8 * 60, numbers: 60 },
    { opensAtMin: 14 * 60, numbers: 40 },
  ],
  sharePercent: { normal: 60, priority: 20, employer: 20 },
  keptForLaneMin: 60,
};

/**
 * May this lane have one more number now? Says how many it could still get, that one included.
 * What a batch leaves over stays for the next; a lane that borrowed from others pays it back from its next share.
 *
 * @param issued walk-in numbers given out today per lane; undone or unused numbers count, they never come back.
 */
export const mayIssue = (
  plan: BatchPlan,
  issued: IssuedByLane,
  lane: WalkInLane,
  nowMin: number,
): Result<{ readonly left: number }, BatchError> => {
  const next = plan.batches.find((batch) => batch.opensAtMin > nowMin);
  const opened = plan.batches.filter((batch) => batch.opensAtMin <= nowMin);
  const latest = opened.at(-1);
  if (!latest && next) return err({ type: "NotYet", nextAtMin: next.opensAtMin });
  if (!latest) return err({ type: "NumbersGone", nextAtMin: null, leftoversAtMin: null });

  const released = sum(opened.map((batch) => batch.numbers));
  const leftOfAll = released - sum(walkInLanes.map((each) => issued[each]));
  const ownShare = sum(opened.map((batch) => sharesOf(batch.numbers, plan.sharePercent)[lane]));
  const sharedFromMin = latest.opensAtMin + plan.keptForLaneMin;
  const left = nowMin >= sharedFromMin ? leftOfAll : Math.min(leftOfAll, ownShare - issued[lane]);
  if (left > 0) return ok({ left });
  const leftoversFirst = leftOfAll > 0 && sharedFromMin < (next?.opensAtMin ?? Infinity);
  return err({
    type: "NumbersGone",
    nextAtMin: next?.opensAtMin ?? null,
    leftoversAtMin: leftoversFirst ? sharedFromMin : null,
  });
};

/** A batch split by shares, whole numbers, nothing lost: the largest remainder gets the odd one, ties in lane order. */
export const sharesOf = (
  numbers: number,
  percent: BatchPlan["sharePercent"],
): Readonly<Record<WalkInLane, number>> => {
  const shares = { normal: 0, priority: 0, employer: 0 };
  for (const lane of walkInLanes) shares[lane] = Math.floor((numbers * percent[lane]) / 100);
  const remainder = (lane: WalkInLane) => (numbers * percent[lane]) % 100;
  const byRemainder = walkInLanes.toSorted((a, b) => remainder(b) - remainder(a));
  const odd = numbers - sum(Object.values(shares));
  for (const lane of byRemainder.slice(0, odd)) shares[lane]++;
  return shares;
};

/** Checks a plan somebody wrote: times strictly ascending within the day, shares together 100, no empty batch. */
export const checkBatchPlan = (plan: BatchPlan): Result<BatchPlan, BatchError> => {
  const times = plan.batches.map((batch) => batch.opensAtMin);
  const ascending = times.every((at, i) => at >= 0 && at < 24 * 60 && (i === 0 || at > times[i - 1]!));
  if (!ascending) return err({ type: "BadPlan", problem: "order" });
  const percents = walkInLanes.map((lane) => plan.sharePercent[lane]);
  if (percents.some((share) => !Number.isInteger(share) || share < 0) || sum(percents) !== 100) {
    return err({ type: "BadPlan", problem: "shares" });
  }
  const whole = plan.batches.every((batch) => Number.isInteger(batch.numbers) && batch.numbers > 0);
  return whole && plan.batches.length > 0 ? ok(plan) : err({ type: "BadPlan", problem: "empty" });
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
