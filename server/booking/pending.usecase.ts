/**
 * A visit whose details are given and whose person is not proven yet.
 *
 *   hold ─ details ─► pending ─┬─ code sent ─► code typed ──┐
 *                              ├─ passkey, of the session ──┼─► two different kinds ─► planConfirmVisit ─► booking
 *                              └─ document, paper code ─────┘
 *
 * The place is kept as long as any code for it may still be good. The details lie sealed under a key of their own, which goes with
 * them: nothing of a visit that was never confirmed stays.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { contactIndexes } from "../../sync/derive";
import { update, put } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { Contact } from "../../sync/notice";
import { slipJob } from "../devices/devices.usecase";
import {
  type CodeDeps,
  type CodeSent,
  dropCodes,
  lastCodeEndMs,
  planSendCode,
  type SendError,
} from "../identity/code.usecase";
import type { NeedsAnotherKind, ProofKind, Waiting } from "../identity/kinds";
import { dropProofs, kindsFor, proofRow } from "../identity/kinds.usecase";
import { holdMs } from "./booking";
import {
  holdById,
  type HoldRow,
  identitiesOfContact,
  type PendingVisitRow,
  pendingVisitOf,
} from "./booking.store";
import { countCheck, type TooManyChecks } from "./checks.usecase";
import {
  type ConfirmError,
  type Confirmed,
  type ConfirmInput,
  goneHold,
  planConfirm,
  unknownHold,
} from "./confirm.usecase";
import { checkDetails } from "./details";
import { isRunning, pendRows } from "./hold.usecase";
import { rulesFor } from "./visit.usecase";
import type { Said } from "./claim.usecase";

/** What a person gives: everything that a booking is made of but the proofs. */
export type VisitGiven = Omit<ConfirmInput, "said" | "kinds" | "verified" | "holdId" | "owner" | "account">;

export interface Asker {
  /** Owner of the hold: account, officer or device. */
  readonly owner: string;
  readonly session: string;
  /** The account that books; null at an officer's tablet or a kiosk, which book for the person in front of them. */
  readonly account: string | null;
  /** Staff id of the officer who has the documents in hand. */
  readonly officer: string | null;
}

export type PendError =
  | Extract<ConfirmError, { readonly type: "HoldGone" | "PartiesDiffer" | "KindDiffers" | "InvalidDetails" }>
  /** One contact speaks for six people at most; an officer books for more. */
  | { readonly type: "ContactUsedUp"; readonly peopleMax: number }
  | TooManyChecks;

/** People whom one contact may have live bookings for (a large family; not a trade). */
export const peoplePerContactMax = 6;

/**
 * Gives the details of a held visit; given again they take the place of the earlier ones. What was shown for other people or another
 * contact counts no more.
 */
export const planPend = (
  tx: Tx,
  sealer: Sealer,
  { holdId, asker, given }: { readonly holdId: string; readonly asker: Asker; readonly given: VisitGiven },
): Result<Plan<{ readonly holdId: string }>, PendError> => {
  const hold = holdById(tx, holdId);
  if (hold?.owner !== asker.owner) return err(unknownHold);
  if (!isRunning(hold, tx.nowMs)) return err(goneHold(tx, hold));
  if (given.parties.length !== hold.parties)
    return err({ type: "PartiesDiffer", held: hold.parties, given: given.parties.length });
  if (given.kind !== hold.kind) return err({ type: "KindDiffers", held: hold.kind, given: given.kind });
  const details = checkDetails(given, rulesFor(tx, hold));
  if (!details.ok) return err({ type: "InvalidDetails", details: details.error });
  const { visit, parties } = details.value;
  const people = parties.map(({ identity }) => sealer.blindIndex(identity));
  if (asker.officer === null && isUsedUp(tx, sealer, visit.contact, people))
    return err({ type: "ContactUsedUp", peopleMax: peoplePerContactMax });

  const before = pendingVisit(tx, sealer, holdId, asker.owner);
  const counted = asker.officer === null || before ? ok([]) : countCheck(tx, asker.officer);
  if (!counted.ok) return counted;
  const subject = before
    ? { ...before.subject, rows: [] }
    : sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
  const kept: KeptVisit = { given, contact: visit.contact, account: asker.account, people };
  return ok({
    intent: "giveDetails",
    rows: [
      ...counted.value,
      ...subject.rows,
      ...(before && !isSame(before.visit, kept) ? forgetShown(tx, before) : []),
      put("pendingVisit", {
        hold: holdId,
        session: asker.session,
        subject: subject.subject,
        sealed: sealer.seal(subject, "pendingVisit", holdId, kept),
        atMs: tx.nowMs,
      }),
      ...pendRows(tx, hold, tx.nowMs + holdMs),
      ...(asker.officer === null
        ? []
        : [proofRow(tx, { session: asker.session, about: holdId, kind: "document", ref: asker.officer })]),
    ],
    answer: { holdId },
  });
};

