import fc from "fast-check";
import { expect, test } from "vitest";

import { allocate, unitsTaken } from "./availability-allocate";

const anyVisit = fc
  .record({
    free: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }),
    parties: fc.integer({ min: 1, max: 5 }),
    unitsEach: fc.integer({ min: 1, max: 4 }),
  })
  .chain((visit) => fc.integer({ min: 0, max: visit.free.length - 1 }).map((start) => ({ ...visit, start })));

const unitsAt = (seats: readonly number[], unitsEach: number, at: number): number =>
  seats.filter((seat) => seat <= at && at < seat + unitsEach).length;

test("no start gives more units than it has, and nobody is seated past the end of the run", () => {
  fc.assert(
    fc.property(anyVisit, ({ free, start, parties, unitsEach }) => {
      const seats = allocate(free, start, parties, unitsEach);
      if (seats === undefined) return;
      expect(seats).toHaveLength(parties);
      for (let at = 0; at < free.length + unitsEach; at++) {
        expect(unitsAt(seats, unitsEach, at)).toBeLessThanOrEqual(free[at] ?? 0);
      }
    }),
  );
});

test("a visit begins at the chosen start, and somebody is being served until its last person is done", () => {
  fc.assert(
    fc.property(anyVisit, ({ free, start, parties, unitsEach }) => {
      const seats = allocate(free, start, parties, unitsEach);
      if (seats === undefined) return;
      expect(seats[0]).toBe(start);
      const end = Math.max(...seats) + unitsEach;
      for (let at = start; at < end; at++) expect(unitsAt(seats, unitsEach, at)).toBeGreaterThan(0);
    }),
  );
});

/** Every way to seat the visit, tried one by one. */
const canBeSeated = (free: number[], start: number, parties: number, unitsEach: number): boolean => {
  const tryFrom = (at: number, left: number[], seats: number[]): boolean => {
    if (seats.length === parties) return true;
    if (at >= free.length) return false;
    for (let count = parties - seats.length; count >= 0; count--) {
      const next = left.map((units, index) =>
        at <= index && index < at + unitsEach ? units - count : units,
      );
      if (count > 0 && (at + unitsEach > free.length || next.some((units) => units < 0))) continue;
      const seated = [...seats, ...Array.from({ length: count }, () => at)];
      const isBroken = seated.length === 0 || seated.at(-1)! + unitsEach <= at;
      if (!isBroken && tryFrom(at + 1, next, seated)) return true;
    }
    return false;
  };
  return tryFrom(start, free, []);
};

test("whenever any seating exists, one is found; and never when none does", () => {
  fc.assert(
    fc.property(anyVisit, ({ free, start, parties, unitsEach }) => {
      expect(allocate(free, start, parties, unitsEach) !== undefined).toBe(
        canBeSeated(free, start, parties, unitsEach),
      );
    }),
    { numRuns: 1000 },
  );
});

test("each start takes as many people as it has room for before the next one is used", () => {
  fc.assert(
    fc.property(anyVisit, ({ free, start, parties, unitsEach }) => {
      const seats = allocate(free, start, parties, unitsEach);
      if (seats === undefined) return;
      const last = Math.max(...seats);
      for (let at = start; at < last; at++) {
        const begunByThen = seats.filter((seat) => seat <= at);
        const hasRoomForOneMore = Array.from({ length: unitsEach }, (_, unit) => at + unit).every(
          (unit) => unitsAt(begunByThen, unitsEach, unit) < (free[unit] ?? 0),
        );
        expect(hasRoomForOneMore).toBe(false);
      }
    }),
  );
});

test("what a commit spends is parties times units, and never more than is free", () => {
  fc.assert(
    fc.property(anyVisit, ({ free, start, parties, unitsEach }) => {
      const seats = allocate(free, start, parties, unitsEach);
      if (seats === undefined) return;
      const starts = free.map((_, index) => 30_000_000 + index * 15);
      const taken = unitsTaken(starts, seats, unitsEach);
      expect(taken.reduce((sum, { units }) => sum + units, 0)).toBe(parties * unitsEach);
      expect(new Set(taken.map(({ startMin }) => startMin)).size).toBe(taken.length);
      for (const { startMin, units } of taken)
        expect(units).toBeLessThanOrEqual(free[starts.indexOf(startMin)]!);
    }),
  );
});

test("six people of one unit at two counters come at three starts, two at a time", () => {
  expect(allocate([2, 2, 2, 2], 0, 6, 1)).toEqual([0, 0, 1, 1, 2, 2]);
});

test("a start that others have taken breaks a family's visit: none of them is seated", () => {
  expect(allocate([1, 0, 2, 2], 0, 2, 1)).toBeUndefined();
});

test("two people of two units each follow one another at a single counter", () => {
  expect(allocate([1, 1, 1, 1], 0, 2, 2)).toEqual([0, 2]);
});
