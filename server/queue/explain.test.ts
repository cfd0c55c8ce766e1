import { expect, test } from "vitest";
import { explain } from "./explain";
import { order } from "./order";
import { policyDefault } from "./policy";
import { at, everything, person, priorityPerson, withAppointment } from "./queue.fixture";
import type { WaitingTicket } from "./waiting";

const policy = policyDefault;
const whyAt = (nowMs: number, waiting: readonly WaitingTicket[], ticketId: string) =>
  explain(policy, order(policy, waiting, [], everything, nowMs), ticketId, nowMs);

test("a walk-in reads how many are ahead, how long it waited, and who came later but goes first", () => {
  const waiting = [
    person(1, { waitingSinceMs: at(2) }),
    person(2, { waitingSinceMs: at(2) }),
    withAppointment(3, at(20), { waitingSinceMs: at(5) }),
    priorityPerson(4, { waitingSinceMs: at(8) }),
  ];
  expect(whyAt(at(14), waiting, "ticket-2")).toEqual([
    { type: "Ahead", count: 3 },
    { type: "Waited", waitedMin: 12, points: 1.2 },
    { type: "OvertakenBy", turn: "due", count: 1 },
    { type: "OvertakenBy", turn: "points", count: 1 },
  ]);
});

test("an early appointment reads from when it goes ahead, a due one that it does", () => {
  const waiting = [withAppointment(1, at(30))];
  expect(whyAt(at(19), waiting, "ticket-1")).toContainEqual({
    type: "AppointmentEarly",
    startsAtMs: at(30),
    goesAheadFromMs: at(20),
  });
  expect(whyAt(at(20), waiting, "ticket-1")).toContainEqual({ type: "AppointmentDue", startsAtMs: at(30) });
});

test("a priority ticket reads whether its claim is believed, and when the cap held it back", () => {
  const frail = [1, 2, 3].map((count) => priorityPerson(count));
  const why = whyAt(at(5), [...frail, person(4)], "ticket-3");
  expect(why).toContainEqual({ type: "PriorityLane", claim: "claimed" });
  expect(why).toContainEqual({ type: "PriorityInRow", inRowMax: 2 });
  expect(whyAt(at(5), [...frail, person(4)], "ticket-2")).not.toContainEqual({
    type: "PriorityInRow",
    inRowMax: 2,
  });

  const strict = { ...policy, claimUnconfirmed: "baseLane" } as const;
  const line = order(strict, frail, [], everything, at(5));
  expect(explain(strict, line, "ticket-1", at(5))).toContainEqual({ type: "PriorityUnconfirmed" });
});

test("quick stages, long waits, missed calls and a counter of its own are said", () => {
  const paying = person(1, { stage: "payment", absences: 1, keptForCounterId: "counter-4" });
  expect(whyAt(at(5), [paying], "ticket-1")).toEqual([
    { type: "Ahead", count: 0 },
    { type: "QuickStage", stage: "payment", everyCalls: 3 },
    { type: "MissedCall", absences: 1 },
    { type: "KeptForCounter", counterId: "counter-4" },
    { type: "Waited", waitedMin: 5, points: 0.5 },
  ]);
  const due = [2, 3, 4].map((count) => withAppointment(count, at(50), { waitingSinceMs: at(40) }));
  expect(whyAt(at(50), [person(1), ...due], "ticket-1")).toContainEqual({
    type: "WaitedLongest",
    waitedMin: 50,
    afterMin: 45,
  });
});

test("a ticket that is not in this line has no reasons", () => {
  expect(whyAt(at(5), [person(1, { group: "E" })], "ticket-1")).toBeUndefined();
});