/** Whether what was shown for the one shows as much for the other. */
const isSame = (one: KeptVisit, other: KeptVisit): boolean =>
  one.contact.email === other.contact.email &&
  one.contact.phone === other.contact.phone &&
  one.people.join() === other.people.join();

const forgetShown = (tx: Tx, { hold, session }: PendingVisit): readonly RowOp[] => [
  ...dropProofs(tx, { session, hold: hold.id }),
  ...dropCodes(tx, { session, purpose: purposeOf(hold.id) }),
];

const isUsedUp = (tx: Tx, sealer: Sealer, contact: Contact, people: readonly string[]): boolean => {
  const { emailIndex, phoneIndex } = contactIndexes(sealer, contact);
  const nowMin = Math.floor(tx.nowMs / 60_000);
  return (
    [
      ["email_index", emailIndex],
      ["phone_index", phoneIndex],
    ] as const
  ).some(
    ([column, index]) =>
      index !== null &&
      new Set([...identitiesOfContact(tx, column, index, nowMin), ...people]).size > peoplePerContactMax,
  );
};

/** The sealed value of a pending visit. */
interface KeptVisit {
  readonly given: VisitGiven;
  /** As they are written to: normalised. */
  readonly contact: Contact;
  readonly account: string | null;
  /** Blind indexes of its people; the first one's five codes a day it takes. */
  readonly people: readonly string[];
}

export interface PendingVisit {
  readonly hold: HoldRow;
  readonly session: string;
  readonly subject: Subject;
  readonly visit: KeptVisit;
}

/** A pending visit that still runs. `owner` undefined: whoever's it is. */
export const pendingVisit = (
  tx: Pick<Tx, "db" | "nowMs">,
  sealer: Sealer,
  holdId: string,
  owner: string | undefined,
): PendingVisit | undefined => {
  const hold = holdById(tx, holdId);
  const row = pendingVisitOf(tx, holdId);
  if (!hold || !row || !isRunning(hold, tx.nowMs)) return undefined;
  if (owner !== undefined && hold.owner !== owner) return undefined;
  return opened(tx, sealer, hold, row);
};

const opened = (
  tx: Pick<Tx, "db">,
  sealer: Sealer,
  hold: HoldRow,
  { subject: id, session, sealed }: PendingVisitRow,
): PendingVisit => {
  const subject = sealer.open(tx.db, id);
  if (!subject) throw new Error(`pending visit ${hold.id} has no key`);
  return {
    hold,
    session,
    subject,
    visit: sealer.unseal<KeptVisit>(subject, "pendingVisit", hold.id, sealed),
  };
};

export const purposeOf = (holdId: string): string => `booking/${holdId}`;

export type SendVisitCodeError = SendError | { readonly type: "HoldGone" } | { readonly type: "NoContact" };

