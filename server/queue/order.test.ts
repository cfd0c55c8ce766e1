import { describe, expect, test } from "vitest";
import { next, order, type Ranked } from "./order";
import { policyDefault } from "./policy";
import { at, callOfPerson, everything, person, priorityPerson, withAppointment } from "./queue.fixture";
import type { Call, WaitingTicket } from "./waiting";

const policy = policyDefault;
const numbers = (line: readonly Ranked[]) => line.map(({ waiting }) => waiting.number);
const lineAt = (nowMs: number, waiting: readonly WaitingTicket[], calls: readonly Call[] = []) =>
  numbers(order(policy, waiting, calls, everything, nowMs));

test("nobody waits, nobody is next", () => {
  expect(next(policy, [], [], everything, at(0))).toBeUndefined();
});

test("walk-ins of one lane go by the time they have waited, then by number", () => {
  const line = [person(3, { waitingSinceMs: at(1) }), person(2), person(1)];
  expect(lineAt(at(5), line)).toEqual(["C001", "C002", "C003"]);
});

describe("appointments", () => {
  const walkIn = person(1, { waitingSinceMs: at(0) });
  const appointment = withAppointment(2, at(40), { waitingSinceMs: at(12) });

  test("wait in their place as a walk-in would until ten minutes before their time", () => {
    expect(lineAt(at(30) - 1, [appointment, walkIn])).toEqual(["C001", "C002"]);
    const laterWalkIn = person(3, { waitingSinceMs: at(13) });
    expect(lineAt(at(30) - 1, [laterWalkIn, appointment])).toEqual(["C002", "C003"]);
  });

  test("go ahead of walk-ins from ten minutes before their time, frail walk-ins included", () => {
    const frail = priorityPerson(3, { waitingSinceMs: at(5) });
    expect(lineAt(at(30), [frail, walkIn, appointment])).toEqual(["C002", "C003", "C001"]);
  });

  test("go by their time, and a latecomer by arrival", () => {
    const onTime = withAppointment(3, at(45), { waitingSinceMs: at(25) });
    const late = withAppointment(4, at(40), { waitingSinceMs: at(50) });
    expect(lineAt(at(51), [late, onTime, appointment])).toEqual(["C002", "C003", "C004"]);
  });
});

describe("priority", () => {
  test("is a head start of thirty minutes, and ageing wins against it", () => {
    const old = person(1, { waitingSinceMs: at(0) });
    expect(lineAt(at(30), [old, priorityPerson(2, { waitingSinceMs: at(29) })])).toEqual(["C002", "C001"]);
    expect(lineAt(at(40), [old, priorityPerson(2, { waitingSinceMs: at(31) })])).toEqual(["C001", "C002"]);
  });

  test("is never called three times in a row while somebody else waits", () => {
    const frail = [11, 12, 13, 14, 15].map((count) => priorityPerson(count));
    const line = lineAt(at(10), [...frail, person(1), person(2)]);
    expect(line).toEqual(["C011", "C012", "C001", "C013", "C014", "C002", "C015"]);
  });

  test("remembers the calls before", () => {
    const called = [priorityPerson(8), priorityPerson(9)].map((one) => callOfPerson(one, "points"));
    expect(lineAt(at(10), [priorityPerson(11), person(1)], called)).toEqual(["C001", "C011"]);
    expect(lineAt(at(10), [priorityPerson(11)], called)).toEqual(["C011"]);
  });

  test("counts only after an officer has looked, where the branch says so", () => {
    const strict = { ...policy, claimUnconfirmed: "baseLane" } as const;
    const claimed = priorityPerson(2, { waitingSinceMs: at(5) });
    const confirmed = priorityPerson(3, { waitingSinceMs: at(6), claim: "confirmed" });
    const line = order(strict, [claimed, confirmed, person(1)], [], everything, at(10));
    expect(numbers(line)).toEqual(["C003", "C001", "C002"]);
  });
});

