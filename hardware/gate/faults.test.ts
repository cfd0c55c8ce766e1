import { afterEach, describe, expect, test } from "vitest";
import { ok } from "../../sync/core/result";
import { manualTimers } from "../../sync/core/timers";
import { type ModbusServer, modbusServer } from "../emulator/modbus-server";
import { gateLane } from "../emulator/gate-lane";
import type { Gate } from "../ports";
import { type LaneDesk, setupMemoryLane, setupModbusLane } from "./lane.fixture";
import { modbusGate } from "./modbus-gate";
import { type Command, readingToInputs, readingToRegisters } from "./registers";

// The numbers are those of the list of faults that this project was given for gates and printers.
describe("when the lane, its controller or its line fails", () => {
  let desk: LaneDesk;
  afterEach(() => desk.close());

  test("10: a controller that restarts with somebody inside: unknown, told, shut, and never admitted again by itself", async () => {
    desk = await setupModbusLane();
    const asked = desk.admit();
    await desk.until(({ state }) => state === "entry_open");
    desk.lane.person("one");
    await desk.until(({ state }) => state === "occupied");
    desk.lane.reboot();
    expect(await desk.inTime(asked)).toEqual({ type: "unknown", reason: { type: "Rebooted", boot: 2 } });
    await desk.until(({ state }) => state === "idle");
    await desk.elapse(10_000);
    expect(desk.events).toContainEqual({ type: "reboot", boot: 2 });
    expect(desk.lane.reading()).toMatchObject({ seq: 0, passages: 0, state: "idle" });
    expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
  });

  test("10: a controller that restarts before it has told of an admission is not given it again", async () => {
    desk = await setupMemoryLane({
      spy: (wire) => ({
        ...wire,
        async send() {
          desk.lane.reboot();
          return { ok: false, error: { type: "Lost", cause: "no answer" } };
        },
      }),
    });
    expect(await desk.inTime(desk.admit())).toEqual({
      type: "unknown",
      reason: { type: "Rebooted", boot: 2 },
    });
  });

  test("10: a controller without power is offline; what it counted before it went stays counted", async () => {
    desk = await setupModbusLane();
    const asked = desk.admit();
    await desk.until(({ state }) => state === "entry_open");
    desk.lane.person("one");
    await desk.inTime(asked);
    await desk.power(false);
    await desk.until(({ online }) => !online);
    expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
    await desk.power(true);
    expect(await desk.until(({ online, state }) => online && state === "idle")).toMatchObject({
      boot: 2,
      passages: 1,
    });
  });

  test("11: when the answer to an admission is lost, the same number is sent again and the lane opens once", async () => {
    const sent: Command[] = [];
    desk = await setupMemoryLane({
      spy: (wire) => ({
        ...wire,
        async send(command) {
          sent.push(command);
          if (sent.length > 1) return wire.send(command);
          await wire.send(command);
          return { ok: false, error: { type: "Lost", cause: "no answer" } };
        },
      }),
    });
    let opened = 0;
    desk.lane.onChange(() => (opened += Number(desk.lane.reading().state === "entry_open")));
    const asked = desk.admit();
    await desk.until(({ state }) => state === "entry_open");
    desk.lane.person("one");
    expect(await desk.inTime(asked)).toMatchObject({ type: "passed", sensor: 1 });
    expect(new Set(sent.map(({ seq }) => seq))).toEqual(new Set([1]));
    expect(opened).toBe(1);
  });

  test("11: an admission that never arrived is sent again under its number when the line is back in time", async () => {
    desk = await setupMemoryLane();
    desk.misbehave("silent");
    const asked = desk.admit();
    await desk.elapse(2_000);
    expect(desk.lane.reading().seq).toBe(0);
    desk.misbehave(null);
    await desk.until(({ state }) => state === "entry_open");
    desk.lane.person("one");
    expect(await desk.inTime(asked)).toMatchObject({ type: "passed" });
    expect(desk.lane.reading()).toMatchObject({ seq: 1, passages: 1 });
  });

  test("11: when the line stays lost for as long as the admission lives, the answer is unknown, and it is never sent later", async () => {
    desk = await setupMemoryLane();
    desk.misbehave("silent");
    const asked = desk.admit();
    expect(await desk.inTime(asked)).toMatchObject({ type: "unknown", reason: { type: "Unreachable" } });
    desk.misbehave(null);
    await desk.until(({ online }) => online);
    await desk.elapse(10_000);
    expect(desk.lane.reading()).toMatchObject({ seq: 0, state: "idle" });
    expect(await desk.admit({ id: "p1", seq: 1 })).toMatchObject({ type: "unknown" });
  });

  test("11: a pulse whose line broke is unknown, and is never given again", async () => {
    desk = await setupModbusLane("relay");
    desk.misbehave("drop");
    const asked = desk.admit();
    await desk.until(({ online }) => !online);
    desk.misbehave(null);
    await desk.until(({ online }) => online);
    expect(await desk.inTime(asked)).toMatchObject({ type: "unknown" });
    await desk.elapse(10_000);
    expect(desk.lane.reading().seq).toBe(0);
  });

  test("somebody who comes through after an admission has expired was asked for by nobody", async () => {
    let isLate = false;
    desk = await setupMemoryLane({
      spy: (wire) => ({
        ...wire,
        async read() {
          const read = await wire.read();
          return read.ok && isLate ? ok({ ...read.value, passages: 1, lastPassageSeq: 1 }) : read;
        },
      }),
    });
    expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
    isLate = true;
    await desk.elapse(500);
    expect(desk.events).toContainEqual({ type: "passed", seq: null, sensor: 1 });
  });

  test("a relay: somebody who went in at the last moment is waited for between the doors, and has passed", async () => {
    desk = await setupModbusLane("relay", { times: { check: 4_000 } });
    const asked = desk.admit();
    await desk.elapse(7_500);
    desk.lane.person("one");
    expect(await desk.inTime(asked)).toMatchObject({ type: "passed" });
  });

  test("a relay: an order in the middle of a passage leaves nobody to say that it expired", async () => {
    desk = await setupModbusLane("relay");
    const asked = desk.admit();
    await desk.until(({ state }) => state === "entry_open");
    desk.lane.person("one");
    await desk.inTime(desk.gate.order({ id: "o1", seq: 9, what: { type: "reject" } }));
    expect(await desk.inTime(asked)).toMatchObject({ type: "unknown" });
  });

  test("13: a controller that answers after 1.5 s is offline; its late answers are taken for nothing", async () => {
    const modbus = await setupModbusLane();
    desk = modbus;
    modbus.emulator.misbehave("slow");
    await desk.elapse(3_000);
    expect(desk.gate.snapshot()).toMatchObject({ online: false });
    expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "Unreachable" } });
    desk.misbehave(null);
    await desk.until(({ online }) => online);
    expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
  });

  test("13: without a beat for three seconds the lane is shut by its own watchdog, and lets nobody in until it hears one", async () => {
    desk = await setupModbusLane();
    const asked = desk.admit({ ttlMs: 60_000 });
    await desk.until(({ state }) => state === "entry_open");
    desk.misbehave("silent");
    await desk.elapse(4_000);
    expect(desk.lane.reading()).toMatchObject({ alarms: ["watchdog"], state: "idle" });
    desk.misbehave(null);
    expect(await desk.inTime(asked)).toEqual({ type: "expired" });
    await desk.until(({ alarms }) => alarms.length === 0);
    expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
  });

  test("14: a beam broken for more than thirty seconds is a sensor fault: told once, and nobody is admitted", async () => {
    desk = await setupModbusLane();
    desk.lane.stickBeam();
    await desk.elapse(29_000);
    expect(desk.gate.snapshot().error).toBeNull();
    const { error } = await desk.until((snapshot) => snapshot.error !== null);
    expect(error).toEqual({ type: "SensorFault", what: 'the beam "entry" is broken for 30 s' });
    expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "SensorFault" } });
    await desk.elapse(5_000);
    expect(desk.events.filter(({ type }) => type === "fault")).toHaveLength(1);
  });

  test("15: a cut fire wire opens the lane by its hardware; it admits nobody until it is whole and an officer has reset it", async () => {
    desk = await setupModbusLane();
    desk.lane.fire(true);
    await desk.until(({ state }) => state === "emergency_open");
    expect(desk.lane.doors()).toEqual({ entryOpen: true, exitOpen: true });
    const early = desk.gate.order({ id: "o1", seq: 91, what: { type: "reset_alarm" } });
    expect(await desk.inTime(early)).toMatchObject({ type: "refused", reason: { state: "emergency_open" } });
    desk.lane.fire(false);
    await desk.elapse(2_000);
    expect(desk.gate.snapshot().state).toBe("emergency_open");
    expect(await desk.admit()).toMatchObject({ type: "refused" });
    const reset = desk.gate.order({ id: "o2", seq: 92, what: { type: "reset_alarm" } });
    expect(await desk.inTime(reset)).toEqual({ type: "done" });
    await desk.until(({ state }) => state === "idle");
    expect(desk.events.map(({ type }) => type)).toEqual(["online", "fire", "fire_over"]);
  });

  test("a passage that nobody asked for is told as one", async () => {
    desk = await setupModbusLane("controller");
    const { emulator } = desk as Awaited<ReturnType<typeof setupModbusLane>>;
    emulator.lane.command(
      { name: "admit", seq: 4_711, ttlMs: 8_000, mode: "closed", direction: "in" },
      4_711,
    );
    desk.lane.person("one");
    await desk.until(({ passages }) => passages === 1);
    expect(desk.events).toContainEqual({ type: "passed", seq: null, sensor: 1 });
  });

  test("a clock that jumps neither opens, nor lengthens an admission, nor makes the line stale", async () => {
    const modbus = await setupModbusLane();
    desk = modbus;
    const asked = desk.admit();
    await desk.until(({ state }) => state === "entry_open");
    modbus.timers.set(modbus.timers.nowMs() - 3_600_000);
    await desk.elapse(500);
    expect(desk.gate.snapshot().online).toBe(true);
    modbus.timers.set(modbus.timers.nowMs() + 7_200_000);
    expect(await desk.inTime(asked)).toEqual({ type: "expired" });
    expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
  });

  test("mains gone: the lane works on from its battery, and says so", async () => {
    desk = await setupModbusLane();
    desk.lane.mains(false);
    await desk.until(({ alarms }) => alarms.includes("on_battery"));
    expect(desk.events).toContainEqual({ type: "mains", ok: false });
    expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
  });
});

