/** This machine's clock: how it stands, and a supervisor's word on it. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { heardOf } from "../../sync/peers";
import { headquarters } from "../../sync/roster";
import { put } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type ClockTrouble, clockTrouble, isConfirmed } from "./clock";
import { clockKey, clockWord, lastRecordMs } from "./clock.store";

type Looking = Pick<Tx, "db" | "nowMs" | "node">;

export interface ClockNow {
  readonly trouble: ClockTrouble | null;
  /** A supervisor has said that it is right. */
  readonly isConfirmed: boolean;
}

export const clockNow = (looking: Looking): ClockNow => {
  const { db, nowMs, node } = looking;
  const hq = headquarters(db);
  const heard = hq && hq.alias !== node ? heardOf(db, hq.alias) : undefined;
  const trouble = clockTrouble({ nowMs, lastRecordMs: lastRecordMs(looking, node), hq: heard ?? null });
  if (!trouble) return { trouble: null, isConfirmed: false };
  return { trouble, isConfirmed: isConfirmed(trouble, clockWord(looking), nowMs) };
};

/** Whether nothing may be issued that ends by the clock. */
export const isClockUnsure = (looking: Looking): boolean => {
  const { trouble, isConfirmed: isRight } = clockNow(looking);
  return trouble !== null && !isRight;
};

/** A supervisor looked at the clock on the wall: this one is right, whatever else says. */
export const planConfirmClock = (
  tx: Tx,
  by: string,
): Result<Plan<null>, { readonly type: "ClockIsRight" }> => {
  const { trouble } = clockNow(tx);
  if (!trouble) return err({ type: "ClockIsRight" });
  const word = { type: trouble.type, atMs: tx.nowMs, by };
  return ok({
    intent: "confirmClock",
    about: { why: trouble.type, byS: Math.round(trouble.byMs / 1000) },
    rows: [put("meta", { key: clockKey, value: JSON.stringify(word) })],
    answer: null,
  });
};
