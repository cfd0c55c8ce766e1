import fc from "fast-check";
import { expect, test } from "vitest";
import { type HallFacts, suggest, suggestionsMax } from "./suggest";

const groups = ["A", "B", "C", "D"] as const;

const facts: fc.Arbitrary<HallFacts> = fc.record({
  queues: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 4 }).chain((codes) =>
    fc.tuple(
      ...codes.map((group) =>
        fc
          .record({ waiting: fc.nat(5000), over: fc.nat(5000), late: fc.nat(5000), paused: fc.boolean() })
          .map(({ waiting, over, late, paused }) => ({
            group,
            waiting,
            overTarget: Math.min(over, waiting),
            unserved: Math.min(late, waiting),
            targetMin: 45,
            paused,
          })),
      ),
    ),
  ),
  counters: fc
    .array(
      fc.record({
        state: fc.constantFrom("closed", "open", "break"),
        groups: fc.uniqueArray(fc.constantFrom(...groups), { minLength: 1 }),
        isBusy: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    .map((counters) => counters.map((counter, at) => ({ ...counter, id: `counter-${at}`, no: at + 1 }))),
  printers: fc
    .array(fc.constantFrom("paper_out", "cover_open", "not_answering"), { maxLength: 3 })
    .map((troubles) =>
      troubles.map((trouble, at) => ({
        id: `p${at}`,
        name: `P${at}`,
        trouble,
        coveredBy: at % 2 ? "P0" : null,
      })),
    ),
  bells: fc
    .array(fc.nat(1000), { maxLength: 2 })
    .map((times) =>
      times.map((atMs, at) => ({ id: `b${at}`, place: { ms: "Kios 1", en: "Kiosk 1" }, atMs })),
    ),
});

test("at most three, each counter once, never one that has a person or is open already", () => {
  fc.assert(
    fc.property(facts, (hall) => {
      const made = suggest(hall);
      expect(made.length).toBeLessThanOrEqual(suggestionsMax);
      const used = made.flatMap((one) =>
        one.type === "open_counter" || one.type === "move_counter" ? [one] : [],
      );
      expect(new Set(used.map(({ counter }) => counter)).size).toBe(used.length);
      for (const { type, counter: id } of used) {
        const counter = hall.counters.find((each) => each.id === id)!;
        expect(counter.isBusy).toBe(false);
        expect(counter.state === "open").toBe(type === "move_counter");
      }
    }),
  );
});

test("nothing for a hall within its targets", () => {
  fc.assert(
    fc.property(facts, (hall) => {
      const queues = hall.queues.map((queue) => ({ ...queue, overTarget: 0, unserved: 0 }));
      expect(suggest({ ...hall, queues, printers: [], bells: [] })).toEqual([]);
    }),
  );
});

test("the same advice, in whatever order queues, counters and printers are told", () => {
  fc.assert(
    fc.property(facts, (hall) => {
      const { queues, counters, printers, bells } = hall;
      const turned = {
        queues: queues.toReversed(),
        counters: counters.toReversed(),
        printers: printers.toReversed(),
        bells,
      };
      expect(suggest(turned)).toEqual(suggest(hall));
    }),
  );
});

test("an open counter is moved only when nobody waits for what it serves, and keeps that", () => {
  fc.assert(
    fc.property(facts, (hall) => {
      for (const one of suggest(hall)) {
        if (one.type !== "move_counter") continue;
        const { groups: own } = hall.counters.find(({ id }) => id === one.counter)!;
        expect(
          own.every((group) => (hall.queues.find((queue) => queue.group === group)?.waiting ?? 0) === 0),
        ).toBe(true);
        expect(one.groups).toEqual([...own, one.group]);
      }
    }),
  );
});
