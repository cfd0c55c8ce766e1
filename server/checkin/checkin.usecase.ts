/** Checking in: the slip or the booking is looked up, the rules decide, and state, ticket and print job are one commit. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type FoundBooking, findBooking, isReferenceTaken } from "../booking/find.usecase";
import { visitNeeds } from "../booking/hall.usecase";
import { needsLargeType } from "../booking/needs";
import { bookingIdOf, decodeSlip, type FindSlipKey, type Slip, type SlipError } from "../booking/slip-codec";
import type { LocalDate } from "../../sync/core/local-date";
import type { CalendarError } from "../calendar/calendar";
import { utcToLocal } from "../calendar/time-zone";
import type { Service } from "../catalogue/catalogue";
import {
  type CatalogueError,
  findBranch,
  findService,
  type PublicKind,
} from "../catalogue/catalogue.usecase";
import { isForgivenAt } from "../downtime/forgiven.usecase";
import { branchOf, todayOf } from "../queue/hall.usecase";
import { issueTicket } from "../queue/issue.usecase";
import type { BaseLane, ClaimState } from "../queue/lanes";
import type { TicketNumberError } from "../queue/ticket-number";
import type { NumbersGone } from "../queue/walk-ins.usecase";
import { type Admission, decideCheckIn, type NotAdmitted } from "./checkin";
import { checkinOf } from "./checkin.store";
import { bookingFromSlip } from "./from-slip.usecase";
import { laneWithNumber } from "./numbers.usecase";
import { priorityOf } from "./priority.usecase";

/** What somebody showed: a slip whose signature holds, or their own booking, named with a document number or on their own phone. */
export type Shown =
  | { readonly by: "slip"; readonly slip: Slip }
  | { readonly by: "reference" | "phone"; readonly bookingId: string };

export interface CheckInInput {
  readonly shown: Shown;
  readonly lang: string;
  /** The kiosk or tablet, or the officer who checks somebody in at a counter. */
  readonly device: string;
  /** When they came; now, unless a tablet tells of it later. */
  readonly atMs?: number;
}

export interface CheckedIn {
  readonly type: Admission;
  readonly bookingId: string;
  readonly ticketId: string;
}

/** Which visit it was about: the screen says where and when, and looks for a new slot for as many. */
export interface About {
  readonly branch: string;
  readonly service: string;
  readonly startsAtMs: number;
  /** Null when only the slip is known, which does not say. */
  readonly kind: PublicKind | null;
  readonly people: number;
}

export type CheckInError =
  | (NotAdmitted & About)
  | ((NumbersGone | CalendarError) & About)
  | { readonly type: "SlipInvalid"; readonly reason: string }
  | { readonly type: "BookingNotFound" }
  | CatalogueError
  | TicketNumberError;

export type SlipInvalid = { readonly type: "SlipInvalid"; readonly reason: SlipError["type"] };

/** The slip in a scanned text. One that has expired is still genuine: the plan says so with its day. */
export const readSlip = (text: string, findKey: FindSlipKey, nowMs: number): Result<Slip, SlipInvalid> => {
  const read = decodeSlip(text, findKey, nowMs);
  if (read.ok) return read;
  return read.error.type === "SlipExpired"
    ? ok(read.error.slip)
    : err({ type: "SlipInvalid", reason: read.error.type });
};

/** Checks a visit in: party states, check-in row, ticket and print job together, or the reason why not. */
export const planCheckIn = (
  tx: Tx,
  sealer: Sealer,
  input: CheckInInput,
): Result<Plan<CheckedIn>, CheckInError> => {
  const arrival = arrivalOf(tx, input);
  if (!arrival.ok) return arrival;
  const { id, about, service, found, admission, today } = arrival.value;
  const needs = visitNeeds({ db: tx.db, sealer }, id);
  const visitClaim = priorityOf(tx, sealer, found, needs, today);
  const place = placeFor(tx, service.group, admission, visitClaim.claim);
  if (!place.ok) return err({ ...place.error, ...about });
  const issued = issueTicket(tx, {
    service: service.code,
    booking: id,
    appointmentAtMs: about.startsAtMs,
    source: admission === "checked_in" ? "appointment" : admission,
    laneBase: place.value.laneBase,
    claims: visitClaim.claims,
    claim: place.value.claim,
    people: about.people,
    lang: input.lang,
    large: needsLargeType(needs),
  });
  if (!issued.ok) return issued;
  const { ticketId, rows, jobs } = issued.value;
  return ok({
    intent: "checkIn",
    rows: [...checkedInRows(tx, sealer, input, arrival.value, ticketId), ...rows],
    jobs,
    answer: { type: admission, bookingId: id, ticketId },
  });
};

/** Somebody who may come in, before they have a number. */
export interface Arrived extends KnownVisit {
  readonly admission: Admission;
  /** The branch's day on which they came. */
  readonly today: LocalDate;
}

