/** What the kiosk asks and hears under `/api/v1`, as pages see it. */
import type { Estimate, Lane, Priority, SlotOffer, TicketView } from "../api-types";

export interface PrinterState {
  readonly online: boolean;
  readonly paper: "ok" | "near" | "out";
  readonly cover: "open" | "closed";
}

export interface KioskState {
  readonly branch: string;
  readonly open: boolean;
  readonly services: readonly {
    readonly code: string;
    readonly waiting: number;
    readonly estimate: Estimate | null;
    readonly numbersLeft: number;
  }[];
  readonly nextBatchAtMs: number | null;
  readonly printer: PrinterState | null;
  readonly opensAtMs: number | null;
  readonly closesAtMs: number | null;
}

export interface TicketOutcome {
  readonly type: "checked_in" | "early" | "late" | "already";
  readonly ticket: TicketView;
  readonly booking: { readonly service: string; readonly startsAtMs: number };
}

export interface NumbersGone {
  readonly type: "numbers_gone";
  readonly service: string;
  readonly nextBatchAtMs: number | null;
  readonly nearest: readonly { readonly branch: string; readonly km: number }[];
  readonly slots: readonly SlotOffer[];
}

export type CheckInAnswer =
  | TicketOutcome
  | {
      readonly type: "wrong_branch";
      readonly branch: string;
      readonly service: string;
      readonly startsAtMs: number;
      readonly slots: readonly SlotOffer[];
    }
  | {
      readonly type: "wrong_day";
      readonly service: string;
      readonly startsAtMs: number;
      readonly slots: readonly SlotOffer[];
    }
  | NumbersGone;

export type WalkInAnswer = { readonly type: "ticket"; readonly ticket: TicketView } | NumbersGone;

export type KioskAnswer = CheckInAnswer | WalkInAnswer;

/** What somebody says of themselves at the kiosk; the officer confirms it. */
export type Claim = Priority;

export interface WalkIn {
  readonly service: string;
  readonly lane: Exclude<Lane, "appointment">;
  readonly claims: readonly Claim[];
}
