import { manualTimers } from "../../sync/core/timers";
import { startGateEmulator } from "../emulator/gate";
import { gateLane, type GateLane, type GateLaneOptions } from "../emulator/gate-lane";
import { memoryWire } from "../emulator/gate-memory";
import type { AdmitCommand, Gate, GateEvent, GateSnapshot } from "../ports";
import { gateDriver } from "./gate";
import { modbusGate } from "./modbus-gate";
import type { GateWire } from "./wire";

/** A driver and an emulated lane, whose time is moved by hand. */
export interface LaneDesk {
  readonly gate: Gate;
  readonly lane: Omit<GateLane, "power" | "command" | "beat">;
  readonly events: GateEvent[];
  /** The highest number of doors that stood open at one time since the start. */
  readonly doorsOpenMax: () => number;
  misbehave(how: "drop" | "silent" | "busy" | null): void;
  power(on: boolean): unknown;
  /** Lets so much time pass, in small steps, with all that is said in between. */
  elapse(ms: number): Promise<void>;
  /** The same until the condition holds. */
  when(isSo: () => boolean): Promise<void>;
  inTime<T>(promise: Promise<T>): Promise<T>;
  until(isSo: (snapshot: GateSnapshot) => boolean): Promise<GateSnapshot>;
  /** Asks for a passage inwards under the next number. */
  admit(more?: Partial<AdmitCommand>): ReturnType<Gate["admit"]>;
  close(): Promise<void>;
}

type Options = Omit<GateLaneOptions, "timers"> & { readonly spy?: (wire: GateWire) => GateWire };

export const setupMemoryLane = async ({
  spy = (wire) => wire,
  ...options
}: Options = {}): Promise<LaneDesk> => {
  const timers = manualTimers(1_800_000_000_000);
  const lane = gateLane({ timers, mode: "both_ways", ...options });
  const wire = memoryWire(lane, { timers, polled: true });
  const gate = gateDriver(spy(wire), { timers });
  return desk(timers, gate, lane, { misbehave: wire.misbehave, power: lane.power, close: async () => {} });
};

export const setupModbusLane = async (
  profile: "controller" | "relay" = "controller",
  options: Omit<GateLaneOptions, "timers"> = {},
) => {
  const timers = manualTimers(1_800_000_000_000);
  const emulator = await startGateEmulator({ timers, mode: "both_ways", profile, ...options });
  const gate = modbusGate({ profile, host: emulator.host, port: emulator.port, unit: 1, timers });
  return { ...(await desk(timers, gate, emulator, emulator)), emulator, timers };
};

const desk = async (
  timers: ReturnType<typeof manualTimers>,
  gate: Gate,
  lane: LaneDesk["lane"],
  switches: Pick<LaneDesk, "misbehave" | "power" | "close">,
): Promise<LaneDesk> => {
  const events: GateEvent[] = [];
  let seq = 0;
  let doorsMax = 0;
  gate.onEvent((event) => events.push(event));
  lane.onChange(() => {
    const { entryOpen, exitOpen } = lane.doors();
    doorsMax = Math.max(doorsMax, Number(entryOpen) + Number(exitOpen));
  });

  const turns = async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise((next) => setImmediate(next));
  };
  const when = async (isSo: () => boolean): Promise<void> => {
    for (let step = 0; !isSo(); step++) {
      if (step > 4_000) throw new Error("it did not come to pass in 100 s of the test's time");
      await turns();
      if (!isSo()) timers.advance(25);
    }
  };
  const until = async (isSo: (snapshot: GateSnapshot) => boolean): Promise<GateSnapshot> => {
    await when(() => isSo(gate.snapshot()));
    return gate.snapshot();
  };

  gate.start();
  await until(({ online, state }) => online && state === "idle");
  return {
    gate,
    lane,
    events,
    doorsOpenMax: () => doorsMax,
    misbehave: switches.misbehave,
    power: switches.power,
    async elapse(ms) {
      for (let spent = 0; spent < ms; spent += 25) {
        await turns();
        timers.advance(25);
      }
      await turns();
    },
    when,
    until,
    async inTime(promise) {
      let settled = false;
      void promise.finally(() => (settled = true));
      await when(() => settled);
      return promise;
    },
    admit(more = {}) {
      seq += 1;
      return gate.admit({ id: `p${seq}`, seq, direction: "in", ttlMs: 8_000, ...more });
    },
    async close() {
      await gate.stop();
      await switches.close();
    },
  };
};
