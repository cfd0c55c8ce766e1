/**
 * A gate lane with two doors, its sensors and its own controller, as a machine without wires. Time comes in through the timers it
 * is given; nothing else makes it move but the commands, switches and people below.
 *
 * ```text
 *                admit              beam in            alone in there       beam out, clear
 *  INIT -> IDLE ------> ENTRY_OPEN --------> OCCUPIED ---------------> EXIT_OPEN ------> CLOSING -> IDLE
 *                          | nobody in ttl      | two persons              | 10 s
 *                          v                    v                          v
 *                       CLOSING               ALARM  <---------------------+      until an officer resets it
 *
 *  fire, emergency button: EMERGENCY_OPEN from any state, until reset      key switch: MANUAL while it is turned
 * ```
 *
 * What always holds: a door opens for an admission that was written, by fire, emergency button or key, and for nothing else; the
 * two are never both open but in EMERGENCY_OPEN and MANUAL; one admission is one passage; without power both are shut.
 */
import type { GateAlarm, GateDirection, GateMode, GateState } from "../ports";
import type { Cancel, Timers } from "../../sync/core/timers";
import { allows, type Command, type CommandResult, type Reading } from "../gate/registers";

export interface GateLaneOptions {
  readonly timers: Timers;
  /** As which it comes up after every start: `closed`, until somebody sets another. */
  readonly mode?: GateMode;
  /** People come by themselves, so many milliseconds after a door has opened for them. Without it they come by `person`. */
  readonly walk?: { readonly afterMs: number };
  readonly times?: Partial<typeof laneTimes>;
}

/** Milliseconds; the time-outs are this project's proposals. */
export const laneTimes = {
  init: 2_000,
  /** From the first beam to "one person, door shut behind". */
  check: 300,
  /** A person's way from inside to beyond the exit. */
  walkOut: 700,
  doorMove: 200,
  /** Somebody inside and no decision. */
  occupiedMax: 30_000,
  exitOpenMax: 10_000,
  objectMax: 5_000,
};

export type Walker = "one" | "two" | "tailgater" | "wrong_way" | "none";

export interface GateLane {
  /** The lane as its registers tell it. */
  reading(): Reading;
  /** What the registers hold beside it. */
  more(): { readonly uptimeS: number; readonly lastPassageDs: number };
  doors(): { readonly entryOpen: boolean; readonly exitOpen: boolean };
  readonly powered: boolean;
  /** A command from the wire; `undefined` is one that it does not know, with its sequence. */
  command(command: Command | undefined, seq: number): void;
  /** A beat from the wire: from the first on, three seconds without one shut the lane. */
  beat(count: number, watchdogMs: number): void;
  /** Somebody comes: walks in if a door is open, else waits in front for the next one to open. */
  person(kind: Walker): void;
  force(): void;
  leaveObject(left?: boolean): void;
  stickBeam(stuck?: boolean): void;
  /** Makes a contact lie: the entry door locked and not closed. */
  contradict(lying?: boolean): void;
  fire(on: boolean): void;
  emergencyButton(on: boolean): void;
  keySwitch(on: boolean): void;
  cabinet(open: boolean): void;
  mains(ok: boolean): void;
  reboot(): void;
  power(on: boolean): void;
  onChange(listener: () => void): () => void;
}

