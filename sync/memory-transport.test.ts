import { expect, onTestFinished, test } from "vitest";
import { seededRandom } from "./core/clock";
import { type MemoryLine, memoryTransport } from "./memory-transport";
import { batchOf, klang, nodeParts, setupHq, turns } from "./transport.fixture";
import { transportContract } from "./transport.contract";

/** One line of all nodes that can be cut, or made deaf in one direction. */
const setupLine = () => {
  const listeners = new Set<() => void>();
  const open = { there: true, back: true };
  const line: MemoryLine = {
    carry: (way) => open[way],
    onCut: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const cut = () => {
    open.there = open.back = false;
    for (const listener of listeners) listener();
  };
  const mend = () => {
    open.there = open.back = true;
  };
  return { line, open, cut, mend };
};

const setup = (options?: Parameters<typeof setupHq>[0]) => {
  const hq = setupHq(options);
  const { line, open, cut, mend } = setupLine();
  onTestFinished(() => hq.door.hints.stop());
  return {
    ...hq,
    open,
    cut: async () => cut(),
    mend: async () => mend(),
    settled: () => turns(3),
    connect: (connecting?: Parameters<typeof nodeParts>[1]) =>
      memoryTransport({ ...nodeParts(hq, connecting), door: hq.door, line }),
  };
};

transportContract("memory", async (options) => setup(options));

test("a push whose answer was lost is at HQ all the same: sent again it is kept once", async () => {
  const rig = setup();
  const node = rig.connect({ random: seededRandom(1) });
  const batch = batchOf(`${klang}/hq`, 1);
  rig.open.back = false;
  expect(await node.push([batch])).toMatchObject({ error: { type: "Unreachable" } });
  rig.open.back = true;
  expect(await node.push([batch])).toMatchObject({ ok: true, value: { heads: { "5/hq": 1 } } });
  expect(rig.peer.kept).toHaveLength(1);
});
