/** An account's e-mail address and telephone number: proven by a code that was sent there, changed only by who holds the account. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { ContactKind, SealedAccount } from "./account";
import {
  type AccountNotReady,
  accountRows,
  type Lang,
  mustBeFresh,
  type StepUp,
  takeAccount,
  tellContacts,
} from "./account.usecase";
import { codeMs } from "./code";
import { type CodeDeps, type CodeSent, contactIndex, planSendCode, type SendError } from "./code.usecase";
import { proofsOf } from "./kinds.store";

/** What codes that prove a contact are sent for. */
export const contactPurpose = "contact";

export type ContactChannel = "sms" | "email";

const kindOf = { sms: "phone", email: "email" } as const satisfies {
  readonly [channel in ContactChannel]: ContactKind;
};

export interface ContactInput {
  readonly session: string;
  readonly who: string;
  readonly channel: ContactChannel;
  /** An e-mail address, or a number as E.164. */
  readonly to: string;
  readonly lang: Lang;
}

export const planSendContactCode = (
  tx: Tx,
  deps: CodeDeps,
  { session, who, channel, to, lang }: ContactInput,
): Result<Plan<CodeSent>, SendError | StepUp | AccountNotReady> => {
  const fresh = mustBeFresh(tx, who, session);
  if (!fresh.ok) return fresh;
  const account = takeAccount(tx, deps.sealer, who);
  if (!account.ok) return account;
  const { holder, rows } = account.value;
  const sent = planSendCode(tx, deps, { session, purpose: contactPurpose, channel, to, lang, holder, who });
  return sent.ok ? ok({ ...sent.value, rows: [...rows, ...sent.value.rows] }) : sent;
};

export type CodeWrong = { readonly type: "CodeWrong" };

/**
 * Writes a contact whose code was right a moment ago (`planTryCode`, a commit of its own). Whoever was told of this account so far is
 * told of the change.
 */
export const planKeepContact = (
  tx: Tx,
  deps: CodeDeps,
  { session, who, channel, to, lang }: ContactInput,
): Result<Plan<null>, CodeWrong | StepUp | AccountNotReady> => {
  if (!isProven(tx, deps, { session, about: "", channel, to })) return err({ type: "CodeWrong" });
  const fresh = mustBeFresh(tx, who, session);
  if (!fresh.ok) return fresh;
  const account = takeAccount(tx, deps.sealer, who);
  if (!account.ok) return account;
  const kind = kindOf[channel];
  const { contact, provenAtMs } = account.value.sealed;
  const sealed: SealedAccount = {
    contact: { ...contact, [kind]: to },
    provenAtMs: { ...provenAtMs, [kind]: tx.nowMs },
  };
  return ok({
    intent: "changeContact",
    about: { account: who, kind },
    rows: accountRows(tx, deps, who, account.value, { sealed, lang }),
    notices:
      contact[kind] === to
        ? []
        : tellContacts(tx, deps, account.value, { purpose: "contact_changed", atMs: tx.nowMs }),
    answer: null,
  });
};

/** Whether this session gave the right code of this very contact, for this. */
export const isProven = (
  tx: Pick<Tx, "db" | "nowMs">,
  { sealer }: Pick<CodeDeps, "sealer">,
  of: Pick<ContactInput, "session" | "channel" | "to"> & { readonly about: string },
): boolean => {
  const ref = contactIndex(sealer, of.channel, of.to);
  return proofsOf(tx, of.session).some(
    ({ about, kind, ref: proven, atMs }) =>
      about === of.about && kind === of.channel && proven === ref && tx.nowMs - atMs <= codeMs,
  );
};
