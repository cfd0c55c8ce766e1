import type { Intent } from "./intents";

/** Who acts. Every plan carries one; the log keeps it; none of its fields is personal data. */
export type Actor =
  | { readonly kind: "public"; readonly account: string }
  | { readonly kind: "staff"; readonly id: string; readonly role: StaffRole }
  | { readonly kind: "device"; readonly id: string; readonly device: DeviceKind }
  | { readonly kind: "system"; readonly task: string };

export type StaffRole = "gate_operator" | "officer" | "auditor" | "supervisor" | "branch_admin" | "hq_admin";
export type DeviceKind = "kiosk" | "display" | "tablet" | "scanner" | "lane" | "printer";

export type Value = string | number | null | Uint8Array;
export type Row = { readonly [column: string]: Value };

/**
 * One row change, as data. `insert`, `guess` and `update` of a replicated table go into the log; `put`, `raise`, `add` and `remove` are
 * for local and derived tables only, which never leave the node.
 */
export type RowOp =
  | { readonly op: "insert"; readonly table: string; readonly row: Row; readonly derived?: Row }
  /** A row that another node has written and that has not come yet: whatever that node wrote stands above it. */
  | { readonly op: "guess"; readonly table: string; readonly row: Row }
  | {
      readonly op: "update";
      readonly table: string;
      readonly key: Row;
      readonly set: Row;
      readonly derived?: Row;
    }
  | { readonly op: "put"; readonly table: string; readonly row: Row }
  /** As `put`, but of two rows the one with the higher number in this column stays: in whatever order they come. */
  | { readonly op: "raise"; readonly table: string; readonly row: Row; readonly column: string }
  | {
      readonly op: "add";
      readonly table: string;
      readonly key: Row;
      readonly by: { readonly [column: string]: number };
      /** The rest of the row, for when it does not exist yet; without it a missing row is a bug. */
      readonly base?: Row;
    }
  | { readonly op: "remove"; readonly table: string; readonly key: Row };

/** Work for a device, durable with the decision that asked for it. */
export interface Job {
  readonly id: string;
  readonly device: string;
  readonly kind: PaperKind;
  /** The ticket, code, booking or movement that the paper is of: one job for each, and one for each of its copies. */
  readonly of: string;
  /** Never a name or a document. */
  readonly payload: {
    readonly lang: string;
    /** In large type, for eyes that need it. */
    readonly large?: true;
    /** What nobody may read in the file, under the key of a visit: base64. */
    readonly sealed?: string;
    /** Another paper with the same number, counted from 1: who asked for it, and why as a code. */
    readonly copy?: { readonly no: number; readonly by: string; readonly reason: string };
  };
  /** After this moment the job is dropped instead of done: nobody waits for yesterday's paper. */
  readonly expiresAtMs: number;
}

/** What a printer prints: a number of the queue, a code for one visit, the slip of a booking, the proof of an entry or exit, a paper that is nobody's. */
export type PaperKind = "ticket" | "code" | "slip" | "proof" | "test";

/** A message to a person; channels send it. Personal data is in `sealed` only. */
export interface Notice {
  readonly id: string;
  readonly purpose: string;
  readonly channel: NoticeChannel;
  /** After this moment it is dropped instead of sent. Null: it is never too late. */
  readonly untilMs: number | null;
  readonly subject: string;
  /** The booking it is about, if any. */
  readonly bookingId?: string;
  readonly sealed: Uint8Array;
}

export type NoticeChannel = "sms" | "email";

/** What a commit was about, for the audit log: ids, counts and reasons as codes. Never a name, a number of a document, or free text. */
export interface About {
  readonly [what: string]: string | number | readonly string[];
}

/**
 * What a use-case decided: an intent with its rows, device jobs and notices, committed together or not at all. `answer` goes
 * back to the caller and is kept with the idempotency key, so it holds ids, never personal data.
 */
export interface Plan<Answer> {
  /** `sync/core/intents.ts` says of each whether it is audited. */
  readonly intent: Intent;
  /** What the leaf of an audited commit names; left out: the ids of the replicated rows that the plan writes. */
  readonly about?: About;
  readonly rows: readonly RowOp[];
  readonly jobs?: readonly Job[];
  readonly notices?: readonly Notice[];
  readonly answer: Answer;
}
