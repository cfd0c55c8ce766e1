import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type NodeRights, unitsOf } from "./rights";

const hq = 1;

/** Rights that a node could really have: what came in is somewhere. */
const nodeRights = (node: number) =>
  fc
    .record({
      avail: fc.nat(9),
      held: fc.nat(3),
      pending: fc.nat(3),
      spent: fc.nat(9),
      cooling: fc.nat(3),
      granted: fc.nat(9),
      burned: fc.nat(9),
      received: fc.nat(9),
    })
    .map((row): NodeRights => {
      const places = row.avail + row.held + row.pending + row.spent + row.cooling + row.granted + row.burned;
      const received = Math.min(places, row.received);
      return { ...row, node, startMin: 29_000_000, received, minted: places - received };
    });

test("the parts add up to the capacity, whatever one node has heard of the other", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(hq, 2, 3).chain(nodeRights), { maxLength: 6 }), (rights) => {
      const { branch, hq: there, underWay, capacity } = unitsOf(rights, (node) => node === hq);
      const sides = [branch, there].reduce((sum, { free, resting, sold }) => sum + free + resting + sold, 0);
      expect(sides + underWay).toBe(capacity);
    }),
  );
});

test("a node's units are counted on its own side", () => {
  const row = {
    startMin: 1,
    avail: 2,
    held: 1,
    pending: 0,
    spent: 3,
    cooling: 1,
    granted: 4,
    burned: 5,
    minted: 16,
    received: 0,
  };
  const rights = [
    { ...row, node: 2 },
    { ...row, node: hq, granted: 0, burned: 0, minted: 0, received: 7 },
  ];
  expect(unitsOf(rights, (node) => node === hq)).toEqual({
    branch: { free: 3, resting: 1, sold: 3 },
    hq: { free: 3, resting: 1, sold: 3 },
    underWay: -3,
    capacity: 11,
  });
});
