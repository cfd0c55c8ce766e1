/**
 * Escrow: every unit of a slot is a right that lives on exactly one node, and only logged rows move it.
 *
 *   branch mints ─► avail ── hold ──► held ── confirm ──► spent ── cancel ──► avail, or cooling ─► (thaw) avail
 *                     │  ▲                                                  closure ─► burned
 *                     └──┴─ grant: donor debits and logs, receiver credits once by the grant's id
 *
 * Invariants
 *  - avail + cooling + held + pending + spent + granted + burned = minted + received, on every node, for every slot and pool.
 *  - Over all nodes: sold + free + under way = minted. Nobody can sell what somebody else holds, cut off or not.
 *  - A unit freed away from its branch rests in `cooling` until the branch has seen why it is free.
 */
import type { Database } from "bun:sqlite";
import type { RowOp } from "./core/plan";
import { parseSlotId, slotId } from "./core/slot";
import { insert } from "./rows";
import type { Tx } from "./submit";
import { statement } from "./tables";

/** What a branch gives headquarters of each day it opens. */
export const hqSharePercent = 20;

/** A node asks for more when less than this part of what it received is left. */
export const lowWaterPercent = 25;

/** Headquarters' leftovers go home this long before the slot. */
export const leftoverMinBefore = 120;

type Reading = Pick<Tx, "db" | "node">;

/** Units of a grant, by start. */
type Units = readonly (readonly [startMin: number, units: number])[];

export interface DayPool {
  readonly branch: string;
  readonly grp: string;
  readonly date: string;
  readonly pool: string;
}

export interface StartUnits {
  readonly startMin: number;
  readonly slotMinutes: number;
  readonly avail: number;
  readonly spent: number;
  readonly received: number;
}

/** One node's rights of a day and pool, by start. */
export const rightsOf = (db: Database, { branch, grp, date, pool }: DayPool, node: number) =>
  statement(
    db,
    `SELECT start_min AS startMin, slot_minutes AS slotMinutes, avail, spent, received FROM right_
     WHERE branch = ? AND grp = ? AND date = ? AND pool = ? AND node = ? ORDER BY start_min`,
  ).all(branch, grp, date, pool, node) as readonly StartUnits[];

/** The donor's row; nothing when there is nothing to give. */
export const grantRows = (
  tx: Tx,
  day: DayPool,
  to: number,
  units: Units,
  slotMinutes: number,
  why: string,
): readonly RowOp[] =>
  units.length === 0
    ? []
    : [
        insert("rightGrant", {
          id: tx.newId(),
          ...day,
          slotMinutes,
          to,
          units: JSON.stringify(units),
          why,
        }),
      ];

/**
 * What a node gives of `avail` units of a start when another asks: a share by who sells faster, at least one of the last two,
 * never more than is asked. `soldThere`, `soldHere`: of the same day and pool.
 */
export const shareOf = (avail: number, asked: number, soldThere: number, soldHere: number): number => {
  const rate = (soldThere + 1) / (soldThere + soldHere + 2);
  return Math.max(0, Math.min(asked, avail, Math.floor((avail + 1) * rate)));
};

/** A day's first share for headquarters, spread over its starts so that both sides have something of each hour. */
export const firstShare = (
  starts: readonly { readonly startMin: number; readonly avail: number }[],
  percent: number,
): Units => {
  let owed = 0;
  return starts.flatMap(({ startMin, avail }) => {
    owed += (avail * percent) / 100;
    const units = Math.min(avail, Math.floor(owed));
    owed -= units;
    return units > 0 ? [[startMin, units] as const] : [];
  });
};

export interface SpentUnits {
  readonly party: number;
  readonly rev: number;
  readonly slot: string;
  readonly pool: string;
  readonly units: number;
}

interface SpentBy extends SpentUnits {
  /** The node that spent them. */
  readonly node: number;
}

/** What a booking's parties hold of the slots: spent and not given back. */
export const spentOf = (db: Database, booking: string): readonly SpentBy[] =>
  statement(
    db,
    `SELECT party, rev, slot, pool, units, _n AS node FROM allocation a WHERE booking = ? AND state = 'spent' AND NOT EXISTS (
       SELECT 1 FROM allocation r WHERE r.booking = a.booking AND r.party = a.party AND r.rev = a.rev AND r.slot = a.slot
         AND r.state = 'returned')
     ORDER BY party, slot`,
  ).all(booking) as SpentBy[];

/**
 * Slots of a booking, or of one of its people, given back. They go on sale again at once at the slot's own branch; at another
 * node they rest until the branch has seen it, or a kiosk might let in the old slip and the new one. `rests`: the office took
 * the time away and offers another. What a node spent whose branch this one goes on for stays frozen with the rest of that
 * node's rights: nobody knows what else it sold.
 */
