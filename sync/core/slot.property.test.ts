import fc from "fast-check";
import { expect, test } from "vitest";

import { parseSlotId, slotId } from "./slot";

const anyKey = fc.record({
  branch: fc.constantFrom("KUL-HQ1", "JHR-U02", "SBH-KIA"),
  group: fc.constantFrom(..."ABCDEFGHKX"),
  startMin: fc.integer({ min: 1, max: 65_000_000 }),
});

test("a slot id reads back as the slot it names, and different slots have different ids", () => {
  fc.assert(
    fc.property(anyKey, anyKey, (a, b) => {
      expect(parseSlotId(slotId(a.branch, a.group, a.startMin))).toEqual({ ok: true, value: a });
      const sameKey = a.branch === b.branch && a.group === b.group && a.startMin === b.startMin;
      expect(slotId(a.branch, a.group, a.startMin) === slotId(b.branch, b.group, b.startMin)).toBe(sameKey);
    }),
  );
});

test("whatever else comes in is refused, or is the one spelling of a slot", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9-]{1,9}\.[A-Za-z]\.-?\d{1,12}$/)),
      (text) => {
        const parsed = parseSlotId(text);
        if (parsed.ok)
          expect(slotId(parsed.value.branch, parsed.value.group, parsed.value.startMin)).toBe(text);
        else expect(parsed.error).toEqual({ type: "InvalidSlotId", text });
      },
    ),
  );
  for (const text of [
    "KUL-HQ1.E.029812320",
    "KUL-HQ1.e.29812320",
    "KUL-HQ1.E.29812320\n",
    "KUL-HQ1.E.1e7",
    "",
  ]) {
    expect(parseSlotId(text).ok).toBe(false);
  }
});
