/** Laws of codes: evenly drawn, bound to their row, and never right by accident. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Random, seededRandom } from "../../sync/core/clock";
import { codeMac, isCode, newCode } from "./code";

/** Gives these 32-bit numbers, one after the other. */
const draws = (...numbers: number[]): Random => ({
  bytes: () => {
    const four = Buffer.alloc(4);
    four.writeUInt32BE(numbers.shift()!);
    return four;
  },
});

test("a draw above the last whole hundred million is drawn again, so that no code is likelier than another", () => {
  expect(newCode(draws(4_199_999_999))).toBe("99999999");
  expect(newCode(draws(4_200_000_000, 4_294_967_295, 7))).toBe("00000007");
});

test("all first digits come equally often", () => {
  const random = seededRandom(7);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 20_000; n++) counts[Number(newCode(random)[0])]! += 1;
  const chi2 = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  // Nine degrees of freedom: above 27.9 once in a thousand seeds; this one is fixed.
  expect(chi2).toBeLessThan(27.9);
});

const digits = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, "0"));
const row = fc.record({ id: fc.uuid(), purpose: fc.constantFrom("booking/h1", "contact") });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("a code is right in its own row, under its own key, and nowhere else", () => {
  fc.assert(
    fc.property(key, key, row, row, digits, digits, (k1, k2, one, other, code, typed) => {
      const kept = { ...one, mac: codeMac(k1, one.id, one.purpose, code) };
      expect(isCode(k1, kept, code)).toBe(true);
      expect(isCode(k1, kept, typed)).toBe(typed === code);
      expect(isCode(k2, kept, code)).toBe(Buffer.from(k1).equals(Buffer.from(k2)));
      expect(isCode(k1, { ...other, mac: kept.mac }, code)).toBe(
        one.id === other.id && one.purpose === other.purpose,
      );
    }),
  );
});

test("nothing else that can be typed is a code", () => {
  fc.assert(
    fc.property(fc.string(), digits, (typed, code) => {
      const kept = { id: "i", purpose: "p", mac: codeMac(new Uint8Array(32), "i", "p", code) };
      const isSame = typed.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "") === code;
      expect(isCode(new Uint8Array(32), kept, typed)).toBe(isSame);
    }),
  );
});
