/** An officer who sees the document puts a slip of the pen right, or links a replaced passport. */
import type { PartyState } from "../../sync/core/party-state";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type ApplicantInput, parseApplicant } from "../applicants/applicant";
import { type ChangeError, type Changed, atHome } from "./change.usecase";
import { type Claims, type ClaimError, claimIdentities, settleRows } from "./claim.usecase";
import { type DetailError, fieldOf, type PartyDetails } from "./details";
import { rulesFor, sealParty } from "./visit.usecase";

export interface Correction {
  readonly bookingId: string;
  readonly no: number;
  readonly reason: string;
  readonly officer: string;
  /** Left out: stays as it is. */
  readonly name: string | undefined;
  readonly document: ApplicantInput["document"] | undefined;
}

export type CorrectionError =
  | ChangeError
  | { readonly type: "UnknownParty"; readonly no: number }
  | { readonly type: "InvalidDetails"; readonly details: readonly DetailError[] }
  | ClaimError;

/**
 * Old and new are kept, sealed; the person stays the same subject. Another identity is claimed as one whose document was seen:
 * it must not be a way round the rule of one booking.
 */
export const planCorrect = (
  tx: Tx,
  sealer: Sealer,
  input: Correction,
): Result<Plan<Changed>, CorrectionError> => {
  const found = atHome(tx, input.bookingId);
  if (!found.ok) return found;
  const { booking, live, state } = found.value;
  const party = live.find(({ no }) => no === input.no);
  const person = party && sealer.open(tx.db, party.subject);
  if (!party || !person) return err({ type: "UnknownParty", no: input.no });
  if (isOver(state)) return err({ type: "WrongState", state });

  const rowKey = `${booking.id}/${party.no}`;
  const old = sealer.unseal<PartyDetails & { readonly index: string }>(person, "party", rowKey, party.sealed);
  const asked = { name: input.name ?? old.name, document: input.document ?? documentOf(old) };
  const checked = parseApplicant(asked, rulesFor(tx, booking));
  if (!checked.ok) {
    return err({
      type: "InvalidDetails",
      details: checked.error.map((error) => ({ path: fieldOf(error.type), error })),
    });
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
  const index = sealer.blindIndex(applicant.key);
  const isOther = index !== old.index;
  const claims = isOther ? claimAsSeen(tx, sealer, booking, party.no, index) : ok(noClaims);
  if (!claims.ok) return claims;

  const id = tx.newId();
  const rev = booking.rev + 1;
  return ok({
    intent: "correctParty",
    rows: [
      update(
        "party",
        { booking: booking.id, no: party.no },
        { sealed: sealParty(sealer, person, booking.id, party.no, details, index) },
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
        sealed: sealer.seal(person, "correction", id, { old, new: details }),
      }),
      update("booking", { id: booking.id }, { rev }),
      ...(isOther ? settleRows(tx, [party]) : []),
      ...claims.value.rows,
    ],
    notices: claims.value.notices,
    answer: { bookingId: booking.id },
  });
};

const isOver = (state: PartyState): boolean => state === "served" || state === "no_show";

const claimAsSeen = (
  tx: Tx,
  sealer: Sealer,
  booking: { readonly id: string; readonly service: string; readonly account: string },
  no: number,
  index: string,
): Result<Claims, ClaimError> =>
  claimIdentities(tx, sealer, {
    service: booking.service,
    account: booking.account,
    verified: true,
    people: [{ no, index }],
    except: booking.id,
  });

const noClaims: Claims = { contested: false, rows: [], notices: [] };

const documentOf = (old: PartyDetails): ApplicantInput["document"] => {
  const { documentType: type, country, number, expiresOn } = old;
  return type === "mykad" ? { type, number } : { type, country, number, expiresOn: expiresOn ?? "" };
};
