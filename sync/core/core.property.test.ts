import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manualClock, seededRandom } from "./clock";
import { hlcEpochMs, nextStamp, stampAt, stampToMs } from "./hlc";
import { idMaker, isUuidv7, newReference, parseReference } from "./ids";
import { columnWins, rankedWins } from "./laws";
import { partyRanks } from "./party-state";
import { decodeRecord, encodeRecord } from "./record";
import { parseSlotId, slotId } from "./slot";

const until2093 = fc.integer({ min: hlcEpochMs, max: Date.UTC(2093, 0, 1) });

describe("stamps", () => {
  test("of one node only grow, whatever its clock does, and stay safe integers", () => {
    fc.assert(
      fc.property(fc.array(until2093, { minLength: 1, maxLength: 50 }), (clocks) => {
        let last = 0;
        for (const nowMs of clocks) {
          const stamp = nextStamp(last, nowMs);
          expect(stamp).toBeGreaterThan(last);
          expect(Number.isSafeInteger(stamp)).toBe(true);
          last = stamp;
        }
      }),
    );
  });

  test("tell the millisecond they were made in, and the 4,097th of one millisecond carries into the next", () => {
    fc.assert(fc.property(until2093, (ms) => stampToMs(stampAt(ms)) === ms));
    let stamp = stampAt(hlcEpochMs + 5000);
    for (let more = 0; more < 4096; more++) stamp = nextStamp(stamp, hlcEpochMs + 5000);
    expect(stampToMs(stamp)).toBe(hlcEpochMs + 5001);
  });
});

const written = fc.record({ stamp: fc.integer({ min: 0, max: 50 }), node: fc.integer({ min: 1, max: 4 }) });
const ranked = fc.record({
  stamp: fc.integer({ min: 0, max: 50 }),
  node: fc.integer({ min: 1, max: 4 }),
  state: fc.constantFrom(...Object.keys(partyRanks)),
});

/** Two different writes never have the same stamp and node. */
const distinct = <T extends { stamp: number; node: number }>(writes: readonly T[]): readonly T[] => [
  ...new Map(writes.map((write) => [`${write.stamp}/${write.node}`, write])).values(),
];

describe("merge laws", () => {
  test("columns: any order and any repetition ends with the same write", () => {
    fc.assert(
      fc.property(
        fc.array(written, { minLength: 1 }).map(distinct),
        fc.infiniteStream(fc.nat()),
        (writes, dice) => {
          const merge = (order: readonly (typeof writes)[number][]) =>
            order.reduce<(typeof writes)[number] | undefined>(
              (here, next) => (columnWins(here, next) ? next : here),
              undefined,
            );
          const shuffled = [...writes, ...writes].toSorted(() => (Number(dice.next().value) % 3) - 1);
          expect(merge(shuffled)).toEqual(merge(writes));
        },
      ),
    );
  });

  test("ranked: what happened in the hall beats what was written elsewhere, in any order", () => {
    fc.assert(
      fc.property(
        fc.array(ranked, { minLength: 1 }).map(distinct),
        fc.infiniteStream(fc.nat()),
        (writes, dice) => {
          const merge = (order: readonly (typeof writes)[number][]) =>
            order.reduce<(typeof writes)[number] | undefined>(
              (here, next) => (rankedWins(here, next, partyRanks) ? next : here),
              undefined,
            )!;
          const shuffled = [...writes, ...writes].toSorted(() => (Number(dice.next().value) % 3) - 1);
          const ended = merge(shuffled);
          expect(ended).toEqual(merge(writes));
          const rank = (state: string) => partyRanks[state as keyof typeof partyRanks];
          expect(rank(ended.state)).toBe(Math.max(...writes.map(({ state }) => rank(state))));
        },
      ),
    );
  });

  test("ranked: a state nobody knows never wins", () => {
    expect(rankedWins(undefined, { stamp: 1, node: 1, state: "teleported" }, partyRanks)).toBe(false);
  });
});

describe("ids", () => {
  test("are UUIDv7, never twice, and sort by the time they were made", () => {
    const clock = manualClock(Date.UTC(2027, 1, 11));
    const newId = idMaker(clock, seededRandom(7));
    const ids = Array.from({ length: 500 }, () => (clock.advance(1), newId()));
    expect(ids.every(isUuidv7)).toBe(true);
    expect(new Set(ids).size).toBe(500);
    expect(ids.toSorted()).toEqual(ids);
  });

  test("a reference is read however it is written: small letters, spaces, hyphens, O for 0, I and L for 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1023 }), fc.nat(), (alias, seed) => {
        const ref = newReference(alias, seededRandom(seed));
        expect(
          parseReference(
            ` ${ref.slice(0, 4)}-${ref.slice(4)} `.toLowerCase().replaceAll("0", "o").replaceAll("1", "l"),
          ),
        ).toBe(ref);
      }),
    );
    expect(parseReference("SHORT")).toBeUndefined();
    expect(parseReference("UUUUUUUU")).toBeUndefined();
  });

  test("a slot's id has one spelling and comes back whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (startMin) => {
        expect(parseSlotId(slotId("SGR-KLJ", "C", startMin))).toEqual({
          ok: true,
          value: { branch: "SGR-KLJ", group: "C", startMin },
        });
      }),
    );
    for (const text of [
      "sgr-klj.C.5",
      "SGR-KLJ.C.05",
      "SGR-KLJ.CC.5",
      "SGR-KLJ.C.",
      "SGR-KLJ.C.9999999999",
    ]) {
      expect(parseSlotId(text).ok, text).toBe(false);
    }
  });
});

test("a log record comes back as it was written, bytes and all", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uint8Array());
  const op = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 30 }), value), { minLength: 1, maxLength: 8 })
    .map((pairs) => ({
      table: 30,
      kind: "i" as const,
      columns: pairs.map(([column]) => column),
      values: pairs.map(([, each]) => each),
    }));
  fc.assert(
    fc.property(fc.array(op), fc.string(), (ops, cause) => {
      const record = {
        schema: 1,
        incarnation: 1,
        intent: "confirm",
        actor: { kind: "system", task: "t" } as const,
        cause,
        ops,
      };
      expect(decodeRecord(encodeRecord(record))).toEqual(record);
    }),
  );
});
