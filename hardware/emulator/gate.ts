import type { GateDirection } from "../ports";
import type { Cancel } from "../../sync/core/timers";
import { relayCoil } from "../gate/profile-relay";
import {
  commandRegisterCount,
  discreteInputCount,
  holdingRegister,
  inputRegisterCount,
  readingToInputs,
  readingToRegisters,
  registersToCommand,
} from "../gate/registers";
import { type GateLane, gateLane, type GateLaneOptions } from "./gate-lane";
import { type ModbusDevice, type ModbusMischief, modbusServer } from "./modbus-server";

export interface GateEmulatorOptions extends GateLaneOptions {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port?: number;
  readonly unit?: number;
  /** As which it is read: a lane controller, or a relay module before a drive unit. */
  readonly profile?: "controller" | "relay";
}

export interface GateEmulator extends Omit<GateLane, "power" | "command" | "beat"> {
  readonly host: string;
  readonly port: number;
  readonly lane: GateLane;
  misbehave(how: ModbusMischief | null): void;
  /** Noise that `misbehave("garbage")` answers with. */
  setNoise(bytes: Uint8Array): void;
  /** Off breaks the connection and shuts the doors; on takes the same port again. */
  power(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A lane that speaks real Modbus TCP on a real socket: for the demo, drills and tests. */
export const startGateEmulator = async (options: GateEmulatorOptions): Promise<GateEmulator> => {
  const { timers, host = "127.0.0.1", port = 0, unit = 1, profile = "controller" } = options;
  const lane = gateLane(profile === "relay" ? { mode: "both_ways", ...options } : options);
  const device = profile === "relay" ? relayDevice(lane, options) : controllerDevice(lane);
  const server = modbusServer({ host, port, unit, device, timers });
  await server.listen();
  return {
    ...lane,
    get powered() {
      return lane.powered;
    },
    host,
    port: server.port,
    lane,
    misbehave: server.misbehave,
    setNoise: (bytes) => (server.noise = bytes),
    async power(on) {
      lane.power(on);
      await (on ? server.listen() : server.close());
    },
    close: () => server.close(),
  };
};

const illegalAddress = 2;

const controllerDevice = (lane: GateLane): ModbusDevice => {
  /** Written back as they stand, so that a command in two writes is still whole when the second half comes. */
  let watchdogDs = 0;
  return {
    readInputs: (from, count) => slice(readingToInputs(lane.reading()), discreteInputCount, from, count),
    readRegisters: (from, count) =>
      slice(readingToRegisters(lane.reading(), lane.more()), inputRegisterCount, from, count),
    writeRegisters(from, values) {
      if (from === holdingRegister.command && values.length === commandRegisterCount)
        return void lane.command(registersToCommand(values), values[holdingRegister.seq] ?? 0);
      if (from !== holdingRegister.heartbeat || values.length === 0 || values.length > 2)
        return illegalAddress;
      watchdogDs = values[1] ?? watchdogDs;
      return void lane.beat(values[0] ?? 0, watchdogDs * 100);
    },
    writeCoils: () => illegalAddress,
  };
};

/** The module's own watchdog: without a question for so long it drops all coils. */
const hostWatchdogMs = 3_000;
/** A drive unit shuts by its own time when nobody uses a pulse. */
const driveTtlMs = 8_000;

/** Coils go to a drive unit that makes a passage of each pulse; the module itself knows only contacts. */
const relayDevice = (lane: GateLane, { timers }: GateLaneOptions): ModbusDevice => {
  const names = Object.keys(relayCoil);
  let coils = names.map(() => false);
  let pulses = 0;
  let cancelDog: Cancel = () => {};
  const heard = (): void => {
    cancelDog();
    cancelDog = timers.after(hostWatchdogMs, () => (coils = names.map(() => false)));
  };
  const pulse = (direction: GateDirection): void => {
    pulses = (pulses % 0xffff) + 1;
    lane.command({ name: "admit", seq: pulses, ttlMs: driveTtlMs, mode: "closed", direction }, pulses);
  };
  return {
    readInputs(from, count) {
      heard();
      return slice(readingToInputs(lane.reading()), discreteInputCount, from, count);
    },
    readRegisters: () => illegalAddress,
    writeRegisters: () => illegalAddress,
    writeCoils(from, states) {
      heard();
      if (from + states.length > coils.length) return illegalAddress;
      const before = coils;
      coils = coils.map((on, i) => states[i - from] ?? on);
      const rises = (coil: number) => coils[coil] === true && before[coil] === false;
      if (rises(relayCoil.entryPulse)) pulse("in");
      if (rises(relayCoil.exitPulse)) pulse("out");
      return undefined;
    },
  };
};

const slice = <T>(all: readonly T[], size: number, from: number, count: number): T[] | number =>
  count > 0 && from + count <= size ? all.slice(from, from + count) : illegalAddress;