describe("the quick share", () => {
  const paying = person(9, { stage: "payment", waitingSinceMs: at(20) });
  const applying = [1, 2, 3, 4].map((count) => person(count, { waitingSinceMs: at(count) }));

  test("brings payment and collection to every third call of a counter", () => {
    expect(lineAt(at(21), [...applying, paying])).toEqual(["C001", "C002", "C009", "C003", "C004"]);
  });

  test("is counted at this counter only, so that a neighbour cannot use it up", () => {
    const own = [person(5), person(6)].map((one) => callOfPerson(one, "points"));
    const neighbour = callOfPerson(person(7, { stage: "payment" }), "quick", "counter-5");
    const first = next(policy, [...applying, paying], [...own, neighbour], everything, at(21));
    expect(first).toMatchObject({ waiting: { number: "C009" }, turn: "quick" });
  });
});

test("every fourth call goes to whoever waits longest, once that is 45 minutes", () => {
  const forgotten = person(1, { waitingSinceMs: at(0) });
  const due = [2, 3, 4, 5, 6].map((count) => withAppointment(count, at(40 + count)));
  const waiting = [forgotten, ...due.map((one) => ({ ...one, waitingSinceMs: at(20) }))];
  expect(lineAt(at(44), waiting)).toEqual(["C002", "C003", "C004", "C005", "C006", "C001"]);
  expect(lineAt(at(45), waiting)).toEqual(["C002", "C003", "C004", "C001", "C005", "C006"]);
});

describe("when the longest wait is a priority one", () => {
  const frail = [1, 2, 3, 4, 5, 6, 7, 8].map((count) => priorityPerson(count));
  const others = [11, 12, 13, 14].map((count) => person(count, { waitingSinceMs: at(5) }));

  test("its share still waits for the cap, and comes right after it", () => {
    const line = order(policy, [...frail, ...others], [], everything, at(60));
    expect(line.map(({ priority }) => (priority ? "P" : "-")).join("")).toBe("PP-PP-PP-PP-");
    expect(line.map(({ turn }) => turn).indexOf("longest")).toBe(3);
  });

  test("calls of neighbours put it off once and not twice", () => {
    const own = [person(21), person(22), person(23)].map((one) => callOfPerson(one, "points"));
    const neighbours = [priorityPerson(24), priorityPerson(25)].map((one) =>
      callOfPerson(one, "points", "counter-5"),
    );
    const calls = [...own, ...neighbours];
    expect(next(policy, [...frail, ...others], calls, everything, at(60))).toMatchObject({
      waiting: { number: "C001" },
      turn: "longest",
    });
  });
});

test("a counter takes only its own groups and stages, and nobody who is kept for another counter", () => {
  const waiting = [
    person(1, { group: "E" }),
    person(2, { stage: "interview" }),
    person(3, { keptForCounterId: "counter-9" }),
    person(4, { keptForCounterId: "counter-4" }),
  ];
  const narrow = { ...everything, stages: ["application"] } as const;
  expect(numbers(order(policy, waiting, [], narrow, at(5)))).toEqual(["C004"]);
});

test("one thousand waiting people are put in order in about a millisecond", () => {
  const crowd = Array.from({ length: 1_000 }, (_, i) => {
    const since = { waitingSinceMs: at((i * 7919) % 240) };
    if (i % 7 === 0) return priorityPerson(i + 1, since);
    return i % 3 === 0 ? withAppointment(i + 1, at((i * 31) % 400), since) : person(i + 1, since);
  });
  const calls = crowd.map((one) => callOfPerson(one, "points"));
  const durations = Array.from({ length: 60 }, () => {
    const startMs = performance.now();
    order(policy, crowd, calls, everything, at(240));
    return performance.now() - startMs;
  }).toSorted((a, b) => a - b);
  // The bound is wide because other work shares the machine; the median is what counts.
  expect(durations[30]).toBeLessThan(10);
});
