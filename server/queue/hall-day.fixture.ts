import type { Random } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import { next } from "./order";
import type { PolicyV1 } from "./policy";
import { at, minuteMs } from "./queue.fixture";
import { hallOf } from "./replay";
import { type By, step, type TicketCommand } from "./step";
import { issueStep, type Stage, type Ticket, type TicketStep } from "./ticket";
import { ticketNumber } from "./ticket-number";
import type { Reach } from "./waiting";

/** What the day gives to who watches it. All arrays grow while the day goes on. */
export interface Day {
  readonly tickets: readonly Ticket[];
  readonly rows: readonly TicketStep[];
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
    watch({ tickets, rows, nowMs });
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
  return { tickets, rows, nowMs: at(dayMin) };
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
  readonly minute: number;
  readonly group: string;
  readonly ticket: Ticket;
}

const arrivalsOf = (plan: DayPlan, chance: () => number): Arrival[] => {
  const arrivals: Omit<Arrival, "ticket">[] = [];
  const startsAtMs = new Map<Omit<Arrival, "ticket">, number>();
  for (let i = 0; i < plan.walkIns; i++) {
    // Half of them before eleven.
    const minute = Math.floor(chance() < 0.5 ? chance() * 180 : chance() * 480);
    arrivals.push({ minute, group: groupOf(chance) });
  }
  for (let i = 0; i < plan.appointments; i++) {
    const startMin = 15 * Math.floor((i / plan.appointments) * 32);
    const minute = Math.max(0, Math.round(startMin - 25 + chance() * 35));
    if (chance() < 0.15) continue;
    const one = { minute, group: groupOf(chance) };
    arrivals.push(one);
    startsAtMs.set(one, at(startMin));
  }
  return arrivals
    .toSorted((a, b) => a.minute - b.minute)
    .map((one, i) => {
      const ticket: Ticket = {
        ticketId: `ticket-${i + 1}`,
        number: ticketNumber(one.group, i + 1),
        day: "2027-02-11",
        service: one.group === "C" ? "PLS" : "EP",
        stages: chance() < 0.5 ? ["application", "payment"] : ["application", "payment", "collection"],
        laneBase: startsAtMs.has(one) ? "appointment" : "normal",
        startsAtMs: startsAtMs.get(one) ?? null,
        claims: chance() < 0.12 ? ["elderly"] : [],
        bookingId: null,
      };
      return { ...one, ticket };
    });
};

const groupOf = (chance: () => number): string => (chance() < 0.6 ? "C" : "E");

/** Minutes as a duration. */
export const minutes = (count: number): number => count * minuteMs;
