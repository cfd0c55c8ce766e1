/**
 * The reference lane controller "IG-1" as data: what stands in which register, and how to read and write it. Pure. The map is our
 * own invention, modelled on what relay gates and small lane controllers tell; base 0, unit 1. A controller of another make
 * gets this map by a few lines of its own program.
 *
 * What a forged write can do is bounded by the map itself: nothing holds a door, and every admission ends by its time to live.
 */
import type { GateAlarm, GateDirection, GateInputs, GateMode, GateState } from "../ports";

/** Input registers, read by FC04 in one go. */
export const inputRegister = {
  magic: 0,
  state: 1,
  mode: 2,
  seqEcho: 3,
  result: 4,
  boot: 5,
  uptimeS: 6,
  passagesHigh: 7,
  passagesLow: 8,
  rejects: 9,
  alarms: 10,
  beams: 11,
  occupancy: 12,
  /** How long the last passage took, in tenths of a second. */
  lastPassageDs: 13,
  lastPassageSeq: 14,
  heartbeatEcho: 15,
} as const;
export const inputRegisterCount = 16;
export const magic = 0x4701;

/** Holding registers. 0 to 4 are one command and are written by one FC16, so that no half of a command is ever obeyed. */
export const holdingRegister = {
  command: 0,
  seq: 1,
  ttlDs: 2,
  mode: 3,
  direction: 4,
  heartbeat: 8,
  watchdogDs: 9,
} as const;
export const commandRegisterCount = 5;

/** Discrete inputs, read by FC02; the relay profile has the same. */
export const discreteInput = {
  entryClosed: 0,
  entryLocked: 1,
  exitClosed: 2,
  exitLocked: 3,
  /** 0: alarm, or its wire is cut. */
  fireLoopHealthy: 4,
  emergencyButton: 5,
  keySwitch: 6,
  cabinetOpen: 7,
  mainsOk: 8,
} as const;
export const discreteInputCount = 9;

/** By their number in register 1. */
export const states = [
  "init",
  "idle",
  "entry_open",
  "occupied",
  "exit_open",
  "reject_back",
  "closing",
  "alarm",
  "emergency_open",
  "manual",
  "out_of_service",
] as const satisfies readonly GateState[];

/** By their number in register 2 and holding register 3. */
export const modes = [
  "closed",
  "controlled_in",
  "controlled_out",
  "both_ways",
  "free",
  "out_of_service",
  "maintenance",
] as const satisfies readonly GateMode[];

/** By their bit in register 10. */
export const alarms = [
  "tailgate",
  "two_persons",
  "wrong_way",
  "forced",
  "object_left",
  "door_timeout",
  "sensor_fault",
  "watchdog",
  "tamper",
  "on_battery",
] as const satisfies readonly GateAlarm[];

/** By their number in register 4: what became of the command whose sequence stands in register 3. */
export const results = [
  "none",
  "accepted",
  "passed",
  "expired",
  "refused_state",
  "refused_mode",
  "bad",
] as const;
export type CommandResult = (typeof results)[number];

export const commands = ["none", "admit", "open_exit", "reject", "lock", "reset_alarm", "set_mode"] as const;
export type CommandName = Exclude<(typeof commands)[number], "none">;

/** One command as it goes to the wire. */
export interface Command {
  readonly name: CommandName;
  /** 1 to 65535. A controller does nothing for a number that it has just obeyed: the same may be sent twice. */
  readonly seq: number;
  readonly ttlMs: number;
  readonly mode: GateMode;
  readonly direction: GateDirection;
}

export interface Doors {
  readonly entryClosed: boolean;
  readonly entryLocked: boolean;
  readonly exitClosed: boolean;
  readonly exitLocked: boolean;
}

/** A lane at one moment. null: this profile does not tell. */
export interface Reading {
  readonly state: GateState;
  readonly mode: GateMode;
  /** The last command that the controller took. */
  readonly seq: number | null;
  readonly result: CommandResult;
  readonly boot: number | null;
  readonly passages: number | null;
  readonly rejects: number | null;
  readonly alarms: readonly GateAlarm[];
  /** One bit for each beam that is broken: 0 entry, 1 inside, 2 exit. */
  readonly beams: number;
  readonly occupancy: number;
  /** The command of the last passage; 0: nobody asked for it. */
  readonly lastPassageSeq: number | null;
  readonly heartbeat: number | null;
  readonly doors: Doors;
  readonly inputs: GateInputs;
}

/** The five registers of a command. Times are whole tenths of a second, at least one. */
export const commandToRegisters = (command: Command): number[] => [
  commands.indexOf(command.name),
  command.seq,
  Math.min(0xffff, Math.max(1, Math.floor(command.ttlMs / 100))),
  modes.indexOf(command.mode),
  command.direction === "in" ? 0 : 1,
];

/** What a controller makes of five registers; undefined: no command of this map. */
export const registersToCommand = (registers: readonly number[]): Command | undefined => {
  const [number = 0, seq = 0, ttlDs = 0, modeNumber = 0, direction = 0] = registers;
  const name = commands[number];
  const mode = modes[modeNumber];
  if (!name || name === "none" || !mode || seq < 1 || direction > 1) return undefined;
  return { name, seq, ttlMs: ttlDs * 100, mode, direction: direction === 0 ? "in" : "out" };
};

