/** Numbers for people without an appointment: how many a lane has left now, and when there will be more. */
import type { Reader } from "../../drizzle/db";
import { isWithin, type LocalDate } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { capacityDefault } from "../calendar/capacity";
import { localRangeToUtc, type ZoneName } from "../calendar/time-zone";
import type { Branch } from "../catalogue/catalogue";
import { branchRules, groupOf } from "../catalogue/catalogue.usecase";
import { type BatchPlan, type BatchRule, batchPlanDefault, mayIssue } from "./batches";
import { branchOf, type HallReader, todayOf } from "./hall.usecase";
import type { WalkInLane } from "./lanes";
import { issuedByLane } from "./queue.store";

/** `nextBatchAtMs`: when this lane may get a number again; null when none comes today. */
export interface NumbersGone {
  readonly type: "NumbersGone";
  readonly nextBatchAtMs: number | null;
}

export interface WalkInState {
  /** Numbers this lane could still get now. */
  readonly left: number;
  /** When there will be more; null while some are left, and when none comes today. */
  readonly nextBatchAtMs: number | null;
}

/** May one more number of this group be given in this lane now? Says how many are left, that one included. */
export const mayIssueWalkIn = (
  reader: HallReader,
  group: string,
  lane: WalkInLane,
): Result<{ readonly left: number }, NumbersGone> => {
  const { day, min, zone } = todayOf(reader);
  const plan = batchPlanOf(reader, group);
  const decided = mayIssue(plan, issuedByLane(reader, reader.branch!, day, group), lane, min);
  if (decided.ok) return ok({ left: decided.value.left });
  const { error } = decided;
  if (error.type === "BadPlan")
    throw new Error(`the batch plan of group ${group} is broken: ${error.problem}`);
  const nextMin = error.type === "NotYet" ? error.nextAtMin : (error.leftoversAtMin ?? error.nextAtMin);
  return err({ type: "NumbersGone", nextBatchAtMs: nextMin === null ? null : startOfMs(zone, day, nextMin) });
};

/** The same as a state to show. */
export const walkInState = (reader: HallReader, group: string, lane: WalkInLane = "normal"): WalkInState => {
  const may = mayIssueWalkIn(reader, group, lane);
  return may.ok
    ? { left: may.value.left, nextBatchAtMs: null }
    : { left: 0, nextBatchAtMs: may.error.nextBatchAtMs };
};

/** When any group's next numbers of today come; null when none do. */
export const nextBatchMs = (reader: HallReader, groups: readonly string[]): number | null => {
  const { day, min, zone } = todayOf(reader);
  const opensAtMin = groups
    .flatMap((group) => batchPlanOf(reader, group).batches)
    .filter((batch) => batch.opensAtMin > min)
    .reduce((first, batch) => Math.min(first, batch.opensAtMin), Infinity);
  return opensAtMin === Infinity ? null : startOfMs(zone, day, opensAtMin);
};

const startOfMs = (zone: ZoneName, day: LocalDate, min: number): number | null =>
  localRangeToUtc(zone, day, min, 24 * 60)[0]?.from ?? null;

/** The branch's own plan for the group, else its plan for all groups, else the default in the branch's size. */
export const batchPlanOf = (reader: HallReader, group: string): BatchPlan => {
  const { day } = todayOf(reader);
  const rules = branchRules<BatchRule>(reader, reader.branch!, "batches").filter(({ from, to }) =>
    isWithin(day, from, to),
  );
  const own =
    rules.findLast(({ doc }) => doc.group === group) ?? rules.findLast(({ doc }) => doc.group === null);
  return own?.doc ?? scaledPlan(reader, branchOf(reader), group);
};

/** A day of eight hours: what the default plan is scaled by, until the branch declares its own numbers. */
const dayMin = 8 * 60;

/** The default's times and shares, with as many numbers as the capacity kept for walk-ins serves in a day. */
const scaledPlan = (reader: Reader, branch: Branch, group: string): BatchPlan => {
  const { unitsPerStart, slotMinutes, walkInPercent } = capacityDefault(branch, groupOf(reader, group));
  const aDay = (unitsPerStart * (dayMin / slotMinutes) * walkInPercent) / 100;
  const numbersDefault = batchPlanDefault.batches.reduce((total, { numbers }) => total + numbers, 0);
  return {
    ...batchPlanDefault,
    batches: batchPlanDefault.batches.map(({ opensAtMin, numbers }) => ({
      opensAtMin,
      numbers: Math.max(5, Math.round((aDay * numbers) / numbersDefault)),
    })),
  };
};
