/** Laws of signature counters: an honest key is never taken for a copied one, and a copy does not go unseen for ever. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { contradict, type CounterSeen, wentBack } from "./passkey";

/** What nodes that cannot hear each other last saw of one key, which was used here and there. */
const honestUses = fc
  .array(fc.record({ node: fc.integer({ min: 1, max: 4 }), waitMs: fc.integer({ min: 1, max: 1e9 }) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((uses) => {
    let atMs = 0;
    return uses.map(({ node, waitMs }, at) => ({ node, counter: at + 1, atMs: (atMs += waitMs) }));
  });

const lastOfEach = (uses: readonly CounterSeen[]) => [
  ...new Map(uses.map((use) => [use.node, use])).values(),
];

test("one key, used here and there, never contradicts itself, even where clocks differ by minutes", () => {
  fc.assert(
    fc.property(honestUses, fc.array(fc.integer({ min: 0, max: 299_999 })), (uses, offsets) => {
      const told = uses.map((use) => ({ ...use, atMs: use.atMs + (offsets[use.node] ?? 0) }));
      expect(contradict(lastOfEach(told))).toBe(false);
    }),
  );
});

test("a copy that was used elsewhere after the original counted further is seen when the nodes meet", () => {
  fc.assert(
    fc.property(
      honestUses,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 300_001, max: 1e9 }),
      (uses, back, laterMs) => {
        const last = uses.at(-1)!;
        const copied = { node: 9, counter: Math.max(1, last.counter - back + 1), atMs: last.atMs + laterMs };
        expect(contradict([...lastOfEach(uses), copied])).toBe(true);
      },
    ),
  );
});

test("a counter may only grow, and one that stays at nothing says nothing", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (known, seen) => {
      expect(wentBack(known, seen)).toBe(!(seen > known || (known === 0 && seen === 0)));
    }),
  );
});
