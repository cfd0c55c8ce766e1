import type { BaseLane, ClaimState, Lane, PriorityReason } from "./lanes";
import type { TicketNumber } from "./ticket-number";

/** The stations of one visit. A ticket keeps its number through all stages of its service. */
export const stages = ["application", "interview", "payment", "collection"] as const;
export type Stage = (typeof stages)[number];

/**
 * The state of a ticket is its latest step.
 *
 *                  recall, 3 times at most      next stage: new wait, same number
 *                          ┌──┐               ┌──────────────────────────┐
 *                          │  ▼               │                          ▼
 *   issue ──► waiting ──► called ──► serving ─┴► done                 waiting
 *               ▲  ▲       │  │         │
 *               │  │ first │  │ second  └─ park ─► parked ── unpark (place kept) ─► waiting
 *               │  └ absent┘  └ absent ─► absent ── call by choice ─► called
 *               └─ transfer from waiting, called, serving, parked: place kept
 *
 *   close: any state but done and closed ──► closed (the person left, or the day ended)
 *   undo:  within 10 s, one more row that repeats the row before the undone one
 *
 * Invariants
 *  - `seq` counts 1, 2, 3 … per ticket without gaps; rows are never changed.
 *  - `waitingSinceMs` moves only when a wait begins anew: at issue, at a next stage, and at a first absence.
 *  - `calls` counts the calls of this turn: 0 while waiting, 1 to 4 while called (one call, three recalls).
 *  - `counterId` is the counter that calls, serves or parked it; on a waiting ticket it means "kept for that counter".
 *  - `atMs` never runs backwards on one ticket, even when the clock does.
 */
export type TicketState = "waiting" | "called" | "serving" | "parked" | "absent" | "done" | "closed";

/** What never changes about a ticket: written once, at check-in or walk-in. */
export interface Ticket {
  readonly ticketId: string;
  readonly number: TicketNumber;
  /** Local date of the branch, YYYY-MM-DD: numbers belong to a day. */
  readonly day: string;
  readonly service: string;
  /** In the order the person passes them, at least one. */
  readonly stages: readonly Stage[];
  readonly laneBase: BaseLane;
  /** Start of the appointment, null for a walk-in. */
  readonly startsAtMs: number | null;
  readonly claims: readonly PriorityReason[];
  readonly bookingId: string | null;
}

/** What was done, one word per row: the log reads as the story of the visit. */
export type StepKind =
  | "issue"
  | "call"
  | "recall"
  | "serve"
  | "finish"
  | "absent"
  | "park"
  | "unpark"
  | "transfer"
  | "confirmPriority"
  | "denyPriority"
  | "close"
  | "undo";

/**
 * By which rule a call chose its ticket.
 * `points` weight and age · `due` appointment at its time · `quick` share of payment and collection ·
 * `longest` share of those who waited too long · `chosen` an officer picked the number and said why.
 */
export const turns = ["points", "due", "quick", "longest", "chosen"] as const;
export type Turn = (typeof turns)[number];

/** One row of the append table: the full picture of the ticket from this moment on. */
export interface TicketStep {
  readonly ticketId: string;
  readonly seq: number;
  readonly kind: StepKind;
  readonly atMs: number;
  readonly state: TicketState;
  /** Service group, the prefix letter of the queue it waits in; a transfer may change it, the number stays. */
  readonly group: string;
  readonly stage: Stage;
  readonly lane: Lane;
  readonly claim: ClaimState;
  readonly waitingSinceMs: number;
  readonly counterId: string | null;
  /** Who did this step; null for a kiosk or the program itself. */
  readonly officerId: string | null;
  readonly calls: number;
  /** Absences in this visit: the first puts the person back in the queue, the second ends it. */
  readonly absences: number;
  /** Rule and policy version of a `call`, null on other rows: enough to check the choice again from the log. */
  readonly turn: Turn | null;
  readonly policyVersion: number | null;
  /** Said by the person who acted: transfer, call by choice, park, close. */
  readonly reason: string | null;
  /** On a `finish`: numbers of the people of this booking who did not come to the counter. */
  readonly partiesAbsent: readonly number[];
  /** On an `undo` row: the seq of the row it takes back. */
  readonly undoOf: number | null;
}

/** The first row of a ticket. The wait begins now. */
export const issueStep = (ticket: Ticket, group: string, claim: ClaimState, atMs: number): TicketStep => {
  const [stage] = ticket.stages;
  if (stage === undefined) throw new Error(`ticket ${ticket.number} has no stage`);
  return {
    ticketId: ticket.ticketId,
    seq: 1,
    kind: "issue",
    atMs,
    state: "waiting",
    group,
    stage,
    lane: claim === "claimed" || claim === "confirmed" ? "priority" : ticket.laneBase,
    claim,
    waitingSinceMs: atMs,
    counterId: null,
    officerId: null,
    calls: 0,
    absences: 0,
    turn: null,
    policyVersion: null,
    reason: null,
    partiesAbsent: [],
    undoOf: null,
  };
};

/** The stages after `stage` on this ticket; none when the visit ends with it, or a transfer led off the usual way. */
export const laterStages = (ticket: Ticket, stage: Stage): readonly Stage[] => {
  const at = ticket.stages.indexOf(stage);
  return at < 0 ? [] : ticket.stages.slice(at + 1);
};

/** The lane without any claim. A missed call costs the appointment's right of way: from then on it waits as a walk-in. */
export const laneWithoutClaim = (ticket: Ticket, absences: number): BaseLane =>
  ticket.laneBase === "appointment" && absences > 0 ? "normal" : ticket.laneBase;
