/** Keeping and spending what somebody stepped up for. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { remove } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { carryHolds } from "../booking/hold-owner.usecase";
import { stepUpChallenge } from "./challenge";
import { carryCodes } from "./code.usecase";
import { carryProofs, proofRow } from "./kinds.usecase";
import { proofsOf } from "./kinds.store";
import type { CheckedAssertion } from "./passkey-ceremony.usecase";
import type { AssertionAnswer } from "./passkey-verify";
import { planUsePasskey } from "./passkey.usecase";
import { freshMs } from "./session";
import { sessionById } from "./session.store";
import { openRows, sessionIdOf } from "./session.usecase";
import { type Act, actionOf } from "./step-up";

/** Not this person's key, not good any more, or the session has gone. */
export type StepUpRefused = { readonly type: "StepUpRefused" };

export type SteppedUp =
  | { readonly type: "SteppedUp"; readonly nonce: string }
  /** The key may have been copied; it was suspended in this commit. */
  | { readonly type: "CounterWentBack" };

/** Takes note of a touch over `act`. The session gets a new id: who steps up is worth more to a thief. */
export const planStepUp = (
  tx: Tx,
  wish: {
    readonly act: Act;
    readonly checked: CheckedAssertion;
    /** As the browser gave it: evidence for the audit log. */
    readonly answer: AssertionAnswer;
    readonly session: string;
    readonly token: string;
  },
): Result<Plan<SteppedUp>, StepUpRefused> => {
  const { act, checked, answer, token } = wish;
  const session = sessionById(tx, wish.session);
  const used = planUsePasskey(tx, checked);
  if (!session || !used.ok || checked.nonce === null || used.value.answer.owner.id !== session.who)
    return err({ type: "StepUpRefused" });
  const { rows, answer: use } = used.value;
  if (use.type === "CounterWentBack")
    return ok({ intent: "suspendPasskey", rows, answer: { type: "CounterWentBack" } });
  const { kind, who, grant, label } = session;
  const opened = { kind, who, grant, label, verifiedMs: tx.nowMs, instead: session.id };
  return ok({
    intent: "stepUp",
    about: {
      ...act,
      nonce: checked.nonce,
      key: checked.credential,
      client: answer.response.clientDataJSON,
      authenticator: answer.response.authenticatorData,
      signature: answer.response.signature,
    },
    rows: [
      ...rows,
      ...openRows(tx, token, opened),
      ...carryProofs(tx, session.id, sessionIdOf(token)),
      ...carryCodes(tx, session.id, sessionIdOf(token)),
      ...carryHolds(tx, { owner: who, session: session.id }, { owner: who, session: sessionIdOf(token) }),
      proofRow(tx, {
        session: sessionIdOf(token),
        about: aboutOf(act, checked.nonce),
        kind: "passkey",
        ref: checked.credential,
      }),
    ],
    answer: { type: "SteppedUp", nonce: checked.nonce },
  });
};

export type NoStepUp = { readonly type: "StepUp" };

/** Spends a step-up: once, for this very act, in this session, within five minutes. */
export const planSpendStepUp = (
  tx: Tx,
  { session, act, nonce }: { readonly session: string; readonly act: Act; readonly nonce: string },
): Result<Plan<null>, NoStepUp> => {
  const about = aboutOf(act, nonce);
  const proof = proofsOf(tx, session).find((each) => each.about === about);
  if (!proof || tx.nowMs - proof.atMs >= freshMs) return err({ type: "StepUp" });
  return ok({
    intent: "spendStepUp",
    rows: [remove("proof", { session, about, kind: proof.kind })],
    answer: null,
  });
};

/** No visit has such a name: the proof counts for nothing else. */
export const aboutOf = (act: Act, nonce: string): string =>
  `step_up/${stepUpChallenge(actionOf(act), nonce)}`;
