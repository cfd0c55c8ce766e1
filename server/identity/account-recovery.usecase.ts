/**
 * Recovery of an applicant's account: who asks, who saw the document, who stops it, and the new passkey at its end. What each step
 * needs says `account-recovery.ts`.
 *
 * Nothing here tells who is known: a contact without an account is counted and answered as one with it, and gets no message. Whoever
 * typed the codes of both contacts is told what stands behind them.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { planTry } from "../../sync/limit";
import { insert, remove, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import {
  type AccountNotReady,
  accountHere,
  type Lang,
  ownerOfAccount,
  takeAccount,
  tellContacts,
} from "./account.usecase";
import { copiesOfAccount } from "./account.store";
import { type Rotating, rotateRows } from "./account-session.usecase";
import {
  recoveryOpenMs,
  recoveryProofMs,
  recoveryRef,
  recoveryWaitMs,
  type RecoveryStep,
  stepOf,
} from "./account-recovery";
import {
  accountRecoveryById,
  type AccountRecoveryRow,
  accountsOfBoth,
  accountsOfContact,
  accountRecoveryByStop,
  identitiesProvenFor,
  recoveriesOfAccount,
} from "./account-recovery.store";
import { type CodeDeps, contactIndex, planSendCode, type SendError } from "./code.usecase";
import { proofsOf } from "./kinds.store";
import { replacingRows } from "./passkey.usecase";
import type { NewPasskey } from "./passkey-verify";
import { sessionsOf } from "./session.store";

/** `about` of the proofs that these codes leave: they open no account and prove no contact. */
const recoveryAbout = "recovery";
export const recoveryPurpose = `recovery/${recoveryAbout}`;

const dayMs = 24 * 60 * 60_000;
/** Each start is a message to every contact: a stranger's mischief must not become a flood. */
const startsMax = { triesMax: 3, windowMs: 7 * dayMs };
/** An officer types a number wrong now and then; nobody tries out numbers. */
const documentsMax = { triesMax: 5, windowMs: dayMs };

/** A code to a contact that some account proved. The same counts and the same answer where none did. */
export const planSendRecoveryCode = (
  tx: Tx,
  deps: CodeDeps,
  { session, channel, to, lang }: { session: string; channel: "sms" | "email"; to: string; lang: Lang },
): Result<Plan<{ readonly nextMs: number }>, SendError> => {
  const index = contactIndex(deps.sealer, channel, to);
  const found = accountsOfContact(tx, channel, index).find((id) => accountHere(tx, id));
  const account = found === undefined ? undefined : takeAccount(tx, deps.sealer, found);
  const holder = account?.ok ? account.value.holder : { subject: "", keyId: 1, key: tx.random.bytes(32) };
  const purpose = recoveryPurpose;
  const sent = planSendCode(tx, deps, { session, purpose, channel, to, lang, holder, who: index });
  if (!sent.ok) return sent;
  const { notices = [], rows, answer } = sent.value;
  return ok({
    intent: "sendCode",
    rows: account?.ok ? rows : rows.filter(({ table }) => table === "rateLimit"),
    notices: account?.ok ? notices : [],
    answer: { nextMs: answer.nextMs },
  });
};

export type NeedsBothCodes = { readonly type: "NeedsBothCodes" };

/** What stands behind the two contacts that this session proved. */
export interface Behind {
  /** Undefined: no account has both, or none that this node knows. */
  readonly account: string | undefined;
  /** Where its holder may show the document; empty: it has no appointment anywhere, and nothing to compare one with. */
  readonly branches: readonly string[];
  readonly recovery: AccountRecoveryRow | undefined;
}

type Looking = Pick<Tx, "db" | "branch" | "nowMs">;

export const behindCodes = (looking: Looking, session: string): Result<Behind, NeedsBothCodes> => {
  const [phoneIndex, emailIndex] = [provenRef(looking, session, "sms"), provenRef(looking, session, "email")];
  if (phoneIndex === undefined || emailIndex === undefined) return err({ type: "NeedsBothCodes" });
  const account = accountsOfBoth(looking, { phoneIndex, emailIndex })
    .flatMap((id) => accountHere(looking, id) ?? [])
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0]?.id;
  if (account === undefined) return ok({ account, branches: [], recovery: undefined });
  const places = copiesOfAccount(looking, account).flatMap(({ at }) => (at === "" ? [] : [at]));
  const branches = looking.branch === null ? places : [looking.branch];
  return ok({ account, branches, recovery: openRecovery(looking, account) });
};

