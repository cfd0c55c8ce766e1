/**
 * Changes that wait: of tables and columns that a newer program wrote, and of records that a row's own table forbids. The first
 * are applied when this program knows them; the second are kept as they are, for people to look at.
 */
import type { Database } from "bun:sqlite";
import type { LogOp, OpKind } from "./core/record";
import { valueFromJson, valueToJson } from "./core/record";
import { guessStamp } from "./apply";
import { statement, type Table } from "./tables";

/** Why a change of a newer program waits. */
export const unknownHere = "unknown to this program";

interface Waiting {
  readonly stamp: number;
  readonly op: LogOp;
  readonly reason: string;
}

/** Puts a change aside under its operation, "origin/stream/seq/index". */
export const quarantine = (db: Database, name: string, { stamp, op, reason }: Waiting): void => {
  statement(db, "INSERT OR IGNORE INTO quarantine (op, reason, stamp, body) VALUES (?, ?, ?, ?)").run(
    name,
    reason,
    stamp,
    JSON.stringify([op.table, op.kind, op.columns, op.values.map(valueToJson), op.at ?? null]),
  );
};

/** A change that waits for a newer program, under its operation. */
export interface Aside {
  readonly name: string;
  readonly stamp: number;
  readonly op: LogOp;
}

/** What waits for a newer program, in the order of its stamps. */
export const quarantined = (db: Database): readonly Aside[] =>
  (
    statement(db, "SELECT op, stamp, body FROM quarantine WHERE reason = ? ORDER BY stamp, op").all(
      unknownHere,
    ) as { op: string; stamp: number; body: string }[]
  ).map(({ op: name, stamp, body }) => {
    const [table, kind, columns, values, at] = JSON.parse(body) as [
      number,
      OpKind,
      number[],
      unknown[],
      number | null,
    ];
    const op: LogOp = { table, kind, columns, values: values.map(valueFromJson) };
    return { name, stamp, op: at === null ? op : { ...op, at } };
  });

/** A change that is known now, and that its own table forbids: it stays aside for that. */
export const keepForbidden = (db: Database, name: string, reason: string): void => {
  statement(db, "UPDATE quarantine SET reason = ? WHERE op = ?").run(reason, name);
};

export const release = (db: Database, name: string): void => {
  statement(db, "DELETE FROM quarantine WHERE op = ?").run(name);
};

/** A change parted: what this program knows of it, and key and columns that wait. All waits when it does not know the table. */
export const splitOp = (
  table: Table | undefined,
  op: LogOp,
): { readonly known: LogOp | undefined; readonly unknown: LogOp } => {
  if (!table) return { known: undefined, unknown: op };
  const columns = table.policy.columns!.length;
  const keys = new Set(table.policy.key.map((column) => table.wire[column]!));
  const part = (kind: OpKind, keep: (column: number) => boolean): LogOp => {
    const places = op.columns.flatMap((column, at) => (keep(column) ? [at] : []));
    return {
      ...op,
      kind,
      columns: places.map((at) => op.columns[at]!),
      values: places.map((at) => op.values[at]!),
    };
  };
  const known = part(op.kind, (column) => column <= columns);
  return {
    known: op.kind === "u" && known.columns.length === keys.size ? undefined : known,
    unknown: {
      ...part("u", (column) => column > columns || keys.has(column)),
      ...(op.kind === "g" ? { at: guessStamp } : {}),
    },
  };
};
