/** Confirming a held slot: details checked, identities claimed, rights spent, all in one commit. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { newReference } from "../../sync/core/ids";
import { err, ok, type Result } from "../../sync/core/result";
import { slotId } from "../../sync/core/slot";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { utcToLocal } from "../calendar/time-zone";
import type { PlainDate } from "../applicants/plain-date";
import { applicantRowOf, findBranch, findService, type PublicKind } from "../catalogue/catalogue.usecase";
import { type ClaimDecision, decideClaim, type StandingClaim } from "./booking";
import { bookingById, holdById, type HoldRow, isRefTaken, standingClaims } from "./booking.store";
import { supersedeRows } from "./change.usecase";
import { checkDetails, type DetailError, type DetailsInput, type PartyDetails } from "./details";
import { partiesMaxOf, releaseRows, startsByParty, wouldStillFit } from "./hold.usecase";

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
      ...claims.value.losers.flatMap(({ booking: id, party }) => supersedeRows(tx, id, party)),
    ],
    answer: { bookingId },
  });
};

/** Rights of a hold become allocations of a booking, one row per person and slot. */
export const spendRows = (tx: Tx, hold: HoldRow, booking: string, rev: number, partyNos: readonly number[]): readonly RowOp[] =>
  startsByParty(hold).flatMap((starts, at) =>
    starts.map((startMin) =>
      insert("allocation", {
        booking,
        party: partyNos[at]!,
        rev,
        slot: slotId(tx.branch!, hold.grp, startMin),
        state: "spent",
        branch: tx.branch!,
        pool: hold.pool,
        units: 1,
        to: null,
      }),
    ),
  );

/** A person's details under their key. The blind index travels inside, so that no stream shows it. */
export const sealParty = (
  sealer: Sealer,
  subject: Parameters<Sealer["seal"]>[0],
  booking: string,
  no: number,
  details: PartyDetails,
  index: string,
): Buffer => sealer.seal(subject, "party", `${booking}/${no}`, { ...details, index });

/** What the details of a hold must fulfil. */
export const rulesFor = (tx: Tx, hold: Pick<HoldRow, "service" | "kind" | "startMin">) => {
  const service = serviceOf(tx, hold.service);
  const kind = hold.kind as PublicKind;
  const zone = zoneOf(tx);
  const row = applicantRowOf(service, kind);
  return {
    service,
    isEmployer: kind === "employer",
    validityMonthsMin: row?.documentValidityMonthsMin ?? 0,
    visitOn: utcToLocal(zone, hold.startMin * 60_000).date as unknown as PlainDate,
    today: utcToLocal(zone, tx.nowMs).date as unknown as PlainDate,
    partiesMax: partiesMaxOf(kind),
  };
};

const serviceOf = (tx: Tx, code: string) => {
  const found = findService(tx, code);
  if (!found.ok) throw new Error(`service ${code} left the catalogue`);
  return found.value;
};

const zoneOf = (tx: Tx): string => {
  const found = findBranch(tx, tx.branch ?? "");
  if (!found.ok) throw new Error(`branch ${tx.branch} is not in the catalogue`);
  return found.value.zone;
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

