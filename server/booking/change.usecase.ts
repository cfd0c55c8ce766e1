/** What happens to a confirmed booking before its visit: cancel, move, drop a person, lose a claim, correct a slip of the pen. */
import type { PartyState } from "../../sync/core/party-state";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type ApplicantInput, parseApplicant } from "../applicants/applicant";
import { findService } from "../catalogue/catalogue.usecase";
import { bookingState, changesMax, isLive, mayDo, visitTimes } from "./booking";
import { type BookingRow, bookingById, holdById, offerOf, type PartyRow, partiesOf } from "./booking.store";
import type { PartyDetails } from "./details";
import { releaseRows } from "./hold.usecase";
import { leaveRows, returnRows, rulesFor, sealParty, spendRows } from "./visit.usecase";

export type ChangeError =
  | { readonly type: "BookingNotFound" }
  /** The visit has begun, is over, or was cancelled. */
  | { readonly type: "WrongState"; readonly state: PartyState }
  | { readonly type: "ChangesUsedUp"; readonly changesMax: number }
  | { readonly type: "HoldGone" }
  /** The new slot is for another service, kind or number of people. */
  | { readonly type: "HoldDiffers" }
  | { readonly type: "UnknownParty"; readonly no: number }
  | { readonly type: "LastParty" };

export interface Changed {
  readonly bookingId: string;
}

/** Gives every slot of the booking back. */
export const planCancel = (tx: Tx, bookingId: string): Result<Plan<Changed>, ChangeError> => {
  const found = openBooking(tx, bookingId);
  if (!found.ok) return found;
  if (!found.value.may.cancel) return err({ type: "WrongState", state: found.value.state });
  return ok({
    intent: "cancel",
    rows: [...found.value.live.flatMap(({ no }) => leaveRows(tx, bookingId, no, "cancelled")), ...closeOfferRows(tx, bookingId, "cancelled")],
    answer: { bookingId },
  });
};

/** Another time: spends the new rights and returns the old ones in one commit, so a place is never lost on the way. */
export const planMove = (tx: Tx, bookingId: string, owner: string, holdId: string): Result<Plan<Changed>, ChangeError> => {
  const found = openBooking(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, may, state, offered } = found.value;
  if (!may.move) return err(state === "confirmed" && !offered && booking.changes >= changesMax ? { type: "ChangesUsedUp", changesMax } : { type: "WrongState", state });
  const hold = holdById(tx, holdId);
  if (!hold || hold.owner !== owner || hold.expiresAtMs <= tx.nowMs) return err({ type: "HoldGone" });
  if (hold.service !== booking.service || hold.kind !== booking.kind || hold.parties !== live.length) return err({ type: "HoldDiffers" });
  const rev = booking.rev + 1;
  return ok({
    intent: "move",
    rows: [
      ...releaseRows(tx, hold),
      ...spendRows(tx, hold, bookingId, rev, live.map(({ no }) => no)),
      ...returnRows(tx, bookingId),
      update(
        "booking",
        { id: bookingId },
        { slot: hold.slot, startMin: hold.startMin, endMin: hold.endMin, rev, changes: booking.changes + (offered ? 0 : 1) },
      ),
      ...closeOfferRows(tx, bookingId, "taken"),
    ],
    answer: { bookingId },
  });
};

/** One person less; the others keep their times. The slip changes, so `rev` does. */
export const planDrop = (tx: Tx, bookingId: string, no: number): Result<Plan<Changed>, ChangeError> => {
  const found = openBooking(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, may, state } = found.value;
  if (!live.some((party) => party.no === no)) return err({ type: "UnknownParty", no });
  if (live.length === 1) return err({ type: "LastParty" });
  if (!may.drop) return err({ type: "WrongState", state });
  return ok({
    intent: "dropParty",
    rows: [...leaveRows(tx, bookingId, no, "cancelled"), update("booking", { id: bookingId }, { rev: booking.rev + 1 })],
    answer: { bookingId },
  });
};

export interface Correction {
  readonly bookingId: string;
  readonly no: number;
  readonly reason: string;
  readonly officer: string;
  readonly name: string | undefined;
  readonly document: ApplicantInput["document"] | undefined;
}

