import fc from "fast-check";
import { expect, test } from "vitest";
import { cell, type Rights, settle } from "./availability-settle";

const slotMinutes = 15;
const starts = Array.from({ length: 8 }, (_, at) => 30_000_000 + at * slotMinutes);
const pools = ["general", "express"];
const cells = starts.flatMap((startMin) => pools.map((pool) => ({ startMin, pool })));

const anyWorld = fc.record({
  rights: fc
    .array(fc.option(fc.record({ avail: fc.nat(4), taken: fc.nat(4) })), {
      minLength: cells.length,
      maxLength: cells.length,
    })
    .map((rows) =>
      rows.flatMap((row, at): Rights[] =>
        row ? [{ ...cells[at]!, ...row, slot: `S.${cells[at]!.startMin}`, slotMinutes }] : [],
      ),
    ),
  target: fc
    .array(fc.option(fc.nat(6)), { minLength: cells.length, maxLength: cells.length })
    .map(
      (rows) =>
        new Map(
          rows.flatMap((units, at) =>
            units === null ? [] : [[cell(cells[at]!.startMin, cells[at]!.pool), units]],
          ),
        ),
    ),
});

/** The rights as they are after the change. */
const after = (
  rights: readonly Rights[],
  done: ReturnType<typeof settle>,
): Map<string, { avail: number; taken: number }> => {
  const rows = new Map(
    rights.map(({ startMin, pool, avail, taken }) => [cell(startMin, pool), { avail, taken }]),
  );
  for (const { startMin, pool, units } of done.mint) {
    const row = rows.get(cell(startMin, pool)) ?? { avail: 0, taken: 0 };
    rows.set(cell(startMin, pool), { ...row, avail: row.avail + units });
  }
  for (const { slot, pool, units } of done.burn) {
    const key = cell(Number(slot.slice(2)), pool);
    const row = rows.get(key)!;
    rows.set(key, { ...row, avail: row.avail - units });
  }
  return rows;
};

test("afterwards each start has its target, or what people already hold of it when that is more", () => {
  fc.assert(
    fc.property(anyWorld, ({ rights, target }) => {
      const rows = after(rights, settle({ target, slotMinutes, rights }));
      for (const { startMin, pool } of cells) {
        const row = rows.get(cell(startMin, pool)) ?? { avail: 0, taken: 0 };
        expect(row.avail).toBeGreaterThanOrEqual(0);
        expect(row.avail + row.taken).toBe(Math.max(target.get(cell(startMin, pool)) ?? 0, row.taken));
      }
    }),
  );
});

test("settling twice changes nothing the second time, and nobody's right is ever taken", () => {
  fc.assert(
    fc.property(anyWorld, ({ rights, target }) => {
      const rows = after(rights, settle({ target, slotMinutes, rights }));
      const settled = cells.flatMap(({ startMin, pool }): Rights[] => {
        const row = rows.get(cell(startMin, pool));
        return row ? [{ startMin, pool, slot: `S.${startMin}`, slotMinutes, ...row }] : [];
      });
      for (const right of rights) expect(rows.get(cell(right.startMin, right.pool))!.taken).toBe(right.taken);
      expect(settle({ target, slotMinutes, rights: settled })).toEqual({ mint: [], burn: [] });
    }),
  );
});

test("when the grid shifts, a start that lies across somebody's old visit is sold one unit less", () => {
  const old = { startMin: 100, pool: "general", slot: "S.100", slotMinutes: 15, avail: 1, taken: 1 };
  const target = new Map([
    [cell(110, "general"), 2],
    [cell(125, "general"), 2],
  ]);
  expect(settle({ target, slotMinutes: 15, rights: [old] })).toEqual({
    mint: [
      { startMin: 110, pool: "general", units: 1 },
      { startMin: 125, pool: "general", units: 2 },
    ],
    burn: [{ slot: "S.100", pool: "general", units: 1 }],
  });
});
