/** Alarms of lanes: raised, folded when they repeat, ended by an officer or by the lane itself. */
import type { Reader } from "../../drizzle/db";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type AlarmName, alarmKinds } from "./alarms";
import { openAlarms } from "./gates.store";

/** The same again while it is open is the same alarm, one more time. */
export const alarmRows = (tx: Tx, lane: string, kind: AlarmName): readonly RowOp[] => {
  const open = openAlarms(tx, tx.branch!).find((row) => row.lane === lane && row.kind === kind);
  if (open) return [update("laneAlarm", { id: open.id }, { lastMs: tx.nowMs, times: open.times + 1 })];
  return [
    insert("laneAlarm", {
      id: tx.newId(),
      branch: tx.branch!,
      lane,
      kind,
      firstMs: tx.nowMs,
      lastMs: tx.nowMs,
      times: 1,
      state: "open",
      by: null,
      endedMs: null,
    }),
  ];
};

export const planAlarm = (tx: Tx, lane: string, kind: AlarmName): Result<Plan<null>, never> =>
  ok({ intent: "laneAlarm", rows: alarmRows(tx, lane, kind), answer: null });

/** The lane itself took it back. */
export const planAlarmOver = (tx: Tx, lane: string, kind: AlarmName): Result<Plan<null>, never> =>
  ok({
    intent: "laneAlarm",
    rows: openAlarms(tx, tx.branch!)
      .filter((row) => row.lane === lane && row.kind === kind)
      .map(({ id }) => ended(tx, id, null)),
    answer: null,
  });

export type EndAlarmError =
  | { readonly type: "AlarmNotFound" }
  /** It is ended by doing what it asks for, or by itself. */
  | { readonly type: "AlarmNeedsAction"; readonly action: string | null };

/** An officer has seen it: only where that is the one thing to do. */
export const planEndAlarm = (tx: Tx, id: string, officer: string): Result<Plan<null>, EndAlarmError> => {
  const found = openAlarms(tx, tx.branch!).find((row) => row.id === id);
  if (!found) return err({ type: "AlarmNotFound" });
  const { action } = alarmKinds[found.kind as AlarmName];
  if (action !== "end") return err({ type: "AlarmNeedsAction", action });
  return ok({ intent: "endLaneAlarm", rows: [ended(tx, id, officer)], answer: null });
};

/** Once an officer did what alarms of a lane ask for, those are over. */
export const endedByAction = (tx: Tx, lane: string, action: string, officer: string): readonly RowOp[] =>
  openAlarms(tx, tx.branch!)
    .filter((row) => row.lane === lane && alarmKinds[row.kind as AlarmName].action === action)
    .map(({ id }) => ended(tx, id, officer));

const ended = (tx: Tx, id: string, by: string | null): RowOp =>
  update("laneAlarm", { id }, { state: "ended", by, endedMs: tx.nowMs });

/** Rank first, then the oldest. */
export const alarmsShown = (reader: Reader, branch: string) =>
  openAlarms(reader, branch)
    .map((row) => ({ ...row, ...alarmKinds[row.kind as AlarmName] }))
    .toSorted((a, b) => a.rank - b.rank || a.firstMs - b.firstMs);
