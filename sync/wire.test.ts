import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeHave, encodeHave, FrameReader, framedLength, framesOf, pullTarget, splitFrames } from "./wire";

const bodyOf = (parts: readonly Uint8Array[]) => Buffer.concat([...framesOf(parts)]);
const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
const plain = (frames: readonly Uint8Array[]) => frames.map((frame) => [...frame]);

describe("a body of frames", () => {
  test("comes out as it went in, however the line cuts it up", () => {
    fc.assert(
      fc.property(parts, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sent, sizes) => {
        const body = bodyOf(sent);
        expect(body.length).toBe(framedLength(sent));
        const reader = new FrameReader();
        for (let at = 0, n = 0; at < body.length; n++) {
          const size = sizes[n % sizes.length]!;
          expect(reader.take(body.subarray(at, at + size)).ok).toBe(true);
          at += size;
        }
        const read = reader.end();
        expect(read.ok && plain(read.value)).toEqual(plain(sent));
      }),
    );
  });

  test("cut anywhere is truncated, and gives only what came whole", () => {
    const sent = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
    const body = bodyOf(sent);
    for (let length = 0; length < body.length; length++) {
      const reader = new FrameReader();
      reader.take(body.subarray(0, length));
      expect(reader.end()).toEqual({ ok: false, error: { type: "Truncated" } });
      expect(reader.frames.length).toBe(length < 7 ? 0 : length < 12 ? 1 : 2);
    }
  });

  test("with an impossible length or something after its end is refused", () => {
    expect(splitFrames(Uint8Array.of(255, 255, 255, 255))).toMatchObject({
      error: { type: "FrameTooLarge" },
    });
    expect(splitFrames(Uint8Array.of(0, 0, 0, 0, 7))).toMatchObject({ error: { type: "BytesAfterEnd" } });
    const reader = new FrameReader();
    expect(reader.take(Uint8Array.of(0, 0, 0, 0)).ok).toBe(true);
    expect(reader.take(Uint8Array.of(7))).toMatchObject({ error: { type: "BytesAfterEnd" } });
  });
});

describe("a vector in an address", () => {
  const streams = ["all", "branch:SGR-KLJ"];
  const have = new Map([
    ["40/branch:SGR-KLJ", 1234],
    ["1/all", 57],
    ["1/branch:SGR-KLJ", 12],
    ["7/hq", 99],
    ["3/all", 0],
  ]);

  test("is short, in one spelling, and tells only the streams asked for", () => {
    expect(encodeHave(streams, have)).toBe("1.1l,1.c-14.ya");
    expect(encodeHave(streams, new Map([...have].reverse()))).toBe("1.1l,1.c-14.ya");
    expect(pullTarget("/sync/v1/pull", streams, have)).toBe(
      "/sync/v1/pull?streams=all,branch%3ASGR-KLJ&have=1.1l,1.c-14.ya",
    );
  });

  test("is read back", () => {
    const entry = fc.tuple(
      fc.integer({ min: 0, max: 1023 }),
      fc.constantFrom(...streams),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ([origin, stream]) => `${origin}/${stream}` }),
        (entries) => {
          const have = new Map(entries.map(([origin, stream, seq]) => [`${origin}/${stream}`, seq]));
          expect(decodeHave(streams, encodeHave(streams, have))).toEqual(have);
        },
      ),
    );
  });

  test.each([
    "",
    "1.1",
    "1.1,,",
    "1.1,x",
    "1.1,2",
    "1.01,",
    "2.1-1.1,",
    "1.1-1.1,",
    "1.0,",
    "1.zzzzzzzzzzz,",
    "1.1,-",
  ])("spelt %j is refused", (text) => {
    expect(decodeHave(streams, text)).toBeUndefined();
  });
});
