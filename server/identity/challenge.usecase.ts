/** Giving a challenge out, and taking it back before the answer to it is looked at. */
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { put, remove } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type Action, challengeMs, newNonce, stepUpChallenge } from "./challenge";
import { challengeByValue } from "./challenge.store";

/** What a challenge is for. */
export interface Asking {
  readonly session: string;
  /** `sign_in`, `add_passkey`, `step_up`, `booking/<hold>` … */
  readonly purpose: string;
  /** With a step-up: what is to be done. */
  readonly action?: Action;
}

export const planMakeChallenge = (
  tx: Tx,
  { session, purpose, action }: Asking,
): Result<Plan<{ readonly challenge: string }>, never> => {
  const nonce = newNonce(tx.random);
  const challenge = action ? stepUpChallenge(action, nonce) : nonce;
  const endsMs = tx.nowMs + challengeMs;
  return ok({
    intent: "makeChallenge",
    rows: [put("challenge", { value: challenge, session, purpose, action: action ? nonce : "", endsMs })],
    answer: { challenge },
  });
};

export interface Taken {
  /** False: not given to this session, for another purpose or action, over, or taken before. */
  readonly isGood: boolean;
  /** The nonce of a step-up: evidence, with the action and the assertion. */
  readonly nonce: string | null;
}

/**
 * Takes a challenge out, whatever comes of it: an answer is looked at once. Submit it by itself, before the signature is verified. A
 * challenge of another session stays there: nobody can spoil somebody else's.
 */
export const planTakeChallenge = (
  tx: Tx,
  { value, session, purpose, action }: Asking & { readonly value: string },
): Result<Plan<Taken>, never> => {
  const row = challengeByValue(tx, value);
  const isOwn = row?.session === session;
  const isGood =
    isOwn &&
    tx.nowMs < row.endsMs &&
    row.purpose === purpose &&
    (action ? stepUpChallenge(action, row.action) === value : row.action === "");
  return ok({
    intent: "takeChallenge",
    rows: isOwn ? [remove("challenge", { value })] : [],
    answer: { isGood, nonce: isGood && action ? row.action : null },
  });
};
