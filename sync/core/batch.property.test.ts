import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeColumns, encodeColumns, type StreamRecord } from "./batch";
import { Malformed } from "./columns";
import { hlcEpochMs } from "./hlc";
import type { Actor, Value } from "./plan";
import type { LogOp } from "./record";

/** Every kind of column: ids, moments, few values, many values, bytes, and mixtures that fit none. */
const startMs = Date.UTC(2026, 11, 7);
const id = fc
  .tuple(fc.integer({ min: startMs - 1000, max: startMs + 1000 }), fc.stringMatching(/^[0-9a-f]{18}$/))
  .map(([ms, hex]) => {
    const time = ms.toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-b${hex.slice(3, 6)}-${hex.slice(6)}`;
  });
const anyNumber = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
  .map((n) => n + 0);
const kinds: readonly fc.Arbitrary<Value>[] = [
  id,
  fc.integer({ min: hlcEpochMs, max: hlcEpochMs + 2 ** 41 - 1 }),
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom("a", "b", null),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 20 }),
  anyNumber,
];
const mixed = fc.oneof(...kinds);

/** Shapes of a few tables, each column of one kind. */
const opArbitrary: fc.Arbitrary<LogOp> = fc
  .record({ table: fc.integer({ min: 1, max: 2 }), kind: fc.constantFrom("i", "u", "g"), own: fc.boolean() })
  .chain(({ table, kind, own }) =>
    fc
      .tuple(
        fc.tuple(...(table === 1 ? kinds : [mixed, id, mixed])),
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      )
      .map(([values, at]): LogOp => {
        const op = { table, kind, columns: values.map((_, column) => column + 1), values } as const;
        return own ? { ...op, at } : op;
      }),
  );

const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.record({ kind: fc.constant("public" as const), account: fc.string() }),
  fc.record({ kind: fc.constant("system" as const), task: fc.constantFrom("open", "settle") }),
);

const recordsArbitrary: fc.Arbitrary<readonly StreamRecord[]> = fc
  .record({
    from: fc.integer({ min: 1, max: 1e9 }),
    stamp: fc.integer({ min: 0, max: 2 ** 52 }),
    commits: fc.array(
      fc.record({
        step: fc.oneof(fc.constant(1), fc.constant(4096), fc.integer({ min: 1, max: 2 ** 30 })),
        commitId: fc.oneof(id, fc.string()),
        schema: fc.integer({ min: 1, max: 3 }),
        intent: fc.constantFrom("confirm", "cancel", "check in"),
        actor,
        cause: fc.oneof(id, fc.string()),
        ops: fc.array(opArbitrary, { maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ from, stamp, commits }) => {
    let last = stamp;
    return commits.map(({ step, commitId, ...record }, at) => ({
      seq: from + at,
      stamp: (last += step),
      commitId,
      record: { incarnation: 1, ...record },
    }));
  });

const headOf = (records: readonly StreamRecord[]) => ({ from: records[0]!.seq, to: records.at(-1)!.seq });

test("any records come back as they were", () => {
  fc.assert(
    fc.property(recordsArbitrary, (records) => {
      expect(decodeColumns(encodeColumns(records), headOf(records))).toEqual(records);
    }),
    { numRuns: 300 },
  );
});

test("what was read and is written again is the same text", () => {
  fc.assert(
    fc.property(recordsArbitrary, (records) => {
      const text = encodeColumns(records);
      expect(encodeColumns(decodeColumns(text, headOf(records)))).toBe(text);
    }),
  );
});

test("a body with another value anywhere is read as some records or refused as malformed: nothing else happens", () => {
  const path = fc.infiniteStream(fc.nat());
  const other = fc.oneof(fc.jsonValue(), fc.constant({ of: [0] }), fc.constant([]), fc.constant(-1));
  fc.assert(
    fc.property(recordsArbitrary, path, other, (records, dice, value) => {
      const body = JSON.parse(encodeColumns(records)) as unknown[];
      replaceSomewhere(body, dice, value);
      try {
        const read = decodeColumns(JSON.stringify(body), headOf(records));
        expect(read).toHaveLength(records.length);
      } catch (cause) {
        if (!(cause instanceof Malformed || cause instanceof SyntaxError)) throw cause;
      }
    }),
    { numRuns: 300 },
  );
});

/** Walks down some way and puts `value` there. */
const replaceSomewhere = (json: unknown, dice: Iterator<number>, value: unknown): void => {
  let here = json as { [key: string]: unknown };
  for (;;) {
    const keys = Object.keys(here);
    const key = keys[Number(dice.next().value) % keys.length]!;
    const next = here[key];
    const deeper = typeof next === "object" && next !== null && Object.keys(next).length > 0;
    if (!deeper || Number(dice.next().value) % 4 === 0) {
      here[key] = value;
      return;
    }
    here = next as { [key: string]: unknown };
  }
};
