/**
 * Units that a node held when it was heard last, and that nobody sells since because it is gone (`kernel.md` 4: they stay frozen until
 * the time has passed or a person has settled them). Headquarters gives them to the node that goes on for it, day by day, less what
 * the branch keeps for people who hold slips of the old box.
 */
import type { Database } from "bun:sqlite";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { SettledPool } from "../../sync/effects";
import { allNodes, nodeByAlias, nodeOfBranch } from "../../sync/roster";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

export interface FrozenDay {
  readonly alias: number;
  /** Local date of the branch. */
  readonly date: string;
  readonly group: string;
  readonly units: number;
}

/** What nodes of this branch that are gone hold of starts to come: shut out, or another node goes on for them. */
export const frozenDays = (
  { db, nowMs }: { readonly db: Database; readonly nowMs: number },
  branch: string,
): readonly FrozenDay[] =>
  allNodes(db)
    .filter((each) => each.branch === branch)
    .filter(({ alias, state }) => state === "suspended" || nodeOfBranch(db, branch)?.alias !== alias)
    .flatMap(
      ({ alias }) =>
        statement(
          db,
          `SELECT node AS alias, date, grp AS "group", sum(avail) AS units FROM right_
           WHERE branch = ? AND node = ? AND start_min > ? GROUP BY date, grp HAVING units > 0 ORDER BY date, grp`,
        ).all(branch, alias, nowMs / minuteMs) as FrozenDay[],
    );

const minuteMs = 60_000;

/** Days in one commit: a day of a big branch is a thousand units. */
export const settleDaysMax = 7;

export interface Settlement {
  /** The node that is gone. */
  readonly alias: number;
  readonly dates: readonly string[];
  /** Units to leave where they are: slips of the old box that somebody holds. */
  readonly keep: readonly { readonly date: string; readonly group: string; readonly units: number }[];
  readonly reason: string;
}

export type SettleError =
  | { readonly type: "NodeNotFound" }
  /** Headquarters still takes what the node says: it must be shut out first. */
  | { readonly type: "NodeNotGone" }
  /** No other node serves its branch. */
  | { readonly type: "NoNodeInPlace" };

/** Gives the units of these days to the branch's node of today. Asked again it gives what is left, which is nothing. */
export const planSettle = (
  tx: Tx,
  { alias, dates, keep, reason }: Settlement,
): Result<Plan<{ readonly units: number }>, SettleError> => {
  const gone = nodeByAlias(tx.db, alias);
  if (gone?.branch === undefined || gone.branch === null) return err({ type: "NodeNotFound" });
  if (gone.state !== "suspended") return err({ type: "NodeNotGone" });
  const now = nodeOfBranch(tx.db, gone.branch);
  if (!now) return err({ type: "NoNodeInPlace" });
  const { branch } = gone;
  const days = dates.map((date) => ({ date, pools: poolsOf(tx, { branch, alias, date }, keep) }));
  const units = days.reduce((sum, { pools }) => sum + countOf(pools), 0);
  return ok({
    intent: "settleRights",
    about: { node: alias, branch, reason, units },
    rows: days
      .filter(({ pools }) => pools.length > 0)
      .map(({ date, pools }) =>
        insert("rightSettle", {
          id: tx.newId(),
          branch,
          date,
          of: alias,
          to: now.alias,
          doc: JSON.stringify(pools),
        }),
      ),
    answer: { units },
  });
};

const countOf = (pools: readonly SettledPool[]): number =>
  pools.reduce((sum, pool) => sum + pool.units.reduce((count, [, units]) => count + units, 0), 0);

const poolsOf = (
  { db, nowMs }: Tx,
  { branch, alias, date }: { readonly branch: string; readonly alias: number; readonly date: string },
  keep: Settlement["keep"],
): readonly SettledPool[] => {
  const rows = statement(
    db,
    `SELECT grp, pool, slot_minutes AS slotMinutes, start_min AS startMin, avail FROM right_
     WHERE branch = ? AND node = ? AND date = ? AND start_min > ? AND avail > 0 ORDER BY grp, pool, start_min`,
  ).all(branch, alias, date, nowMs / minuteMs) as {
    grp: string;
    pool: string;
    slotMinutes: number;
    startMin: number;
    avail: number;
  }[];
  const kept = new Map(keep.filter((each) => each.date === date).map(({ group, units }) => [group, units]));
  const pools = new Map<string, { head: Omit<SettledPool, "units">; units: [number, number][] }>();
  for (const { grp, pool, slotMinutes, startMin, avail } of rows) {
    const stays = Math.min(avail, kept.get(grp) ?? 0);
    kept.set(grp, (kept.get(grp) ?? 0) - stays);
    if (avail === stays) continue;
    const name = `${grp} ${pool} ${slotMinutes}`;
    const found = pools.get(name) ?? { head: { grp, pool, slotMinutes }, units: [] };
    found.units.push([startMin, avail - stays]);
    pools.set(name, found);
  }
  return [...pools.values()].map(({ head, units }) => ({ ...head, units }));
};