export type CorrectionError = ChangeError | { readonly type: "InvalidDetails"; readonly details: readonly { readonly path: string; readonly error: { readonly type: string } }[] };

/**
 * An officer who sees the document puts a slip of the pen right, or links a replaced passport. Old and new are kept; the person
 * stays the same subject.
 */
export const planCorrect = (tx: Tx, sealer: Sealer, input: Correction): Result<Plan<Changed>, CorrectionError> => {
  const booking = bookingById(tx, input.bookingId);
  if (!booking) return err({ type: "BookingNotFound" });
  const parties = partiesOf(tx, booking.id);
  const party = parties.find(({ no, state }) => no === input.no && isLive(state));
  if (!party) return err({ type: "UnknownParty", no: input.no });
  const state = bookingState(parties.map((each) => each.state));
  if (state === "served" || state === "no_show") return err({ type: "WrongState", state });
  const subject = sealer.open(tx.db, party.subject);
  if (!subject) return err({ type: "UnknownParty", no: input.no });
  const old = sealer.unseal<PartyDetails & { index: string }>(subject, "party", `${booking.id}/${party.no}`, party.sealed);
  const asked: ApplicantInput = {
    name: input.name ?? old.name,
    document:
      input.document ??
      (old.documentType === "mykad"
        ? { type: "mykad", number: old.number }
        : { type: old.documentType, country: old.country, number: old.number, expiresOn: old.expiresOn ?? "" }),
  };
  const rules = rulesFor(tx, booking);
  const checked = parseApplicant(asked, rules);
  if (!checked.ok) return err({ type: "InvalidDetails", details: checked.error.map((error) => ({ path: error.type.startsWith("Name") ? "name" : "document", error })) });
  const { applicant } = checked.value;
  const details: PartyDetails = {
    name: applicant.name,
    documentType: applicant.documentType,
    country: applicant.country,
    number: applicant.number,
    expiresOn: applicant.expiresOn ?? null,
    masked: applicant.masked,
    relation: old.relation,
    priority: old.priority,
    answers: old.answers,
    identity: applicant.key,
  };
  const index = sealer.blindIndex(applicant.key);
  const id = tx.newId();
  const rev = booking.rev + 1;
  return ok({
    intent: "correctParty",
    rows: [
      update(
        "party",
        { booking: booking.id, no: party.no },
        { sealed: sealParty(sealer, subject, booking.id, party.no, details, index) },
        { identityIndex: index },
      ),
      insert("correction", {
        id,
        booking: booking.id,
        party: party.no,
        branch: booking.branch,
        rev,
        reason: input.reason,
        actor: input.officer,
        atMs: tx.nowMs,
        subject: party.subject,
        sealed: sealer.seal(subject, "correction", id, { old, new: details }),
      }),
      update("booking", { id: booking.id }, { rev }),
    ],
    answer: { bookingId: booking.id },
  });
};

interface OpenBooking {
  readonly booking: BookingRow;
  readonly live: readonly PartyRow[];
  readonly state: PartyState;
  readonly offered: boolean;
  readonly may: ReturnType<typeof mayDo>;
}

const openBooking = (tx: Tx, bookingId: string): Result<OpenBooking, ChangeError> => {
  const booking = bookingById(tx, bookingId);
  if (!booking || booking.home !== tx.node) return err({ type: "BookingNotFound" });
  const parties = partiesOf(tx, bookingId);
  const live = parties.filter(({ state }) => isLive(state));
  const state = bookingState(parties.map((party) => party.state));
  const service = findService(tx, booking.service);
  if (!service.ok) throw new Error(`service ${booking.service} left the catalogue`);
  const { earlyMin, lateMin } = service.value.settings;
  const times = visitTimes(booking.startMin, booking.endMin, earlyMin, lateMin);
  const offered = offerOf(tx, bookingId) !== undefined;
  return ok({ booking, live, state, offered, may: mayDo(state, live.length, times, booking.changes, offered, tx.nowMs) });
};

const closeOfferRows = (tx: Tx, booking: string, state: "taken" | "cancelled"): readonly RowOp[] =>
  offerOf(tx, booking) ? [update("offer", { booking }, { state })] : [];
