import { orThrow } from "../../sync/core/result";
import { type By, step, type TicketCommand } from "./step";
import { issueStep, stages, type Ticket, type TicketStep } from "./ticket";
import { ticketNumber } from "./ticket-number";
import type { Call, Reach, WaitingTicket } from "./waiting";

/** 11 February 2027, 08:00 in Kuala Lumpur: the day of all queue tests. */
export const openMs = Date.UTC(2027, 1, 11, 0, 0);
export const minuteMs = 60_000;
export const at = (minutes: number): number => openMs + minutes * minuteMs;

export const counter4: By = { officerId: "rohani", counterId: "counter-4" };
export const counter5: By = { officerId: "selvam", counterId: "counter-5" };

export const everything: Reach = { counterId: "counter-4", groups: ["A", "B", "C", "D"], stages };

/** A pass application with three stages, walk-in, normal lane, number C047. */
export const ticketC047 = (changes: Partial<Ticket> = {}): Ticket => ({
  ticketId: "ticket-47",
  number: ticketNumber("C", 47),
  day: "2027-02-11",
  service: "PLS",
  stages: ["application", "payment", "collection"],
  laneBase: "normal",
  startsAtMs: null,
  claims: [],
  bookingId: null,
  ...changes,
});

/** Rows of one ticket, one command a minute at counter 4; every command must be allowed. */
export const story = (ticket: Ticket, ...commands: readonly TicketCommand[]): TicketStep[] => {
  const rows = [issueStep(ticket, "C", ticket.claims.length > 0 ? "claimed" : "none", at(0))];
  for (const [i, command] of commands.entries()) {
    rows.push(orThrow(step(ticket, rows.at(-1)!, command, counter4, at(i + 1))));
  }
  return rows;
};

export const callNow: TicketCommand = { type: "call", turn: "points", policyVersion: 1 };

/** Somebody with number C0xx who waits for an application, in the normal lane unless told otherwise. */
export const person = (count: number, changes: Partial<WaitingTicket> = {}): WaitingTicket => ({
  ticketId: `ticket-${count}`,
  number: ticketNumber("C", count),
  group: "C",
  stage: "application",
  lane: "normal",
  laneBase: "normal",
  claim: "none",
  startsAtMs: null,
  waitingSinceMs: at(0),
  absences: 0,
  later: [],
  keptForCounterId: null,
  ...changes,
});

export const priorityPerson = (count: number, changes: Partial<WaitingTicket> = {}): WaitingTicket =>
  person(count, { lane: "priority", claim: "claimed", ...changes });

export const withAppointment = (count: number, startsAtMs: number, changes: Partial<WaitingTicket> = {}) =>
  person(count, { lane: "appointment", laneBase: "appointment", startsAtMs, ...changes });

/** The call row this person would leave behind. */
export const callOfPerson = (one: WaitingTicket, turn: Call["turn"], counterId = "counter-4"): Call => ({
  ticketId: one.ticketId,
  counterId,
  group: one.group,
  stage: one.stage,
  lane: one.lane,
  claim: one.claim,
  turn,
});
