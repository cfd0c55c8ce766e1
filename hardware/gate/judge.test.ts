import { expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { gateLane } from "../emulator/gate-lane";
import { happenings, refusalOf } from "./judge";
import type { Reading } from "./registers";

const idleLane = () => {
  const timers = manualTimers(0);
  const lane = gateLane({ timers, mode: "both_ways" });
  timers.advance(2_000);
  return { timers, lane, idle: lane.reading() };
};

test("a calm, idle lane of the right mode admits; whatever else a reading says does not", () => {
  const { idle } = idleLane();
  expect(refusalOf(idle, "in")).toBeNull();
  expect(refusalOf({ ...idle, alarms: ["on_battery"] }, "in")).toBeNull();
  const others: Partial<Reading>[] = [
    { alarms: ["watchdog"] },
    { alarms: ["tamper"] },
    { state: "closing" },
    { mode: "closed" },
    { mode: "free" },
    { mode: "controlled_out" },
    { inputs: { ...idle.inputs, fireLoopHealthy: false } },
    { inputs: { ...idle.inputs, emergencyButton: true } },
    { inputs: { ...idle.inputs, keySwitch: true } },
  ];
  for (const other of others)
    expect(refusalOf({ ...idle, ...other }, "in"), JSON.stringify(other)).toMatchObject({ type: "NotNow" });
});

test("a controller does nothing for a number that it has just obeyed", () => {
  const { timers, lane } = idleLane();
  const command = { name: "admit", seq: 7, ttlMs: 1_000, mode: "closed", direction: "in" } as const;
  lane.command(command, 7);
  timers.advance(2_000);
  lane.command(command, 7);
  expect(lane.reading()).toMatchObject({ state: "idle", seq: 7, result: "expired" });
});

test("each passage between two readings is told, the last with its command and the others with none", () => {
  const { idle } = idleLane();
  const now = { ...idle, passages: 3, lastPassageSeq: 9 };
  expect(happenings(idle, now, (seq) => seq === 9)).toEqual([
    { type: "passed", seq: null, sensor: 1 },
    { type: "passed", seq: null, sensor: 2 },
    { type: "passed", seq: 9, sensor: 3 },
  ]);
  expect(happenings(idle, { ...now, passages: 0 }, () => true)).toEqual([]);
});

test("a second passage under the number of the first was asked for by nobody", () => {
  const { idle } = idleLane();
  const once = { ...idle, passages: 1, lastPassageSeq: 9 };
  expect(happenings(once, { ...once, passages: 2 }, () => true)).toEqual([
    { type: "passed", seq: null, sensor: 2 },
  ]);
});

test("what stands when the program starts is told: an alarm of the night is not missed", () => {
  const { idle } = idleLane();
  const night: Reading = { ...idle, alarms: ["forced"], inputs: { ...idle.inputs, cabinetOpen: true } };
  expect(happenings(null, night, () => true)).toEqual([
    { type: "alarm", alarm: "forced" },
    { type: "cabinet", open: true },
  ]);
});
