import fc from "fast-check";
import { expect, test } from "vitest";
import { replyReader } from "./status";

const bytes = fc.uint8Array({ maxLength: 200 });

test("any bytes are read without an exception, and packets make no difference", () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(200), { maxLength: 8 }), (stream, cuts) => {
      const whole = replyReader()(stream);
      const reader = replyReader();
      const places = [
        0,
        ...cuts.map((at) => Math.min(at, stream.length)).sort((a, b) => a - b),
        stream.length,
      ];
      const parts = places.flatMap((at, i) => reader(stream.subarray(at, places[i + 1] ?? at)));
      expect(parts).toEqual(whole);
    }),
  );
});

test("after any noise and the longest half reply, the next status block is understood", () => {
  fc.assert(
    fc.property(bytes, (noise) => {
      const reader = replyReader();
      reader(noise);
      // 80h fits nowhere: whatever was half read ends here.
      expect(reader(Uint8Array.of(0x80, 0x30, 0x00, 0x00, 0x0f))).toEqual([
        { type: "automatic", bytes: [0x30, 0x00, 0x00, 0x0f] },
      ]);
    }),
  );
});

test("noise without the head of a process id never confirms a job", () => {
  fc.assert(
    fc.property(bytes, (noise) => {
      const replies = replyReader()(noise.filter((byte) => byte !== 0x37));
      expect(replies.some((reply) => reply.type === "processId")).toBe(false);
    }),
  );
});
