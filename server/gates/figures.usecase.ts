/** The figures of a day, and the night's answer whether sensors and records agree. */
import type { LocalDate } from "../../sync/core/local-date";
import { addDays } from "../../sync/core/local-date";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { dayRange, todayOf } from "../queue/hall.usecase";
import { alarmRows } from "./alarms.usecase";
import { figureRows, targets } from "./figures";
import {
  countBefore,
  countsBetween,
  laneDays,
  laneIds,
  notAskedTimes,
  openAlarms,
  passagesBetween,
  sentBetween,
} from "./gates.store";
import { type LaneDay, reconcile } from "./reconcile";

type Looking = Pick<Tx, "db" | "nowMs" | "branch">;

export const figuresOf = (looking: Looking, day: LocalDate = todayOf(looking).day) => ({
  day,
  targets,
  rows: figureRows(countedOn(looking, day)),
});

const countedOn = (looking: Looking, day: LocalDate) => {
  const { fromMs, toMs } = dayRange(looking, day);
  return passagesBetween(looking, looking.branch!, fromMs, toMs).map(
    ({ decision, outcome, ownMs, decidedMs, ...row }) => ({
      ...row,
      isReferred: decision !== "admit",
      isPassed: outcome === "passed",
      ownMs: ownMs ?? decidedMs,
    }),
  );
};

/** How often it is looked whether a group is sent to officers too often. */
const lookMs = 15 * 60_000;

/** A group that is sent to officers twice as often as everybody raises an alarm, at the lane called `all`. */
export const unusualGroupsTask: Task = {
  name: "unusual_groups",
  plan: (tx) => {
    const isUnusual = figureRows(countedOn(tx, todayOf(tx).day)).some(({ unusual }) => unusual);
    const isTold = openAlarms(tx, tx.branch!).some(({ kind }) => kind === "unusual_group");
    const rows = isUnusual && !isTold ? alarmRows(tx, everyLane, "unusual_group") : [];
    return ok({
      nextDueMs: tx.nowMs + lookMs,
      ...(rows.length > 0 ? { plan: { intent: "laneAlarm", rows, answer: null } as Plan<null> } : {}),
    });
  },
};

const everyLane = "all";

/** After midnight: yesterday, lane by lane. */
export const reconcileTask: Task = {
  name: "reconcile_lanes",
  plan: (tx) => {
    const { day } = todayOf(tx);
    const nextDueMs = dayRange(tx, addDays(day, 1)).fromMs + afterMidnightMs;
    const rows = reconcileRows(tx, addDays(day, -1));
    return ok({
      nextDueMs,
      ...(rows.length > 0 ? { plan: { intent: "reconcileLanes", rows, answer: null } as Plan<null> } : {}),
    });
  },
};

/** Long enough for whoever stood in a lane at midnight. */
const afterMidnightMs = 10 * 60_000;

/** One row per lane that had anything that day; written once. */
export const reconcileRows = (tx: Tx, day: LocalDate): readonly RowOp[] => {
  const branch = tx.branch!;
  const done = new Set(laneDays(tx, branch, day).map(({ lane }) => lane));
  return laneIds(tx, branch)
    .filter((lane) => !done.has(lane))
    .flatMap((lane) => {
      const found = reconciled(tx, lane, day);
      if (found.recorded + (found.counted ?? 0) + found.withoutCommand + found.withoutPassage.length === 0)
        return [];
      const row = { branch, lane, day, doc: JSON.stringify(found), atMs: tx.nowMs };
      return [
        insert("laneDay", row),
        ...(found.result === "differs" ? alarmRows(tx, lane, "reconciliation") : []),
      ];
    });
};

const reconciled = (looking: Looking, lane: string, day: LocalDate): LaneDay => {
  const { fromMs, toMs } = dayRange(looking, day);
  const branch = looking.branch!;
  return reconcile({
    before: countBefore(looking, branch, lane, fromMs),
    readings: countsBetween(looking, branch, lane, fromMs, toMs),
    sent: sentBetween(looking, branch, lane, fromMs, toMs),
    notAsked: notAskedTimes(looking, branch, lane, fromMs, toMs),
  });
};

/** What the night wrote; of a day that runs yet, how it stands now. */
export const reconciliationOf = (looking: Looking, day: LocalDate, nameOf: (lane: string) => string) => {
  const branch = looking.branch!;
  const written = laneDays(looking, branch, day).map(({ lane, doc, atMs }) => ({
    lane,
    name: nameOf(lane),
    ...(JSON.parse(doc) as LaneDay),
    atMs,
  }));
  if (written.length > 0) return { day, lanes: written };
  return {
    day,
    lanes: laneIds(looking, branch).map((lane) => ({
      lane,
      name: nameOf(lane),
      ...reconciled(looking, lane, day),
      atMs: looking.nowMs,
    })),
  };
};
