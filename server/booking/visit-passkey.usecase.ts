/**
 * The person in front of an officer uses a passkey of their own on the officer's tablet: one kind of proof, for this visit alone. Nobody
 * is signed in by it, and the booking does not go to that account.
 */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type LimitError, planTry } from "../../sync/limit";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { dayMs } from "../identity/code";
import { proofRow } from "../identity/kinds.usecase";
import { type PasskeyRefused, refused } from "../identity/passkey";
import { type Assertion, planUsePasskey } from "../identity/passkey.usecase";
import type { HoldGone } from "./hold.usecase";
import { peoplePerContactMax, pendingVisit } from "./pending.usecase";

export type VisitPasskeyError = HoldGone | LimitError | PasskeyRefused;

export type PasskeyShown =
  | { readonly type: "PasskeyShown" }
  /** Suspended in this commit: there may be a copy of the key. It proves nothing. */
  | { readonly type: "CounterWentBack" };

/**
 * Takes note of a key that was verified a moment ago. One account speaks for as many people a day as one contact does: a family, and no
 * officer who would book strangers by a key of their own.
 */
export const planShowPasskey = (
  tx: Tx,
  sealer: Sealer,
  visit: { readonly holdId: string; readonly owner: string },
  assertion: Assertion,
): Result<Plan<PasskeyShown>, VisitPasskeyError> => {
  const pending = pendingVisit(tx, sealer, visit.holdId, visit.owner);
  if (!pending) return err({ type: "HoldGone" });
  if (assertion.kind !== "account") return err(refused("not a key of an applicant"));
  const used = planUsePasskey(tx, assertion);
  if (!used.ok) return used;
  const { answer: use, ...plan } = used.value;
  if (use.type === "CounterWentBack") return ok({ ...plan, answer: { type: use.type } });
  const counted = planTry(tx, [
    { bucket: `visit-passkey:${use.owner.id}`, triesMax: peoplePerContactMax, windowMs: dayMs },
  ]);
  if (!counted.ok) return counted;
  const { session } = pending;
  const proof = { session, about: visit.holdId, kind: "passkey", ref: assertion.credential } as const;
  return ok({
    ...plan,
    rows: [...counted.value.rows, ...plan.rows, proofRow(tx, proof)],
    answer: { type: "PasskeyShown" },
  });
};
