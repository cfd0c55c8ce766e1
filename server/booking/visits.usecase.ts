/**
 * Visits that were begun at a kiosk of this branch and end at a counter.
 *
 *   kiosk: hold ─ details ─ paper ──► person goes to any counter ──► planTryVisit, then planConfirmChecked ──► booking, slip printed
 *
 * The officer has the document in hand and types the code from the paper: two kinds, with every line cut.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { ApplicantInput } from "../applicants/applicant";
import { identityKey, normaliseCountry, normaliseDocumentNumber } from "../applicants/identity";
import { slipJob } from "../devices/devices.usecase";
import { type CodeDeps, type CodeTried, planTryCode } from "../identity/code.usecase";
import { deviceHere } from "../identity/device.usecase";
import type { NeedsAnotherKind } from "../identity/kinds";
import { kindsFor } from "../identity/kinds.usecase";
import { pendingVisitsOf } from "./booking.store";
import { countCheck, type TooManyChecks } from "./checks.usecase";
import type { Said } from "./claim.usecase";
import { type ConfirmError, type Confirmed, planConfirm, unknownHold } from "./confirm.usecase";
import {
  confirmInput,
  kindsOfVisit,
  type PendingVisit,
  pendingVisit,
  purposeOf,
  waitingOf,
} from "./pending.usecase";

export interface WaitingVisit {
  readonly holdId: string;
  /** Name of the kiosk. */
  readonly kiosk: string;
  readonly service: string;
  readonly startsAtMs: number;
  /** Until then the place is kept. */
  readonly endsAtMs: number;
  readonly givenAtMs: number;
  /** The code was typed before, and the booking refused for another reason. */
  readonly isCodeRight: boolean;
}

type Looking = Pick<Tx, "db" | "nowMs" | "branch">;

/** Those that wait, who came first first. */
export const waitingVisits = (looking: Looking, sealer: Sealer): readonly WaitingVisit[] =>
  pendingVisitsOf(looking).flatMap(({ hold, atMs }) => {
    const pending = kioskVisit(looking, sealer, hold);
    const kiosk = pending && deviceHere(looking, pending.hold.owner);
    if (!kiosk) return [];
    const { service, startMin, expiresAtMs } = pending.hold;
    return [
      {
        holdId: hold,
        kiosk: kiosk.name,
        service,
        startsAtMs: startMin * 60_000,
        endsAtMs: expiresAtMs,
        givenAtMs: atMs,
        isCodeRight: kindsOfVisit(looking, pending).have.includes("paper_code"),
      },
    ];
  });

/** A pending visit that was begun at a kiosk of this branch. */
export const kioskVisit = (looking: Looking, sealer: Sealer, holdId: string): PendingVisit | undefined => {
  const pending = pendingVisit(looking, sealer, holdId, undefined);
  return pending && deviceHere(looking, pending.hold.owner)?.kind === "kiosk" ? pending : undefined;
};

export interface Checking {
  readonly holdId: string;
  /** Staff id. */
  readonly officer: string;
  /** The document in their hand. */
  readonly document: ApplicantInput["document"];
}

export type VisitTried = CodeTried | { readonly type: "DocumentDiffers" };

export type TryVisitError = TooManyChecks | { readonly type: "HoldGone" };

/**
 * Compares the document, then tries the code. Submit it by itself: check and try count whatever comes of them. A code that was right
 * before is not asked for again.
 */
export const planTryVisit = (
  tx: Tx,
  codes: CodeDeps,
  { holdId, officer, document, typed }: Checking & { readonly typed: string },
): Result<Plan<VisitTried>, TryVisitError> => {
  const pending = kioskVisit(tx, codes.sealer, holdId);
  if (!pending) return err({ type: "HoldGone" });
  const counted = countCheck(tx, officer);
  if (!counted.ok) return counted;
  const tried = (answer: VisitTried, rows: readonly RowOp[] = []) =>
    ok({
      intent: "checkDocument",
      about: { hold: holdId, outcome: answer.type },
      rows: [...counted.value, ...rows],
      answer,
    } as const);
  if (!isTheirs(codes.sealer, pending, document)) return tried({ type: "DocumentDiffers" });
  if (kindsOfVisit(tx, pending).have.includes("paper_code"))
    return tried({ type: "CodeRight", kind: "paper_code", about: holdId });
  const { session } = pending;
  const code = planTryCode(tx, codes, { session, purpose: purposeOf(holdId), channel: "paper", typed });
  return code.ok ? tried(code.value.answer, code.value.rows) : code;
};

export type ConfirmCheckedError = ConfirmError | NeedsAnotherKind | { readonly type: "DocumentDiffers" };

/** Makes the booking on what the officer holds and what was typed, and prints its slip. The document is compared once more: a kiosk may give other details meanwhile. */
export const planConfirmChecked = (
  tx: Tx,
  sealer: Sealer,
  { holdId, officer, document, said }: Checking & { readonly said: Said | undefined },
): Result<Plan<Confirmed>, ConfirmCheckedError> => {
  const pending = kioskVisit(tx, sealer, holdId);
  if (!pending) return err(unknownHold);
  if (!isTheirs(sealer, pending, document)) return err({ type: "DocumentDiffers" });
  const seen = {
    session: pending.session,
    about: holdId,
    kind: "document",
    ref: officer,
    atMs: tx.nowMs,
  } as const;
  const kinds = kindsFor(tx, waitingOf(pending), [seen]);
  if (!kinds.ok) return kinds;
  const made = planConfirm(tx, sealer, { ...confirmInput(pending, kinds.value), said });
  if (!made.ok) return made;
  const slip = slipJob(tx, made.value.answer.bookingId, pending.visit.given.lang);
  return ok({ ...made.value, jobs: [slip] });
};

/** Whether the document is the one of the visit. Who stands at a kiosk books for themselves alone. */
const isTheirs = (sealer: Sealer, { visit }: PendingVisit, document: Checking["document"]): boolean => {
  const { type, number } = document;
  const country = document.type === "mykad" ? "MYS" : document.country;
  if (normaliseDocumentNumber(number) === "" || normaliseCountry(country) === "") return false;
  return (
    visit.people.length === 1 && visit.people[0] === sealer.blindIndex(identityKey(country, type, number))
  );
};