/** Sends a code to the contact of a pending visit, and keeps the place until it can be good no more. */
export const planSendVisitCode = (
  tx: Tx,
  codes: CodeDeps,
  {
    holdId,
    owner,
    channel,
  }: { readonly holdId: string; readonly owner: string; readonly channel: "sms" | "email" },
): Result<Plan<CodeSent>, SendVisitCodeError> => {
  const pending = pendingVisit(tx, codes.sealer, holdId, owner);
  if (!pending) return err({ type: "HoldGone" });
  const { hold, session, subject, visit } = pending;
  const to = channel === "sms" ? visit.contact.phone : visit.contact.email;
  if (to === null) return err({ type: "NoContact" });
  const purpose = purposeOf(holdId);
  const sent = planSendCode(tx, codes, {
    session,
    purpose,
    channel,
    to,
    lang: visit.given.lang,
    holder: subject,
    // Five a day for one person by one holder: who asks for codes in a stranger's name uses up nothing of theirs.
    who: `${hold.owner}:${visit.people[0]!}`,
  });
  if (!sent.ok) return sent;
  // Twenty minutes: ten for the gateway to take it, ten from then on.
  const untilMs = Math.max(hold.expiresAtMs, tx.nowMs + 2 * 10 * 60_000);
  return ok({
    ...sent.value,
    rows: [...sent.value.rows, update("hold", { id: holdId }, { expiresAtMs: untilMs })],
  });
};

/** The kinds that a pending visit has so far, and whether they are enough. */
export const kindsOfVisit = (
  tx: Pick<Tx, "db" | "nowMs">,
  pending: PendingVisit,
): { readonly have: readonly ProofKind[]; readonly isEnough: boolean } => {
  const kinds = kindsFor(tx, waitingOf(pending));
  return kinds.ok ? { have: kinds.value, isEnough: true } : { have: kinds.error.have, isEnough: false };
};

/** A visit without an account is booked at a kiosk or a desk, for whoever stands there. */
export const waitingOf = ({ hold, session, visit }: PendingVisit): Waiting => ({
  hold: hold.id,
  session,
  isShared: visit.account === null,
});

/** Until when a code of this visit may still be good; undefined where none may. */
export const codeEndMs = (
  tx: Pick<Tx, "db" | "nowMs">,
  { hold, session }: PendingVisit,
): number | undefined => lastCodeEndMs(tx, { session, purpose: purposeOf(hold.id) });

export type ConfirmVisitError =
  | ConfirmError
  | NeedsAnotherKind
  | Extract<PendError, { readonly type: "ContactUsedUp" }>;

/** Makes the booking, once two different kinds have shown who it is for. */
export const planConfirmVisit = (
  tx: Tx,
  sealer: Sealer,
  {
    holdId,
    owner,
    said,
    printsSlip,
  }: {
    readonly holdId: string;
    readonly owner: string;
    readonly said: Said | undefined;
    /** At a desk of a branch: the person goes home with paper. */
    readonly printsSlip: boolean;
  },
): Result<Plan<Confirmed>, ConfirmVisitError> => {
  const pending = pendingVisit(tx, sealer, holdId, owner);
  if (!pending) {
    const hold = holdById(tx, holdId);
    return err(hold?.owner === owner ? goneHold(tx, hold) : unknownHold);
  }
  const kinds = kindsFor(tx, waitingOf(pending));
  if (!kinds.ok) return kinds;
  const { contact, people } = pending.visit;
  // Asked once more: many visits with one contact may wait at the same time.
  if (!kinds.value.includes("document") && isUsedUp(tx, sealer, contact, people))
    return err({ type: "ContactUsedUp", peopleMax: peoplePerContactMax });
  const made = planConfirm(tx, sealer, { ...confirmInput(pending, kinds.value), said });
  if (!made.ok || !printsSlip) return made;
  return ok({ ...made.value, jobs: [slipJob(tx, made.value.answer.bookingId, pending.visit.given.lang)] });
};

/** A pending visit as it is confirmed with these kinds. */
export const confirmInput = <Kinds extends readonly ProofKind[]>(
  { hold, visit }: PendingVisit,
  kinds: Kinds,
): Omit<ConfirmInput, "said" | "kinds"> & { readonly kinds: Kinds } => ({
  ...visit.given,
  holdId: hold.id,
  owner: hold.owner,
  // Who signed in meanwhile books as that account: the hold came along.
  account: visit.account === null ? null : hold.owner,
  verified: kinds.includes("document"),
  kinds,
});
