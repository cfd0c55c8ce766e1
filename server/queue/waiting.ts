import type { BaseLane, ClaimState, Lane } from "./lanes";
import type { PolicyV1 } from "./policy";
import { laneWithoutClaim, laterStages, type Stage, type Ticket, type TicketStep, type Turn } from "./ticket";
import type { TicketNumber } from "./ticket-number";

/** What the policy may know about somebody who waits. Every field comes from the ticket and its latest row. */
export interface WaitingTicket {
  readonly ticketId: string;
  readonly number: TicketNumber;
  readonly group: string;
  readonly stage: Stage;
  readonly lane: Lane;
  readonly laneBase: BaseLane;
  readonly claim: ClaimState;
  /** The appointment that still counts: null for walk-ins, after the first stage, and after a missed call. */
  readonly startsAtMs: number | null;
  readonly waitingSinceMs: number;
  readonly absences: number;
  /** Stages still to come after this one: the estimate counts the people who will come back for them. */
  readonly later: readonly Stage[];
  /** Transferred to this counter: no other counter's "next" takes it. */
  readonly keptForCounterId: string | null;
}

/** A call as the shares and caps count it. Recalls are none, undone calls are left out. */
export interface Call {
  readonly ticketId: string;
  readonly counterId: string;
  readonly group: string;
  readonly stage: Stage;
  readonly lane: Lane;
  readonly claim: ClaimState;
  readonly turn: Turn;
}

/** What an open counter takes: groups (prefix letters) and stages. */
export interface Reach {
  /** Null looks at the hall as if it were one counter: for estimates and the public board. */
  readonly counterId: string | null;
  readonly groups: readonly string[];
  readonly stages: readonly Stage[];
}

export const waitingTicket = (ticket: Ticket, now: TicketStep): WaitingTicket => ({
  ticketId: ticket.ticketId,
  number: ticket.number,
  group: now.group,
  stage: now.stage,
  lane: now.lane,
  laneBase: laneWithoutClaim(ticket, now.absences),
  claim: now.claim,
  startsAtMs: now.stage === ticket.stages[0] && now.absences === 0 ? ticket.startsAtMs : null,
  waitingSinceMs: now.waitingSinceMs,
  absences: now.absences,
  later: laterStages(ticket, now.stage),
  keptForCounterId: now.counterId,
});

/** Null when the row is no call. */
export const callOf = (row: TicketStep): Call | null =>
  row.kind === "call" && row.turn !== null && row.counterId !== null
    ? {
        ticketId: row.ticketId,
        counterId: row.counterId,
        group: row.group,
        stage: row.stage,
        lane: row.lane,
        claim: row.claim,
        turn: row.turn,
      }
    : null;

/** Kept for a counter means that counter, whatever else it serves: an officer sent the person there. */
export const canTake = (reach: Reach, waiting: WaitingTicket): boolean =>
  waiting.keptForCounterId === null || reach.counterId === null
    ? covers(reach, waiting)
    : waiting.keptForCounterId === reach.counterId;

export const covers = (reach: Reach, place: { readonly group: string; readonly stage: Stage }): boolean =>
  reach.groups.includes(place.group) && reach.stages.includes(place.stage);

/** The lane that counts today: an unconfirmed claim is believed or not as the policy declares. */
export const countsAsPriority = (
  policy: PolicyV1,
  of: { readonly lane: Lane; readonly claim: ClaimState },
): boolean => of.lane === "priority" && (of.claim !== "claimed" || policy.claimUnconfirmed === "priority");

export const isQuick = (policy: PolicyV1, of: { readonly stage: Stage }): boolean =>
  policy.quick.stages.includes(of.stage);
