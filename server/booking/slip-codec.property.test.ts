import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { base45Decode, base45Encode } from "./slip-base45";
import { decodeSlip, encodeSlip, type Slip } from "./slip-codec";
import { slipKeyring, slipSigner } from "./slip-keys";

const signer = slipSigner(new Uint8Array(32).fill(7));
const findKey = slipKeyring([signer]);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const code = (lengthMax: number) => fc.stringMatching(new RegExp(`^[A-Z0-9][A-Z0-9-]{0,${lengthMax - 1}}$`));
const anySlip: fc.Arbitrary<Slip> = fc
  .record({
    branch: code(12),
    reference: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/),
    service: code(16),
    startsAtMin: fc.integer({ min: 0, max: 60_000_000 }),
    bookingId: bytes(16),
    rev: fc.integer({ min: 0, max: 400 }),
    salt: bytes(16),
    holderHash: bytes(16),
    validMin: fc.integer({ min: 0, max: 200_000 }),
  })
  .map(({ validMin, ...slip }) => ({ ...slip, expiresAtMin: slip.startsAtMin + validMin }));

test("any slip comes back as it was written", () => {
  fc.assert(
    fc.property(anySlip, (slip) => {
      expect(orThrow(decodeSlip(encodeSlip(slip, signer), findKey, slip.expiresAtMin * 60_000 - 1))).toEqual(
        slip,
      );
    }),
  );
});

test("any flipped bit of the text is refused", () => {
  fc.assert(
    fc.property(anySlip, fc.nat(), fc.integer({ min: 0, max: 7 }), (slip, place, bit) => {
      const text = encodeSlip(slip, signer);
      const at = place % text.length;
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
      expect(decodeSlip(text.slice(0, at) + flipped + text.slice(at + 1), findKey, 0).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("any flipped bit of the message is refused", () => {
  fc.assert(
    fc.property(anySlip, fc.nat(), (slip, place) => {
      const message = orThrow(base45Decode(encodeSlip(slip, signer).slice(5)));
      const bit = place % (message.length * 8);
      message[bit >> 3] = (message[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeSlip(`STO1:${base45Encode(message)}`, findKey, 0).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("every truncation is refused", () => {
  fc.assert(
    fc.property(anySlip, (slip) => {
      const text = encodeSlip(slip, signer);
      for (let length = 0; length < text.length; length++) {
        expect(decodeSlip(text.slice(0, length), findKey, 0).ok).toBe(false);
      }
    }),
    { numRuns: 5 },
  );
});

test("no text at all makes the decoder throw or pass", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 300 }).map((message) => `STO1:${base45Encode(message)}`),
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(decodeSlip(any, findKey, 0).ok).toBe(false);
    }),
  );
});

test("base45 brings back any bytes and reads no text two ways", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (any) => {
      expect(orThrow(base45Decode(base45Encode(any)))).toEqual(any);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z $%*+\-./:]*$/), (text) => {
      const decoded = base45Decode(text);
      if (decoded.ok) expect(base45Encode(decoded.value)).toBe(text);
    }),
  );
});
