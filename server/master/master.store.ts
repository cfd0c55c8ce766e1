/** SQL of headquarters' corrections as people read them: withdrawn ones too. */
import type { LocalDate } from "../../sync/core/local-date";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { MasterKind } from "../catalogue/catalogue.usecase";

type Reader = Pick<Tx, "db">;

export interface MasterRow {
  readonly id: string;
  readonly kind: MasterKind;
  readonly code: string;
  readonly fromDate: LocalDate;
  readonly doc: string;
  readonly reason: string;
  /** By name; by id where this node does not know them. */
  readonly by: string;
  readonly atMs: number;
  readonly withdrawnAtMs: number | null;
  readonly withdrawnBy: string | null;
}

const columns = `id, kind, code, from_date AS fromDate, doc, reason, at_ms AS atMs, withdrawn_at_ms AS withdrawnAtMs,
  coalesce((SELECT name FROM staff WHERE id = master_change."by"), "by") AS "by",
  coalesce((SELECT name FROM staff WHERE id = withdrawn_by), withdrawn_by) AS withdrawnBy`;

export const masterById = ({ db }: Reader, id: string): MasterRow | undefined =>
  (statement(db, `SELECT ${columns} FROM master_change WHERE id = ?`).get(id) as MasterRow | null) ??
  undefined;

/** The newest first, older than a cursor; ids rise with time. */
export const masterRows = ({ db }: Reader, before: string | null, count: number): readonly MasterRow[] =>
  statement(
    db,
    `SELECT ${columns} FROM master_change WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2`,
  ).all(before, count) as MasterRow[];
