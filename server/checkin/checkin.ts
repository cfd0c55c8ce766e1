/**
 * Rules of arriving: who gets a number now, and what everybody else can do instead. Nobody who came is sent home by a screen:
 * every outcome names at least one next step.
 *
 *   start - earlyMin             start          start + lateMin
 *  ──────────┬─────────────────────┬───────────────────┬────────────
 *    early   │             checked in                  │  late
 *    place kept, appointment lane                      │  normal lane, while walk-in numbers last
 */
import type { VisitState } from "../../sync/core/party-state";
import { err, ok, type Result } from "../../sync/core/result";

/** A genuine booking, as this node's database knows it or, when it does not, as the slip says. */
export interface Visit {
  readonly branch: string;
  readonly startsAtMs: number;
  /** Local date of the visit. */
  readonly day: string;
  readonly state: VisitState;
  /** Raised by every change of date or people. */
  readonly rev: number;
}

/** The slip in the visitor's hand; its signature was checked before. */
export interface ShownSlip {
  readonly rev: number;
  readonly expired: boolean;
}

/** The check-in this booking already had. */
export interface EarlierCheckIn {
  readonly ticketId: string;
  /** The visit is over: the ticket was served, closed, or is of another day. */
  readonly over: boolean;
}

export interface Arrival {
  readonly visit: Visit;
  /** Null when the reference and a document number were typed. */
  readonly slip: ShownSlip | null;
  readonly earlier: EarlierCheckIn | null;
  /** Branch and local date of the kiosk. */
  readonly branch: string;
  readonly today: string;
  readonly atMs: number;
  /** Settings of the service (the office asks people to be there 30 minutes before; 15 minutes of grace is a suggestion). */
  readonly earlyMin: number;
  readonly lateMin: number;
}

export type Admission = "checked_in" | "early" | "late";

export type NotAdmitted =
  /** A second scan: the first ticket stands, nothing is printed. */
  | { readonly type: "Already"; readonly ticketId: string }
  | { readonly type: "WrongBranch" }
  | { readonly type: "WrongDay" }
  /** The visit this slip was for is over. */
  | { readonly type: "SlipUsed" }
  /** Cancelled by its holder, or lost to somebody who showed the document. */
  | { readonly type: "SlipCancelled" }
  /** A newer slip of the same booking exists. */
  | { readonly type: "SlipSuperseded" }
  | { readonly type: "SlipExpired" };

/**
 * Decides an arrival. What already happened in the hall comes first, then what the booking became, then place and time; so a
 * visitor hears the reason nearest to what they hold in their hand.
 */
export const decideCheckIn = (arrival: Arrival): Result<Admission, NotAdmitted> => {
  const { visit, slip, earlier } = arrival;
  if (earlier)
    return err(earlier.over ? { type: "SlipUsed" } : { type: "Already", ticketId: earlier.ticketId });
  if (hasBegun(visit.state)) return err({ type: "SlipUsed" });
  if (slip && slip.rev < visit.rev) return err({ type: "SlipSuperseded" });
  if (visit.state === "cancelled" || visit.state === "superseded") return err({ type: "SlipCancelled" });
  if (slip?.expired) return err({ type: "SlipExpired" });
  if (visit.branch !== arrival.branch) return err({ type: "WrongBranch" });
  if (visit.day !== arrival.today) return err({ type: "WrongDay" });
  return ok(punctuality(visit.startsAtMs, arrival.atMs, arrival.earlyMin, arrival.lateMin));
};

/** Both ends of the window are still on time: at 09:15:00 nobody is late for "until 09:15". */
export const punctuality = (
  startsAtMs: number,
  atMs: number,
  earlyMin: number,
  lateMin: number,
): Admission => {
  if (atMs < startsAtMs - earlyMin * 60_000) return "early";
  return atMs > startsAtMs + lateMin * 60_000 ? "late" : "checked_in";
};

/** An officer may serve somebody on the document alone, without a check-in. */
const hasBegun = (state: VisitState): boolean =>
  state === "checked_in" || state === "serving" || state === "served";

/** What somebody in front of the screen can do now. */
export type NextStep =
  | "wait"
  | "take_number"
  | "book_slot"
  | "come_then"
  | "go_to_branch"
  | "next_batch"
  | "newest_slip"
  | "type_reference";

type Steps = readonly [NextStep, ...NextStep[]];

/** The best step first. */
export const nextSteps = {
  checked_in: ["wait"],
  early: ["wait"],
  late: ["wait"],
  Already: ["wait"],
  WrongBranch: ["go_to_branch", "book_slot", "take_number"],
  WrongDay: ["come_then", "book_slot", "take_number"],
  NumbersGone: ["next_batch", "book_slot", "go_to_branch"],
  SlipUsed: ["take_number", "book_slot"],
  SlipCancelled: ["take_number", "book_slot"],
  SlipSuperseded: ["newest_slip", "type_reference"],
  SlipExpired: ["take_number", "book_slot"],
  SlipInvalid: ["type_reference", "take_number"],
} as const satisfies Record<Admission | NotAdmitted["type"] | "NumbersGone" | "SlipInvalid", Steps>;