export const returnRows = (
  tx: Tx,
  branch: string,
  booking: string,
  { no, rests = false }: { readonly no?: number; readonly rests?: boolean } = {},
): readonly RowOp[] =>
  spentOf(tx.db, booking)
    .filter(({ party }) => no === undefined || party === no)
    .flatMap(({ party, rev, slot, pool, units, node }) => {
      const isOwn = node === tx.node;
      const cools = rests || tx.branch !== branch;
      return [
        insert("allocation", {
          booking,
          party,
          rev,
          slot,
          state: "returned",
          branch,
          pool,
          units,
          to: !isOwn ? "frozen" : cools ? "cooling" : "avail",
        }),
        ...(cools || !isOwn ? [] : burnIfClosed(tx, slot, pool, units)),
      ];
    });

/**
 * Units that come to sale here, or come back to it, in a time that was closed meanwhile are burned like the rest of it.
 * `slotMinutes`: of a slot that this node may have no account of yet.
 */
export const burnIfClosed = (
  tx: Tx,
  slot: string,
  pool: string,
  units: number,
  slotMinutes?: number,
): readonly RowOp[] => {
  const at = parseSlotId(slot);
  if (!at.ok || units === 0) return [];
  const { branch, group, startMin } = at.value;
  const endMin = slotMinutes === undefined ? undefined : startMin + slotMinutes;
  const closure = closureAt(tx, branch, group, startMin, slot, pool, endMin);
  return closure === undefined
    ? []
    : [insert("burn", { id: tx.newId(), branch, slot, pool, units, reason: closure })];
};

const closureAt = (
  { db, node }: Reading,
  branch: string,
  group: string,
  startMin: number,
  slot: string,
  pool: string,
  endMin?: number,
): string | undefined => {
  const endOf = "SELECT start_min + slot_minutes FROM right_ WHERE slot = ? AND pool = ? AND node = ?";
  const found = statement(
    db,
    `SELECT id, groups FROM closure WHERE branch = ? AND to_ms > ? AND from_ms < coalesce(?, (${endOf})) * 60000
     ORDER BY id`,
  ).all(branch, startMin * 60_000, endMin ?? null, slot, pool, node) as {
    id: string;
    groups: string | null;
  }[];
  return found.find(({ groups }) => groups === null || (JSON.parse(groups) as string[]).includes(group))?.id;
};

export interface FreeRight {
  readonly slot: string;
  readonly pool: string;
  readonly grp: string;
  /** Units on sale here. */
  readonly avail: number;
}

/** This node's own rights on sale, of a branch's slots that overlap [fromMs, toMs). */
export const freeRights = (
  { db, node }: Reading,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly FreeRight[] =>
  // Slot ids begin with their branch: "SGR-KLJ." up to, and without, "SGR-KLJ/".
  statement(
    db,
    `SELECT slot, pool, grp, avail FROM right_
     WHERE slot >= ? AND slot < ? AND node = ? AND avail > 0
       AND start_min * 60000 < ? AND (start_min + slot_minutes) * 60000 > ?
     ORDER BY slot, pool`,
  ).all(`${branch}.`, `${branch}/`, node, toMs, fromMs) as FreeRight[];

/** Units on sale here of one slot and pool. */
export const availOf = ({ db, node }: Reading, slot: string, pool: string): number =>
  (
    statement(db, "SELECT avail FROM right_ WHERE slot = ? AND pool = ? AND node = ?").get(
      slot,
      pool,
      node,
    ) as {
      avail: number;
    } | null
  )?.avail ?? 0;

/** The id of a thaw says which return it ends, so that it is done once. */
const thawId = (row: { booking: string; party: number; rev: number; slot: string }): string =>
  `${row.booking}/${row.party}/${row.rev}/${row.slot}`;

/**
 * Units that this node freed in another node's branch, and that the branch has seen freed: on sale again. `seen`: the stamp up
 * to which the branch has this node's part of its stream.
 */
export const thawRows = (tx: Tx, branch: string, seen: number): readonly RowOp[] =>
  (
    statement(
      tx.db,
      `SELECT a.booking, a.party, a.rev, a.slot, a.pool, a.units FROM allocation a
       WHERE a.branch = ? AND a.state = 'returned' AND a."to" = 'cooling' AND a._n = ? AND a._h <= ?
         AND NOT EXISTS (SELECT 1 FROM thaw t WHERE t.id = a.booking || '/' || a.party || '/' || a.rev || '/' || a.slot)
       ORDER BY a._h LIMIT 200`,
    ).all(branch, tx.node, seen) as (SpentUnits & { booking: string })[]
  ).flatMap((row) => [
    insert("thaw", { id: thawId(row), branch, slot: row.slot, pool: row.pool, units: row.units }),
    ...burnIfClosed(tx, row.slot, row.pool, row.units),
  ]);

/** A slot of a day as its id. */
export const slotOf = ({ branch, grp }: DayPool, startMin: number): string => slotId(branch, grp, startMin);
