/** Bookings as their holders and officers see them: read, unsealed, nothing decided. */
import { readTogether } from "../../drizzle/db";
import { isLive, visitState, type VisitState } from "../../sync/core/party-state";
import type { BilingualText, Fee } from "../catalogue/catalogue";
import { branchAt, findBranch, type PublicKind } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { type Can, changesMax } from "./booking";
import { type BookingRow, bookingById, type PartyRow, partiesOf, ticketOf } from "./booking.store";
import type { PartyDetails, VisitDetails } from "./details";
import { nextFreeSlots } from "./next-slots.usecase";
import { encodeSlip, holderHash } from "./slip-codec";
import { sha256 } from "./slip-keys";
import { slipQrSvg } from "./slip-qr";
import type { SlipView } from "./slip-view";
import { type Standing, standingOf } from "./standing.usecase";

export interface BookingView {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly state: VisitState;
  /** Somebody of it stands beside another booking's claim. */
  /** An officer saw the documents of all who come. */
  readonly verified: boolean;
  readonly branch: string;
  readonly service: string;
  readonly group: string;
  readonly kind: PublicKind;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly arriveFromMs: number;
  readonly lateAfterMs: number;
  readonly createdAtMs: number;
  readonly changesLeft: number;
  readonly lang: string;
  readonly parties: readonly PartyView[];
  readonly employer?: { readonly ssm: string; readonly company: string };
  readonly offer: { readonly reason: BilingualText; readonly slots: readonly OfferedSlot[] } | null;
  readonly ticketId: string | null;
  readonly can: Can;
  /** Cancelled here; the node that made the booking does it when the line is back. */
  readonly pending: "cancel" | null;
}

export interface PartyView {
  readonly no: number;
  readonly state: VisitState;
  readonly verified: boolean;
  readonly name: string;
  readonly documentMasked: string;
  /** Null after erasure. */
  readonly documentType: PartyDetails["documentType"] | null;
  readonly mayDrop: boolean;
  /** Taken off here; the node that made the booking does it when the line is back. */
  readonly pending: "drop" | null;
}

export interface OfferedSlot {
  readonly slot: string;
  readonly startsAtMs: number;
}

type Of = Pick<Deps, "db" | "clock" | "sealer" | "self">;

/** A booking as its holder sees it; undefined when there is none. Names and documents are empty after erasure. */
export const viewBooking = (deps: Of, id: string): BookingView | undefined =>
  readTogether(deps, () => viewed(deps, id));

const viewed = (deps: Of, id: string): BookingView | undefined => {
  const booking = bookingById(deps, id);
  if (!booking) return undefined;
  const standing = standingNow(deps, booking);
  const { live, state, times, can, offer, asked } = standing;
  // Opened only where there is one: a key and a seal are opened for each of these.
  const employer = booking.kind === "employer" ? visitDetails(deps, booking)?.employer : null;
  return {
    id,
    ref: booking.ref,
    rev: booking.rev,
    state,
    verified: live.length > 0 && live.every(({ verified }) => verified === 1),
    branch: booking.branch,
    service: booking.service,
    group: booking.grp,
    kind: booking.kind as PublicKind,
    ...times,
    createdAtMs: booking.createdAtMs,
    changesLeft: Math.max(0, changesMax - booking.changes),
    lang: booking.lang,
    parties: standing.parties.map((party) => {
      const details = partyDetails(deps, party);
      return {
        no: party.no,
        state: visitState(party.state),
        verified: party.verified === 1,
        name: details?.name ?? "",
        documentMasked: details?.masked ?? "",
        documentType: details?.documentType ?? null,
        mayDrop: can.drop && isLive(party.state) && !asked.drop.has(party.no),
        pending: asked.drop.has(party.no) ? "drop" : null,
      };
    }),
    ...(employer ? { employer: { ssm: employer.ssm, company: employer.company } } : {}),
    offer:
      offer && can.move
        ? { reason: JSON.parse(offer.reason) as BilingualText, slots: offeredSlots(deps, standing) }
        : null,
    ticketId: ticketOf(deps, id) ?? null,
    can,
    pending: asked.cancel ? "cancel" : null,
  };
};

const standingNow = ({ db, self, clock }: Of, booking: BookingRow): Standing =>
  standingOf({ db, node: self.alias }, booking, clock.nowMs());

/** Somebody who knows reference and document may read and cancel; changing needs the phone that booked. */
export const asFound = (view: BookingView): BookingView => ({
  ...view,
  parties: view.parties.map((party) => ({ ...party, mayDrop: false })),
  can: { cancel: view.can.cancel, move: false, drop: false, needsHome: false },
});

const offeredSlots = (deps: Of, { booking, live }: Standing): readonly OfferedSlot[] =>
  nextFreeSlots(
    { db: deps.db, nowMs: deps.clock.nowMs(), node: deps.self.alias, branch: deps.self.branch },
    {
      branch: booking.branch,
      service: booking.service,
      kind: booking.kind as PublicKind,
      parties: live.length,
      atDesk: false,
    },
  );

