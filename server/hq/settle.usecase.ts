/**
 * Units that a node held when it was heard last, and that nobody sells since because it is gone (`kernel.md` 4: they stay frozen until
 * the time has passed or a person has settled them). Headquarters gives them to the node that goes on for it, less what is kept for
 * people who hold slips of the old box.
 */
import type { Database } from "bun:sqlite";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { SettledPool } from "../../sync/effects";
import { allNodes, type KnownNode, nodeByAlias, nodeOfBranch } from "../../sync/roster";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

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
  goneOf(db, branch).flatMap(
    ({ alias }) =>
      statement(
        db,
        `SELECT node AS alias, date, grp AS "group", sum(avail) AS units FROM right_
         WHERE branch = ? AND node = ? AND start_min > ? GROUP BY date, grp HAVING units > 0 ORDER BY date, grp`,
      ).all(branch, alias, nowMs / minuteMs) as FrozenDay[],
  );

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
  | { readonly type: "NodeNotInPlace" };

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
  const days = gone.flatMap((node) =>
    dates.map((date) => ({ date, of: node.alias, pools: poolsOf(tx, branch, node.alias, date, keepEach) })),
  );
  const units = days.reduce((sum, { pools }) => sum + countOf(pools), 0);
  return ok({
    intent: "settleRights",
    about: { node: alias, branch, reason, units, kept: keepEach },
    rows: [
      ...gone
        .filter(({ state }) => state === "active")
        .map((node) => update("node", { alias: node.alias }, { state: "suspended" })),
      ...days
        .filter(({ pools }) => pools.length > 0)
        .map(({ date, of, pools }) =>
          insert("rightSettle", {
            id: tx.newId(),
            branch,
            date,
            of,
            to: alias,
            doc: JSON.stringify(pools),
          }),
        ),
    ],
    answer: { units },
  });
};

const countOf = (pools: readonly SettledPool[]): number =>
  pools.reduce((sum, pool) => sum + pool.units.reduce((count, [, units]) => count + units, 0), 0);

const poolsOf = (
  { db, nowMs }: Reading,
  branch: string,
  alias: number,
  date: string,
  keepEach: number,
): readonly SettledPool[] => {
  const rows = statement(
    db,
    `SELECT grp, pool, slot_minutes AS slotMinutes, start_min AS startMin, avail FROM right_
     WHERE branch = ? AND node = ? AND date = ? AND start_min > ? AND avail > 0 ORDER BY grp, pool, start_min`,
  ).all(branch, alias, date, nowMs / minuteMs) as (Omit<SettledPool, "units"> & {
    readonly startMin: number;
    readonly avail: number;
  })[];
  const left = new Map<string, number>();
  const pools = new Map<string, Omit<SettledPool, "units"> & { units: [number, number][] }>();
  for (const { grp, pool, slotMinutes, startMin, avail } of rows) {
    const keep = left.get(grp) ?? keepEach;
    const stays = Math.min(avail, keep);
    left.set(grp, keep - stays);
    if (avail === stays) continue;
    const name = `${grp} ${pool} ${slotMinutes}`;
    const found = pools.get(name) ?? { grp, pool, slotMinutes, units: [] };
    found.units.push([startMin, avail - stays]);
    pools.set(name, found);
  }
  return [...pools.values()];
};
