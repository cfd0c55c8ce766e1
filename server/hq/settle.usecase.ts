/**
 * Units that a node held when it was heard last, and that nobody sells since because it is gone (`kernel.md` 4: they stay frozen until
 * the time has passed or a person has settled them). Headquarters gives them to the node that goes on for it, less what is kept for
 * people who hold slips of the old box.
 */
import type { Database } from "bun:sqlite";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { isAppliedOf } from "../../sync/log-end";
import { allNodes, type KnownNode, nodeByAlias, nodeOfBranch } from "../../sync/roster";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { heldStarts } from "./settle.store";

const minuteMs = 60_000;

export interface FrozenDay {
  /** The node that is gone. */
  readonly alias: number;
  /** Local date of the branch. */
  readonly date: string;
  readonly group: string;
  readonly units: number;
}

type Reading = Pick<Tx, "nowMs"> & { readonly db: Database };

/** What nodes of this branch that are gone hold of starts to come: shut out, or another node goes on for them. */
export const frozenDays = ({ db, nowMs }: Reading, branch: string): readonly FrozenDay[] =>
  goneOf(db, branch).flatMap(({ alias }) => {
    const days = new Map<string, FrozenDay>();
    for (const { date, grp: group, units } of heldStarts(
      { db },
      { branch, alias, fromMin: nowMs / minuteMs },
    )) {
      const name = `${date} ${group}`;
      days.set(name, { alias, date, group, units: (days.get(name)?.units ?? 0) + units });
    }
    return [...days.values()];
  });

const goneOf = (db: Database, branch: string): readonly KnownNode[] => {
  const now = nodeOfBranch(db, branch);
  return allNodes(db).filter((each) => each.branch === branch && each.alias !== now?.alias);
};

/** Days in one commit: a day of a big branch is a thousand units, and nobody waits for all of them. */
export const settleDaysMax = 7;

export interface Settlement {
  /** The branch's node of today, which gets them. */
  readonly alias: number;
  readonly dates: readonly string[];
  /** Units that stay where they are, of each day and service group: slips of the old box that may turn up. */
  readonly keepEach: number;
  readonly reason: string;
}

export type SettleError =
  | { readonly type: "NodeNotFound" }
  /** Another node serves the branch, or none. */
  | { readonly type: "NodeNotInPlace" }
  /** What came of the old box last is not applied yet: it may have sold what would be given away. In a moment it is. */
  | { readonly type: "OldBoxUnderWay" };

/**
 * Gives the units of these days to the branch's node of today; nodes that are gone are shut out with it, so that nothing of theirs can
 * come any more. Asked again it gives what is left, which is nothing.
 */
export const planSettle = (
  tx: Tx,
  { alias, dates, keepEach, reason }: Settlement,
): Result<Plan<{ readonly units: number }>, SettleError> => {
  const branch = nodeByAlias(tx.db, alias)?.branch ?? undefined;
  if (branch === undefined) return err({ type: "NodeNotFound" });
  if (nodeOfBranch(tx.db, branch)?.alias !== alias) return err({ type: "NodeNotInPlace" });
  const gone = goneOf(tx.db, branch);
  if (!gone.every((node) => isAppliedOf(tx.db, node.alias))) return err({ type: "OldBoxUnderWay" });
  const given = gone.flatMap((node) =>
    dates.flatMap((date) =>
      dayOf(tx, branch, node.alias, date, keepEach).map((pool) => ({ ...pool, of: node.alias })),
    ),
  );
  const units = given.reduce((sum, pool) => sum + countOf(pool.units), 0);
  return ok({
    intent: "settleRights",
    about: { node: alias, branch, reason, units, kept: keepEach },
    rows: [
      ...gone
        .filter(({ state }) => state === "active")
        .map((node) => update("node", { alias: node.alias }, { state: "suspended" })),
      ...given.map((pool) =>
        insert("rightSettle", {
          ...pool,
          id: tx.newId(),
          branch,
          to: alias,
          units: JSON.stringify(pool.units),
        }),
      ),
    ],
    answer: { units },
  });
};

type Units = readonly (readonly [startMin: number, units: number])[];

const countOf = (units: Units): number => units.reduce((sum, [, count]) => sum + count, 0);

interface PoolOfDay {
  readonly date: string;
  readonly grp: string;
  readonly pool: string;
  readonly slotMinutes: number;
  readonly units: Units;
}

/** A day's units by pool, less what is kept of each service group: of its first starts. */
const dayOf = (
  { db, nowMs }: Reading,
  branch: string,
  alias: number,
  date: string,
  keepEach: number,
): readonly PoolOfDay[] => {
  const left = new Map<string, number>();
  const pools = new Map<string, PoolOfDay & { units: [number, number][] }>();
  for (const start of heldStarts({ db }, { branch, alias, fromMin: nowMs / minuteMs, date })) {
    const { grp, pool, slotMinutes, startMin, units } = start;
    const keep = left.get(grp) ?? keepEach;
    const stays = Math.min(units, keep);
    left.set(grp, keep - stays);
    if (units === stays) continue;
    const name = `${grp} ${pool} ${slotMinutes}`;
    const found = pools.get(name) ?? { date, grp, pool, slotMinutes, units: [] };
    found.units.push([startMin, units - stays]);
    pools.set(name, found);
  }
  return [...pools.values()];
};
