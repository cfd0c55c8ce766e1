/** SQL of proofs. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { Proof } from "./kinds";

/** All that a session has shown. */
export const proofsOf = ({ db }: Pick<Tx, "db">, session: string): readonly Proof[] =>
  statement(db, `SELECT session, about, kind, ref, at_ms AS atMs FROM proof WHERE session = ?`).all(
    session,
  ) as Proof[];
