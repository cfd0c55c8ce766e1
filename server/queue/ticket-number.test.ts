import fc from "fast-check";
import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import {
  compareNumbers,
  numberMax,
  parseTicketNumber,
  type Series,
  seriesAfterRestore,
  takeNumber,
  ticketNumber,
} from "./ticket-number";

test("the first ticket of the day is C001 and the thousandth is C1000", () => {
  expect(orThrow(takeNumber({ prefix: "C", last: 0 })).number).toBe("C001");
  expect(orThrow(takeNumber({ prefix: "C", last: 999 })).number).toBe("C1000");
});

test("after 9999 numbers the series says that it is used up", () => {
  expect(takeNumber({ prefix: "C", last: numberMax })).toEqual({
    ok: false,
    error: { type: "SeriesUsedUp", prefix: "C", numberMax: 9999 },
  });
});

test("a number never repeats on one day, even when a restored backup has forgotten numbers of the last hundred", () => {
  const take = { weight: 9, arbitrary: fc.constant(null) };
  const forgotten = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(fc.array(fc.oneof(take, forgotten), { maxLength: 400 }), (events) => {
      let series: Series = { prefix: "C", last: 0 };
      const seen = new Set<string>();
      for (const lost of events) {
        if (lost !== null) {
          const known = Math.max(series.last - lost, Math.floor(series.last / 100) * 100);
          series = seriesAfterRestore({ ...series, last: known });
          continue;
        }
        const taken = takeNumber(series);
        if (!taken.ok) return;
        expect(seen.has(taken.value.number)).toBe(false);
        seen.add(taken.value.number);
        series = taken.value.series;
      }
    }),
  );
});

test.each([
  [0, "C100"],
  [47, "C100"],
  [99, "C100"],
  [100, "C200"],
  [1047, "C1100"],
])("with %i as the highest known number a restored node goes on at %s", (last, expected) => {
  expect(orThrow(takeNumber(seriesAfterRestore({ prefix: "C", last }))).number).toBe(expected);
});

test.each(["C047", "c47", " c 047 ", "C-47", "C0047"])("an officer may type %j for C047", (text) => {
  expect(parseTicketNumber(text)).toEqual({ ok: true, value: "C047" });
});

test.each(["", "47", "CC47", "C0", "C000", "C12345", "C4x", "Ç47"])("%j is not a ticket number", (text) => {
  expect(parseTicketNumber(text).ok).toBe(false);
});

test("every number reads back as itself and sorts by count before prefix", () => {
  const numbers = fc.tuple(fc.constantFrom("A", "C", "K"), fc.integer({ min: 1, max: numberMax }));
  fc.assert(
    fc.property(numbers, numbers, ([p, a], [q, b]) => {
      expect(orThrow(parseTicketNumber(ticketNumber(p, a)))).toBe(ticketNumber(p, a));
      const order = compareNumbers(ticketNumber(p, a), ticketNumber(q, b));
      expect(Math.sign(order)).toBe(Math.sign(a - b) || (p < q ? -1 : p > q ? 1 : 0));
    }),
  );
});
