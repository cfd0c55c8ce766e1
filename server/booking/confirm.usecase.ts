/** Confirming a held slot: details checked, identities claimed, rights spent, all in one commit. */
import type { Plan } from "../../sync/core/plan";
import { newReference } from "../../sync/core/ids";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type ClaimDecision, decideClaim, type StandingClaim } from "./booking";
import { bookingById, holdById, isRefTaken, standingClaims } from "./booking.store";
import { checkDetails, type DetailError, type DetailsInput } from "./details";
import { releaseRows, wouldStillFit } from "./hold.usecase";
import { leaveRows, rulesFor, sealParty, serviceOf, spendRows } from "./visit.usecase";

export interface ConfirmInput extends DetailsInput {
  readonly owner: string;
  readonly holdId: string;
  readonly lang: "ms" | "en";
  /** The device that books for itself; null at an officer's tablet or a kiosk, which book for the person in front of them. */
  readonly account: string | null;
  /** The officer saw the documents. */
  readonly verified: boolean;
}

export type ConfirmError =
  | { readonly type: "HoldGone"; readonly slot: string | null; readonly startsAtMs: number | null; readonly stillFree: boolean }
  | { readonly type: "PartiesDiffer"; readonly held: number; readonly given: number }
  | { readonly type: "InvalidDetails"; readonly details: readonly DetailError[] }
  | { readonly type: "AlreadyBooked"; readonly ref: string; readonly startsAtMs: number }
  | { readonly type: "BringDocument" };

export interface Confirmed {
  readonly bookingId: string;
}

/** Turns a hold into a booking. The same decision whoever asks: own phone, kiosk or officer. */
export const planConfirm = (tx: Tx, sealer: Sealer, input: ConfirmInput): Result<Plan<Confirmed>, ConfirmError> => {
  const hold = holdById(tx, input.holdId);
  if (!hold || hold.owner !== input.owner) return err({ type: "HoldGone", slot: null, startsAtMs: null, stillFree: false });
  const service = serviceOf(tx, hold.service);
  if (hold.expiresAtMs <= tx.nowMs) {
    return err({ type: "HoldGone", slot: hold.slot, startsAtMs: hold.startMin * 60_000, stillFree: wouldStillFit(tx, hold, service) });
  }
  if (input.parties.length !== hold.parties) return err({ type: "PartiesDiffer", held: hold.parties, given: input.parties.length });

  const details = checkDetails(input, rulesFor(tx, hold));
  if (!details.ok) return err({ type: "InvalidDetails", details: details.error });
  const { parties, visit } = details.value;

  const bookingId = tx.newId();
  const account = input.account ?? `desk:${bookingId}`;
  const indexes = parties.map((party) => sealer.blindIndex(party.identity));
  const claims = decideClaims(tx, indexes, service.code, { account, verified: input.verified });
  if (!claims.ok) return claims;

  const people = parties.map((party, at) => {
    const subject = sealer.subjectFor(tx.db, indexes[at]!, tx.newId, tx.nowMs);
    const sealed = sealParty(sealer, subject, bookingId, at + 1, party, indexes[at]!);
    return { subject, sealed, index: indexes[at]! };
  });
  const holder = people[0]!;
  const booking = insert("booking", {
    id: bookingId,
    ref: freshReference(tx),
    branch: tx.branch!,
    home: tx.node,
    grp: hold.grp,
    service: service.code,
    kind: hold.kind,
    slot: hold.slot,
    startMin: hold.startMin,
    endMin: hold.endMin,
    rev: 1,
    changes: 0,
    account,
    verified: input.verified ? 1 : 0,
    contested: claims.value.contested.length > 0 ? 1 : 0,
    lang: input.lang,
    createdAtMs: tx.nowMs,
    salt: Buffer.from(tx.random.bytes(16)).toString("base64url"),
    subject: holder.subject.subject,
    sealed: sealer.seal(holder.subject, "booking", bookingId, visit),
  });
  const partyRows = people.map(({ subject, sealed, index }, at) =>
    insert(
      "party",
      {
        booking: bookingId,
        no: at + 1,
        branch: tx.branch!,
        service: service.code,
        account,
        state: "confirmed",
        subject: subject.subject,
        sealed,
      },
      { identityIndex: index },
    ),
  );
  return ok({
    intent: "confirm",
    rows: [
      ...people.flatMap(({ subject }) => subject.rows),
      ...releaseRows(tx, hold),
      booking,
      ...partyRows,
      ...spendRows(tx, hold, bookingId, 1, parties.map((_, at) => at + 1)),
      ...claims.value.contested.filter((id) => bookingById(tx, id)?.contested === 0).map((id) => update("booking", { id }, { contested: 1 })),
      ...claims.value.losers.flatMap(({ booking: id, party }) => leaveRows(tx, id, party, "superseded")),
    ],
    answer: { bookingId },
  });
};

interface Claims {
  /** Bookings that now stand beside another claim, this one included when the list is not empty. */
  readonly contested: readonly string[];
  readonly losers: readonly StandingClaim[];
}

const decideClaims = (
  tx: Tx,
  indexes: readonly string[],
  service: string,
  claim: { readonly account: string; readonly verified: boolean },
): Result<Claims, ConfirmError> => {
  const contested: string[] = [];
  const losers: StandingClaim[] = [];
  for (const index of indexes) {
    const decided: ClaimDecision = decideClaim(standingClaims(tx, index, service), claim);
    if (decided.type === "AlreadyBooked" || decided.type === "BringDocument") return err(decided);
    if (decided.type === "Contested") contested.push(...decided.others.map(({ booking }) => booking));
    if (decided.type === "Wins") losers.push(...decided.losers);
  }
  return ok({ contested, losers });
};

const freshReference = (tx: Tx): string => {
  for (;;) {
    const ref = newReference(tx.node, tx.random);
    if (!isRefTaken(tx, ref)) return ref;
  }
};

