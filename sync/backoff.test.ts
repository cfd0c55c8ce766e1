import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs, spreadMs } from "./backoff";
import { type Random, seededRandom } from "./core/clock";

const always = (byte: number): Random => ({ bytes: (count) => new Uint8Array(count).fill(byte) });
const least = always(0);
const most = always(255);

test("each failure doubles the wait, until a minute", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => backoffMs(failures, least));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  expect(backoffMs(1, most)).toBe(1000);
  expect(backoffMs(100, most)).toBe(60_000);
});

test("nodes that failed together come back apart", () => {
  const waits = Array.from({ length: 300 }, (_, seed) => backoffMs(7, seededRandom(seed)));
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(25_000);
  const perSecond = Map.groupBy(waits, (waitMs) => Math.floor(waitMs / 1000));
  expect(Math.max(...[...perSecond.values()].map((group) => group.length))).toBeLessThan(30);
});

test("a Retry-After is kept, with the same chance on top, but never longer than five minutes", () => {
  expect(backoffMs(1, least, { retryAfterS: 10 })).toBe(10_000);
  expect(backoffMs(7, most, { retryAfterS: 10 }), "longer than asked is polite").toBe(60_000);
  expect(backoffMs(1, most, { retryAfterS: 10 })).toBe(10_500);
  expect(backoffMs(1, least, { retryAfterS: 1e9 })).toBe(300_000);
});

test("a wait is always within its limits, whatever chance says", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer(), (failures, seed) => {
      const waitMs = backoffMs(failures, seededRandom(seed), { limits: { firstMs: 200, maxMs: 5000 } });
      expect(waitMs).toBeGreaterThanOrEqual(100);
      expect(waitMs).toBeLessThanOrEqual(5000);
    }),
  );
});

test("a poll of thirty seconds comes after 22.5 to 37.5", () => {
  expect([spreadMs(30_000, least), spreadMs(30_000, most)]).toEqual([22_500, 37_500]);
});
