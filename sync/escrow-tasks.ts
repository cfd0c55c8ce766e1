/** Rights on the move without anybody asking: headquarters' first share of each day, and its leftovers home before the slot. */
import type { Database } from "bun:sqlite";
import { stampToMs } from "./core/hlc";
import type { RowOp } from "./core/plan";
import { ok } from "./core/result";
import {
  type DayPool,
  firstShare,
  grantRows,
  hqSharePercent,
  leftoverMinBefore,
  lowWaterPercent,
  rightsOf,
} from "./escrow";
import { allNodes, headquarters, nodeOfBranch } from "./roster";
import { insert } from "./rows";
import type { Task } from "./scheduler";
import type { Tx } from "./submit";
import { statement } from "./tables";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Days of a service group in one commit. */
const mintsPerCommitMax = 40;

/** A branch gives headquarters its part of every day that is on sale, as soon as it knows a headquarters. */
export const shareTask: Task = {
  name: "share",
  plan: (tx) => {
    const hq = headquarters(tx.db);
    const mints = hq && tx.branch !== null ? unshared(tx, tx.branch, isoDate(tx.nowMs - dayMs)) : [];
    const rows = mints.flatMap((mint) => shareRows(tx, mint, hq!.alias));
    return ok({
      ...(rows.length > 0 ? { plan: { intent: "share", rows, answer: null } } : {}),
      nextDueMs: tx.nowMs + (rows.length > 0 ? 0 : hq ? minuteMs / 6 : 2000),
    });
  },
};

interface Minted extends Omit<DayPool, "pool"> {
  readonly id: string;
  readonly slotMinutes: number;
  readonly pools: string;
  readonly starts: string;
}

/** The grant of a mint's first pool, by which its share is known to be given. */
const shareId = (mint: string): string => `share/${mint}`;

/**
 * What this node made of a day is shared once: also what an office adds to a day that is on sale. What a node made that is gone
 * is frozen with it.
 */
const unshared = ({ db, node }: Tx, branch: string, fromDate: string): readonly Minted[] =>
  statement(
    db,
    `SELECT id, branch, grp, date, slot_minutes AS slotMinutes, pools, starts FROM mint m INDEXED BY mint_open
     WHERE branch = ? AND date >= ? AND _n = ? AND NOT EXISTS (SELECT 1 FROM right_grant g WHERE g.id = 'share/' || m.id)
     ORDER BY date, grp, id LIMIT ${mintsPerCommitMax}`,
  ).all(branch, fromDate, node) as Minted[];

const shareRows = (tx: Tx, mint: Minted, to: number): readonly RowOp[] => {
  const { branch, grp, date, slotMinutes } = mint;
  const made = JSON.parse(mint.starts) as number[][];
  return (JSON.parse(mint.pools) as string[]).flatMap((pool, at) => {
    const of = { branch, grp, date, pool };
    const free = new Map(rightsOf(tx.db, of, tx.node).map(({ startMin, avail }) => [startMin, avail]));
    const starts = made.map(([startMin, ...units]) => ({
      startMin: startMin!,
      avail: Math.min(units[at] ?? 0, free.get(startMin!) ?? 0),
    }));
    const units = firstShare(starts, hqSharePercent);
    // The first pool's grant is written even when it holds nothing, or its mint would be looked at for ever.
    if (at > 0) return grantRows(tx, of, to, units, slotMinutes, "share");
    const row = { ...of, slotMinutes, to, units: JSON.stringify(units), why: "share" };
    return [insert("rightGrant", { id: shareId(mint.id), ...row })];
  });
};

/** Headquarters gives back what it has not sold, in time for the branch to sell it at its own door. */
export const leftoversTask: Task = {
  name: "leftovers",
  plan: (tx) => {
    const rows = allNodes(tx.db).flatMap(({ branch, alias, state }) =>
      branch !== null && state === "active" && nodeOfBranch(tx.db, branch)?.alias === alias
        ? leftoverRows(tx, branch, alias)
        : [],
    );
    return ok({
      ...(rows.length > 0 ? { plan: { intent: "leftovers", rows, answer: null } } : {}),
      nextDueMs: tx.nowMs + 5 * minuteMs,
    });
  },
};

