/** What an officer confirmed at a wide lane: one fact per lane, on this node alone. */
import type { Reader } from "../../drizzle/db";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { put } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type Companions, companionsMs, standing } from "./companions";
import { fact, outcomeOf } from "./gates.store";
import type { LaneSetup } from "./lane";

const keyOf = (lane: string): string => `gateCompanions/${lane}`;

/** An adult who was let in and did not go through leads nobody: the children would stand on the other side alone. */
export const companionsAt = ({ db, nowMs }: Reader & Pick<Tx, "nowMs">, lane: string): Companions | null => {
  const value = fact({ db }, keyOf(lane));
  const known = standing(value === undefined ? null : (JSON.parse(value) as Companions), nowMs);
  if (!known || known.adult === null) return known;
  return outcomeOf({ db }, known.adult) === "passed" ? known : { ...known, adult: null };
};

export const companionsRow = (lane: string, now: Companions): RowOp =>
  put("meta", { key: keyOf(lane), value: JSON.stringify(now) });

/** Only a wide lane lets two people be near each other. */
export type CompanionsError = { readonly type: "LaneNotWide" };

/** `count` 0 takes the word back. */
export const planCompanions = (
  tx: Tx,
  { lane, count, officer }: { readonly lane: LaneSetup; readonly count: number; readonly officer: string },
): Result<Plan<null>, CompanionsError> => {
  if (!lane.wide) return err({ type: "LaneNotWide" });
  const now = { left: count, officer, adult: null, untilMs: tx.nowMs + companionsMs };
  return ok({
    intent: "confirmCompanions",
    about: { lane: lane.id, companions: count },
    rows: [companionsRow(lane.id, now)],
    answer: null,
  });
};
