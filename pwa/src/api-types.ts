/** The shapes of `/api/v1` as pages see them. Times are Unix milliseconds UTC; a `date` is YYYY-MM-DD of the branch. */

export interface Text {
  readonly ms: string;
  readonly en: string;
}

export type Kind =
  | "citizen"
  | "foreigner"
  | "employer"
  | "minor"
  | "permanent_resident"
  | "undocumented"
  | "diplomatic";

export interface NodeInfo {
  readonly nodeId: string;
  readonly role: "branch" | "hq";
  readonly branchId: string | null;
  readonly version: string;
  readonly now: number;
  readonly demo: boolean;
  readonly official: boolean;
  readonly sync: {
    readonly connected: boolean;
    readonly lastHqAt: number | null;
    readonly pendingOut: number;
    readonly behind: number;
  };
}

export interface Branch {
  readonly code: string;
  readonly name: Text;
  readonly kind: string;
  readonly agency: string;
  readonly state: string;
  readonly address: string;
  readonly postcode: string | null;
  readonly city: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly phone: string | null;
  readonly categories: readonly string[];
  /** Takes online appointments. */
  readonly online: boolean;
  /** Where to book when it is another node. */
  readonly url: string | null;
  readonly hours: Text;
}

export interface Question {
  readonly id: string;
  readonly label: Text;
  readonly kind: "text" | "choice" | "date" | "number";
  readonly required: boolean;
  readonly options?: readonly { readonly id: string; readonly label: Text }[];
  readonly lengthMax?: number;
}

export interface Service {
  readonly code: string;
  readonly name: Text;
  readonly category: string;
  readonly kinds: readonly Kind[];
  readonly units: number;
  readonly minutes: number;
  /** Ticket prefix. */
  readonly group: string;
  readonly documents: readonly Text[];
  /** `sen` null: the amount is told at the counter. */
  readonly fees: readonly { readonly label: string; readonly sen: number | null; readonly unit: string }[];
  readonly questions: readonly Question[];
  readonly passportMonthsMin: number | null;
  readonly partiesMax: number;
  readonly noticeHours: number;
  readonly stages: readonly string[];
  readonly splpAllowed: boolean;
  /** `public` is offered on these pages; the others are an officer's, a walk-in's, or over. */
  readonly bookableBy: "public" | "staff" | "walkIn" | "nobody";
  /** Where it is offered; null is every branch of its category. */
  readonly states: readonly string[] | null;
  readonly branches: readonly string[] | null;
}

export interface Catalogue {
  readonly version: string;
  readonly zone: string;
  readonly branchId: string | null;
  readonly states: readonly { readonly code: string; readonly name: Text }[];
  readonly countries: readonly { readonly code: string; readonly name: Text }[];
  readonly branches: readonly Branch[];
  readonly services: readonly Service[];
}

export interface Day {
  readonly date: string;
  readonly state: "open" | "full" | "closed" | "not_yet_open";
  /** Start times that still have room for the party. */
  readonly places: number;
  readonly reason: Text | null;
}

export interface Slot {
  readonly slot: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Persons. */
  readonly free: number;
  readonly state: "free" | "full" | "past";
}

export interface Hold {
  readonly holdId: string;
  readonly slot: string;
  readonly service: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly expiresAtMs: number;
  readonly parties: number;
}

export type DocumentType = "mykad" | "passport" | "splp" | "mypr" | "birth_certificate" | "other";

export type Priority = "elderly" | "oku" | "pregnant" | "infant" | "haj";

export interface PartyInput {
  readonly document: {
    readonly type: DocumentType;
    readonly number: string;
    /** Alpha-3; MYS for a MyKad. */
    readonly country: string;
    readonly expiresOn?: string;
    readonly mrz?: string;
  };
  readonly name: string;
  readonly bornOn?: string;
  readonly relation?: "self" | "family" | "worker" | "helped";
  readonly priority?: readonly Priority[];
  readonly answers: Readonly<Record<string, string>>;
}

export interface BookingInput {
  readonly holdId: string;
  readonly lang: "ms" | "en";
  readonly kind: Kind;
  readonly contact: { readonly email?: string; readonly phone?: string };
  readonly parties: readonly PartyInput[];
  readonly employer?: {
    readonly ssm: string;
    readonly company: string;
    readonly representative: { readonly name: string; readonly mykad: string };
  };
  readonly consent: true;
}

export type PartyState =
  | "confirmed"
  | "cancelled"
  | "superseded"
  | "no_show"
  | "checked_in"
  | "serving"
  | "served";

export interface SlotOffer {
  readonly slot: string;
  readonly startsAtMs: number;
}

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
  readonly kind: Kind;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly arriveFromMs: number;
  readonly lateAfterMs: number;
  readonly createdAtMs: number;
  readonly changesLeft: number;
  readonly lang: string;
  readonly parties: readonly {
    readonly no: number;
    readonly state: PartyState;
    readonly name: string;
    readonly documentMasked: string;
    readonly documentType: DocumentType;
    readonly mayDrop: boolean;
  }[];
  readonly employer?: { readonly ssm: string; readonly company: string };
  readonly offer: null | { readonly reason: Text; readonly slots: readonly SlotOffer[] };
  readonly ticketId: string | null;
  readonly can: { readonly cancel: boolean; readonly move: boolean; readonly drop: boolean };
}

export interface SlipInfo {
  /** `STO1:…`, what the QR says. */
  readonly text: string;
  readonly qrSvg: string;
  readonly linkUrl: string;
}

export interface Estimate {
  readonly lowMin: number;
  readonly highMin: number;
}

export type Lane = "appointment" | "priority" | "normal" | "employer";

export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly service: string;
  readonly group: string;
  readonly lane: Lane;
  readonly stage: string;
  readonly state: "waiting" | "called" | "serving" | "parked" | "absent" | "done" | "closed";
  readonly counter: string | null;
  readonly issuedAtMs: number;
  readonly appointmentAtMs: number | null;
  readonly ahead: number;
  readonly estimate: Estimate | null;
  readonly why: readonly ({ readonly code: string } & Readonly<Record<string, unknown>>)[];
  readonly print: "queued" | "printed" | "suspect" | "failed";
  readonly claims: readonly string[];
}
