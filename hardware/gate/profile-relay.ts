import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import type { GateState } from "../ports";
import type { ModbusLine } from "./modbus-line";
import { type Command, contactsOf, discreteInputCount, type CommandResult, type Reading } from "./registers";
import type { GateWire, WireError } from "./wire";

/** Coils of the relay module, and what hangs on them. */
export const relayCoil = { entryPulse: 0, exitPulse: 1, buzzer: 2, green: 3, red: 4 } as const;

/** A drive unit takes a contact of this length as one free passage. */
const pulseMs = 300;
/** Doors move a moment after the pulse. */
const moveMs = 2_000;
/** Once the first door has moved somebody may be inside, is checked (30 s) and walks out (10 s): only then nobody was. */
const insideMs = 40_000;

/**
 * Profile B: a relay module with nine contacts and five coils before a gate with a drive unit of its own, which leads one person
 * through for each pulse and shuts by its own time. The module knows no command, no count and no mode: what became of a pulse is
 * read off the doors. The door behind the person is the sensor: one that has opened and shut again has let somebody out.
 *
 * A pulse cannot be called back: when its answer was lost with the line nobody knows, and it is never given again. While the line
 * stands, asking the same coil again is no second pulse, since it is already on. Set the module's own host watchdog to three
 * seconds with a safe state of all coils off; our questions every 100 ms are what it watches.
 */
export const relayWire = (line: ModbusLine, timers: Timers): GateWire => {
  let under: {
    command: Command;
    late: boolean;
    empty: boolean;
    first: boolean;
    second: boolean;
    done: CommandResult;
  } | null = null;
  /** Coils have to go back to rest: red on, all else off. */
  let restDue = true;

  return {
    address: line.address,
    repeatable: false,
    can: ["admit", "open_exit", "reject", "reset_alarm"],
    open: (handlers) =>
      line.open({
        up: handlers.up,
        down(cause) {
          under = null;
          restDue = true;
          handlers.down(cause);
        },
      }),
    async read() {
      if (restDue) {
        const rested = await line.writeCoils(coilsOf("red"), 0);
        if (!rested.ok) return rested;
        restDue = false;
      }
      const inputs = await line.readInputs(discreteInputCount);
      if (!inputs.ok) return inputs;
      if (inputs.value.length < discreteInputCount)
        return err({ type: "Misconfigured", cause: `${inputs.value.length} inputs where 9 belong` });
      return ok(see(inputs.value));
    },
    send,
    // Every question is a sign of life to the module's own watchdog.
    beat: async () => ok(undefined),
    close: () => line.close(),
  };

  async function send(command: Command): Promise<Result<void, WireError>> {
    const coils = {
      admit: coilsOf(command.direction === "in" ? "entryPulse" : "exitPulse", "green"),
      open_exit: coilsOf("exitPulse", "green"),
      reject: coilsOf("buzzer", "red"),
      reset_alarm: coilsOf("red"),
      lock: coilsOf("red"),
      set_mode: coilsOf("red"),
    }[command.name];
    const written = await line.writeCoils(coils, command.ttlMs);
    if (!written.ok) return written;
    const mine = {
      command,
      late: false,
      empty: false,
      first: false,
      second: false,
      done: "accepted" as const,
    };
    under = mine;
    timers.after(pulseMs, () => (restDue = true));
    timers.after(command.ttlMs + moveMs, () => (mine.late = true));
    timers.after(command.ttlMs + insideMs, () => (mine.empty = true));
    return ok(undefined);
  }

  function see(inputs: readonly boolean[]): Reading {
    const contacts = contactsOf(inputs);
    const { entryClosed, exitClosed, entryLocked, exitLocked } = contacts.doors;
    const shut = entryClosed && exitClosed;
    if (under?.command.name === "admit" && under.done === "accepted") {
      const out = under.command.direction === "out";
      under.first ||= !(out ? exitClosed : entryClosed);
      under.second ||= under.first && !(out ? entryClosed : exitClosed);
      if (under.second && shut) under.done = "passed";
      else if (shut && (under.first ? under.empty : under.late)) under.done = "expired";
    }
    return {
      ...contacts,
      state: stateOf(),
      mode: "both_ways",
      seq: under?.command.seq ?? null,
      result: under?.done ?? "none",
      boot: null,
      passages: null,
      rejects: null,
      alarms: [],
      beams: 0,
      occupancy: 0,
      lastPassageSeq: under?.done === "passed" ? under.command.seq : null,
      heartbeat: null,
    };

    function stateOf(): GateState {
      if (!contacts.inputs.fireLoopHealthy || contacts.inputs.emergencyButton) return "emergency_open";
      if (contacts.inputs.keySwitch) return "manual";
      if (!shut)
        return (under?.command.direction === "out" ? exitClosed : entryClosed) ? "exit_open" : "entry_open";
      if (under?.command.name === "admit" && under.done === "accepted" && under.first) return "occupied";
      return entryLocked && exitLocked ? "idle" : "closing";
    }
  }
};

const coilsOf = (...on: (keyof typeof relayCoil)[]): boolean[] =>
  (Object.keys(relayCoil) as (keyof typeof relayCoil)[]).map((name) => on.includes(name));