export const gateLane = (options: GateLaneOptions): GateLane => {
  const { timers, mode: modeAtStart = "closed", walk } = options;
  const times = { ...laneTimes, ...options.times };
  const listeners = new Set<() => void>();

  // Kept without power.
  let boot = 0;
  let passages = 0;
  let rejects = 0;

  let powered = true;
  let startedMs = timers.nowMs();
  let state: GateState = "init";
  let mode = modeAtStart;
  let last: { seq: number; result: CommandResult } = { seq: 0, result: "none" };
  let lastPassage = { seq: 0, ds: 0 };
  let admitted: { readonly seq: number; readonly direction: GateDirection; readonly atMs: number } | null =
    null;
  let heartbeat = 0;
  /** Ends the current state; the other timers outlive it. */
  let cancelState: Cancel = () => {};
  let cancelWalk: Cancel = () => {};
  let cancelDog: Cancel = () => {};
  let cancelObject: Cancel = () => {};
  const alarms = new Set<GateAlarm>();
  const queue: Walker[] = [];
  let inside = 0;
  const is = { fire: false, button: false, key: false, cabinet: false, mainsOk: true };
  const sensor = { object: false, stuck: false, lying: false };
  /** Beams that a person breaks at this moment. */
  let walkers = 0;

  start();

  return {
    reading,
    more: () => ({
      uptimeS: Math.floor((timers.nowMs() - startedMs) / 1_000),
      lastPassageDs: lastPassage.ds,
    }),
    doors,
    get powered() {
      return powered;
    },
    command: (command, seq) => act(() => obey(command, seq)),
    beat: (count, watchdogMs) => act(() => hearBeat(count, watchdogMs)),
    person: (kind) => act(() => arrive(kind)),
    force: () => act(() => raise("forced")),
    leaveObject: (left = true) => act(() => object(left)),
    stickBeam: (stuck = true) => act(() => (sensor.stuck = stuck)),
    contradict: (lying = true) => act(() => (sensor.lying = lying)),
    fire: (on) => act(() => emergency("fire", on)),
    emergencyButton: (on) => act(() => emergency("button", on)),
    keySwitch: (on) => act(() => turnKey(on)),
    cabinet: (open) => act(() => openCabinet(open)),
    mains: (ok) =>
      act(() => ((is.mainsOk = ok), ok ? alarms.delete("on_battery") : alarms.add("on_battery"))),
    reboot: () => act(start),
    power: (on) => (on ? !powered && ((powered = true), act(start)) : act(() => ((powered = false), halt()))),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** Without power nothing happens but the end of it; switches may still be turned. */
  function act(run: () => unknown): void {
    run();
    for (const listener of listeners) listener();
  }

  function later(ms: number, run: () => void): Cancel {
    return timers.after(ms, () => act(run));
  }

  // --- Starting and stopping. A start forgets who was under way: doors are shut, nobody is admitted.

  function start(): void {
    halt();
    if (!powered) return;
    boot += 1;
    startedMs = timers.nowMs();
    last = { seq: 0, result: "none" };
    lastPassage = { seq: 0, ds: 0 };
    mode = modeAtStart;
    heartbeat = 0;
    alarms.clear();
    if (!is.mainsOk) alarms.add("on_battery");
    enter("init");
    cancelState = later(times.init, settle);
  }

  function halt(): void {
    for (const cancel of [cancelState, cancelWalk, cancelDog, cancelObject]) cancel();
    admitted = null;
    inside = 0;
    walkers = 0;
    state = "init";
  }

  /** Where the lane belongs when nobody is under way. */
  function settle(): void {
    admitted = null;
    inside = 0;
    walkers = 0;
    if (is.fire || is.button) enter("emergency_open");
    else if (is.key) enter("manual");
    else if ([...alarms].some(isLatched)) enter("alarm");
    else enter(mode === "out_of_service" || mode === "maintenance" ? "out_of_service" : "idle");
  }

  function enter(next: GateState): void {
    cancelState();
    state = next;
  }

  // --- Commands.

  function obey(command: Command | undefined, seq: number): void {
    if (!powered || state === "init" || seq === last.seq) return;
    last = { seq, result: "accepted" };
    const refuse = (result: CommandResult) => (last = { seq, result });
    if (!command) return void refuse("bad");
    const outOfHands = state === "emergency_open" || state === "manual";
    switch (command.name) {
      case "admit":
        if (state !== "idle" || alarms.has("watchdog")) return void refuse("refused_state");
        if (!allows(mode, command.direction)) return void refuse("refused_mode");
        return admit(command);
      case "open_exit":
        if (inside === 0 || outOfHands || state === "entry_open") return void refuse("refused_state");
        return openExit();
      case "reject":
        if (state === "occupied") return sendBack();
        if (state === "entry_open") close();
        else if (state !== "idle") return void refuse("refused_state");
        rejects += 1;
        return;
      case "lock":
        if (outOfHands) return void refuse("refused_state");
        if (state === "entry_open") close();
        return;
      case "reset_alarm":
        if (is.fire || is.button || is.key || sensor.object) return void refuse("refused_state");
        for (const alarm of alarms) if (isLatched(alarm)) alarms.delete(alarm);
        if (state === "alarm" || state === "emergency_open") close();
        return;
      case "set_mode":
        if (state !== "idle" && state !== "out_of_service" && command.mode !== "out_of_service")
          return void refuse("refused_state");
        mode = command.mode;
        if (state === "idle" || state === "out_of_service") settle();
    }
  }

  function admit({ seq, direction, ttlMs }: Command): void {
    admitted = { seq, direction, atMs: timers.nowMs() };
    enter("entry_open");
    cancelState = later(ttlMs, close);
    const first = queue.shift();
    if (first || walk) walkLater(first ?? "one");
  }

  function walkLater(kind: Walker): void {
    cancelWalk = later(walk?.afterMs ?? times.doorMove, () => state === "entry_open" && walkIn(kind));
  }

  // --- People.

  function arrive(kind: Walker): void {
    if (kind === "wrong_way") {
      walkers |= exitBeam();
      if (state !== "emergency_open" && state !== "manual") raise("wrong_way");
      cancelWalk();
      cancelWalk = later(times.walkOut, () => (walkers = 0));
    } else if (state === "entry_open" && inside === 0 && walkers === 0) {
      cancelWalk();
      walkIn(kind);
    } else queue.push(kind);
  }

  function walkIn(kind: Walker): void {
    if (kind === "none") return;
    walkers = entryBeam();
    inside = kind === "two" ? 2 : 1;
    enter("occupied");
    cancelState = later(times.check, () => {
      walkers = insideBeam;
      if (kind === "two") return raise("two_persons");
      openExit();
      cancelWalk = later(times.walkOut, () => walkOut(kind));
    });
  }

  function walkOut(kind: Walker): void {
    if (state !== "exit_open") return;
    pass();
    if (kind === "tailgater") raise("tailgate");
    else close();
  }

  /** The exit's beam was broken and is clear again: one person is through. */
  function pass(): void {
    inside = 0;
    walkers = 0;
    passages += 1;
    const { seq, atMs } = admitted ?? { seq: 0, atMs: timers.nowMs() };
    lastPassage = { seq, ds: Math.round((timers.nowMs() - atMs) / 100) };
    if (last.seq === seq) last = { seq, result: "passed" };
    admitted = null;
  }

  function openExit(): void {
    const officer = state === "alarm";
    enter("exit_open");
    cancelState = later(times.exitOpenMax, () => raise("door_timeout"));
    // Somebody whom an officer lets out of an alarm walks out too.
    if (officer) cancelWalk = later(times.walkOut, () => state === "exit_open" && (pass(), settle()));
  }

  function sendBack(): void {
    cancelWalk();
    rejects += 1;
    if (admitted && last.seq === admitted.seq) last = { ...last, result: "expired" };
    enter("reject_back");
    cancelState = later(times.walkOut, close);
  }

  /** Shuts what is open. An admission that nobody has used is over. */
  function close(): void {
    cancelWalk();
    if (admitted && last.seq === admitted.seq && last.result === "accepted")
      last = { ...last, result: "expired" };
    enter("closing");
    cancelState = later(times.doorMove, settle);
  }

  // --- Alarms, switches and sensors.

  function raise(alarm: GateAlarm): void {
    if (!powered) return;
    alarms.add(alarm);
    if (state === "emergency_open" || state === "manual" || state === "init") return;
    if (alarm !== "tailgate") cancelWalk();
    enter("alarm");
  }

  function emergency(which: "fire" | "button", on: boolean): void {
    is[which] = on;
    if (on && powered && state !== "init") {
      cancelWalk();
      admitted = null;
      enter("emergency_open");
    }
  }

  function turnKey(on: boolean): void {
    is.key = on;
    if (!powered || state === "init" || state === "emergency_open") return;
    if (on) {
      cancelWalk();
      admitted = null;
      enter("manual");
    } else if (state === "manual") close();
  }

  function openCabinet(open: boolean): void {
    is.cabinet = open;
    if (open && mode !== "maintenance") raise("tamper");
  }

  function object(left: boolean): void {
    sensor.object = left;
    cancelObject();
    if (left) cancelObject = later(times.objectMax, () => raise("object_left"));
  }

  function hearBeat(count: number, watchdogMs: number): void {
    if (!powered) return;
    heartbeat = count;
    alarms.delete("watchdog");
    cancelDog();
    if (watchdogMs > 0)
      cancelDog = later(watchdogMs, () => {
        // Who is inside walks out; then nobody comes in until a beat is heard.
        alarms.add("watchdog");
        if (state === "entry_open") close();
      });
  }

  // --- What the contacts and registers say.

  function entryBeam(): number {
    return admitted?.direction === "out" ? 4 : 1;
  }

  function exitBeam(): number {
    return admitted?.direction === "out" ? 1 : 4;
  }

  function doors(): { entryOpen: boolean; exitOpen: boolean } {
    const all = powered && (state === "emergency_open" || state === "manual");
    const first = powered && (state === "entry_open" || state === "reject_back");
    const second = powered && state === "exit_open";
    const out = admitted?.direction === "out";
    return { entryOpen: all || (out ? second : first), exitOpen: all || (out ? first : second) };
  }

  function reading(): Reading {
    const { entryOpen, exitOpen } = doors();
    const moving = state === "closing" || state === "init";
    return {
      state,
      mode,
      seq: last.seq,
      result: last.result,
      boot,
      passages,
      rejects,
      alarms: [...alarms],
      beams: walkers | (sensor.stuck ? 1 : 0) | (sensor.object ? insideBeam : 0),
      occupancy: inside,
      lastPassageSeq: lastPassage.seq,
      heartbeat,
      doors: {
        entryClosed: !entryOpen && !sensor.lying,
        entryLocked: (!entryOpen && !moving) || sensor.lying,
        exitClosed: !exitOpen,
        exitLocked: !exitOpen && !moving,
      },
      inputs: {
        fireLoopHealthy: !is.fire,
        emergencyButton: is.button,
        keySwitch: is.key,
        cabinetOpen: is.cabinet,
        mainsOk: is.mainsOk,
      },
    };
  }
};

const insideBeam = 2;

/** Stays until an officer resets it; the others end with their cause. */
const isLatched = (alarm: GateAlarm): boolean => alarm !== "on_battery" && alarm !== "watchdog";