/** Decides about whoever shows something: the rules, with what this node knows of the visit. */
export const arrivalOf = (
  tx: Tx,
  { shown, atMs = tx.nowMs }: CheckInInput,
): Result<Arrived, CheckInError> => {
  const visit = visitOf(tx, shown);
  if (!visit.ok) return visit;
  const { id, about, service, found, rev } = visit.value;
  const { day: today } = todayOf({ ...tx, nowMs: atMs });
  const slip = shown.by === "slip" ? shown.slip : null;
  const earlier = checkinOf(tx, id);
  const decided = decideCheckIn({
    visit: { ...about, day: dayOf(tx, about), state: found?.state ?? "confirmed", rev },
    slip: slip && { rev: slip.rev, expired: atMs >= slip.expiresAtMin * 60_000 },
    earlier: earlier
      ? { ticketId: earlier.ticketId, over: earlier.day !== today || hasEnded(earlier.state) }
      : null,
    branch: tx.branch!,
    today,
    atMs,
    earlyMin: service.settings.earlyMin,
    lateMin: service.settings.lateMin,
  });
  if (!decided.ok) return err({ ...decided.error, ...about });
  const { earlyMin, lateMin } = service.settings;
  const window = { startsAtMs: about.startsAtMs, earlyMin, lateMin };
  // While the branch could not take anybody in, nobody comes late.
  const isForgiven = decided.value === "late" && isForgivenAt(tx, tx.branch!, window);
  return ok({ ...visit.value, admission: isForgiven ? "checked_in" : decided.value, today });
};

/** That everybody of the visit is here, and how they came in. `ticketId` empty: the day is over, there is no number any more. */
export const checkedInRows = (
  tx: Tx,
  sealer: Sealer,
  { shown, lang, device, atMs = tx.nowMs }: CheckInInput,
  { id, service, found, rev, admission }: Arrived,
  ticketId: string,
): readonly RowOp[] => [
  ...(found
    ? arrivedRows(found)
    : bookingFromSlip(tx, sealer, (shown as Shown & { by: "slip" }).slip, service, lang)),
  insert("checkin", {
    booking: id,
    branch: tx.branch!,
    rev,
    ticket: ticketId,
    by: shown.by,
    device,
    outcome: admission,
    atMs,
  }),
];

export interface KnownVisit {
  readonly id: string;
  readonly about: About;
  readonly service: Service;
  /** Undefined for a slip whose booking is not here. */
  readonly found: FoundBooking | undefined;
  readonly rev: number;
}

const visitOf = (tx: Tx, shown: Shown): Result<KnownVisit, CheckInError> => {
  const id = shown.by === "slip" ? bookingIdOf(shown.slip) : shown.bookingId;
  const found = findBooking(tx, id);
  if (!found && shown.by !== "slip") return err({ type: "BookingNotFound" });
  const about = aboutVisit(found, shown.by === "slip" ? shown.slip : undefined);
  const service = findService(tx, about.service, {
    branch: about.branch,
    startMin: about.startsAtMs / 60_000,
  });
  if (!service.ok) return service;
  if (!found && shown.by === "slip" && isReferenceTaken(tx, shown.slip.reference)) {
    return err({ type: "SlipInvalid", reason: "ReferenceOfAnother" });
  }
  const rev = Math.max(found?.booking.rev ?? 0, shown.by === "slip" ? shown.slip.rev : 0);
  return ok({ id, about, service: service.value, found, rev });
};

/**
 * Where and when the visit is now: the branch's database knows better than an older slip, and a newer slip better than a
 * database that has not heard of the change.
 */
const aboutVisit = (found: FoundBooking | undefined, slip: Slip | undefined): About => {
  if (!found) return aboutSlip(slip!);
  const known = aboutBooking(found);
  return slip && slip.rev > found.booking.rev ? { ...known, ...placeAndTime(slip) } : known;
};

const aboutBooking = ({ booking, live }: FoundBooking): About => ({
  branch: booking.branch,
  service: booking.service,
  startsAtMs: booking.startMin * 60_000,
  kind: booking.kind as PublicKind,
  people: Math.max(1, live.length),
});

const aboutSlip = (slip: Slip): About => ({
  ...placeAndTime(slip),
  service: slip.service,
  kind: null,
  people: 1,
});

const placeAndTime = ({ branch, startsAtMin }: Slip) => ({ branch, startsAtMs: startsAtMin * 60_000 });

/** An absent ticket has not: who missed every call can still be called by choice. */
const hasEnded = (ticketState: string): boolean => ticketState === "done" || ticketState === "closed";

/** The local day of a visit, in the zone of its own branch. */
const dayOf = (tx: Tx, about: About): string => {
  const branch = findBranch(tx, about.branch);
  return utcToLocal(branch.ok ? branch.value.zone : branchOf(tx).zone, about.startsAtMs).date;
};

/** Everybody who still comes is here now; what an officer already wrote about one of them stays. */
const arrivedRows = ({ booking, live }: FoundBooking): readonly RowOp[] =>
  live
    .filter(({ state }) => state === "confirmed" || state === "no_show")
    .map(({ no }) => update("party", { booking: booking.id, no }, { state: "checked_in" }));

/** In time or early: the appointment's own lane. Late: a walk-in's number, if the branch has one. */
const placeFor = (
  tx: Tx,
  group: string,
  admission: Admission,
  claim: ClaimState,
): Result<{ readonly laneBase: BaseLane; readonly claim: ClaimState }, NumbersGone | CalendarError> => {
  if (admission !== "late") return ok({ laneBase: "appointment", claim });
  const lane = laneWithNumber(tx, group, claim === "none" ? "normal" : "priority");
  return lane.ok ? ok({ laneBase: "normal", claim: lane.value === "priority" ? claim : "none" }) : lane;
};
