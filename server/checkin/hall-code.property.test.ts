import fc from "fast-check";
import { expect, test } from "vitest";
import { hallCode, hallCodeEndsMs, hallCodeMs, isHallCode } from "./hall-code";

const secrets = fc.record({
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  branch: fc.string({ maxLength: 8 }),
});
const times = fc.integer({ min: 0, max: Date.parse("2093-01-01") });

test("the code on the display opens until it has been gone for half a minute, and never before it was shown", () => {
  fc.assert(
    fc.property(
      secrets,
      times,
      fc.integer({ min: -4 * hallCodeMs, max: 4 * hallCodeMs }),
      (secret, atMs, laterMs) => {
        const shownFrom = hallCodeEndsMs(atMs) - hallCodeMs;
        const typedMs = Math.max(0, atMs + laterMs);
        const isGood = typedMs >= shownFrom && typedMs < shownFrom + 2 * hallCodeMs;
        expect(isHallCode(secret, hallCode(secret, atMs), typedMs)).toBe(isGood);
      },
    ),
  );
});

test("another branch's code, and one of another key, open nothing", () => {
  fc.assert(
    fc.property(secrets, times, fc.uint8Array({ minLength: 32, maxLength: 32 }), (secret, atMs, key) => {
      fc.pre(!Buffer.from(key).equals(Buffer.from(secret.key)));
      expect(isHallCode({ ...secret, key }, hallCode(secret, atMs), atMs)).toBe(false);
      expect(isHallCode({ ...secret, branch: `${secret.branch}X` }, hallCode(secret, atMs), atMs)).toBe(
        false,
      );
    }),
  );
});

test("is six signs that nobody mistakes, typed in small letters and with a gap as well", () => {
  fc.assert(
    fc.property(secrets, times, (secret, atMs) => {
      const code = hallCode(secret, atMs);
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
      expect(isHallCode(secret, ` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)} `, atMs)).toBe(true);
      expect(isHallCode(secret, code.slice(1), atMs)).toBe(false);
    }),
  );
});
