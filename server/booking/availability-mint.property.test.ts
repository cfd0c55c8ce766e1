import fc from "fast-check";
import { expect, test } from "vitest";

import { mintDay } from "./availability-mint";

/** One to four shares that make 100. */
const anyShares = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 100])
  .map((edges) => edges.slice(1).map((edge, index) => ({ percent: edge - edges[index]! })));

const anyDay = fc.record({
  starts: fc
    .integer({ min: 0, max: 60 })
    .map((count) => Array.from({ length: count }, (_, i) => 30_000_000 + i * 15)),
  unitsPerStart: fc.integer({ min: 0, max: 12 }),
  walkInPercent: fc.integer({ min: 0, max: 100 }),
  pools: anyShares,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, part) => total + part, 0);

test("walk-in units and all rights together are exactly the day's capacity", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const minted = mintDay(day);
      const rights = sum(minted.rows.flatMap((row) => row.units));
      expect(minted.walkInUnits + rights).toBe(day.starts.length * day.unitsPerStart);
    }),
  );
});

test("no start is minted above the counters there are, and no share is negative", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const { rows } = mintDay(day);
      expect(rows.map((row) => row.startMin)).toEqual(day.starts);
      for (const { units } of rows) {
        expect(units).toHaveLength(day.pools.length);
        expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
        expect(sum(units)).toBeLessThanOrEqual(day.unitsPerStart);
      }
    }),
  );
});

test("each pool gets its share of the day to within one unit, and walk-ins theirs, rounded down", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const { rows, walkInUnits } = mintDay(day);
      const total = day.starts.length * day.unitsPerStart;
      expect(walkInUnits).toBe(Math.floor((total * day.walkInPercent) / 100));
      day.pools.forEach(({ percent }, pool) => {
        const got = sum(rows.map((row) => row.units[pool]!));
        expect(Math.abs(got - ((total - walkInUnits) * percent) / 100)).toBeLessThan(1);
      });
    }),
  );
});

test("fractions lie together: a pool's units change at most six times over the day, so long services find neighbours", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const { rows } = mintDay(day);
      day.pools.forEach((_, pool) => {
        const units = rows.map((row) => row.units[pool]!);
        const changes = units.filter((count, index) => index > 0 && count !== units[index - 1]).length;
        expect(changes).toBeLessThanOrEqual(6);
      });
    }),
  );
});

test("one counter with a third of the day for walk-ins still sells a three-unit service", () => {
  const starts = Array.from({ length: 32 }, (_, i) => 30_000_000 + i * 15);
  const { rows, walkInUnits } = mintDay({
    starts,
    unitsPerStart: 1,
    walkInPercent: 33,
    pools: [{ percent: 100 }],
  });
  expect(walkInUnits).toBe(10);
  expect(rows.slice(0, 22).every((row) => row.units[0] === 1)).toBe(true);
  expect(rows.slice(22).every((row) => row.units[0] === 0)).toBe(true);
});
