import type { GateError, GateEvent, GateSnapshot } from "../ports";
import type { Cancel, Timers } from "../../sync/core/timers";
import { beamWatch } from "./beams";
import { happenings } from "./judge";
import { contradiction, type Reading } from "./registers";
import type { GateWire, WireError } from "./wire";

const pollMs = 100;
const beatMs = 1_000;
/** A picture older than this is none: nobody is admitted on it. */
export const freshMs = 1_000;
/** Beats without an echo: the controller's line answers, and its program stands still. */
const unansweredBeatsMax = 3;

/** The lane as its controller last told it, kept up to date, with everything that makes it doubtful. It commands nothing. */
export interface LanePicture {
  readonly running: boolean;
  readonly lineUp: boolean;
  readonly online: boolean;
  /** The last whole reading; null before the first. */
  readonly reading: Reading | null;
  /** How many readings there have been. */
  readonly readings: number;
  /** Younger than a second. */
  readonly fresh: boolean;
  start(): void;
  /** Says that it is offline, and wakes all who wait. The line is the caller's to close. */
  stop(): void;
  /** Reads now, and not at the next turn. */
  look(): Promise<void>;
  /** Passages under this number are ours. */
  expect(seq: number): void;
  /** No longer: it ended without one, and whoever still comes was asked for by nobody. */
  forget(seq: number): void;
  /** Forgets a sensor fault: an officer has looked. */
  forgiveSensors(): void;
  /** Why nothing can be asked of it; null while it can. */
  lineTrouble(): GateError | null;
  /** The same, with its sensors. */
  trouble(): GateError | null;
  errorOf(error: WireError): GateError;
  unreachable(cause: string): GateError;
  misconfigured(cause: string): GateError;
  snapshot(): GateSnapshot;
  tell(event: GateEvent): void;
  onEvent(listener: (event: GateEvent) => void): () => void;
  onChange(listener: () => void): () => void;
  /** The next reading, change of the line, or deadline. */
  next(): Promise<void>;
  until(done: () => boolean): Promise<void>;
  deadline(ms: number): { rang(): boolean; cancel(): void };
}

