import type { Random } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import type { Job } from "./estimate";
import { next } from "./order";
import type { PolicyV1 } from "./policy";
import { at } from "./queue.fixture";
import { hallOf } from "./replay";
import { type By, step, type TicketCommand } from "./step";
import { issueStep, type Stage, type Ticket, type TicketStep } from "./ticket";
import { ticketNumber } from "./ticket-number";
import type { Reach } from "./waiting";

/** What the day gives to who watches it. All arrays grow while the day goes on. */
export interface Day {
  readonly tickets: readonly Ticket[];
  readonly rows: readonly TicketStep[];
  /** Booked and not here yet; some never come. Nobody waits for them longer than fifteen minutes. */
  readonly expected: readonly (Job & { readonly startsAtMs: number })[];
  readonly nowMs: number;
}

export interface DayPlan {
  readonly policy: PolicyV1;
  readonly reaches: readonly Reach[];
  readonly walkIns: number;
  readonly appointments: number;
  /** Median minutes of a stage; the real times scatter around it, some are three times as long. */
  readonly usualMin: (group: string, stage: Stage) => number;
}

/**
 * A day in the hall, minute by minute, decided by the real rules and written as the real rows: people come, counters
 * call the next as soon as they are free, a few do not answer, most return for payment or collection.
 * The same seed gives the same day.
 */
export const playDay = (plan: DayPlan, random: Random, watch: (day: Day) => void): Day => {
  const chance = chanceFrom(random);
  const arrivals = arrivalsOf(plan, chance);
  const tickets: Ticket[] = [];
  const rows: TicketStep[] = [];
  const latest = new Map<string, TicketStep>();
  const busyUntil = new Map<string, { ticketId: string; untilMin: number; ends: TicketCommand }>();

  const act = (ticket: Ticket, command: TicketCommand, by: By, nowMs: number) => {
    const row = orThrow(step(ticket, latest.get(ticket.ticketId)!, command, by, nowMs));
    rows.push(row);
    latest.set(row.ticketId, row);
  };

  for (let minute = 0; minute < dayMin; minute++) {
    const nowMs = at(minute);
    for (const { ticket, group } of arrivals.filter((one) => one.minute === minute)) {
      tickets.push(ticket);
      rows.push(issueStep(ticket, group, ticket.claims.length > 0 ? "claimed" : "none", nowMs));
      latest.set(ticket.ticketId, rows.at(-1)!);
    }
    watch({ tickets, rows, expected: expectedOf(arrivals, minute), nowMs });
    for (const reach of plan.reaches) {
      const by = { officerId: `officer of ${reach.counterId}`, counterId: reach.counterId };
      const busy = busyUntil.get(reach.counterId!);
      if (busy && busy.untilMin > minute) continue;
      if (busy)
        act(
          tickets.find(({ ticketId }) => ticketId === busy.ticketId)!,
          busy.ends,
          by,
          nowMs,
        );
      busyUntil.delete(reach.counterId!);

      const hall = hallOf(tickets, rows);
      const found = next(plan.policy, hall.waiting, hall.calls, reach, nowMs);
      if (!found) continue;
      const { ticketId, group, stage, later } = found.waiting;
      const ticket = tickets.find((one) => one.ticketId === ticketId)!;
      act(ticket, { type: "call", turn: found.turn, policyVersion: plan.policy.version }, by, nowMs);
      const gone = chance() < 0.03;
      const lasts = gone ? 2 : Math.max(1, Math.round(plan.usualMin(group, stage) * scatter(chance)));
      const ends: TicketCommand = gone
        ? { type: "absent" }
        : { type: "finish", outcome: later.length > 0 ? "nextStage" : "done" };
      busyUntil.set(reach.counterId!, { ticketId, untilMin: minute + lasts, ends });
    }
  }
  return { tickets, rows, expected: [], nowMs: at(dayMin) };
};

/** 08:00 to 17:00. */
const dayMin = 9 * 60;

const chanceFrom = (random: Random) => (): number => {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return ((a << 16) | (b << 8) | c) / 2 ** 24;
};

/** Log-normal with a spread of 0.5: median 1, one in forty takes more than 2.7 times as long. */
const scatter = (chance: () => number): number => {
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return Math.exp(0.5 * normal);
};

interface Arrival {
  /** Never for a booking whose holder stays away. */
  readonly minute: number;
  readonly group: string;
  readonly ticket: Ticket;
}

const arrivalsOf = (plan: DayPlan, chance: () => number): Arrival[] => {
  // Half of the walk-ins come before eleven.
  const walkIns = Array.from({ length: plan.walkIns }, () => {
    const minute = Math.floor(chance() * (chance() < 0.5 ? 180 : 480));
    return { minute, startsAtMs: null, group: groupOf(chance) };
  });
  const booked = Array.from({ length: plan.appointments }, (_, i) => {
    const startMin = 15 * Math.floor((i / plan.appointments) * 32);
    const minute = Math.max(0, Math.round(startMin - 25 + chance() * 35));
    const comes = chance() < 0.85;
    return { minute: comes ? minute : Infinity, startsAtMs: at(startMin), group: groupOf(chance) };
  });
  return [...walkIns, ...booked]
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ minute, startsAtMs, group }, i) => {
      const ticket: Ticket = {
        ticketId: `ticket-${i + 1}`,
        number: ticketNumber(group, i + 1),
        day: "2027-02-11",
        service: group === "C" ? "PLS" : "EP",
        stages: chance() < 0.5 ? ["application", "payment"] : ["application", "payment", "collection"],
        laneBase: startsAtMs === null ? "normal" : "appointment",
        startsAtMs,
        claims: chance() < 0.12 ? ["elderly"] : [],
        bookingId: null,
      };
      return { minute, group, ticket };
    });
};

const expectedOf = (arrivals: readonly Arrival[], minute: number): Day["expected"] =>
  arrivals.flatMap(({ minute: comesAt, group, ticket: { startsAtMs, stages } }) => {
    const [stage, ...later] = stages;
    const away = comesAt > minute && startsAtMs !== null && startsAtMs > at(minute - 15);
    return away && stage ? [{ group, stage, later, startsAtMs }] : [];
  });

const groupOf = (chance: () => number): string => (chance() < 0.6 ? "C" : "E");
