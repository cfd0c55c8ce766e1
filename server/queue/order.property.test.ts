import fc from "fast-check";
import { expect, test } from "vitest";
import { next, order } from "./order";
import type { PolicyV1 } from "./policy";
import { at, callOfPerson, minuteMs, person } from "./queue.fixture";
import { stages } from "./ticket";
import { compareNumbers } from "./ticket-number";
import { type Call, countsAsPriority, type Reach, type WaitingTicket } from "./waiting";

const policies: fc.Arbitrary<PolicyV1> = fc.record({
  format: fc.constant(1 as const),
  version: fc.constant(1),
  laneWeights: fc.record({
    appointment: fc.integer({ min: 0, max: 12 }),
    priority: fc.integer({ min: 0, max: 12 }),
    normal: fc.integer({ min: 0, max: 3 }),
    employer: fc.integer({ min: 0, max: 3 }),
  }),
  ageingMin: fc.integer({ min: 1, max: 60 }),
  appointmentLeadMin: fc.integer({ min: 0, max: 60 }),
  priorityInRowMax: fc.integer({ min: 1, max: 5 }),
  claimUnconfirmed: fc.constantFrom("priority", "baseLane"),
  quick: fc.record({
    stages: fc.subarray([...stages]),
    everyCalls: fc.integer({ min: 2, max: 8 }),
  }),
  longest: fc.record({
    afterMin: fc.integer({ min: 5, max: 90 }),
    everyCalls: fc.integer({ min: 2, max: 8 }),
  }),
});

/** Someone who comes between opening and `lastMin`. Numbers follow the order of the list. */
const someone = (lastMin: number) =>
  fc
    .record({
      laneBase: fc.constantFrom("normal", "employer", "appointment"),
      claim: fc.constantFrom("none", "none", "none", "claimed", "confirmed", "denied"),
      stage: fc.constantFrom(...stages),
      group: fc.constantFrom("A", "B"),
      sinceMin: fc.integer({ min: 0, max: lastMin }),
      startsAfterMin: fc.integer({ min: -20, max: 60 }),
    })
    .map(({ laneBase, claim, stage, group, sinceMin, startsAfterMin }): Partial<WaitingTicket> => ({
      laneBase,
      lane: claim === "claimed" || claim === "confirmed" ? "priority" : laneBase,
      claim,
      stage,
      group,
      waitingSinceMs: at(sinceMin),
      startsAtMs: laneBase === "appointment" ? at(sinceMin + startsAfterMin) : null,
    }));

const crowds = (lastMin: number, size: number, minLength = 1) =>
  fc
    .array(someone(lastMin), { minLength, maxLength: size })
    .map((list) => list.map((changes, i) => person(i + 1, changes)));

const reachOf = (counterId: string, groups: readonly string[] = ["A", "B"]): Reach => ({
  counterId,
  groups,
  stages,
});

/** A hall that runs until it is empty: one call a minute, counters in turn, people appear at their time. */
const runHall = (policy: PolicyV1, crowd: readonly WaitingTicket[], counters: readonly Reach[]) => {
  let left = [...crowd];
  const calls: Call[] = [];
  const log: { minute: number; one: WaitingTicket; turn: string; reach: Reach; waiting: WaitingTicket[] }[] =
    [];
  for (let minute = 0; left.length > 0; minute++) {
    const reach = counters[minute % counters.length]!;
    const waiting = left.filter((one) => one.waitingSinceMs <= at(minute));
    const found = next(policy, waiting, calls, reach, at(minute));
    if (!found) continue;
    const one = found.waiting;
    log.push({ minute, one, turn: found.turn, reach, waiting });
    calls.push(callOfPerson(one, found.turn, reach.counterId!));
    left = left.filter((other) => other !== one);
  }
  return log;
};

