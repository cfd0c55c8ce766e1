/**
 * Columns that a node computes for itself from a row's sealed value and never logs. A plan passes them along, because it has
 * the plain data in hand; replay and merge compute them here.
 */
import type { Database } from "bun:sqlite";
import type { Row } from "./core/plan";
import type { Sealer } from "./sealer";

type Derive = (db: Database, sealer: Sealer, row: Row) => Row;

/** The part of a party's sealed value that this file needs. */
interface SealedIdentity {
  readonly index: string;
}

const party: Derive = (db, sealer, row) => {
  const subject = sealer.open(db, String(row["subject"]));
  const sealed = row["sealed"];
  if (!subject || !(sealed instanceof Uint8Array)) return { identityIndex: null };
  const { index } = sealer.unseal<SealedIdentity>(subject, "party", `${row["booking"]}/${row["no"]}`, sealed);
  return { identityIndex: index };
};

export const derives: { readonly [table: string]: Derive } = { party };
