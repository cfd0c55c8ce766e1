/**
 * A valid slip whose booking this node does not have: made at another node while the line was down, or lost with an old image
 * of this one. The slip makes a guess of the booking: what its home wrote stands above that when it comes. That somebody checked
 * in is no guess.
 */
import { crockford } from "../../sync/core/ids";
import type { RowOp } from "../../sync/core/plan";
import { slotId } from "../../sync/core/slot";
import { guess, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { PartyDetails, VisitDetails } from "../booking/details";
import { bookingIdOf, type Slip } from "../booking/slip-codec";
import type { Service } from "../catalogue/catalogue";
import { publicKindsOf } from "../catalogue/catalogue.usecase";

/** The node that made a booking stands in the first two characters of its reference. */
const homeOf = (slip: Slip): number =>
  crockford.indexOf(slip.reference.charAt(0)) * 32 + crockford.indexOf(slip.reference.charAt(1));

/**
 * Rows of a booking with one party, who checks in. Name and document are empty: the officer asks for the document and
 * compares it with the slip's hash, which is kept for that.
 */
export const bookingFromSlip = (
  tx: Tx,
  sealer: Sealer,
  slip: Slip,
  service: Service,
  lang: string,
): readonly RowOp[] => {
  const id = bookingIdOf(slip);
  const account = `slip:${id}`;
  const person = sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
  const visit: VisitDetails = { contact: { email: null, phone: null }, employer: null };
  const details: SlipPartyDetails = {
    name: "",
    documentType: "passport",
    country: "",
    number: "",
    expiresOn: null,
    masked: "",
    relation: "self",
    priority: [],
    answers: {},
    identity: "",
    index: null,
    holderHash: Buffer.from(slip.holderHash).toString("base64url"),
  };
  return [
    ...person.rows,
    guess("booking", {
      id,
      ref: slip.reference,
      branch: slip.branch,
      home: homeOf(slip),
      grp: service.group,
      service: service.code,
      kind: publicKindsOf(service)[0] ?? "citizen",
      slot: slotId(slip.branch, service.group, slip.startsAtMin),
      startMin: slip.startsAtMin,
      endMin: slip.expiresAtMin - validMinAfterVisit,
      rev: slip.rev,
      changes: 0,
      account,
      lang: lang === "ms" ? "ms" : "en",
      createdAtMs: tx.nowMs,
      salt: Buffer.from(slip.salt).toString("base64url"),
      subject: person.subject,
      sealed: sealer.seal(person, "booking", id, visit),
    }),
    guess("party", {
      booking: id,
      no: 1,
      branch: slip.branch,
      service: service.code,
      account,
      state: "confirmed",
      verified: 0,
      contested: 0,
      subject: person.subject,
      sealed: sealer.seal(person, "party", `${id}/1`, details),
    }),
    update("party", { booking: id, no: 1 }, { state: "checked_in" }),
  ];
};

/** No identity is known, so nothing is indexed; the hash binds the slip to a document that an officer will see. */
interface SlipPartyDetails extends PartyDetails {
  readonly index: null;
  readonly holderHash: string;
}

/** A slip is valid for a day after the visit's end (`booking/view.usecase.ts`). */
const validMinAfterVisit = 24 * 60;