interface Leftover extends DayPool {
  readonly startMin: number;
  readonly slotMinutes: number;
  readonly avail: number;
}

const leftoverRows = (tx: Tx, branch: string, to: number): readonly RowOp[] => {
  const nowMin = Math.floor(tx.nowMs / minuteMs);
  const groups = statement(tx.db, "SELECT code FROM service_group ORDER BY code").all() as { code: string }[];
  const byDay = new Map<string, Leftover[]>();
  for (const { code } of groups) {
    // Start minutes have eight digits until 2160, so slot ids stand in the order of time.
    const found = statement(
      tx.db,
      `SELECT branch, grp, date, pool, start_min AS startMin, slot_minutes AS slotMinutes, avail FROM right_
       WHERE slot >= ? AND slot < ? AND node = ? AND avail > 0 ORDER BY slot, pool`,
    ).all(
      `${branch}.${code}.${nowMin}`,
      `${branch}.${code}.${nowMin + leftoverMinBefore}`,
      tx.node,
    ) as Leftover[];
    for (const each of found) {
      const key = `${each.grp}|${each.date}|${each.pool}`;
      byDay.set(key, [...(byDay.get(key) ?? []), each]);
    }
  }
  return [...byDay.values()].flatMap((starts) => {
    const { grp, date, pool, slotMinutes } = starts[0]!;
    const units = starts.map(({ startMin, avail }) => [startMin, avail] as const);
    return grantRows(tx, { branch, grp, date, pool }, to, units, slotMinutes, "leftovers");
  });
};

/** Between two asks for one day and pool. */
const askEveryMs = minuteMs;

/**
 * A row that asks the other holder of a day's rights for more, when little is left here. `takes`: units that the plan under way
 * takes. Nothing when there is nobody to ask, enough is left, or the last ask is fresh.
 */
export const askRows = (tx: Tx, day: DayPool, takes: number): readonly RowOp[] => {
  const other = tx.branch === null ? nodeOfBranch(tx.db, day.branch) : headquarters(tx.db);
  if (!other || other.alias === tx.node) return [];
  const here = rightsOf(tx.db, day, tx.node);
  const left = here.reduce((sum, { avail }) => sum + avail, 0) - takes;
  const had = here.reduce((sum, { avail, spent }) => sum + avail + spent, 0);
  if (left * 100 > had * lowWaterPercent) return [];
  const last = statement(
    tx.db,
    "SELECT max(_h) AS stamp FROM right_ask WHERE branch = ? AND grp = ? AND date = ? AND pool = ? AND _n = ?",
  ).get(day.branch, day.grp, day.date, day.pool, tx.node) as { stamp: number | null };
  if (last.stamp !== null && stampToMs(last.stamp) > tx.nowMs - askEveryMs) return [];
  const nowMin = tx.nowMs / minuteMs;
  const units = startsOf(tx.db, day).flatMap(({ startMin, minted }) =>
    startMin > nowMin ? [[startMin, minted] as const] : [],
  );
  const sold = here.reduce((sum, { spent }) => sum + spent, 0);
  return [
    insert("rightAsk", { id: tx.newId(), ...day, of: other.alias, sold, units: JSON.stringify(units) }),
  ];
};

/** Every start of a day and pool, with what was made of it, whoever holds it now. */
const startsOf = (db: Database, { branch, grp, date, pool }: DayPool) =>
  statement(
    db,
    `SELECT start_min AS startMin, sum(minted) AS minted FROM right_
     WHERE branch = ? AND grp = ? AND date = ? AND pool = ? GROUP BY start_min ORDER BY start_min`,
  ).all(branch, grp, date, pool) as readonly { readonly startMin: number; readonly minted: number }[];

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