/** Registers and inputs as one reading, or the words for a technician why this is no IG-1. Total: any numbers may come. */
export const readingOf = (
  registers: readonly number[],
  inputs: readonly boolean[],
): Reading | { readonly wrong: string } => {
  const at = (name: keyof typeof inputRegister) => registers[inputRegister[name]] ?? 0;
  if (registers.length < inputRegisterCount || inputs.length < discreteInputCount)
    return { wrong: `${registers.length} registers and ${inputs.length} inputs where 16 and 9 belong` };
  if (at("magic") !== magic)
    return { wrong: `register 0 holds ${at("magic").toString(16)}h and not 4701h: no IG-1 controller` };
  const state = states[at("state")];
  const mode = modes[at("mode")];
  const result = results[at("result")];
  if (!state || !mode || !result)
    return { wrong: `state ${at("state")}, mode ${at("mode")}, result ${at("result")} are not all known` };
  return {
    state,
    mode,
    seq: at("seqEcho"),
    result,
    boot: at("boot"),
    passages: at("passagesHigh") * 0x1_0000 + at("passagesLow"),
    rejects: at("rejects"),
    alarms: alarms.filter((_, bit) => (at("alarms") >> bit) & 1),
    beams: at("beams"),
    occupancy: at("occupancy"),
    lastPassageSeq: at("lastPassageSeq"),
    heartbeat: at("heartbeatEcho"),
    ...contactsOf(inputs),
  };
};

/** The nine contacts by name. */
export const contactsOf = (inputs: readonly boolean[]): Pick<Reading, "doors" | "inputs"> => {
  const on = (name: keyof typeof discreteInput) => inputs[discreteInput[name]] === true;
  return {
    doors: {
      entryClosed: on("entryClosed"),
      entryLocked: on("entryLocked"),
      exitClosed: on("exitClosed"),
      exitLocked: on("exitLocked"),
    },
    inputs: {
      fireLoopHealthy: on("fireLoopHealthy"),
      emergencyButton: on("emergencyButton"),
      keySwitch: on("keySwitch"),
      cabinetOpen: on("cabinetOpen"),
      mainsOk: on("mainsOk"),
    },
  };
};

/** The same, the other way round: what an IG-1 with this reading would answer. For the emulator. */
export const readingToRegisters = (
  reading: Reading,
  more: { readonly uptimeS: number; readonly lastPassageDs: number },
): number[] => {
  const valueByName: Record<keyof typeof inputRegister, number> = {
    magic,
    state: states.indexOf(reading.state),
    mode: modes.indexOf(reading.mode),
    seqEcho: reading.seq ?? 0,
    result: results.indexOf(reading.result),
    boot: reading.boot ?? 0,
    uptimeS: more.uptimeS & 0xffff,
    passagesHigh: Math.floor((reading.passages ?? 0) / 0x1_0000) & 0xffff,
    passagesLow: (reading.passages ?? 0) & 0xffff,
    rejects: (reading.rejects ?? 0) & 0xffff,
    alarms: reading.alarms.reduce((bits, alarm) => bits | (1 << alarms.indexOf(alarm)), 0),
    beams: reading.beams,
    occupancy: reading.occupancy,
    lastPassageDs: Math.min(0xffff, more.lastPassageDs),
    lastPassageSeq: reading.lastPassageSeq ?? 0,
    heartbeatEcho: reading.heartbeat ?? 0,
  };
  return Object.values(valueByName);
};

export const readingToInputs = ({ doors, inputs }: Pick<Reading, "doors" | "inputs">): boolean[] => {
  const onByName: Record<keyof typeof discreteInput, boolean> = { ...doors, ...inputs };
  return (Object.keys(discreteInput) as (keyof typeof discreteInput)[]).map((name) => onByName[name]);
};

/** Whether a lane in this mode lets anybody through in this direction when asked to. */
export const allows = (mode: GateMode, direction: GateDirection): boolean =>
  mode === "both_ways" || mode === (direction === "in" ? "controlled_in" : "controlled_out");

/** People or hardware hold this lane at the moment: no door of it is ours to ask for. */
export const inOtherHands = ({ state, inputs }: Pick<Reading, "state" | "inputs">): boolean =>
  !inputs.fireLoopHealthy ||
  inputs.emergencyButton ||
  inputs.keySwitch ||
  state === "emergency_open" ||
  state === "manual";

/** What cannot be true of one door, or of two, in words; null when all fits. No guess is made of which contact lies. */
export const contradiction = (reading: Reading): string | null => {
  const { entryClosed, entryLocked, exitClosed, exitLocked } = reading.doors;
  if (entryLocked && !entryClosed) return "the entry door is locked and not closed";
  if (exitLocked && !exitClosed) return "the exit door is locked and not closed";
  if (!entryClosed && !exitClosed && !inOtherHands(reading)) return "both doors are open";
  return null;
};
