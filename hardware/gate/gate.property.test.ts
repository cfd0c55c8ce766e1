import * as fc from "fast-check";
import { expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { gateLane, type GateLane } from "../emulator/gate-lane";
import { type MemoryWire, memoryWire } from "../emulator/gate-memory";
import type { AdmitOutcome, Gate } from "../ports";
import { gateDriver } from "./gate";
import { setupModbusLane } from "./lane.fixture";
import { alarms, modes, readingOf, readingToInputs, readingToRegisters, states } from "./registers";

/** Lets promises run that hang on nothing but each other. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

type Step = (lane: GateLane, wire: MemoryWire, gate: Gate) => void;
const toggles = [
  "stickBeam",
  "contradict",
  "fire",
  "emergencyButton",
  "keySwitch",
  "cabinet",
  "mains",
  "leaveObject",
] as const;
const step: fc.Arbitrary<Step | "admit" | "reset" | number> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("admit" as const) },
  { weight: 2, arbitrary: fc.constant("reset" as const) },
  { weight: 6, arbitrary: fc.integer({ min: 25, max: 12_000 }) },
  fc.constantFrom("one", "two", "tailgater", "wrong_way", "none").map(
    (kind): Step =>
      (lane) =>
        lane.person(kind as "one"),
  ),
  fc.tuple(fc.constantFrom(...toggles), fc.boolean()).map(
    ([name, on]): Step =>
      (lane) =>
        lane[name](on),
  ),
  fc.boolean().map(
    (on): Step =>
      (lane) =>
        lane.power(on),
  ),
  fc.constant<Step>((lane) => lane.reboot()),
  fc.constant<Step>((lane) => lane.force()),
  fc.constantFrom("drop", "silent", "deaf", "busy", null).map(
    (how): Step =>
      (_, wire) =>
        wire.misbehave(how as "drop" | null),
  ),
);

test("no fault opens: whatever breaks, a door opens once for each admission that was written, and for nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const timers = manualTimers(0);
      const lane = gateLane({ timers, mode: "both_ways" });
      const wire = memoryWire(lane, { timers, polled: true });
      const gate = gateDriver(wire, { timers });

      const asked = new Map<number, AdmitOutcome | undefined>();
      /** Numbers for which the first door has opened, and the start of the controller in which it did. */
      const opened = new Map<number, number>();
      let state = lane.reading().state;
      lane.onChange(() => {
        const now = lane.reading();
        const { entryOpen, exitOpen } = lane.doors();
        const byHand = now.state === "emergency_open" || now.state === "manual";
        if (now.state === "entry_open" && state !== "entry_open") {
          expect(asked.has(now.seq ?? 0), "a door opened that nobody asked for").toBe(true);
          expect(opened.has(now.seq ?? 0), "one admission opened twice").toBe(false);
          opened.set(now.seq ?? 0, now.boot ?? 0);
        }
        if (now.state === "exit_open")
          expect([...opened.values()], "open after a restart").toContain(now.boot);
        if (!byHand) expect(entryOpen && exitOpen, "both doors open").toBe(false);
        if (!lane.powered) expect(entryOpen || exitOpen, "open without power").toBe(false);
        state = now.state;
      });

      gate.start();
      const pass = async (ms: number) => {
        for (let spent = 0; spent < ms; spent += 250) {
          timers.advance(250);
          await settle();
        }
      };
      await pass(3_000);
      let seq = 0;
      for (const what of steps) {
        if (typeof what === "number") await pass(what);
        else if (what === "admit") {
          const mine = (seq += 1);
          asked.set(mine, undefined);
          void gate
            .admit({ id: `p${mine}`, seq: mine, direction: mine % 3 === 0 ? "out" : "in", ttlMs: 8_000 })
            .then((outcome) => asked.set(mine, outcome));
        } else if (what === "reset") {
          seq += 1;
          void gate.order({ id: `o${seq}`, seq, what: { type: "reset_alarm" } });
        } else what(lane, wire, gate);
        await settle();
      }
      await pass(60_000);

      const passages = lane.reading().passages ?? 0;
      expect(passages).toBeLessThanOrEqual(opened.size);
      for (const [mine, outcome] of asked) {
        expect(outcome, "every question is answered").toBeDefined();
        if (outcome?.type === "refused") expect(opened.has(mine), "refused, and yet it opened").toBe(false);
        if (outcome?.type === "passed")
          expect(opened.has(mine), "passed a door that never opened").toBe(true);
      }
      await gate.stop();
    }),
    { numRuns: 150 },
  );
});

test("garbage on the port is survived: the lane goes offline, nothing opens, and it is back when sense returns", async () => {
  const desk = await setupModbusLane();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (noise) => {
      desk.emulator.setNoise(noise);
      desk.emulator.misbehave("garbage");
      await desk.elapse(2_500);
      expect(desk.gate.snapshot().online).toBe(false);
      expect(desk.emulator.doors()).toEqual({ entryOpen: false, exitOpen: false });
      desk.misbehave(null);
      await desk.until(({ online }) => online);
    }),
    { numRuns: 25 },
  );
  await desk.close();
});

test("any registers are read without a throw, and a reading survives the wire unchanged", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      (registers, inputs) => void readingOf(registers, inputs),
    ),
  );
  const word = fc.integer({ min: 0, max: 0xffff });
  const reading = fc.record({
    state: fc.constantFrom(...states),
    mode: fc.constantFrom(...modes),
    seq: word,
    result: fc.constantFrom("none", "accepted", "passed", "expired"),
    boot: word,
    passages: fc.integer({ min: 0, max: 0xffff_ffff }),
    rejects: word,
    alarms: fc.subarray([...alarms]),
    beams: fc.integer({ min: 0, max: 7 }),
    occupancy: fc.integer({ min: 0, max: 9 }),
    lastPassageSeq: word,
    heartbeat: word,
    doors: fc.record({
      entryClosed: fc.boolean(),
      entryLocked: fc.boolean(),
      exitClosed: fc.boolean(),
      exitLocked: fc.boolean(),
    }),
    inputs: fc.record({
      fireLoopHealthy: fc.boolean(),
      emergencyButton: fc.boolean(),
      keySwitch: fc.boolean(),
      cabinetOpen: fc.boolean(),
      mainsOk: fc.boolean(),
    }),
  });
  fc.assert(
    fc.property(reading, (given) => {
      const told = given as Parameters<typeof readingToRegisters>[0];
      const registers = readingToRegisters(told, { uptimeS: 0, lastPassageDs: 0 });
      expect(readingOf(registers, readingToInputs(told))).toEqual(told);
    }),
  );
});