describe("12: what a Modbus exception means", () => {
  let server: ModbusServer;
  let gate: Gate;
  afterEach(async () => {
    await gate.stop();
    await server.close();
  });

  /** A controller that answers questions and gives `exceptions` to commands, one after the other, and then obeys. */
  const setup = async (given: { readonly reads?: number; readonly commands?: readonly number[] }) => {
    const timers = manualTimers(0);
    const lane = gateLane({ timers, mode: "both_ways" });
    let tries = 0;
    const faults = { reads: given.reads, frozen: false, offByOne: false };
    server = modbusServer({
      host: "127.0.0.1",
      port: 0,
      unit: 1,
      timers,
      device: {
        readInputs: () => readingToInputs(lane.reading()),
        readRegisters() {
          const registers = readingToRegisters(lane.reading(), lane.more());
          return faults.reads ?? (faults.offByOne ? [...registers.slice(1), 0] : registers);
        },
        writeRegisters(from, values) {
          const [, seq = 0] = values;
          if (from !== 0) return faults.frozen ? undefined : void lane.beat(values[0] ?? 0, 3_000);
          tries += 1;
          return (
            given.commands?.[tries - 1] ??
            void lane.command({ name: "admit", seq, ttlMs: 8_000, mode: "closed", direction: "in" }, seq)
          );
        },
        writeCoils: () => undefined,
      },
    });
    await server.listen();
    gate = modbusGate({ profile: "controller", host: "127.0.0.1", port: server.port, unit: 1, timers });
    gate.start();
    const elapse = async (ms: number) => {
      for (let spent = 0; spent < ms; spent += 25) {
        for (let turn = 0; turn < 10; turn++) await new Promise((next) => setImmediate(next));
        timers.advance(25);
      }
    };
    await elapse(3_000);
    const admit = async () => {
      const outcome = gate.admit({ id: "p1", seq: 1, direction: "in", ttlMs: 8_000 });
      await elapse(20_000);
      return outcome;
    };
    return { lane, admit, elapse, faults, tries: () => tries };
  };

  test.each([1, 2, 3])(
    "%i to a question: not our register map, for a technician; the lane is out",
    async (code) => {
      const { admit } = await setup({ reads: code });
      expect(gate.snapshot()).toMatchObject({ online: false, error: { type: "Misconfigured" } });
      expect(await admit()).toMatchObject({ type: "refused", reason: { type: "Misconfigured" } });
    },
  );

  test.each([1, 2, 3])("%i to a command: refused as misconfigured, and tried once", async (code) => {
    const { admit, tries } = await setup({ commands: [code, code, code, code] });
    expect(await admit()).toMatchObject({ type: "refused", reason: { type: "Misconfigured" } });
    expect(tries()).toBe(1);
  });

  test.each([5, 6])("%i: asked three times again, and obeyed when it is free", async (code) => {
    const { admit, tries } = await setup({ commands: [code, code, code] });
    expect(await admit()).toEqual({ type: "expired" });
    expect(tries()).toBe(4);
  });

  test("6 for good: refused, nothing took effect", async () => {
    const { admit, tries, lane } = await setup({ commands: Array.from({ length: 40 }, () => 6) });
    expect(await admit()).toEqual({ type: "refused", reason: { type: "Busy" } });
    expect(tries()).toBe(4);
    expect(lane.reading().seq).toBe(0);
  });

  test("5 for good: it said that it took it, so nobody knows", async () => {
    const { admit } = await setup({ commands: Array.from({ length: 400 }, () => 5) });
    expect(await admit()).toMatchObject({ type: "unknown" });
  });

  test.each([4, 10, 11])("%i to a question: offline at once, and back when it answers", async (code) => {
    const { faults, elapse } = await setup({ reads: code });
    expect(gate.snapshot()).toMatchObject({ online: false, error: { type: "Unreachable" } });
    faults.reads = undefined;
    await elapse(300);
    expect(gate.snapshot()).toMatchObject({ online: true, error: null });
  });

  test("a device whose registers mean something else is misconfigured, not guessed at", async () => {
    const { faults, elapse } = await setup({});
    faults.offByOne = true;
    await elapse(300);
    expect(gate.snapshot()).toMatchObject({
      online: false,
      error: { type: "Misconfigured", cause: "register 0 holds 1h and not 4701h: no IG-1 controller" },
    });
  });

  test("a controller that answers while its program stands still is offline: its picture is an old one", async () => {
    const { faults, elapse } = await setup({});
    faults.frozen = true;
    await elapse(6_000);
    expect(gate.snapshot()).toMatchObject({
      online: false,
      error: { type: "Unreachable", cause: "it answers, and its program stands still" },
    });
  });
});
