/**
 * An applicant's account: the row that comes with the first passkey or proven contact, and what its holder sees of it.
 *
 * Everybody of the public has an account's id from their first session on, and nothing behind it. An account's data key bears the
 * account's own id. A branch writes a row of its own (`at`), headquarters takes it over and keeps all of them alike
 * (`sync/account-copies.ts`).
 */
import type { Notice, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { contactIndexes } from "../../sync/derive";
import { type Message, noticeTo } from "../../sync/notice";
import { insert, update } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { handleOf, isFresh, noContact, type SealedAccount } from "./account";
import { type AccountRow, copiesOfAccount } from "./account.store";
import { isServed } from "./code";
import type { CodeDeps } from "./code.usecase";
import type { Owner } from "./passkey";
import { passkeysOf } from "./passkey.usecase";
import { sessionById } from "./session.store";

export type Lang = "ms" | "en";

/** What codes and messages need of a node. */
export const codeDepsOf = ({ sealer, identity }: Pick<Deps, "sealer" | "identity">): CodeDeps => ({
  sealer,
  codesKey: identity.codesKey,
  rules: identity.sending,
});

export const ownerOfAccount = (id: string): Owner => ({ kind: "account", id });

/** The copy that counts here: headquarters' row, or what this branch has of it. */
export const accountHere = ({ db, branch }: Pick<Tx, "db" | "branch">, id: string): AccountRow | undefined =>
  copiesOfAccount({ db }, id).find(({ at, state }) => (at === "" || at === branch) && state === "active");

/** What is sealed in an account. Empty without one; undefined while its key is not here. */
export const sealedOf = (
  { db }: Pick<Tx, "db">,
  sealer: Sealer,
  row: AccountRow | undefined,
): SealedAccount | undefined => {
  if (!row) return noContact;
  const holder = sealer.open(db, row.subject);
  return holder && sealer.unseal<SealedAccount>(holder, "account", row.id, row.sealed);
};

/** The account's key is on its way from headquarters: until it has come nothing of the account can be changed here. */
export type AccountNotReady = { readonly type: "AccountNotReady" };

export interface AccountInHand {
  readonly row: AccountRow | undefined;
  readonly holder: Subject;
  readonly sealed: SealedAccount;
  /** What must be written before anything is sealed for it: its key, the first time. */
  readonly rows: readonly RowOp[];
}

/** An account as a plan works with it, whether there is a row yet or not. */
export const takeAccount = (tx: Tx, sealer: Sealer, id: string): Result<AccountInHand, AccountNotReady> => {
  const row = accountHere(tx, id);
  const sealed = sealedOf(tx, sealer, row);
  if (!sealed) return err({ type: "AccountNotReady" });
  const known = sealer.open(tx.db, row?.subject ?? id);
  if (known) return ok({ row, holder: known, sealed, rows: [] });
  const { rows, ...holder } = sealer.subjectFor(tx.db, null, () => id, tx.nowMs);
  return ok({ row, holder, sealed, rows });
};

/** The account with these contacts: its first row, or every copy of it that this node may write. */
export const accountRows = (
  tx: Tx,
  { sealer, codesKey }: Pick<CodeDeps, "sealer" | "codesKey">,
  id: string,
  { row, holder, rows }: AccountInHand,
  { sealed, lang }: { readonly sealed: SealedAccount; readonly lang: Lang },
): readonly RowOp[] => {
  const bytes = sealer.seal(holder, "account", id, sealed);
  const derived = contactIndexes(sealer, sealed.contact);
  if (!row)
    return [
      ...rows,
      insert(
        "account",
        {
          id,
          at: tx.branch ?? "",
          state: "active",
          lang,
          handle: handleOf(codesKey, id),
          createdAtMs: tx.nowMs,
          subject: holder.subject,
          sealed: bytes,
        },
        derived,
      ),
    ];
  return copiesOfAccount(tx, id)
    .filter(({ at }) => tx.branch === null || at === tx.branch)
    .map(({ at }) => update("account", { id, at }, { sealed: bytes, lang }, derived));
};

/** One message to each contact that an account has. */
export const tellContacts = (
  tx: Tx,
  { sealer, rules }: Pick<CodeDeps, "sealer" | "rules">,
  { row, holder, sealed: { contact } }: AccountInHand,
  message: Message,
): readonly Notice[] =>
  (
    [
      ["email", contact.email],
      ["sms", contact.phone !== null && isServed(rules, contact.phone) ? contact.phone : null],
    ] as const
  ).flatMap(([channel, to]) =>
    to === null
      ? []
      : noticeTo(tx, sealer, holder, {
          channel,
          to,
          lang: row?.lang === "en" ? "en" : "ms",
          untilMs: null,
          message,
        }),
  );

/** This needs a touch of one of the account's passkeys, not longer ago than five minutes, in this session. */
export type StepUp = { readonly type: "StepUp" };

/** Who has a passkey changes how the account is entered only with it in hand; who has none cannot be asked for one. */
export const mustBeFresh = (
  tx: Pick<Tx, "db" | "branch" | "nowMs">,
  who: string,
  session: string,
): Result<null, StepUp> =>
  passkeysOf(tx, ownerOfAccount(who)).length > 0 &&
  !isFresh(sessionById(tx, session)?.verifiedMs ?? null, tx.nowMs)
    ? err({ type: "StepUp" })
    : ok(null);
