/** An officer who sees the document puts a slip of the pen right, or links a replaced passport. */
import type { PartyState } from "../../sync/core/party-state";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type ApplicantInput, parseApplicant } from "../applicants/applicant";
import type { BookingRow, PartyRow } from "./booking.store";
import { type ChangeError, type Changed, type NeedsHome, atHome, standingHere } from "./change.usecase";
import { type Claims, type ClaimError, claimIdentities, type Said, settleRows } from "./claim.usecase";
import { type DetailError, documentNotForKind, fieldOf, type PartyDetails } from "./details";
import { subjectCorrected } from "./subject.usecase";
import { visitDetails } from "./view.usecase";
import { rulesFor, sealParty } from "./visit.usecase";

/** Where it is read: the database, the moment, and which node this is. */
export type Reading = Pick<Tx, "db" | "node" | "nowMs">;

export interface Correction {
  readonly bookingId: string;
  readonly no: number;
  readonly reason: string;
  readonly officer: string;
  /** Left out: stays as it is. */
  readonly name: string | undefined;
  readonly document: ApplicantInput["document"] | undefined;
}

export type SeenError = ChangeError | { readonly type: "UnknownParty"; readonly no: number } | ClaimError;

export type CorrectionError =
  | SeenError
  | NeedsHome
  | { readonly type: "InvalidDetails"; readonly details: readonly DetailError[] };

/** A correction as it would stand now. */
interface Corrected {
  readonly booking: BookingRow;
  readonly party: PartyRow;
  /** Whose key seals the old details. */
  readonly person: Subject;
  readonly old: PartyDetails & { readonly index: string };
  readonly details: PartyDetails;
  /** Blind index of whom the document names now. */
  readonly index: string;
}

/** Reads what is to be put right and checks it by the rules of the visit: before headquarters is asked, and in the plan again. */
export const readCorrection = (
  reader: Reading,
  sealer: Sealer,
  input: Correction,
): Result<Corrected, CorrectionError> => {
  const found = atHome(reader, input.bookingId);
  if (!found.ok) return found;
  const { booking, live, state } = found.value;
  const party = live.find(({ no }) => no === input.no);
  const person = party && sealer.open(reader.db, party.subject);
  if (!party || !person) return err({ type: "UnknownParty", no: input.no });
  if (isOver(state)) return err({ type: "WrongState", state });

  const rowKey = `${booking.id}/${party.no}`;
  const old = sealer.unseal<Corrected["old"]>(person, "party", rowKey, party.sealed);
  const asked = { name: input.name ?? old.name, document: input.document ?? documentOf(old) };
  const rules = rulesFor(reader, booking);
  const notForKind = documentNotForKind(asked.document.type, rules.applicant, "document.type");
  const checked = parseApplicant(asked, rules);
  if (notForKind || !checked.ok) {
    const wrong = checked.ok ? [] : checked.error.map((error) => ({ path: fieldOf(error.type), error }));
    return err({ type: "InvalidDetails", details: [...(notForKind ? [notForKind] : []), ...wrong] });
  }
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
  return ok({ booking, party, person, old, details, index: sealer.blindIndex(applicant.key) });
};

/**
 * Old and new are kept, sealed under the key of whoever the document names. Another identity is claimed as one whose document
 * was seen: it must not be a way round the rule of one booking.
 */
export const planCorrect = (
  tx: Tx,
  sealer: Sealer,
  input: Correction,
  said?: Said,
): Result<Plan<Changed>, CorrectionError> => {
  const found = readCorrection(tx, sealer, input);
  if (!found.ok) return found;
  const { booking, party, person, old, details, index } = found.value;
  const isOther = index !== old.index;
  const isSeen = input.document !== undefined;
  const claims = isSeen ? claimAsSeen(tx, sealer, booking, party.no, index, said) : ok(noClaims);
  if (!claims.ok) return claims;

  const owner = isOther ? subjectCorrected(tx, sealer, party, index) : { ...person, rows: [] };
  const { subject } = owner;
  const isHolder = booking.kind !== "employer" && booking.subject === party.subject;
  const id = tx.newId();
  const rev = booking.rev + 1;
  return ok({
    intent: "correctParty",
    rows: [
      ...owner.rows,
      update(
        "party",
        { booking: booking.id, no: party.no },
        {
          subject,
          sealed: sealParty(sealer, owner, booking.id, party.no, details, index),
          ...(isSeen ? { verified: 1, contested: 0 } : {}),
        },
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
        subject,
        sealed: sealer.seal(owner, "correction", id, { old, new: details }),
      }),
      update(
        "booking",
        { id: booking.id },
        { rev, ...(isHolder ? holderSealed(tx, sealer, booking, owner) : {}) },
      ),
      ...(isOther ? settleRows(tx, [party]) : []),
      ...claims.value.rows,
    ],
    notices: claims.value.notices,
    answer: { bookingId: booking.id },
  });
};

/** The booking and the person whose document an officer has before them. */
export const readSeen = (
  reader: Reading,
  bookingId: string,
  no: number,
): Result<{ readonly booking: BookingRow; readonly index: string }, SeenError> => {
  const found = standingHere(reader, bookingId);
  if (!found.ok) return found;
  const { booking, live, state } = found.value;
  const party = live.find((each) => each.no === no);
  // A person known from a slip alone has no identity to prove yet: their details are corrected first.
  if (!party || party.identityIndex === null) return err({ type: "UnknownParty", no });
  if (isOver(state)) return err({ type: "WrongState", state });
  return ok({ booking, index: party.identityIndex });
};

/** The officer saw this person's document, and it is as booked: nobody else's claim of it stands any longer. True at any node. */
export const planSeen = (
  tx: Tx,
  sealer: Sealer,
  bookingId: string,
  no: number,
  said?: Said,
): Result<Plan<Changed>, SeenError> => {
  const found = readSeen(tx, bookingId, no);
  if (!found.ok) return found;
  const claims = claimAsSeen(tx, sealer, found.value.booking, no, found.value.index, said);
  if (!claims.ok) return claims;
  return ok({
    intent: "seeDocument",
    rows: [update("party", { booking: bookingId, no }, { verified: 1, contested: 0 }), ...claims.value.rows],
    notices: claims.value.notices,
    answer: { bookingId },
  });
};

const isOver = (state: PartyState): boolean => state === "served" || state === "no_show";

/** The visit's own data follows its holder to another key. */
const holderSealed = (tx: Tx, sealer: Sealer, booking: BookingRow, owner: Subject) => {
  if (owner.subject === booking.subject) return {};
  const visit = visitDetails({ db: tx.db, sealer }, booking);
  return { subject: owner.subject, sealed: sealer.seal(owner, "booking", booking.id, visit) };
};

/** Claims an identity as one whose document an officer has seen: claims that nobody proved lose. */
const claimAsSeen = (
  tx: Tx,
  sealer: Sealer,
  booking: Pick<BookingRow, "id" | "branch" | "service" | "account">,
  no: number,
  index: string,
  said: Said | undefined,
): Result<Claims, ClaimError> =>
  claimIdentities(tx, sealer, {
    booking: booking.id,
    branch: booking.branch,
    service: booking.service,
    account: booking.account,
    verified: true,
    people: [{ no, index }],
    said,
  });

const noClaims: Claims = { contested: new Set(), rows: [], notices: [] };

const documentOf = (old: PartyDetails): ApplicantInput["document"] => {
  const { documentType: type, country, number, expiresOn } = old;
  return type === "mykad" ? { type, number } : { type, country, number, expiresOn: expiresOn ?? "" };
};
