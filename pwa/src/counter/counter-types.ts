/** What a counter asks and hears under `/api/v1`, as the page sees it. */
import type { DocumentType, Kind, Lane, PartyState, Text } from "../api-types";
import type { PrinterState } from "../kiosk/kiosk-types";

export type TicketState = "waiting" | "called" | "serving" | "parked" | "absent" | "done" | "closed";

export interface QueueItem {
  readonly id: string;
  readonly number: string;
  readonly lane: Lane;
  readonly service: string;
  readonly stage: string;
  readonly state: TicketState;
  readonly appointmentAtMs: number | null;
  readonly waitingSinceMs: number;
  readonly waitedMin: number;
  /** 0 within the target, 1 over it, 2 over one and a half times of it. */
  readonly overTarget: 0 | 1 | 2;
  readonly claims: readonly string[];
  /** null: an officer has not looked yet. */
  readonly claimConfirmed: boolean | null;
  readonly lang: string;
  readonly counter: string | null;
}

export interface CaseParty {
  readonly no: number;
  readonly name: string;
  readonly documentMasked: string;
  readonly documentType: DocumentType;
  readonly expiresOn: string | null;
  readonly state: PartyState;
}

/** The ticket at the counter, with what the officer needs to serve it. */
export interface Case extends QueueItem {
  readonly calledAtMs: number;
  readonly servingAtMs: number | null;
  readonly calls: number;
  /** How many people stand behind the number. */
  readonly people: number;
  readonly booking: null | {
    readonly id: string;
    readonly ref: string;
    readonly parties: readonly CaseParty[];
    readonly kind: Kind;
    readonly employer?: { readonly ssm: string; readonly company: string };
    readonly answers: readonly { readonly question: Text; readonly answer: string }[];
  };
  readonly documents: readonly Text[];
  readonly notes: readonly { readonly atMs: number; readonly officer: string; readonly text: string }[];
  readonly usualMin: number;
}

export interface Counter {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly groups: readonly string[];
  readonly state: "closed" | "open" | "break";
  readonly officer: string | null;
}

export interface QueueState {
  readonly counter: Counter;
  readonly current: Case | null;
  readonly next: { readonly ticket: QueueItem; readonly why: readonly { readonly code: string }[] } | null;
  /** In the order the policy calls them, at most 50. */
  readonly waiting: readonly QueueItem[];
  readonly waitingTotal: number;
  readonly lanes: Readonly<Record<Lane, number>>;
  readonly parked: readonly QueueItem[];
  /** What the last act was and until when it can be taken back. */
  readonly undo: { readonly untilMs: number; readonly what: string; readonly ticketId: string } | null;
  readonly nextAppointmentAtMs: number | null;
  readonly policyVersion: number;
}

/** A printer of the branch, and the tickets whose paper is doubtful. */
export interface Device extends PrinterState {
  readonly id: string;
  readonly name: string;
  readonly error: string | null;
  readonly lastSeenMs: number | null;
  readonly queued: number;
  readonly trouble: readonly {
    readonly ticket: string;
    readonly number: string;
    readonly print: "suspect" | "failed";
    readonly atMs: number;
  }[];
}

export interface PartyOutcome {
  readonly no: number;
  readonly outcome: "served" | "no_show";
}
