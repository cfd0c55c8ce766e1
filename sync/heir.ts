/**
 * A node that goes on for another, after a restore: it is now the home of that node's bookings. What was asked of the old home,
 * and what headquarters decided, while nobody was there to act on it, it does when it has heard of it all.
 */
import type { Database } from "bun:sqlite";
import type { Notice, Row, RowOp } from "./core/plan";
import { ok } from "./core/result";
import { cancelRows, supersedeRows } from "./home";
import { reactionOf } from "./reactions";
import { nodeByAlias } from "./roster";
import type { Task } from "./scheduler";
import type { Sealer } from "./sealer";
import type { Tx } from "./submit";
import { statement } from "./tables";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Whether a node that goes on for another has had everything once that headquarters had of its branch. */
export const hasCaughtUp = (db: Database): boolean =>
  statement(db, "SELECT 1 FROM meta WHERE key = 'caught_up'").get() !== null;

export const noteCaughtUp = (db: Database): void => {
  statement(db, "INSERT OR IGNORE INTO meta (key, value) VALUES ('caught_up', '1')").run();
};

/** Does what is left of the old home's work. Looks at the state alone, so it may run at any time and as often as it likes. */
export const inheritTask = (sealer: Sealer): Task => ({
  name: "inherit",
  plan: (tx) => {
    const { rows, notices } = inheritedWork(tx, sealer);
    return ok({
      ...(rows.length > 0 ? { plan: { intent: "inherit", rows, notices, answer: null } } : {}),
      nextDueMs: tx.nowMs + 10 * minuteMs,
    });
  },
});

const inheritedWork = (
  tx: Tx,
  sealer: Sealer,
): { readonly rows: readonly RowOp[]; readonly notices: readonly Notice[] } => {
  const rows: RowOp[] = [...owedCredits(tx, sealer)];
  const notices: Notice[] = [];
  for (const home of homesBefore(tx))
    for (const { booking, no, isAsked, outcome } of leftAt(tx, home)) {
      const done = isAsked
        ? { rows: cancelRows(tx, booking, no) }
        : supersedeRows(tx, sealer, booking, no, outcome ?? "");
      rows.push(...done.rows);
      notices.push(...(done.notices ?? []));
    }
  return { rows, notices };
};

/**
 * Units that were granted to this node before it began: its snapshot had the grant, and no reaction ran for it. Looked at by day and
 * from yesterday on: what is past nobody sells.
 */
const owedCredits = (tx: Tx, sealer: Sealer): readonly RowOp[] =>
  (
    statement(
      tx.db,
      `SELECT id, branch, grp, date, slotMinutes, pool, "to", units, _n FROM (
         SELECT id, branch, grp, date, slot_minutes AS slotMinutes, pool, "to", units, _n FROM right_grant
         UNION ALL SELECT id, branch, grp, date, slot_minutes, pool, "to", units, _n FROM right_settle) given
       WHERE branch = ?1 AND "to" = ?2 AND date >= ?3 AND NOT EXISTS (SELECT 1 FROM credit WHERE "grant" = given.id) LIMIT 100`,
    ).all(tx.branch, tx.node, new Date(tx.nowMs - dayMs).toISOString().slice(0, 10)) as Row[]
  ).flatMap(
    (row) =>
      reactionOf("creditGrant")({ tx, sealer, role: "branch" }, { row, origin: Number(row["_n"]), op: "" })
        ?.rows ?? [],
  );

/** The aliases of this node's earlier lives. */
const homesBefore = ({ db, node }: Tx): readonly number[] => {
  const found: number[] = [];
  for (let at = nodeByAlias(db, node)?.heirOf; at !== null && at !== undefined;) {
    found.push(at);
    at = nodeByAlias(db, at)?.heirOf;
  }
  return found;
};

interface Left {
  readonly booking: string;
  readonly no: number;
  /** 1: somebody asked to cancel it. */
  readonly isAsked: number;
  /** Headquarters' last word on its claim, where it is not done yet. */
  readonly outcome: string | null;
}

/** People of a home's bookings to come about whom something was said that nobody has done. */
const leftAt = ({ db, nowMs, branch }: Tx, home: number): readonly Left[] =>
  statement(
    db,
    `SELECT booking, no, isAsked, outcome FROM (
       SELECT p.booking, p.no, p.contested,
         EXISTS (SELECT 1 FROM home_request r WHERE r.booking = p.booking AND (r.party IS NULL OR r.party = p.no)) AS isAsked,
         (SELECT outcome FROM conflict c WHERE c.booking = p.booking AND c.party = p.no ORDER BY c._h DESC, c.id DESC LIMIT 1)
           AS outcome
       FROM booking b JOIN party p ON p.booking = b.id
       WHERE b.branch = ? AND b.start_min > ? AND b.home = ? AND p.state = 'confirmed')
     WHERE isAsked = 1 OR outcome = 'superseded' OR (outcome = 'contested' AND contested = 0)
       OR (outcome = 'settled' AND contested = 1)
     LIMIT 100`,
  ).all(branch, nowMs / minuteMs, home) as Left[];
