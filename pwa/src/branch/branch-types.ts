/** What a supervisor's page asks and hears under `/api/v1`, as the page sees it. */
import type { PartyState, Text } from "../api-types";

export interface DaySlot {
  readonly slot: string;
  readonly startsAtMs: number;
  readonly capacity: number;
  readonly free: number;
  readonly held: number;
  readonly spent: number;
}

export interface DayBooking {
  readonly id: string;
  readonly ref: string;
  readonly startsAtMs: number;
  readonly service: string;
  readonly state: PartyState;
  readonly people: number;
}

export interface ChangeRow {
  readonly id: string;
  readonly atMs: number;
  readonly actor: string;
  readonly what: Text;
  readonly reason: string;
}

export interface BranchDay {
  readonly date: string;
  readonly plan: {
    readonly open: readonly (readonly [number, number])[];
    readonly reason: Text | null;
    readonly problem: Finding | null;
  };
  readonly groups: readonly {
    readonly group: string;
    readonly name: Text;
    readonly slots: readonly DaySlot[];
  }[];
  readonly bookings: readonly DayBooking[];
  readonly changes: readonly ChangeRow[];
  /** The usual week in force, in words; null when the branch has none. */
  readonly hours: { readonly name: Text; readonly week: Text } | null;
  /** Up to which day appointments are on sale, and what keeps later days from it. */
  readonly sale: { readonly until: string | null; readonly problem: Finding | null };
}

/** "HH:MM", the branch's wall clock. */
export type TimeOfDay = string;

export interface Opening {
  readonly open: TimeOfDay;
  readonly close: TimeOfDay;
  readonly breaks: readonly { readonly from: TimeOfDay; readonly to: TimeOfDay }[];
}

export type Change =
  | {
      readonly type: "closure";
      readonly from: number;
      readonly to: number;
      readonly groups?: readonly string[];
      readonly note: Text;
    }
  | ({ readonly type: "special_opening"; readonly date: string; readonly note: Text } & Opening)
  | {
      readonly type: "hours";
      readonly weekly: readonly ({ readonly weekday: number } & Opening)[];
      readonly from: string;
      readonly to: string | null;
    }
  | ({
      readonly type: "every_n_weeks";
      readonly weekday: number;
      readonly everyWeeks: number;
      readonly from: string;
      readonly to: string | null;
    } & Opening)
  | {
      readonly type: "capacity";
      readonly group: string;
      readonly perStart: number;
      readonly slotMinutes: number;
      readonly from: string;
    }
  | { readonly type: "duration"; readonly service: string; readonly units: number; readonly from: string };

export type ChangeType = Change["type"];

/** One thing the node noticed; `code` names it, the rest are its figures. */
export interface Finding {
  readonly code: string;
  readonly [data: string]: unknown;
}

export interface Preview {
  readonly hash: string;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly hits: readonly {
    readonly bookingId: string;
    readonly ref: string;
    readonly startsAtMs: number;
    readonly service?: string;
    readonly people?: number;
  }[];
}
