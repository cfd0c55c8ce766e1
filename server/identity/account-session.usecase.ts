/** A session of the public that gets a new id, and perhaps another account: at sign-in, at step-up, with a first passkey. */
import type { RowOp } from "../../sync/core/plan";
import type { Tx } from "../../sync/submit";
import { carryHolds } from "../booking/hold-owner.usecase";
import { accountHere } from "./account.usecase";
import { carryCodes } from "./code.usecase";
import { carryProofs, proofRow } from "./kinds.usecase";
import { openRows, sessionIdOf } from "./session.usecase";

export interface Rotating {
  /** The session and account that ask. */
  readonly session: string;
  readonly who: string;
  /** The new cookie's value. */
  readonly token: string;
  readonly label: string;
}

/**
 * The session anew, under a new id. What a stranger has shown and set aside goes along to the account they sign in to; what belongs to
 * another account stays with that one.
 */
export const rotateRows = (
  tx: Tx,
  { session, who, token, label }: Rotating,
  to: { readonly account: string; readonly passkey: string | null },
): readonly RowOp[] => {
  const next = sessionIdOf(token);
  const isSame = to.account === who;
  const isStranger = !isSame && accountHere(tx, who) === undefined;
  return [
    ...openRows(tx, token, {
      kind: "public",
      who: to.account,
      grant: null,
      label,
      verifiedMs: to.passkey === null ? null : tx.nowMs,
      instead: session,
    }),
    ...(isSame || isStranger
      ? [
          ...carryProofs(tx, session, next),
          ...carryCodes(tx, session, next),
          ...carryHolds(tx, { owner: who, session }, { owner: to.account, session: next }),
        ]
      : []),
    ...(to.passkey === null
      ? []
      : [proofRow(tx, { session: next, about: "", kind: "passkey", ref: to.passkey })]),
  ];
};
