/** What every step of a ticket shares: who may act on it, and the rows that follow it. */
import type { RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type Counter, counterById, counterOfOfficer } from "./counters.store";
import type { HallReader } from "./hall.usecase";
import { partyStatesRow } from "./party-states.usecase";
import { type HallTicket, ticketById, ticketsAt } from "./queue.store";
import type { By, QueueError } from "./step";
import { stepRow } from "./step-row";
import type { TicketStep } from "./ticket";

/** Refusals of the counter page. `NotYourTicket`: somebody else has the person, or did the step to undo. */
export type CounterPageError =
  | Exclude<QueueError, { readonly type: "OtherCounter" | "NotYourStep" }>
  | { readonly type: "TicketNotFound" }
  | { readonly type: "CounterNotFound" }
  | { readonly type: "NotYourTicket"; readonly counter: string | null }
  /** Nobody, or somebody else, is signed on here. */
  | { readonly type: "NotYourCounter"; readonly officer: string | null }
  | { readonly type: "CounterNotOpen"; readonly state: string }
  /** Somebody is being called or served here: finish, park or transfer first. */
  | { readonly type: "CounterBusy"; readonly ticket: string };

/** The counter an officer acts at. */
export const ownCounter = (
  reader: HallReader,
  officer: string,
  counterId: string,
): Result<Counter, CounterPageError> => {
  const counter = counterById(reader, counterId);
  if (!counter) return err({ type: "CounterNotFound" });
  if (counter.state === "closed" || counter.officer !== officer) {
    return err({ type: "NotYourCounter", officer: counter.state === "closed" ? null : counter.officer });
  }
  return ok(counter);
};

/** An officer at their open counter. */
export const openCounter = (
  reader: HallReader,
  officer: string,
  counterId: string,
): Result<Counter, CounterPageError> => {
  const own = ownCounter(reader, officer, counterId);
  if (!own.ok || own.value.state === "open") return own;
  return err({ type: "CounterNotOpen", state: own.value.state });
};

/** A ticket and the officer who wants to act on it, at the counter where they are signed on. */
export const ticketAndBy = (
  reader: HallReader,
  officer: string,
  ticketId: string,
): Result<{ readonly found: HallTicket; readonly counter: Counter; readonly by: By }, CounterPageError> => {
  const found = ticketById(reader, ticketId);
  if (!found || found.branch !== reader.branch) return err({ type: "TicketNotFound" });
  const counter = counterOfOfficer(reader, officer);
  if (!counter) return err({ type: "NotYourCounter", officer: null });
  const { state, counterId } = found.now;
  const elsewhere = (state === "called" || state === "serving") && counterId !== counter.id;
  if (elsewhere) return err({ type: "NotYourTicket", counter: counterId });
  return ok({ found, counter, by: { officerId: officer, counterId: counter.id } });
};

/** Who is called or served at a counter: one person at most. */
export const currentAt = (reader: HallReader, counterId: string): HallTicket | undefined =>
  ticketsAt(reader, counterId, "serving")[0] ?? ticketsAt(reader, counterId, "called")[0];

/** Whom an officer calls or serves at the moment. */
export const inFrontOf = (reader: HallReader, officer: string): HallTicket | undefined => {
  const counter = counterOfOfficer(reader, officer);
  return counter && currentAt(reader, counter.id);
};

/** A step as rows: itself, and when its undo window is over, what it means for the people of the booking. */
export const rowsOf = (reader: HallReader, { ticket }: HallTicket, step: TicketStep): readonly RowOp[] => [
  stepRow(reader.branch!, step),
  ...(ticket.bookingId === null ? [] : [partyStatesRow(ticket.ticketId, step.atMs)]),
];

/** Rule errors as the page knows them: whose counter or step it is does not matter, only that it is another's. */
export const pageError = (error: QueueError): CounterPageError => {
  if (error.type === "OtherCounter") return { type: "NotYourTicket", counter: error.counterId };
  if (error.type === "NotYourStep") return { type: "NotYourTicket", counter: null };
  return error;
};
