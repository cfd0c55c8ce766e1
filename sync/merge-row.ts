/**
 * Takes one row that another node appended. Runs inside a plan: the row is applied under its own stamp and origin and is not
 * logged here; the rows of this node's reactions are given back, and the plan writes them into this node's own log.
 */
import type { Stamp } from "./core/hlc";
import type { Row, RowOp } from "./core/plan";
import { apply } from "./apply";
import { type FreeRight, type Own, reactionOf } from "./reactions";
import type { Tx } from "./submit";
import { statement, type Table, tableOf } from "./tables";

/** Where a change stands in its origin's log: the same everywhere, so it names the operation. */
export interface Operation {
  /** Alias of the node that wrote it. */
  readonly origin: number;
  readonly stream: string;
  readonly seq: number;
  /** Place among the changes of its record, from 0. */
  readonly index: number;
  readonly stamp: Stamp;
}

/** Applies a row of an `append` table, when it is new here, and gives back what this node writes because of it. */
export const mergeAppended = (tx: Tx, operation: Operation, name: string, row: Row): readonly RowOp[] => {
  const table = tableOf(name);
  if (table.policy.kind !== "append") throw new Error(`${name} is not written once: it merges by its law`);
  const { origin, stamp } = operation;
  if (!isKnown(tx, table, row)) apply({ db: tx.db, stamp, origin }, { op: "insert", table: name, row });
  return origin === tx.node ? [] : react(tx, operation, table, row);
};

/** The rows of every reaction that this operation has not had yet. */
const react = (tx: Tx, operation: Operation, table: Table, row: Row): readonly RowOp[] => {
  const { origin, stream, seq, index } = operation;
  const op = `${origin}/${stream}/${seq}/${index}`;
  return (table.policy.reactions ?? []).flatMap((name) => {
    const { changes } = statement(tx.db, "INSERT OR IGNORE INTO reaction (op, name) VALUES (?, ?)").run(
      op,
      name,
    );
    return changes === 1 ? reactionOf(name)(row, ownOf(tx)) : [];
  });
};

const isKnown = (tx: Tx, table: Table, row: Row): boolean => {
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const text = `SELECT 1 FROM "${table.sqlName}" WHERE ${keys}`;
  return statement(tx.db, text).get(...table.policy.key.map((column) => row[column] ?? null)) !== null;
};

const ownOf = (tx: Tx): Own => ({
  newId: tx.newId,
  // Slot ids begin with their branch: "SGR-KLJ." up to, and without, "SGR-KLJ/".
  freeRights: (branch, fromMs, toMs) =>
    statement(
      tx.db,
      `SELECT slot, pool, grp, avail FROM right_
       WHERE slot >= ? AND slot < ? AND node = ? AND avail > 0
         AND start_min * 60000 < ? AND (start_min + slot_minutes) * 60000 > ?
       ORDER BY slot, pool`,
    ).all(`${branch}.`, `${branch}/`, tx.node, toMs, fromMs) as FreeRight[],
});
