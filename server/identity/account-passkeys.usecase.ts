/** An applicant's own passkeys: the first makes the account, every later one needs an earlier one in hand. */
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import {
  type AccountNotReady,
  accountRows,
  type Lang,
  mustBeFresh,
  ownerOfAccount,
  sealedOf,
  type StepUp,
  takeAccount,
  tellContacts,
  accountHere,
} from "./account.usecase";
import { type Rotating, rotateRows } from "./account-session.usecase";
import { isServed } from "./code";
import type { CodeDeps } from "./code.usecase";
import {
  type AddPasskeyError,
  planAddPasskey,
  planRemovePasskey,
  type LastWayIn,
  type PasskeyGone,
} from "./passkey.usecase";
import type { NewPasskey } from "./passkey-verify";

/** Keeps a key whose registration was verified. The session gets a new id: its holder was verified just now. */
export const planAddOwnPasskey = (
  tx: Tx,
  deps: CodeDeps,
  from: Rotating,
  { made, name, lang }: { readonly made: NewPasskey; readonly name: string; readonly lang: Lang },
): Result<Plan<{ readonly id: string }>, AddPasskeyError | StepUp | AccountNotReady> => {
  const { who, session } = from;
  const fresh = mustBeFresh(tx, who, session);
  if (!fresh.ok) return fresh;
  const account = takeAccount(tx, deps.sealer, who);
  if (!account.ok) return account;
  const added = planAddPasskey(tx, ownerOfAccount(who), made, name);
  if (!added.ok) return added;
  const { row, sealed } = account.value;
  return ok({
    ...added.value,
    about: { account: who, passkey: made.id },
    rows: [
      ...(row ? [] : accountRows(tx, deps, who, account.value, { sealed, lang })),
      ...added.value.rows,
      ...rotateRows(tx, from, { account: who, passkey: made.id }),
    ],
    notices: tellContacts(tx, deps, account.value, { purpose: "passkey_added", atMs: tx.nowMs }),
  });
};

/** Removes a key with one of the account's keys in hand; the last one only where an SMS still lets its holder in. */
export const planRemoveOwnPasskey = (
  tx: Tx,
  { sealer, rules }: CodeDeps,
  { who, session }: Pick<Rotating, "who" | "session">,
  id: string,
): Result<Plan<null>, PasskeyGone | LastWayIn | StepUp> => {
  const fresh = mustBeFresh(tx, who, session);
  if (!fresh.ok) return fresh;
  const phone = sealedOf(tx, sealer, accountHere(tx, who))?.contact.phone ?? null;
  const hasAnotherWay = phone !== null && isServed(rules, phone);
  return planRemovePasskey(tx, ownerOfAccount(who), id, { hasAnotherWay });
};