test("the line is everybody in reach, once, whatever order the rows were read in", () => {
  fc.assert(
    fc.property(policies, crowds(120, 40), fc.infiniteStream(fc.nat()), (policy, crowd, salt) => {
      const shuffled = crowd
        .map((one) => ({ one, key: salt.next().value }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const line = order(policy, crowd, [], reachOf("counter-1"), at(120));
      expect(order(policy, shuffled, [], reachOf("counter-1"), at(120))).toEqual(line);
      expect(new Set(line.map(({ waiting }) => waiting.ticketId)).size).toBe(crowd.length);
      expect(line.map(({ place }) => place)).toEqual(crowd.map((_, i) => i + 1));
    }),
  );
});

test("the line is what really happens when one counter calls and nobody else comes", () => {
  fc.assert(
    fc.property(policies, crowds(60, 25), (policy, crowd) => {
      const line = order(policy, crowd, [], reachOf("counter-1"), at(60));
      const calls: Call[] = [];
      for (const { waiting, turn } of line) {
        const left = crowd.filter((one) => !calls.some(({ ticketId }) => ticketId === one.ticketId));
        const found = next(policy, left, calls, reachOf("counter-1"), at(60))!;
        expect([found.waiting.ticketId, found.turn]).toEqual([waiting.ticketId, turn]);
        calls.push(callOfPerson(waiting, turn, "counter-1"));
      }
    }),
  );
});

test("one counter never calls more priority tickets in a row than declared while another lane waits", () => {
  fc.assert(
    fc.property(policies, crowds(20, 80, 30), (policy, crowd) => {
      let run = 0;
      for (const { one, waiting } of runHall(policy, crowd, [reachOf("counter-1")])) {
        const othersWait = waiting.some((other) => !countsAsPriority(policy, other));
        run = countsAsPriority(policy, one) ? run + 1 : 0;
        if (othersWait) expect(run <= policy.priorityInRowMax || !countsAsPriority(policy, one)).toBe(true);
      }
    }),
  );
});

test("several counters together never do either, but for one who waits longest of all", () => {
  const counters = [reachOf("counter-1"), reachOf("counter-2"), reachOf("counter-3")];
  fc.assert(
    fc.property(policies, crowds(20, 80, 30), (policy, crowd) => {
      let run = 0;
      for (const { one, turn, waiting } of runHall(policy, crowd, counters)) {
        const others = waiting.filter((other) => !countsAsPriority(policy, other));
        run = countsAsPriority(policy, one) ? run + 1 : 0;
        if (others.length === 0 || run <= policy.priorityInRowMax) continue;
        expect(turn).toBe("longest");
        expect(others.every((other) => other.waitingSinceMs >= one.waitingSinceMs)).toBe(true);
      }
    }),
  );
});

test("an appointment in its window is never behind a walk-in, but for the declared shares and cap", () => {
  fc.assert(
    fc.property(policies, crowds(90, 50), fc.integer({ min: 0, max: 90 }), (policy, crowd, nowMin) => {
      const present = crowd.filter((one) => one.waitingSinceMs <= at(nowMin));
      const line = order(policy, present, [], reachOf("counter-1"), at(nowMin));
      const isDue = (one: WaitingTicket) =>
        one.startsAtMs !== null && at(nowMin) >= one.startsAtMs - policy.appointmentLeadMin * minuteMs;
      line.forEach(({ waiting, turn }, i) => {
        if (isDue(waiting) || turn === "longest" || turn === "quick") return;
        for (const behind of line.slice(i + 1)) {
          if (isDue(behind.waiting)) expect(behind.priority).toBe(true);
        }
      });
    }),
  );
});

test("nobody starves: an overdue ticket is called within (older + 1) × (share + 1) calls of a counter", () => {
  // Two counters with different reach, and a crowd that goes on coming.
  const counters = [reachOf("counter-1"), reachOf("counter-2", ["A"])];
  fc.assert(
    fc.property(policies, crowds(60, 150, 60), (policy, crowd) => {
      const { afterMin, everyCalls } = policy.longest;
      const log = runHall(policy, crowd, counters);
      for (const one of crowd) {
        const overdueMs = one.waitingSinceMs + afterMin * minuteMs;
        const passedOver = log.filter(
          ({ minute, waiting, reach, one: called }) =>
            reach === counters[0] && at(minute) >= overdueMs && waiting.includes(one) && called !== one,
        );
        const older = (passedOver[0]?.waiting ?? []).filter((other) => isOlder(other, one)).length;
        expect(passedOver.length).toBeLessThan((older + 1) * (everyCalls + 1));
      }
    }),
    { numRuns: 200 },
  );
});

const isOlder = (other: WaitingTicket, one: WaitingTicket): boolean =>
  other.waitingSinceMs < one.waitingSinceMs ||
  (other.waitingSinceMs === one.waitingSinceMs && compareNumbers(other.number, one.number) < 0);
