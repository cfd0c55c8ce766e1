/** Bookings as their holders and officers see them: read, unsealed, nothing decided. */
import type { Reader } from "../../drizzle/db";
import type { PartyState } from "../../sync/core/party-state";
import type { Deps } from "../deps";
import { holderHash, encodeSlip } from "./slip-codec";
import { sha256 } from "./slip-keys";
import { slipQrSvg } from "./slip-qr";
import type { SlipView } from "./slip-view";
import { findBranch, findService, type PublicKind } from "../catalogue/catalogue.usecase";
import type { BilingualText, Fee, Service } from "../catalogue/catalogue";
import { bookingState, changesMax, isLive, mayDo, visitTimes } from "./booking";
import { type BookingRow, bookingById, freeByDay, offerOf, type PartyRow, partiesOf, ticketOf } from "./booking.store";
import type { PartyDetails, VisitDetails } from "./details";
import { slotId } from "../../sync/core/slot";

export interface BookingView {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly state: PartyState;
  readonly contested: boolean;
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
  readonly can: { readonly cancel: boolean; readonly move: boolean; readonly drop: boolean };
}

export interface PartyView {
  readonly no: number;
  readonly state: PartyState;
  readonly name: string;
  readonly documentMasked: string;
  readonly documentType: PartyDetails["documentType"];
  readonly mayDrop: boolean;
}

export interface OfferedSlot {
  readonly slot: string;
  readonly startsAtMs: number;
}

type Of = Pick<Deps, "db" | "clock" | "sealer" | "self">;

/** A booking with its people, or undefined when there is none or its personal data were erased. */
export const viewBooking = (deps: Of, id: string): BookingView | undefined => {
  const booking = bookingById(deps, id);
  if (!booking) return undefined;
  const parties = partiesOf(deps, id);
  const service = serviceOf(deps, booking);
  const state = bookingState(parties.map((party) => party.state));
  const live = parties.filter((party) => isLive(party.state));
  const { earlyMin, lateMin } = service.settings;
  const times = visitTimes(booking.startMin, booking.endMin, earlyMin, lateMin);
  const offered = offerOf(deps, id);
  const can = mayDo(state, live.length, times, booking.changes, offered !== undefined, deps.clock.nowMs());
  const visit = visitDetails(deps, booking);
  return {
    id,
    ref: booking.ref,
    rev: booking.rev,
    state,
    contested: booking.contested === 1,
    verified: booking.verified === 1,
    branch: booking.branch,
    service: booking.service,
    group: booking.grp,
    kind: booking.kind as PublicKind,
    ...times,
    createdAtMs: booking.createdAtMs,
    changesLeft: Math.max(0, changesMax - booking.changes),
    lang: booking.lang,
    parties: parties.map((party) => {
      const details = partyDetails(deps, party);
      return {
        no: party.no,
        state: party.state,
        name: details?.name ?? "",
        documentMasked: details?.masked ?? "",
        documentType: details?.documentType ?? "passport",
        mayDrop: can.drop && isLive(party.state),
      };
    }),
    ...(visit?.employer ? { employer: { ssm: visit.employer.ssm, company: visit.employer.company } } : {}),
    offer: offered ? { reason: JSON.parse(offered.reason) as BilingualText, slots: nextFreeSlots(deps, service, booking) } : null,
    ticketId: ticketOf(deps, id) ?? null,
    can,
  };
};

/** A person's details, undefined after erasure. */
export const partyDetails = (deps: Pick<Of, "db" | "sealer">, party: PartyRow): (PartyDetails & { readonly index: string }) | undefined => {
  const subject = deps.sealer.open(deps.db, party.subject);
  return subject && deps.sealer.unseal(subject, "party", `${party.booking}/${party.no}`, party.sealed);
};

export const visitDetails = (deps: Pick<Of, "db" | "sealer">, booking: BookingRow): VisitDetails | undefined => {
  const subject = deps.sealer.open(deps.db, booking.subject);
  return subject && deps.sealer.unseal(subject, "booking", booking.id, booking.sealed);
};

/** The next free start times for a visit like this one: offered first to people whose slot the office took away. */
export const nextFreeSlots = (
  deps: Pick<Of, "db" | "clock" | "self">,
  service: Service,
  visit: { readonly branch: string; readonly grp: string },
  count = 3,
): readonly OfferedSlot[] => {
  const nowMs = deps.clock.nowMs();
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = freeByDay(deps, visit.grp, "general", deps.self.alias, day(nowMs), day(nowMs + 45 * 86_400_000));
  const found: OfferedSlot[] = [];
  const earliestMin = (nowMs + service.settings.noticeHours * 3_600_000) / 60_000;
  for (const date of [...days.keys()].sort()) {
    for (const [startMin, avail] of [...days.get(date)!].sort(([a], [b]) => a - b)) {
      if (startMin < earliestMin || avail < 1) continue;
      found.push({ slot: slotId(visit.branch, visit.grp, startMin), startsAtMs: startMin * 60_000 });
      if (found.length === count) return found;
    }
  }
  return found;
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
 * valid for a day after the visit. The link carries the holder's own token behind `#`, which browsers never send.
 */
export const slipOf = (deps: SlipDeps, id: string, token: string | undefined): SlipInfo | undefined => {
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
  return { text, qrSvg: slipQrSvg(text, `QR ${booking.ref}`), linkUrl: `${deps.self.publicUrl}/slip/${booking.ref}${token ? `#${token}` : ""}` };
};

/** Everything that the page, the PDF and the calendar file of a slip show. */
export const slipView = (deps: SlipDeps, id: string, token: string | undefined): SlipView | undefined => {
  const booking = bookingById(deps, id);
  const slip = slipOf(deps, id, token);
  if (!booking || !slip) return undefined;
  const service = serviceOf(deps, booking);
  const found = findBranch(deps, booking.branch);
  if (!found.ok) return undefined;
  const branch = found.value;
  const parties = partiesOf(deps, id);
  const state = bookingState(parties.map((party) => party.state));
  const { lateMin, earlyMin } = service.settings;
  const times = visitTimes(booking.startMin, booking.endMin, earlyMin, lateMin);
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
    people: parties.filter((party) => isLive(party.state)).map((party) => {
      const details = partyDetails(deps, party);
      return { name: details?.name ?? "", document: documentWords[details?.documentType ?? "passport"], masked: details?.masked ?? "" };
    }),
    bring: service.documents,
    fee: feeWords(service.fees),
    manageUrl: slip.linkUrl,
    banner: deps.self.official ? undefined : { ms: "Demo. Bukan laman rasmi.", en: "Demonstration. Not an official page." },
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

const serviceOf = (reader: Reader, booking: BookingRow): Service => {
  const found = findService(reader, booking.service);
  if (!found.ok) throw new Error(`service ${booking.service} left the catalogue`);
  return found.value;
};
