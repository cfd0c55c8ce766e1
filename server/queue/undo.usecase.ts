/** Taking back the last thing an officer did, within ten seconds: everything of that commit, in one commit. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { counterById, counterOfOfficer } from "./counters.store";
import { type HallReader, todayOf } from "./hall.usecase";
import { rowsOfCommit, stepsOf, ticketById, ticketsSince } from "./queue.store";
import { undo, undoWindowMs } from "./step";
import { type CounterPageError, currentAt, pageError, rowsOf } from "./steps.usecase";
import type { TicketStep } from "./ticket";

/** Undoes the last step of a ticket, and what was done to other tickets by the same touch: "finish and call the next" is one. */
export const planUndo = (
  tx: Tx,
  officer: string,
  ticketId: string,
): Result<Plan<{ readonly ticketId: string }>, CounterPageError> => {
  const found = ticketById(tx, ticketId);
  if (!found || found.branch !== tx.branch) return err({ type: "TicketNotFound" });
  if (!counterOfOfficer(tx, officer)) return err({ type: "NotYourCounter", officer: null });
  const by = { officerId: officer, counterId: null };
  const undone: TicketStep[] = [];
  const rows = [];
  for (const row of rowsOfCommit(tx, ticketId, found.now.seq)) {
    const other = ticketById(tx, row.ticketId)!;
    if (other.now.seq !== row.seq) return err({ type: "NotYourTicket", counter: other.now.counterId });
    const before = stepsOf(tx, row.ticketId).find(({ seq }) => seq === row.seq - 1);
    const back = undo(before, other.now, by, tx.nowMs);
    if (!back.ok) return err(pageError(back.error));
    undone.push(back.value);
    rows.push(...rowsOf(tx, other, back.value));
  }
  const free = hasRoom(tx, undone);
  return free.ok ? ok({ intent: "undo", rows, answer: { ticketId } }) : free;
};

/** A person goes back to a counter only when it is still open and nobody else sits there by now. */
const hasRoom = (tx: Tx, undone: readonly TicketStep[]): Result<null, CounterPageError> => {
  const leaving = new Set(undone.map(({ ticketId }) => ticketId));
  for (const { state, counterId } of undone) {
    if ((state !== "called" && state !== "serving") || counterId === null) continue;
    const counter = counterById(tx, counterId);
    if (counter?.state !== "open") return err({ type: "CounterNotOpen", state: counter?.state ?? "closed" });
    const current = currentAt(tx, counterId)?.ticket.ticketId;
    if (current !== undefined && !leaving.has(current)) return err({ type: "CounterBusy", ticket: current });
  }
  return ok(null);
};

/** What an officer may still take back: until when, what it was, and the ticket to name. */
export interface Undoable {
  readonly untilMs: number;
  readonly what: TicketStep["kind"] | "finish_next";
  readonly ticketId: string;
}

/** The officer's last step while its ten seconds run; null when there is none, or it was an undo itself. */
export const undoableOf = (reader: HallReader, officer: string): Undoable | null => {
  const recent = ticketsSince(reader, todayOf(reader).day, reader.nowMs - undoWindowMs).filter(
    ({ now }) => now.officerId === officer,
  );
  const last = recent.map(({ now }) => now).sort((a, b) => b.atMs - a.atMs)[0];
  if (!last || last.kind === "undo") return null;
  const together = rowsOfCommit(reader, last.ticketId, last.seq);
  const what = together.length > 1 ? "finish_next" : last.kind;
  return { untilMs: last.atMs + undoWindowMs, what, ticketId: last.ticketId };
};
