/** The declared calling policy: who changes it, since when it counts, and the proof that the calls kept to it. */
import type { LocalDate } from "../../sync/core/local-date";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { lastChange } from "../calendar/changes.usecase";
import { utcToLocal } from "../calendar/time-zone";
import { counterSpells } from "./counters.store";
import { branchOf, dayRange, type HallReader } from "./hall.usecase";
import { policyHistory, reachOf } from "./line.usecase";
import { checkPolicy, type PolicyError, type PolicyInForce, policyDefault, type PolicyV1 } from "./policy";
import { stepsOfDay, ticketsOfDay } from "./queue.store";
import { type Deviation, recheckCalls } from "./replay";

export interface PolicyChange {
  readonly policy: PolicyV1;
  /** When it begins to count; null is at once. */
  readonly fromMs: number | null;
  readonly reason: string;
  readonly actor: string;
}

export type PolicyChangeError = PolicyError | { readonly type: "BeginsInThePast"; readonly nowMs: number };

/** Declares the next version of the policy. What was before and who changed it is kept beside it. */
export const planSetPolicy = (
  tx: Tx,
  change: PolicyChange,
): Result<Plan<{ readonly version: number }>, PolicyChangeError> => {
  const before = latestPolicy(tx);
  const checked = checkPolicy(change.policy, before.policy);
  if (!checked.ok) return checked;
  // Calls of this very millisecond were made under the old one.
  const fromMs = change.fromMs ?? tx.nowMs + 1;
  if (fromMs <= tx.nowMs) return err({ type: "BeginsInThePast", nowMs: tx.nowMs });
  const after: PolicyInForce = { fromMs, policy: checked.value };
  const { branch } = tx;
  return ok({
    intent: "setPolicy",
    rows: [
      insert("branchRule", {
        id: tx.newId(),
        branch: branch!,
        kind: "policy",
        fromDate: utcToLocal(branchOf(tx).zone, fromMs).date,
        toDate: null,
        doc: JSON.stringify(after),
      }),
      insert("calendarChange", {
        id: tx.newId(),
        branch: branch!,
        what: "policy",
        reason: change.reason,
        actor: change.actor,
        atMs: tx.nowMs,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      }),
    ],
    answer: { version: checked.value.version },
  });
};

/** The policy of the highest version, whether it counts already or not; the default is version 1. */
export const latestPolicy = (reader: HallReader): PolicyInForce =>
  policyHistory(reader).reduce<PolicyInForce>(
    (best, each) => (each.policy.version > best.policy.version ? each : best),
    {
      fromMs: 0,
      policy: policyDefault,
    },
  );

/** Who declared the latest policy, and why; null for the one a branch begins with. */
export const policyDeclared = (
  reader: HallReader,
): { readonly atMs: number; readonly actor: string; readonly reason: string } | null => {
  const change = lastChange(reader, "policy");
  return change ? { atMs: change.atMs, actor: change.actor, reason: change.reason } : null;
};

export interface DayCheck {
  /** Calls that the policy chose; calls by choice carry their reason and are not judged. */
  readonly calls: number;
  readonly deviations: readonly Deviation[];
}

/** Makes every call of a day once more from the rows before it. No deviation: nobody was favoured. */
export const checkDay = (reader: HallReader, day: LocalDate): DayCheck => {
  const { fromMs, toMs } = dayRange(reader, day);
  const rows = stepsOfDay(reader, day);
  const spells = counterSpells(reader, fromMs, toMs);
  const tickets = ticketsOfDay(reader, day).map(({ ticket }) => ticket);
  const reachAt = (counterId: string, atMs: number) => {
    const spell = spells.findLast((each) => each.counter === counterId && each.atMs <= atMs);
    return spell && reachOf({ id: counterId, groups: spell.groups });
  };
  return {
    calls: rows.filter(({ kind, turn }) => kind === "call" && turn !== "chosen").length,
    deviations: recheckCalls(policyHistory(reader), tickets, rows, reachAt),
  };
};
