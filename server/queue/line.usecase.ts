/** What the calling order is decided on: who waits today, what was called, and the policy in force. */
import { branchRules } from "../catalogue/catalogue.usecase";
import type { Counter } from "./counters.store";
import { dayRange, type HallReader, todayOf } from "./hall";
import { policyAt, type PolicyInForce, type PolicyV1 } from "./policy";
import { type HallTicket, ticketsIn, toldSince } from "./queue.store";
import { standingCalls } from "./replay";
import { stages, type TicketStep } from "./ticket";
import { type Call, type Reach, type WaitingTicket, waitingTicket } from "./waiting";

export interface Line {
  readonly policy: PolicyV1;
  readonly waiting: readonly WaitingTicket[];
  readonly ticketById: ReadonlyMap<string, HallTicket>;
  readonly calls: readonly Call[];
  /** Calls, recalls, finishes and undos of the day as they were written. */
  readonly told: readonly TicketStep[];
}

export const loadLine = (reader: HallReader): Line => {
  const { day } = todayOf(reader);
  const tickets = ticketsIn(reader, day, "waiting");
  const told = toldSince(reader, dayRange(reader, day).fromMs);
  return {
    policy: policyNow(reader),
    waiting: tickets.map(({ ticket, now }) => waitingTicket(ticket, now)),
    ticketById: new Map(tickets.map((each) => [each.ticket.ticketId, each])),
    calls: standingCalls(told),
    told,
  };
};

/** Every policy this branch declared, the first beginning first. */
export const policyHistory = (reader: HallReader): readonly PolicyInForce[] =>
  branchRules<PolicyInForce>(reader, reader.branch!, "policy").map(({ doc }) => doc);

export const policyNow = (reader: HallReader): PolicyV1 => policyAt(policyHistory(reader), reader.nowMs);

/** What a counter takes: its groups, at every stage. */
export const reachOf = (counter: Pick<Counter, "id" | "groups">): Reach => ({
  counterId: counter.id,
  groups: counter.groups,
  stages,
});

/** The hall as one counter that takes these groups. */
export const hallReach = (groups: readonly string[]): Reach => ({ counterId: null, groups, stages });
