/**
 * What happened at the counter, told to the booking: `serving` and `served` are written when nobody can undo any more.
 * Every step of a ticket with a booking asks for this task; it looks at what stands and never at what was
 * planned, so an undo or a lost row changes nothing.
 */
import type { RowOp } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import { schedule, type Task } from "../../sync/scheduler";
import { type HallOutcome, outcomeRows } from "../booking/hall.usecase";
import { stepsOf, ticketById } from "./queue.store";
import { undoWindowMs } from "./step";
import type { TicketStep } from "./ticket";

const name = "partyStates";

/** Asks for the task when the undo window of a step at `atMs` is over. */
export const partyStatesRow = (ticketId: string, atMs: number): RowOp =>
  schedule(`${name}:${ticketId}`, name, atMs + undoWindowMs + 1, ticketId);

export const partyStatesTask: Task = {
  name,
  plan: (tx, ticketId) => {
    const found = ticketById(tx, ticketId);
    if (!found || found.ticket.bookingId === null) return ok({});
    const settledMs = found.now.atMs + undoWindowMs + 1;
    if (found.now.kind !== "undo" && settledMs > tx.nowMs) return ok({ nextDueMs: settledMs });
    const rows = outcomeRows(tx, found.ticket.bookingId, outcomeBy(stepsOf(tx, ticketId)));
    return ok({ plan: rows.length > 0 ? { intent: name, rows, answer: null } : undefined });
  },
};

/** What became of each person of a ticket, by the steps that stand. Null: nothing yet. */
export const outcomeBy = (steps: readonly TicketStep[]): ((no: number) => HallOutcome | null) => {
  const undone = new Set(steps.flatMap(({ undoOf }) => undoOf ?? []));
  const standing = steps.filter(({ seq, kind }) => kind !== "undo" && !undone.has(seq));
  const served =
    standing.some(({ state }) => state === "serving") || standing.some(({ kind }) => kind === "finish");
  const done = standing.at(-1)?.state === "done";
  const absent = new Set(standing.flatMap(({ partiesAbsent }) => partiesAbsent));
  return (no) => (absent.has(no) ? "no_show" : done ? "served" : served ? "serving" : null);
};
