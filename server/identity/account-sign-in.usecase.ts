/**
 * Signing in as an applicant: by any passkey of this site, or by an SMS to a telephone that an account proved. Never by e-mail
 * (NIST SP 800-63B-4 3.1.3: it shall not be used for out-of-band authentication).
 *
 * Nothing here tells who is known: a number without an account is counted and answered as one with it, and gets no message.
 */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { accountHere, type Lang, sealedOf, takeAccount, tellContacts } from "./account.usecase";
import { type CodeWrong, isProven } from "./account-contact.usecase";
import { type Rotating, rotateRows } from "./account-session.usecase";
import { accountsOfPhone } from "./account.store";
import { type CodeDeps, contactIndex, planSendCode, type SendError } from "./code.usecase";
import type { PasskeyRefused } from "./passkey";
import { type Assertion, planUsePasskey } from "./passkey.usecase";

/** `about` of the proof that an SMS code for signing in leaves: a code for anything else opens no account. */
const signInAbout = "account";
export const signInPurpose = `sign_in/${signInAbout}`;

export type SignedIn =
  | { readonly type: "SignedIn"; readonly account: string }
  /** Suspended in this commit: there may be a copy of the key. Nobody is signed in. */
  | { readonly type: "CounterWentBack" };

/**
 * Opens the session anew for the holder of a key that was verified a moment ago. A key that had a copy and has none any more is told
 * to its holder: they may lose it with the phone (WebAuthn 6.1.3).
 */
export const planSignIn = (
  tx: Tx,
  deps: CodeDeps,
  from: Rotating,
  assertion: Assertion,
): Result<Plan<SignedIn>, PasskeyRefused> => {
  const used = planUsePasskey(tx, assertion);
  if (!used.ok) return used;
  const { answer: use, ...plan } = used.value;
  if (use.type === "CounterWentBack") return ok({ ...plan, answer: { type: use.type } });
  const account = use.owner.id;
  const inHand = use.backupLost ? takeAccount(tx, deps.sealer, account) : undefined;
  return ok({
    intent: "openSession",
    rows: [...plan.rows, ...rotateRows(tx, from, { account, passkey: assertion.credential })],
    notices: inHand?.ok
      ? tellContacts(tx, deps, inHand.value, { purpose: "backup_lost", atMs: tx.nowMs })
      : [],
    answer: { type: "SignedIn", account },
  });
};

export interface SmsInput {
  readonly session: string;
  /** E.164. */
  readonly to: string;
  readonly lang: Lang;
}

/** Sends a code to a telephone, where an account has it. The same counts and the same answer where none has. */
export const planSendSignInCode = (
  tx: Tx,
  deps: CodeDeps,
  { session, to, lang }: SmsInput,
): Result<Plan<{ readonly nextMs: number }>, SendError> => {
  const found = accountOfPhone(tx, deps, to);
  const account = found === undefined ? undefined : takeAccount(tx, deps.sealer, found);
  const holder = account?.ok ? account.value.holder : nobody(tx);
  const who = contactIndex(deps.sealer, "sms", to);
  const sent = planSendCode(tx, deps, {
    session,
    purpose: signInPurpose,
    channel: "sms",
    to,
    lang,
    holder,
    who,
  });
  if (!sent.ok) return sent;
  const { notices = [], rows, answer } = sent.value;
  return ok({
    intent: "sendCode",
    rows: account?.ok ? rows : rows.filter(({ table }) => table === "rateLimit"),
    notices: account?.ok ? notices : [],
    answer: { nextMs: answer.nextMs },
  });
};

const nobody = (tx: Tx) => ({ subject: "", keyId: 1, key: tx.random.bytes(32) });

/** Opens the session anew for the account whose telephone's code was right a moment ago (`planTryCode`). */
export const planSignInBySms = (
  tx: Tx,
  deps: CodeDeps,
  from: Rotating,
  to: string,
): Result<Plan<null>, CodeWrong> => {
  const { session } = from;
  const isRight = isProven(tx, deps, { session, about: signInAbout, channel: "sms", to });
  const account = isRight ? accountOfPhone(tx, deps, to) : undefined;
  if (account === undefined) return err({ type: "CodeWrong" });
  return ok({
    intent: "openSession",
    rows: rotateRows(tx, from, { account, passkey: null }),
    answer: null,
  });
};

/** Of accounts that share a number the one that proved it last: numbers are given to others when nobody pays for them. */
const accountOfPhone = (tx: Tx, { sealer }: Pick<CodeDeps, "sealer">, phone: string): string | undefined => {
  const found = accountsOfPhone(tx, contactIndex(sealer, "sms", phone)).flatMap((id) => {
    const sealed = sealedOf(tx, sealer, accountHere(tx, id));
    return sealed?.contact.phone === phone ? [{ id, atMs: sealed.provenAtMs.phone ?? 0 }] : [];
  });
  return found.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1))[0]?.id;
};
