/**
 * Rows that the program ships with (catalogue, calendar). They are the same on every node with the same program, so they are
 * not logged: they carry the stamp of their release and merge by the law of their table. What headquarters corrected later
 * stands, whatever program a node upgrades to.
 */
import type { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { stampAt, type Stamp } from "./core/hlc";
import { columnWins } from "./core/laws";
import type { Row } from "./core/plan";
import { statement, tableOf } from "./tables";
import type { TableName } from "./policies";

export type GenesisRow =
  /** A row of the catalogue: a newer program brings a newer one. */
  | { readonly table: TableName; readonly code: string; readonly doc: unknown }
  /** A whole row of another table: written when it is not here. */
  | { readonly table: TableName; readonly row: Row };

/** Node alias 0 is nobody's: shipped rows lose every tie. */
const nobodysAlias = 0;

/** Writes shipped rows that are new or newer than what is here. Does nothing when they are the ones of the last start. */
export const applyGenesis = (db: Database, rows: readonly GenesisRow[], releasedMs: number): void => {
  const digest = createHash("sha256")
    .update(JSON.stringify([releasedMs, rows]))
    .digest("hex");
  const seen = statement(db, "SELECT value FROM meta WHERE key = 'genesis'").get() as {
    value: string;
  } | null;
  if (seen?.value === digest) return;
  const stamp = stampAt(releasedMs);
  db.transaction(() => {
    for (const row of rows) applyRow(db, row, stamp);
    statement(db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('genesis', ?)").run(digest);
  }).immediate();
};

const applyRow = (db: Database, row: GenesisRow, stamp: Stamp): void => {
  const table = tableOf(row.table);
  if ("row" in row) {
    const columns = Object.keys(row.row);
    statement(
      db,
      `INSERT OR IGNORE INTO "${table.sqlName}" (${columns.map((column) => `"${table.sqlColumn[column]}"`).join()}, _h, _n)
       VALUES (${columns.map(() => "?").join()}, ?, ?)`,
    ).run(...columns.map((column) => row.row[column] ?? null), stamp, nobodysAlias);
    return;
  }
  const doc = JSON.stringify(row.doc);
  const here = statement(
    db,
    `SELECT coalesce(c.h, t._h) AS stamp, coalesce(c.n, t._n) AS node FROM "${table.sqlName}" t
     LEFT JOIN clk c ON c.tab = ? AND c.rid = t.code AND c.col = ? WHERE t.code = ?`,
  ).get(table.policy.id, table.wire["doc"]!, row.code) as { stamp: number; node: number } | null;
  if (!columnWins(here ?? undefined, { stamp, node: nobodysAlias })) return;
  statement(
    db,
    `INSERT INTO "${table.sqlName}" (code, doc, _h, _n) VALUES (?, ?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET doc = excluded.doc, _h = excluded._h, _n = excluded._n`,
  ).run(row.code, doc, stamp, nobodysAlias);
};
