/** Confirming a held slot: details checked, identities claimed, rights spent, all in one commit. */
import type { Plan } from "../../sync/core/plan";
import { newReference } from "../../sync/core/ids";
import { err, ok, type Result } from "../../sync/core/result";
import { accountAtBranch } from "../../sync/account-copies";
import { contactIndexes } from "../../sync/derive";
import { visitNotices } from "../../sync/notice";
import { insert } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { EnoughKinds } from "../identity/kinds";
import { branchOfSlot } from "./booking";
import { holdById, type HoldRow, isRefTaken } from "./booking.store";
import { type ClaimError, claimIdentities, type Said } from "./claim.usecase";
import { checkDetails, type DetailError, type DetailsInput } from "./details";
import { isRunning, isTakenAway, takeBackRows, wouldStillFit } from "./hold.usecase";
import { rulesFor, sealParty, spendRows } from "./visit.usecase";

export interface ConfirmInput extends DetailsInput {
  readonly owner: string;
  readonly holdId: string;
  readonly kind: string;
  readonly lang: "ms" | "en";
  /** The device that books for itself; null at an officer's tablet or a kiosk, which book for the person in front of them. */
  readonly account: string | null;
  /** The officer saw the documents. */
  readonly verified: boolean;
  /** What headquarters said of these people a moment ago. Without it (it was not asked, or the line is down) this node knows less. */
  readonly said?: Said | undefined;
  /** The kinds of proof that it is confirmed with. */
  readonly kinds: EnoughKinds;
}

export type ConfirmError =
  | {
      readonly type: "HoldGone";
      /** Null when the hold is not known here, or not this owner's. */
      readonly slot: string | null;
      readonly startsAtMs: number | null;
      readonly stillFree: boolean;
    }
  | { readonly type: "PartiesDiffer"; readonly held: number; readonly given: number }
  | { readonly type: "KindDiffers"; readonly held: string; readonly given: string }
  | { readonly type: "InvalidDetails"; readonly details: readonly DetailError[] }
  | ClaimError;

export interface Confirmed {
  readonly bookingId: string;
}

/** Turns a hold whose person is proven into a booking. The same decision whoever asks: own phone, kiosk or officer. */
export const planConfirm = (
  tx: Tx,
  sealer: Sealer,
  input: ConfirmInput,
): Result<Plan<Confirmed>, ConfirmError> => {
  const hold = holdById(tx, input.holdId);
  if (!hold || hold.owner !== input.owner) return err(unknownHold);
  const rules = rulesFor(tx, hold);
  if (!isRunning(hold, tx.nowMs) || isTakenAway(tx, hold)) return err(goneHold(tx, hold));
  const given = input.parties.length;
  if (given !== hold.parties) return err({ type: "PartiesDiffer", held: hold.parties, given });
  if (input.kind !== hold.kind) return err({ type: "KindDiffers", held: hold.kind, given: input.kind });

  const details = checkDetails(input, rules);
  if (!details.ok) return err({ type: "InvalidDetails", details: details.error });
  const { visit } = details.value;
  const id = tx.newId();
  const account = input.account ?? `desk:${id}`;
  const parties = details.value.parties.map((party, at) => ({
    no: at + 1,
    party,
    index: sealer.blindIndex(party.identity),
  }));
  const { service } = hold;
  const branch = branchOfSlot(hold.slot);
  const claims = claimIdentities(tx, sealer, {
    booking: id,
    branch,
    service,
    account,
    verified: input.verified,
    people: parties,
    said: input.said,
  });
  if (!claims.ok) return claims;

  const subjectOf = (index: string) => sealer.subjectFor(tx.db, index, tx.newId, tx.nowMs);
  const people = parties.map((each) => ({ ...each, person: subjectOf(each.index) }));
  // An employer's contact belongs to the representative, not to a worker, who may ask to be forgotten.
  const { employer } = visit;
  const holder = employer
    ? subjectOf(sealer.blindIndex(employer.representative.identity))
    : people[0]!.person;
  const ref = freshReference(tx);
  const { lang } = input;
  const told = { id, lang, ref, branch, service, startsAtMs: hold.startMin * 60_000 };
  return ok({
    intent: "confirm",
    rows: [
      ...people.flatMap(({ person }) => person.rows),
      ...(employer ? holder.rows : []),
      ...takeBackRows(tx, hold),
      ...(tx.branch === null ? accountAtBranch({ tx, sealer }, account, branch) : []),
      insert(
        "booking",
        {
          ...placeOf(hold),
          id,
          ref,
          branch,
          home: tx.node,
          rev: 1,
          changes: 0,
          account,
          lang,
          createdAtMs: tx.nowMs,
          salt: Buffer.from(tx.random.bytes(16)).toString("base64url"),
          subject: holder.subject,
          sealed: sealer.seal(holder, "booking", id, visit),
          kinds: JSON.stringify(input.kinds),
        },
        contactIndexes(sealer, visit.contact),
      ),
      ...people.map(({ no, party, index, person }) =>
        insert(
          "party",
          {
            booking: id,
            no,
            branch,
            service,
            account,
            state: "confirmed",
            verified: input.verified ? 1 : 0,
            contested: claims.value.contested.has(no) ? 1 : 0,
            subject: person.subject,
            sealed: sealParty(sealer, person, id, no, party, index),
          },
          { identityIndex: index },
        ),
      ),
      ...spendRows(
        hold,
        id,
        1,
        people.map(({ no }) => no),
      ),
      ...claims.value.rows,
    ],
    notices: [...claims.value.notices, ...visitNotices(tx, sealer, holder, visit.contact, told, "booked")],
    answer: { bookingId: id },
  });
};

/** Not known here, or not this owner's. */
export const unknownHold = { type: "HoldGone", slot: null, startsAtMs: null, stillFree: false } as const;

/** Its time is over, or was closed. */
export const goneHold = (tx: Tx, hold: HoldRow): Extract<ConfirmError, { readonly type: "HoldGone" }> => ({
  type: "HoldGone",
  slot: hold.slot,
  startsAtMs: hold.startMin * 60_000,
  stillFree: wouldStillFit(tx, hold, rulesFor(tx, hold).service),
});

const placeOf = ({ grp, service, kind, slot, startMin, endMin }: HoldRow) => ({
  grp,
  service,
  kind,
  slot,
  startMin,
  endMin,
});

const freshReference = (tx: Tx): string => {
  for (;;) {
    const ref = newReference(tx.node, tx.random);
    if (!isRefTaken(tx, ref)) return ref;
  }
};