type Contact = "sms" | "email";

const provenRef = (looking: Looking, session: string, kind: Contact): string | undefined =>
  proofsOf(looking, session).find(
    (proof) =>
      proof.kind === kind && proof.about === recoveryAbout && looking.nowMs - proof.atMs <= recoveryProofMs,
  )?.ref;

/** Which of the two codes this session has typed. */
export const provenKinds = (looking: Looking, session: string): readonly Contact[] =>
  (["sms", "email"] as const).filter((kind) => provenRef(looking, session, kind) !== undefined);

/** The one that runs; a node never begins a second beside it. */
export const openRecovery = (looking: Looking, account: string): AccountRecoveryRow | undefined =>
  recoveriesOfAccount(looking, account).find(
    ({ state, untilMs }) => state === "asked" && looking.nowMs < untilMs,
  );

/** As its holder sees it. */
export const recoveryRun = (row: AccountRecoveryRow, nowMs: number) => ({
  ref: recoveryRef(row.id),
  step: stepOf(row, nowMs),
  atMs: row.atMs,
  opensAtMs: row.opensAtMs,
  untilMs: row.untilMs,
});

export type StartError =
  | NeedsBothCodes
  | AccountNotReady
  | { readonly type: "NoAccountBehind" }
  /** Not a branch where this account is known. */
  | { readonly type: "BranchNotOffered" }
  | { readonly type: "TooManyTries"; readonly retryAfterS: number };

/** Asks for recovery at a branch; asked again, it is the one that runs. `stop` is shown nowhere but in the messages. */
export const planStartRecovery = (
  tx: Tx,
  deps: CodeDeps,
  { session, branch, stop, mac }: { session: string; branch: string; stop: string; mac: string },
): Result<Plan<null>, StartError> => {
  const behind = behindCodes(tx, session);
  if (!behind.ok) return behind;
  const { account, branches, recovery } = behind.value;
  if (account === undefined) return err({ type: "NoAccountBehind" });
  if (recovery) return ok({ intent: "askAccountRecovery", rows: [], answer: null });
  if (!branches.includes(branch)) return err({ type: "BranchNotOffered" });
  const inHand = takeAccount(tx, deps.sealer, account);
  if (!inHand.ok) return inHand;
  const counted = planTry(tx, [{ bucket: `recovery:${account}`, ...startsMax }]);
  if (!counted.ok) return counted;
  const id = tx.newId();
  const opensAtMs = tx.nowMs + recoveryWaitMs;
  return ok({
    intent: "askAccountRecovery",
    about: { recovery: id, account, branch },
    rows: [
      ...counted.value.rows,
      insert("recovery", {
        id,
        at: branch,
        kind: "document",
        of: account,
        state: "asked",
        mac,
        first: null,
        second: null,
        atMs: tx.nowMs,
        opensAtMs,
        untilMs: tx.nowMs + recoveryOpenMs,
        doneAtMs: null,
      }),
    ],
    notices: tellContacts(tx, deps, inHand.value, {
      purpose: "recovery_asked",
      atMs: tx.nowMs,
      opensAtMs,
      stop,
    }),
    answer: null,
  });
};

export type RecoveryGone = { readonly type: "RecoveryNotFound" };
export type DocumentError =
  | RecoveryGone
  /** It is none that this account's appointments were made with and an officer saw. */
  | { readonly type: "DocumentDiffers" }
  /** Nobody has seen a document for this account yet: first at one of its appointments. */
  | { readonly type: "DocumentNotSeen" };

/** Counts a look at a document, in a commit of its own: a wrong one costs as much as a right one. */
export const planTryDocument = (tx: Tx, recovery: string) =>
  planTry(tx, [{ bucket: `recovery-document:${recovery}`, ...documentsMax }]);

