import { err, ok, type Result } from "../../sync/core/result";
import type { ClaimState } from "./lanes";
import {
  laneWithoutClaim,
  type Stage,
  laterStages,
  type Ticket,
  type TicketState,
  type TicketStep,
  type Turn,
} from "./ticket";

export type TicketCommand =
  /** `reason` is asked only when `turn` is `chosen`: the others explain themselves. */
  | { readonly type: "call"; readonly turn: Turn; readonly policyVersion: number; readonly reason?: string }
  | { readonly type: "recall" }
  | { readonly type: "serve" }
  | {
      readonly type: "finish";
      readonly outcome: "nextStage" | "done";
      /** People of the booking who did not come to the counter, by their number in it. */
      readonly partiesAbsent?: readonly number[];
    }
  | { readonly type: "absent" }
  | { readonly type: "park"; readonly reason?: string }
  | { readonly type: "unpark" }
  /** What is left out stays as it is; `counterId` keeps the ticket for one counter. */
  | {
      readonly type: "transfer";
      readonly group?: string;
      readonly stage?: Stage;
      readonly counterId?: string;
      readonly reason: string;
    }
  | { readonly type: "confirmPriority" }
  | { readonly type: "denyPriority" }
  | { readonly type: "close"; readonly reason: string };

/** Who acts, and at which counter. Both null: the program itself, for example at the end of the day. */
export interface By {
  readonly officerId: string | null;
  readonly counterId: string | null;
}

export type QueueError =
  | { readonly type: "WrongState"; readonly command: TicketCommand["type"]; readonly state: TicketState }
  | { readonly type: "NoCounter"; readonly command: TicketCommand["type"] }
  | { readonly type: "OtherCounter"; readonly counterId: string | null }
  | { readonly type: "RecallsUsedUp"; readonly recallsMax: number }
  | { readonly type: "NoNextStage"; readonly stage: Stage }
  | { readonly type: "NoClaim"; readonly claim: ClaimState }
  | { readonly type: "ReasonMissing"; readonly command: TicketCommand["type"] }
  | { readonly type: "NothingToUndo" }
  | { readonly type: "NotYourStep"; readonly officerId: string | null }
  | { readonly type: "UndoWindowOver"; readonly endedAtMs: number };

/** Called once and recalled three times, then the person counts as absent. */
export const recallsMax = 3;

/** One re-queue after a missed call; the second absence ends the wait. */
export const absencesMax = 2;

/** Long enough to notice a slip of the finger, short enough that nobody has left the hall. */
export const undoWindowMs = 10_000;

/**
 * Decides the next row of a ticket. Pure: the caller appends it. Two officers cannot get the same person, because
 * `call` is refused unless the latest row says the ticket can be called, and rows of one branch are written in one line.
 */
export const step = (
  ticket: Ticket,
  now: TicketStep,
  command: TicketCommand,
  by: By,
  atMs: number,
): Result<TicketStep, QueueError> => {
  if (!allowedFrom[command.type].includes(now.state)) {
    return err({ type: "WrongState", command: command.type, state: now.state });
  }
  const row = rowAfter(now, command.type, by, atMs);

  switch (command.type) {
    case "call":
      return call(now, row, command, by);
    case "recall":
      if (now.counterId !== by.counterId) return err({ type: "OtherCounter", counterId: now.counterId });
      if (now.calls > recallsMax) return err({ type: "RecallsUsedUp", recallsMax });
      return ok({ ...row, calls: now.calls + 1 });
    case "serve":
      if (now.counterId !== by.counterId) return err({ type: "OtherCounter", counterId: now.counterId });
      return ok({ ...row, state: "serving" });
    case "finish":
      if (now.counterId !== by.counterId) return err({ type: "OtherCounter", counterId: now.counterId });
      return finish(ticket, now, { ...row, partiesAbsent: command.partiesAbsent ?? [] }, command.outcome);
    case "absent":
      if (now.counterId !== by.counterId) return err({ type: "OtherCounter", counterId: now.counterId });
      return ok(absent(now, row));
    case "park":
      return ok({
        ...row,
        state: "parked",
        counterId: by.counterId,
        calls: 0,
        reason: command.reason ?? null,
      });
    case "unpark":
      return ok(backInPlace(row));
    case "transfer":
      if (command.reason.trim() === "") return err({ type: "ReasonMissing", command: command.type });
      return ok({
        ...backInPlace(row),
        group: command.group ?? now.group,
        stage: command.stage ?? now.stage,
        counterId: command.counterId ?? null,
        reason: command.reason,
      });
    case "confirmPriority":
      return ok({ ...row, lane: "priority", claim: "confirmed" });
    case "denyPriority":
      return denyPriority(ticket, now, row);
    case "close":
      if (command.reason.trim() === "") return err({ type: "ReasonMissing", command: command.type });
      return ok({ ...row, state: "closed", counterId: null, calls: 0, reason: command.reason });
  }
};

