/** What the calling order is decided on: who waits today, what was called, and the policy in force. */
import { branchRules } from "../catalogue/catalogue.usecase";
import type { Counter } from "./counters.store";
import { dayRange, type HallReader, todayOf } from "./hall.usecase";
import { policyAt, type PolicyInForce, type PolicyV1 } from "./policy";
import { type HallTicket, ticketsIn, toldUntil } from "./queue.store";
import { standingCalls } from "./replay";
import { stages } from "./ticket";
import { type Call, covers, type Reach, type WaitingTicket, waitingTicket } from "./waiting";

export interface Waiting {
  readonly waiting: readonly WaitingTicket[];
  readonly ticketById: ReadonlyMap<string, HallTicket>;
}

/** Everybody who waits today. */
export const loadWaiting = (reader: HallReader): Waiting => {
  const tickets = ticketsIn(reader, todayOf(reader).day, "waiting");
  return {
    waiting: tickets.map(({ ticket, now }) => waitingTicket(ticket, now)),
    ticketById: new Map(tickets.map((each) => [each.ticket.ticketId, each])),
  };
};

/** The calls of today that the next call of this counter depends on, oldest first: all that `order` looks back to. */
export const callsFor = (reader: HallReader, policy: PolicyV1, reach: Reach): readonly Call[] => {
  const ownNeeded = Math.max(policy.quick.everyCalls, policy.longest.everyCalls);
  const { fromMs } = dayRange(reader, todayOf(reader).day);
  const told = toldUntil(reader, fromMs, (rows) => {
    const calls = standingCalls(rows);
    const own = calls.filter(({ counterId }) => counterId === reach.counterId).length;
    const covered = calls.filter((call) => covers(reach, call)).length;
    return own >= ownNeeded && covered >= policy.priorityInRowMax;
  });
  return standingCalls(told);
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