/** A person's details, undefined after erasure. */
export const partyDetails = (
  deps: Pick<Of, "db" | "sealer">,
  party: PartyRow,
): (PartyDetails & { readonly index: string }) | undefined => {
  const subject = deps.sealer.open(deps.db, party.subject);
  return subject && deps.sealer.unseal(subject, "party", `${party.booking}/${party.no}`, party.sealed);
};

export const visitDetails = (
  deps: Pick<Of, "db" | "sealer">,
  booking: BookingRow,
): VisitDetails | undefined => {
  const subject = deps.sealer.open(deps.db, booking.subject);
  return subject && deps.sealer.unseal(subject, "booking", booking.id, booking.sealed);
};

export interface SlipInfo {
  /** `STO1:…`, what the QR says. */
  readonly text: string;
  readonly qrSvg: string;
  readonly linkUrl: string;
}

type SlipDeps = Of & Pick<Deps, "slipSigner">;

/**
 * The slip of a booking, signed when it is read: Ed25519 gives the same slip every time, so nothing needs to be kept. It is
 * valid for a day after the visit. The link names the booking, and opens it for nobody.
 */
export const slipOf = (deps: SlipDeps, id: string): SlipInfo | undefined => {
  const booking = bookingById(deps, id);
  const first = partiesOf(deps, id).find((party) => isLive(party.state));
  const details = first && partyDetails(deps, first);
  if (!booking || !details) return undefined;
  const salt = new Uint8Array(Buffer.from(booking.salt, "base64url"));
  const text = encodeSlip(
    {
      branch: booking.branch,
      reference: booking.ref,
      service: booking.service,
      startsAtMin: booking.startMin,
      bookingId: new Uint8Array(Buffer.from(booking.id.replaceAll("-", ""), "hex")),
      rev: booking.rev,
      salt,
      holderHash: holderHash(sha256, salt, details.identity),
      expiresAtMin: booking.endMin + 24 * 60,
    },
    deps.slipSigner,
  );
  return {
    text,
    qrSvg: slipQrSvg(text, `QR ${booking.ref}`),
    linkUrl: `${deps.self.publicUrl}/slip/${booking.ref}`,
  };
};

/** Everything that the page, the PDF and the calendar file of a slip show. */
export const slipView = (deps: SlipDeps, id: string): SlipView | undefined => {
  const booking = bookingById(deps, id);
  const slip = slipOf(deps, id);
  if (!booking || !slip) return undefined;
  const found = findBranch(deps, booking.branch);
  if (!found.ok) return undefined;
  const { service, live, state, times } = standingNow(deps, booking);
  const branch = branchAt(deps, found.value, times.startsAtMs);
  return {
    text: slip.text,
    reference: booking.ref,
    bookingId: booking.id,
    rev: booking.rev,
    state: isLive(state) ? "confirmed" : state === "superseded" ? "superseded" : "cancelled",
    service: { ms: service.nameMs, en: service.nameEn },
    branch: {
      name: { ms: branch.nameMs, en: branch.nameEn },
      addressLines: [branch.address, [branch.postcode, branch.city].filter(Boolean).join(" ")],
      phone: branch.phone ?? undefined,
    },
    timeZone: branch.zone,
    startsAtMs: times.startsAtMs,
    endsAtMs: times.endsAtMs,
    arriveByMs: times.arriveFromMs,
    changedAtMs: booking.createdAtMs,
    people: live.flatMap((party) => {
      const details = partyDetails(deps, party);
      return details
        ? [{ name: details.name, document: documentWords[details.documentType], masked: details.masked }]
        : [];
    }),
    bring: service.documents,
    fee: feeWords(service.fees),
    manageUrl: slip.linkUrl,
    banner: deps.self.official
      ? undefined
      : { ms: "Demo. Bukan laman rasmi.", en: "Demonstration. Not an official page." },
  };
};

const documentWords = {
  mykad: { ms: "MyKad", en: "MyKad" },
  passport: { ms: "Pasport", en: "Passport" },
  splp: { ms: "SPLP", en: "SPLP" },
} as const;

const feeWords = (fees: readonly Fee[]): BilingualText => {
  const known = fees.filter((fee): fee is Fee & { sen: number } => fee.sen !== null);
  if (known.length === 0) return { ms: "Diberitahu di kaunter", en: "Told at the counter" };
  const amount = (sen: number) => `RM${(sen / 100).toLocaleString("en-MY", { minimumFractionDigits: 2 })}`;
  const of = (lang: "ms" | "en") => known.map((fee) => `${fee.label[lang]}: ${amount(fee.sen)}`).join("; ");
  return { ms: of("ms"), en: of("en") };
};