export const lanePicture = (wire: GateWire, timers: Timers): LanePicture => {
  const listeners = new Set<(event: GateEvent) => void>();
  const changeListeners = new Set<() => void>();
  /** Called after every reading and every change of the line: what waits looks again. */
  const waiting = new Set<() => void>();
  const asked = new Set<number>();
  const beams = beamWatch(timers);

  let running = false;
  let lineUp = false;
  let online = false;
  let lineError: GateError = { type: "Stopped" };
  let sensorFault: string | null = null;
  let doubt: string | null = null;
  let reading: Reading | null = null;
  let readings = 0;
  let lastSeenMs: number | null = null;
  let fresh = false;
  let cancelFresh: Cancel = () => {};
  let cancelPoll: Cancel = () => {};
  let cancelBeat: Cancel = () => {};
  let beats = 0;
  let beatEchoed = 0;

  return {
    get running() {
      return running;
    },
    get lineUp() {
      return lineUp;
    },
    get online() {
      return online;
    },
    get reading() {
      return reading;
    },
    get readings() {
      return readings;
    },
    get fresh() {
      return fresh;
    },
    start() {
      running = true;
      change(() => (lineError = unreachable("not connected yet")));
      wire.open({ up, down });
      wire.onChange?.(() => void look());
    },
    stop() {
      running = false;
      lose({ type: "Stopped" });
    },
    look,
    expect: (seq) => void asked.add(seq),
    forget: (seq) => void asked.delete(seq),
    forgiveSensors() {
      beams.reset();
      change(() => (sensorFault = null));
    },
    lineTrouble,
    trouble,
    errorOf,
    unreachable,
    misconfigured,
    snapshot,
    tell,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    next,
    until,
    deadline,
  };

  // --- The line and what it tells.

  function up(): void {
    lineUp = true;
    beats = 0;
    beatEchoed = 0;
    if (!wire.onChange) beat();
    void poll();
  }

  function down(cause: string): void {
    lose(unreachable(cause));
  }

  function lose(error: GateError): void {
    cancelPoll();
    cancelBeat();
    cancelFresh();
    beams.reset();
    doubt = null;
    change(() => {
      lineUp = false;
      fresh = false;
      goOffline(error);
    });
  }

  function goOffline(error: GateError): void {
    lineError = error;
    if (!online) return;
    online = false;
    tell({ type: "offline" });
  }

  async function poll(): Promise<void> {
    cancelPoll();
    await look();
    if (lineUp && !wire.onChange) cancelPoll = timers.after(pollMs, () => void poll());
  }

  function beat(): void {
    beats = (beats % 0xffff) + 1;
    void wire.beat(beats);
    cancelBeat = timers.after(beatMs, beat);
  }

  async function look(): Promise<void> {
    const read = await wire.read();
    if (!lineUp) return;
    if (read.ok) see(read.value);
    // One lost answer is not yet a lost line: the wire gives up after three, and says so.
    else if (read.error.type !== "Lost" && read.error.type !== "Busy")
      change(() => goOffline(errorOf(read.error)));
  }

  function see(now: Reading): void {
    const before = reading;
    lastSeenMs = timers.nowMs();
    readings += 1;
    fresh = true;
    cancelFresh();
    // A wire that tells of every change grows no older.
    if (!wire.onChange) cancelFresh = timers.after(freshMs, () => (fresh = false));
    if (now.heartbeat === null || now.heartbeat === beats) beatEchoed = beats;

    // What stood there at the start was asked for before we were started.
    if (!before && now.seq !== null) asked.add(now.seq);

    change(() => {
      reading = now;
      if (beats - beatEchoed > unansweredBeatsMax)
        return goOffline(unreachable("it answers, and its program stands still"));
      if (!online) {
        online = true;
        tell({ type: "online" });
      }
      for (const event of happenings(before, now, (seq) => asked.has(seq))) tell(event);
      judgeSensors(now);
    });
  }

  /** Contacts change one after the other: only what two readings in a row say is a fault. It stays until an officer resets it. */
  function judgeSensors(now: Reading): void {
    const contradicting = contradiction(now);
    const certain = contradicting !== null && contradicting === doubt ? contradicting : null;
    doubt = contradicting;
    beams.see(now.beams, (what) => change(() => faultOf(what)));
    if (certain) faultOf(certain);
  }

  function faultOf(what: string): void {
    if (sensorFault === what) return;
    sensorFault = what;
    tell({ type: "fault", error: { type: "SensorFault", what } });
  }

  function lineTrouble(): GateError | null {
    return online ? null : lineError;
  }

  function trouble(): GateError | null {
    return lineTrouble() ?? (sensorFault === null ? null : { type: "SensorFault", what: sensorFault });
  }

  function errorOf(error: WireError): GateError {
    if (error.type === "Busy") return { type: "Busy" };
    return error.type === "Misconfigured" ? misconfigured(error.cause) : unreachable(error.cause);
  }

  function unreachable(cause: string): GateError {
    return { type: "Unreachable", address: wire.address, cause };
  }

  function misconfigured(cause: string): GateError {
    return { type: "Misconfigured", address: wire.address, cause };
  }

  // --- Telling.

  function snapshot(): GateSnapshot {
    const { state, mode, boot, passages, rejects, alarms, inputs, occupancy } = reading ?? unseen;
    return {
      online,
      state,
      mode,
      boot,
      passages,
      rejects,
      alarms,
      inputs,
      occupancy,
      error: trouble(),
      lastSeenMs,
    };
  }

  function change(make: () => void): void {
    const before = looksOf(snapshot());
    const errorBefore = lineTrouble()?.type;
    make();
    const error = lineTrouble();
    if (error?.type === "Misconfigured" && errorBefore !== "Misconfigured") tell({ type: "fault", error });
    if (looksOf(snapshot()) !== before) for (const listener of changeListeners) listener();
    wakeAll();
  }

  function tell(event: GateEvent): void {
    for (const listener of listeners) listener(event);
  }

  async function until(done: () => boolean): Promise<void> {
    while (!done()) await next();
  }

  function next(): Promise<void> {
    return new Promise((resolve) => waiting.add(resolve));
  }

  function wakeAll(): void {
    const woken = Array.from(waiting);
    waiting.clear();
    for (const wake of woken) wake();
  }

  function deadline(ms: number): ReturnType<LanePicture["deadline"]> {
    let rung = false;
    const cancel = timers.after(ms, () => {
      rung = true;
      wakeAll();
    });
    return { rang: () => rung, cancel };
  }
};

const looksOf = (snapshot: GateSnapshot): string => JSON.stringify({ ...snapshot, lastSeenMs: 0 });

/** Before the first reading: nothing is known, so nothing is allowed. */
const unseen: Pick<
  Reading,
  "state" | "mode" | "boot" | "passages" | "rejects" | "alarms" | "inputs" | "occupancy"
> = {
  state: "init",
  mode: "closed",
  boot: null,
  passages: null,
  rejects: null,
  alarms: [],
  inputs: {
    fireLoopHealthy: true,
    emergencyButton: false,
    keySwitch: false,
    cabinetOpen: false,
    mainsOk: true,
  },
  occupancy: 0,
};
