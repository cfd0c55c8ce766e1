import { expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { gateDriver } from "../gate/gate";
import { gateLane } from "./gate-lane";
import { memoryWire } from "./gate-memory";

/** Lets promises run that hang on nothing but each other. */
const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};

test("in fast time a lane tells of itself: a hundred people pass without one poll", async () => {
  const timers = manualTimers(0);
  const lane = gateLane({ timers, mode: "controlled_in", walk: { afterMs: 1_000 } });
  let reads = 0;
  const wire = memoryWire(lane, { timers });
  const gate = gateDriver({ ...wire, read: () => ((reads += 1), wire.read()) }, { timers });
  gate.start();
  timers.advance(2_000);
  await settle();
  for (let seq = 1; seq <= 100; seq++) {
    const asked = gate.admit({ id: `p${seq}`, seq, direction: "in", ttlMs: 8_000 });
    await settle();
    timers.advance(10_000);
    await settle();
    expect(await asked).toEqual({ type: "passed", sensor: seq, tookMs: 10_000 });
  }
  expect(lane.reading().passages).toBe(100);
  expect(reads).toBeLessThan(1_000);
});