/**
 * Takes back the last step of a ticket by one more row that repeats the row before it. Only who did the step may, only
 * once, only within ten seconds. `before` is the row with the seq one lower, undefined for a ticket just issued.
 */
export const undo = (
  before: TicketStep | undefined,
  last: TicketStep,
  by: By,
  atMs: number,
): Result<TicketStep, QueueError> => {
  if (!before || last.kind === "undo") return err({ type: "NothingToUndo" });
  if (before.ticketId !== last.ticketId || before.seq !== last.seq - 1) {
    throw new Error(`row ${before.ticketId}/${before.seq} does not come before ${last.ticketId}/${last.seq}`);
  }
  if (last.officerId !== by.officerId) return err({ type: "NotYourStep", officerId: last.officerId });
  const endedAtMs = last.atMs + undoWindowMs;
  if (atMs > endedAtMs) return err({ type: "UndoWindowOver", endedAtMs });
  return ok({
    ...before,
    seq: last.seq + 1,
    kind: "undo",
    atMs: Math.max(atMs, last.atMs),
    officerId: by.officerId,
    turn: null,
    policyVersion: null,
    reason: null,
    partiesAbsent: [],
    undoOf: last.seq,
  });
};

// A person who missed two calls and comes back before closing stands in front of an officer: `call` by choice takes
// them from `absent`. `finish` from `called` is the officer who forgot to touch "serve".
const allowedFrom: Record<TicketCommand["type"], readonly TicketState[]> = {
  call: ["waiting", "parked", "absent"],
  recall: ["called"],
  serve: ["called"],
  finish: ["called", "serving"],
  absent: ["called"],
  park: ["waiting", "called", "serving"],
  unpark: ["parked"],
  transfer: ["waiting", "called", "serving", "parked"],
  confirmPriority: ["waiting", "called", "serving", "parked"],
  denyPriority: ["waiting", "called", "serving", "parked"],
  close: ["waiting", "called", "serving", "parked", "absent"],
};

/** The row that changes nothing yet: next seq, the command's name, its time, and no leftovers of the row before. */
const rowAfter = (now: TicketStep, kind: TicketStep["kind"], by: By, atMs: number): TicketStep => ({
  ...now,
  seq: now.seq + 1,
  kind,
  atMs: Math.max(atMs, now.atMs),
  officerId: by.officerId,
  turn: null,
  policyVersion: null,
  reason: null,
  partiesAbsent: [],
  undoOf: null,
});

/** Waiting again, for any counter, with the waiting time it had. */
const backInPlace = (row: TicketStep): TicketStep => ({
  ...row,
  state: "waiting",
  counterId: null,
  calls: 0,
});

const call = (
  now: TicketStep,
  row: TicketStep,
  command: Extract<TicketCommand, { type: "call" }>,
  by: By,
): Result<TicketStep, QueueError> => {
  const { turn, policyVersion, reason } = command;
  if (by.counterId === null) return err({ type: "NoCounter", command: "call" });
  if (now.state !== "waiting" && turn !== "chosen") {
    return err({ type: "WrongState", command: "call", state: now.state });
  }
  if (turn === "chosen" && !reason?.trim()) return err({ type: "ReasonMissing", command: "call" });
  const called = { ...row, state: "called", counterId: by.counterId, calls: 1 } as const;
  return ok({ ...called, turn, policyVersion, reason: reason ?? null });
};

const finish = (
  ticket: Ticket,
  now: TicketStep,
  row: TicketStep,
  outcome: "nextStage" | "done",
): Result<TicketStep, QueueError> => {
  if (outcome === "done") return ok({ ...row, state: "done", counterId: null, calls: 0 });
  const [stage] = laterStages(ticket, now.stage);
  if (stage === undefined) return err({ type: "NoNextStage", stage: now.stage });
  return ok({ ...backInPlace(row), stage, waitingSinceMs: row.atMs });
};

/** Missing a call costs the place and the appointment's right of way, not the lane of a frail person. */
const absent = (now: TicketStep, row: TicketStep): TicketStep => {
  const absences = now.absences + 1;
  if (absences >= absencesMax) return { ...row, state: "absent", counterId: null, calls: 0, absences };
  const lane = now.lane === "appointment" ? "normal" : now.lane;
  return { ...backInPlace(row), lane, absences, waitingSinceMs: row.atMs };
};

/** A refused claim goes back to its own lane and its own place; somebody already being served stays. */
const denyPriority = (ticket: Ticket, now: TicketStep, row: TicketStep): Result<TicketStep, QueueError> => {
  if (now.claim !== "claimed" && now.claim !== "confirmed") return err({ type: "NoClaim", claim: now.claim });
  const denied = { ...row, lane: laneWithoutClaim(ticket, now.absences), claim: "denied" } as const;
  return ok(now.state === "called" ? backInPlace(denied) : denied);
};
