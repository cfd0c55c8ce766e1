import fc from "fast-check";
import { expect, test } from "vitest";
import { type Framing, idleFraming, quiet, scanCharsMax, take } from "./framing";

const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** All texts of these packets, with a long silence behind them. */
const textsOf = (packets: readonly Uint8Array[]): readonly string[] => {
  let framing: Framing = idleFraming;
  const texts: string[] = [];
  for (const packet of packets) {
    const took = take(framing, packet);
    framing = took.framing;
    texts.push(...took.texts);
  }
  return [...texts, ...quiet(framing).texts];
};

const cut = (bytes: Uint8Array, at: readonly number[]): readonly Uint8Array[] => {
  const edges = [...at.map((each) => each % (bytes.length + 1)), 0, bytes.length].toSorted((a, b) => a - b);
  return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
};

const zoneLine = (chars: number) =>
  fc.string({ unit: fc.constantFrom(..."ABZ079<"), minLength: chars, maxLength: chars });
const zone = fc.oneof(
  fc.tuple(zoneLine(44), zoneLine(44)),
  fc.tuple(zoneLine(36), zoneLine(36)),
  fc.tuple(zoneLine(30), zoneLine(30), zoneLine(30)),
);
const code = fc
  .string({ unit: fc.constantFrom(..."STO1: $%*+-./azAZ09"), minLength: 1, maxLength: 300 })
  .filter((text) => text.trim() !== "" && ![30, 36, 44].includes(text.length));
const scan = fc.oneof(
  zone.map((lines) => ({ text: lines.join("\n"), bytes: `\x02${lines.map((l) => `${l}\r`).join("")}\x03` })),
  zone.map((lines) => ({ text: lines.join("\n"), bytes: lines.map((l) => `${l}\r\n`).join("") })),
  code.map((text) => ({ text, bytes: `${text}\r` })),
  code.map((text) => ({ text, bytes: `\x02${text}\x03` })),
);

test("however the packets are cut, the scans are the same, each whole and in its order", () => {
  fc.assert(
    fc.property(fc.array(scan, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 20 }), (scans, at) => {
      const bytes = latin(scans.map((each) => each.bytes).join(""));
      expect(textsOf(cut(bytes, at))).toEqual(scans.map(({ text }) => text));
    }),
  );
});

test("noise never throws, and no scan holds more than printable characters, or too many of them", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 4 }), (packets) => {
      for (const text of textsOf(packets)) {
        expect(text).toMatch(/^[\x20-\x7e\n]+$/);
        expect(text.length).toBeLessThanOrEqual(scanCharsMax);
      }
    }),
  );
});

test("after any noise the next frame is read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), scan, (noise, { text, bytes }) => {
      const framed = bytes.startsWith("\x02") ? bytes : `\x02${bytes}\x03`;
      expect(textsOf([noise, latin(framed)]).at(-1)).toBe(text);
    }),
  );
});