/** An officer has the document in hand and the person before them. `identity`: its blind index. */
export const planSeeDocument = (
  tx: Tx,
  { recovery, officer, identity }: { recovery: string; officer: string; identity: string },
): Result<Plan<null>, DocumentError> => {
  const row = accountRecoveryById(tx, recovery);
  if (!row || row.at !== tx.branch || !isOpen(row, tx.nowMs)) return err({ type: "RecoveryNotFound" });
  const proven = identitiesProvenFor(tx, row.account);
  if (proven.length === 0) return err({ type: "DocumentNotSeen" });
  if (!proven.includes(identity)) return err({ type: "DocumentDiffers" });
  return ok({
    intent: "seeRecoveryDocument",
    about: { recovery, account: row.account },
    rows: row.second === null ? [update("recovery", { id: recovery }, { second: officer })] : [],
    answer: null,
  });
};

const isOpen = (row: AccountRecoveryRow, nowMs: number): boolean =>
  (["needs_document", "waits", "ready"] as readonly RecoveryStep[]).includes(stepOf(row, nowMs));

/** By whom it is stopped: its account, the code in the message, or an officer of its branch. */
export type Stopper =
  | { readonly by: "account"; readonly account: string }
  | { readonly by: "code"; readonly mac: string }
  | { readonly by: "officer"; readonly recovery: string };

/** Stops a recovery. The state ranks highest: wherever else it goes on meanwhile, it is stopped. */
export const planStopRecovery = (tx: Tx, stopper: Stopper): Result<Plan<null>, RecoveryGone> => {
  const row = stoppable(tx, stopper);
  if (!row || !isOpen(row, tx.nowMs)) return err({ type: "RecoveryNotFound" });
  return ok({
    intent: "stopRecovery",
    about: { recovery: row.id, account: row.account, by: stopper.by },
    rows: [update("recovery", { id: row.id }, { state: "stopped", doneAtMs: tx.nowMs })],
    answer: null,
  });
};

const stoppable = (tx: Tx, stopper: Stopper): AccountRecoveryRow | null | undefined => {
  switch (stopper.by) {
    case "account":
      return openRecovery(tx, stopper.account);
    case "code":
      return accountRecoveryByStop(tx, stopper.mac);
    case "officer": {
      const row = accountRecoveryById(tx, stopper.recovery);
      return row?.at === tx.branch ? row : undefined;
    }
  }
};

export type RecoveryNotReady = { readonly type: "RecoveryNotReady" };

/** The account that this session may make a new passkey for, now. */
export const recoverable = (
  looking: Looking,
  session: string,
): Result<{ readonly account: string; readonly recovery: string }, NeedsBothCodes | RecoveryNotReady> => {
  const behind = behindCodes(looking, session);
  if (!behind.ok) return behind;
  const { account, recovery } = behind.value;
  if (account === undefined || !recovery || stepOf(recovery, looking.nowMs) !== "ready")
    return err({ type: "RecoveryNotReady" });
  return ok({ account, recovery: recovery.id });
};

export type FinishError =
  | NeedsBothCodes
  | RecoveryNotReady
  | AccountNotReady
  | { readonly type: "PasskeyKnown" };

/** The new passkey takes the place of all that there were, and every session of the account ends but this one. */
export const planFinishRecovery = (
  tx: Tx,
  deps: CodeDeps,
  from: Rotating,
  { made, name }: { readonly made: NewPasskey; readonly name: string },
): Result<Plan<null>, FinishError> => {
  const may = recoverable(tx, from.session);
  if (!may.ok) return may;
  const { account, recovery } = may.value;
  const inHand = takeAccount(tx, deps.sealer, account);
  if (!inHand.ok) return inHand;
  const keys = replacingRows(tx, ownerOfAccount(account), made, name);
  if (!keys.ok) return keys;
  return ok({
    intent: "recoverAccount",
    about: { recovery, account, passkey: made.id },
    rows: [
      update("recovery", { id: recovery }, { state: "done", doneAtMs: tx.nowMs }),
      ...keys.value,
      ...endedElsewhere(tx, account, from.session),
      ...rotateRows(tx, from, { account, passkey: made.id }),
    ],
    notices: tellContacts(tx, deps, inHand.value, { purpose: "passkey_added", atMs: tx.nowMs }),
    answer: null,
  });
};

const endedElsewhere = (tx: Tx, account: string, but: string): readonly RowOp[] =>
  sessionsOf(tx, account)
    .filter(({ id }) => id !== but)
    .map(({ id }) => remove("session", { id }));
