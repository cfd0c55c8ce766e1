/** Proofs as rows: written with what proved, read by what they confirm, taken along to a session's successor. */
import type { RowOp } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import { put, remove } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type EnoughKinds, mayConfirm, type NeedsAnotherKind, type Proof, type Waiting } from "./kinds";
import { proofsOf } from "./kinds.store";

/** The newest proof of a kind takes the place of an older one. */
export const proofRow = (tx: Pick<Tx, "nowMs">, proof: Omit<Proof, "atMs">): RowOp =>
  put("proof", { ...proof, atMs: tx.nowMs });

/** The kinds that confirm a visit now: what is asked before anything is spent. `also`: what is shown in this very commit. */
export const kindsFor = (
  tx: Pick<Tx, "db" | "nowMs">,
  visit: Waiting,
  also: readonly Proof[] = [],
): Result<EnoughKinds, NeedsAnotherKind> =>
  mayConfirm([...proofsOf(tx, visit.session), ...also], visit, tx.nowMs);

/** A session that gets a new id, at sign-in and step-up, keeps what it has shown, with the time of each. */
export const carryProofs = (tx: Pick<Tx, "db">, from: string, to: string): readonly RowOp[] =>
  proofsOf(tx, from).flatMap((proof) => [
    remove("proof", { session: from, about: proof.about, kind: proof.kind }),
    put("proof", { ...proof, session: to }),
  ]);

/** A visit that is confirmed or let go needs its proofs no more: they confirm nothing else. */
export const dropProofs = (
  tx: Pick<Tx, "db">,
  { session, hold }: Omit<Waiting, "isShared">,
): readonly RowOp[] =>
  proofsOf(tx, session)
    .filter(({ about }) => about === hold)
    .map(({ about, kind }) => remove("proof", { session, about, kind }));
