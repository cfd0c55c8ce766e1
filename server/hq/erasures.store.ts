/** SQL of erasures: what headquarters knows of the nodes that must hear of each. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

export interface TombstoneRow {
  readonly subject: string;
  readonly at: string;
  readonly by: string;
  readonly atMs: number;
}

/** Tombstones of people who were erased since a moment, or of whom a node has not heard. */
export const tombstonesSince = ({ db }: Pick<Tx, "db">, sinceMs: number): readonly TombstoneRow[] =>
  statement(
    db,
    `SELECT subject, at, by, at_ms AS atMs FROM erasure
     WHERE at_ms > ?1 OR subject IN (SELECT subject FROM erasure_heard WHERE at_ms = 0 OR at_ms > ?1)
     ORDER BY subject, at`,
  ).all(sinceMs) as TombstoneRow[];

/** `atMs`: when the node had heard; 0: it has not. */
export const heardOfErasure = (
  { db }: Pick<Tx, "db">,
  subject: string,
): readonly { readonly alias: number; readonly atMs: number }[] =>
  statement(db, "SELECT node AS alias, at_ms AS atMs FROM erasure_heard WHERE subject = ? ORDER BY node").all(
    subject,
  ) as { alias: number; atMs: number }[];
