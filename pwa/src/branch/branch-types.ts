/** What a supervisor's page asks and hears under `/api/v1`, as the page sees it. */
import type * as z from "zod";
import type { changeBody } from "../../../server/calendar/change.schema";
import type { declaredPolicy } from "../../../server/queue/policy.route";
import type { counterSchema } from "../../../server/queue/queue.schema";
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

/** A counter as a supervisor sees it. */
export type CounterNow = z.infer<typeof counterSchema>;

/** The policy declared last; `inForceVersion` is another while it has not begun. */
export type DeclaredPolicy = z.infer<typeof declaredPolicy>;

export type Policy = DeclaredPolicy["policy"];

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

/** A change as the node takes it. Other settings of a service than its length are not changed from this page. */
export type Change = Exclude<z.input<typeof changeBody>, { type: "service" }>;

export type Opening = Pick<Extract<Change, { type: "special_opening" }>, "open" | "close" | "breaks">;

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
