/** What an officer does with one ticket: recall, serve, finish, absent, park, transfer, confirm a claim, leave a note. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { allGroups } from "../catalogue/catalogue.usecase";
import { bookingSubject } from "../booking/hall.usecase";
import { type Ending, finishRows } from "./call.usecase";
import { counterById } from "./counters.store";
import { type HallTicket, notesOf } from "./queue.store";
import { step, type TicketCommand } from "./step";
import { type CounterPageError, pageError, rowsOf, ticketAndBy } from "./steps.usecase";

export interface Done {
  readonly ticketId: string;
}

/** A step that the rules decide alone. */
export const planCommand = (
  tx: Tx,
  officer: string,
  ticketId: string,
  command: Exclude<TicketCommand, { readonly type: "call" | "finish" | "transfer" | "close" }>,
): Result<Plan<Done>, CounterPageError> => {
  const who = ticketAndBy(tx, officer, ticketId);
  if (!who.ok) return who;
  const { found, by } = who.value;
  const stepped = step(found.ticket, found.now, command, by, tx.nowMs);
  if (!stepped.ok) return err(pageError(stepped.error));
  return ok({ intent: command.type, rows: rowsOf(tx, found, stepped.value), answer: { ticketId } });
};

export const planFinish = (
  tx: Tx,
  officer: string,
  ticketId: string,
  ending: Ending,
): Result<Plan<Done>, CounterPageError> => {
  const who = ticketAndBy(tx, officer, ticketId);
  if (!who.ok) return who;
  const rows = finishRows(tx, who.value.found, who.value.by, ending);
  return rows.ok ? ok({ intent: "finish", rows: rows.value, answer: { ticketId } }) : rows;
};

export interface Transfer {
  /** To another queue of this hall … */
  readonly group?: string | undefined;
  /** … or kept for one counter. */
  readonly counterId?: string | undefined;
  readonly reason: string;
}

export type TransferError = CounterPageError | { readonly type: "UnknownGroup"; readonly group: string };

/** To another queue or counter; the time waited so far goes along. */
export const planTransfer = (
  tx: Tx,
  officer: string,
  ticketId: string,
  to: Transfer,
): Result<Plan<Done>, TransferError> => {
  const who = ticketAndBy(tx, officer, ticketId);
  if (!who.ok) return who;
  const { group, counterId, reason } = to;
  if (group !== undefined && !allGroups(tx).some(({ code }) => code === group))
    return err({ type: "UnknownGroup", group });
  if (counterId !== undefined) {
    const counter = counterById(tx, counterId);
    if (!counter) return err({ type: "CounterNotFound" });
    if (counter.state === "closed") return err({ type: "CounterNotOpen", state: counter.state });
  }
  const { found, by } = who.value;
  const command = {
    type: "transfer",
    reason,
    ...(group === undefined ? {} : { group }),
    ...(counterId === undefined ? {} : { counterId }),
  } as const;
  const stepped = step(found.ticket, found.now, command, by, tx.nowMs);
  if (!stepped.ok) return err(pageError(stepped.error));
  return ok({ intent: "transfer", rows: rowsOf(tx, found, stepped.value), answer: { ticketId } });
};

/** A note for the next officer, sealed under the holder's key: erasing the person erases it. */
export const planNote = (
  tx: Tx,
  sealer: Sealer,
  officer: string,
  ticketId: string,
  text: string,
): Result<Plan<Done>, CounterPageError> => {
  const who = ticketAndBy(tx, officer, ticketId);
  if (!who.ok) return who;
  const { found, by } = who.value;
  if (found.now.counterId !== by.counterId)
    return err({ type: "NotYourTicket", counter: found.now.counterId });
  const subject = noteSubject(tx, sealer, found);
  const id = tx.newId();
  const note = insert("caseNote", {
    id,
    ticket: ticketId,
    branch: tx.branch!,
    officer,
    atMs: tx.nowMs,
    subject: subject.subject,
    sealed: sealer.seal(subject, "caseNote", id, { text }),
  });
  return ok({ intent: "note", rows: [...subject.rows, note], answer: { ticketId } });
};

/** The booking's holder; for a walk-in a subject of its own, the same for all notes of one ticket. */
const noteSubject = (
  tx: Tx,
  sealer: Sealer,
  { ticket }: HallTicket,
): Subject & { readonly rows: ReturnType<Sealer["subjectFor"]>["rows"] } => {
  const known =
    (ticket.bookingId === null ? undefined : bookingSubject(tx, ticket.bookingId)) ??
    notesOf(tx, ticket.ticketId)[0]?.subject;
  const open = known === undefined ? undefined : sealer.open(tx.db, known);
  return open ? { ...open, rows: [] } : sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
};
