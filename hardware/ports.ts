/**
 * What the product may ask of a device, whatever its make, wire or protocol. A port knows bytes and paper; it knows
 * nothing of visitors. Drivers live in the folder of their device, beside one contract suite that all of them pass.
 */

/** One piece of paper. `id` is the caller's job id, `bytes` a complete document for this printer. */
export interface PrintJob {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * What became of a job.
 * - `printed`: the printer itself said that everything up to the end of this job is on paper.
 * - `suspect`: some bytes left us and the printer did not confirm. Nobody knows; never resent automatically.
 * - `refused`: not one byte of the job was sent. Safe to try again.
 */
export type PrintOutcome =
  | { readonly type: "printed" }
  | { readonly type: "suspect"; readonly reason: PrinterError }
  | { readonly type: "refused"; readonly reason: PrinterError };

export type PrinterError =
  | { readonly type: "PaperOut" }
  | { readonly type: "CoverOpen" }
  | { readonly type: "CutterJam" }
  /** Needs a technician, or the power switch. */
  | { readonly type: "Broken" }
  /** Offline for a cause that passes by itself or is not told: feeding, too hot, starting. */
  | { readonly type: "NotReady" }
  /** Nobody answers at this address, or another computer holds the printer's only connection. */
  | { readonly type: "Unreachable"; readonly address: string; readonly cause: string }
  /** The line broke, or the printer kept it open and stopped answering. */
  | { readonly type: "ConnectionLost"; readonly address: string; readonly cause: string }
  /** Everything was sent, and no confirmation came. */
  | { readonly type: "NotConfirmed"; readonly waitedMs: number }
  /** The driver is not running. */
  | { readonly type: "Stopped" };

/** The printer as last heard. While `online` is false, `paper` and `cover` are what was known before. */
export interface PrinterStatus {
  /** Connected, answering and able to print. */
  readonly online: boolean;
  readonly paper: "ok" | "near_end" | "out";
  readonly cover: "open" | "closed";
  /** Why it cannot print now; null while it can. */
  readonly error: PrinterError | null;
  /** When the printer last said anything, milliseconds since the epoch; null if never. */
  readonly lastSeenMs: number | null;
}

/** Something a person would notice changed: online, paper, cover or the error. */
export interface PrinterEvent {
  readonly before: PrinterStatus;
  readonly now: PrinterStatus;
}

export interface Printer {
  /** Takes the printer's connection and keeps it until `stop`. */
  start(): void;
  /** Ends the job in hand as suspect, the waiting ones as refused, and lets the printer go. */
  stop(): Promise<void>;
  /** Prints one job after the other. The same id twice is one piece of paper and one answer. Never rejects. */
  print(job: PrintJob): Promise<PrintOutcome>;
  status(): PrinterStatus;
  /** Calls `listener` on every change until the returned function is called. */
  onEvent(listener: (event: PrinterEvent) => void): () => void;
}

// --- Gates --------------------------------------------------------------------------------------------------------------

export type GateDirection = "in" | "out";

/** What a lane's controller lets pass: see the register map of the reference controller (`gate/registers.ts`). */
export type GateMode =
  | "closed"
  | "controlled_in"
  | "controlled_out"
  | "both_ways"
  | "free"
  | "out_of_service"
  | "maintenance";

export type GateState =
  | "init"
  | "idle"
  | "entry_open"
  | "occupied"
  | "exit_open"
  | "reject_back"
  | "closing"
  | "alarm"
  | "emergency_open"
  | "manual"
  | "out_of_service";

/** What the controller holds up until an officer clears it. */
export type GateAlarm =
  | "tailgate"
  | "two_persons"
  | "wrong_way"
  | "forced"
  | "object_left"
  | "door_timeout"
  | "sensor_fault"
  | "watchdog"
  | "tamper"
  | "on_battery";

export type GateError =
  /** Nobody answers at this address, or the line broke. */
  | { readonly type: "Unreachable"; readonly address: string; readonly cause: string }
  /** It answers, and not as this profile does: wrong magic, wrong unit, registers that are not there. For a technician. */
  | { readonly type: "Misconfigured"; readonly address: string; readonly cause: string }
  /** It was busy for as long as the command was worth something. */
  | { readonly type: "Busy" }
  /** Its state, or its mode, does not allow it: a person in the lane, an alarm, out of service. */
  | { readonly type: "NotNow"; readonly state: GateState; readonly mode: GateMode }
  /** Its inputs contradict each other: no guess is made of what is true. */
  | { readonly type: "SensorFault"; readonly what: string }
  /** It started again while somebody was under way. */
  | { readonly type: "Rebooted"; readonly boot: number }
  /** This profile cannot do that: a relay has no mode. */
  | { readonly type: "NotSupported" }
  /** The driver is not running. */
  | { readonly type: "Stopped" };

/** One passage asked for. The same `id` twice is one command and one answer. */
export interface AdmitCommand {
  readonly id: string;
  /** 1 to 65535, never one that this lane has seen: whoever asks has written it down before. */
  readonly seq: number;
  readonly direction: GateDirection;
  /** The controller forgets an admission that nobody used in this time. */
  readonly ttlMs: number;
}

/**
 * What became of an admission.
 * - `passed`: a sensor saw one person through. `sensor`: the controller's own count of passages, null where it keeps none.
 * - `expired`: nobody came in time; the lane is shut.
 * - `refused`: the lane did not open; nothing of the command took effect.
 * - `unknown`: it may have opened. Never asked again by itself; an officer looks.
 */
export type AdmitOutcome =
  | { readonly type: "passed"; readonly sensor: number | null; readonly tookMs: number }
  | { readonly type: "expired" }
  | { readonly type: "refused"; readonly reason: GateError }
  | { readonly type: "unknown"; readonly reason: GateError };

/** Anything else a lane can be told. */
export interface GateOrder {
  readonly id: string;
  readonly seq: number;
  readonly what:
    | { readonly type: "open_exit" }
    | { readonly type: "reject" }
    | { readonly type: "lock" }
    | { readonly type: "reset_alarm" }
    | { readonly type: "set_mode"; readonly mode: GateMode };
}

export type OrderOutcome =
  | { readonly type: "done" }
  | { readonly type: "refused"; readonly reason: GateError }
  | { readonly type: "unknown"; readonly reason: GateError };

/** The lane as last read. While `online` is false the rest is what was known before. */
export interface GateSnapshot {
  readonly online: boolean;
  readonly state: GateState;
  readonly mode: GateMode;
  /** Rises with each start of the controller; null where it keeps none. */
  readonly boot: number | null;
  /** The controller's own counts since it was made; null where it keeps none. */
  readonly passages: number | null;
  readonly rejects: number | null;
  readonly alarms: readonly GateAlarm[];
  readonly inputs: GateInputs;
  /** Persons that the lane's sensors see inside. */
  readonly occupancy: number;
  readonly error: GateError | null;
  /** When the controller last answered, milliseconds since the epoch; null if never. */
  readonly lastSeenMs: number | null;
}

export interface GateInputs {
  /** False: fire alarm, or its wire is cut. The hardware opens by itself; software only watches. */
  readonly fireLoopHealthy: boolean;
  readonly emergencyButton: boolean;
  readonly keySwitch: boolean;
  readonly cabinetOpen: boolean;
  readonly mainsOk: boolean;
}

/** Something that happened at the lane. `seq` is the command it belongs to; null: nobody asked for it. */
export type GateEvent =
  | { readonly type: "passed"; readonly seq: number | null; readonly sensor: number | null }
  | { readonly type: "alarm"; readonly alarm: GateAlarm }
  | { readonly type: "alarm_over"; readonly alarm: GateAlarm }
  | { readonly type: "fire" }
  | { readonly type: "fire_over" }
  | { readonly type: "manual"; readonly by: "key_switch" | "emergency_button"; readonly on: boolean }
  | { readonly type: "cabinet"; readonly open: boolean }
  | { readonly type: "mains"; readonly ok: boolean }
  | { readonly type: "fault"; readonly error: GateError }
  | { readonly type: "reboot"; readonly boot: number }
  | { readonly type: "online" }
  | { readonly type: "offline" };

/**
 * A gate lane's controller. The product asks for one passage at a time; what opens in a fire, what stops a wing before it hurts, and
 * what holds a door are the hardware's own, with no software in the path.
 */
export interface Gate {
  start(): void;
  /** Ends what is under way as `unknown` and lets the controller go, which shuts by its own watchdog. */
  stop(): Promise<void>;
  /**
   * Resolves when the outcome is known: at the latest 45 s after the time to live, since somebody who went in at its end may be
   * checked inside and walk out. Never rejects.
   */
  admit(command: AdmitCommand): Promise<AdmitOutcome>;
  order(order: GateOrder): Promise<OrderOutcome>;
  snapshot(): GateSnapshot;
  onEvent(listener: (event: GateEvent) => void): () => void;
  /** Calls `listener` when anything in the snapshot but `lastSeenMs` has changed. */
  onChange(listener: () => void): () => void;
}

// --- Scanners and document readers --------------------------------------------------------------------------------------

export type ReaderError =
  | { readonly type: "Unreachable"; readonly address: string; readonly cause: string }
  /** It said something that no reader of this kind says; for a technician when it lasts. */
  | { readonly type: "Garbled"; readonly address: string; readonly bytes: number }
  | { readonly type: "Stopped" };

export interface ReaderStatus {
  readonly online: boolean;
  readonly error: ReaderError | null;
  readonly lastSeenMs: number | null;
}

/** One thing held to a scanner: a second read of the same within three seconds is the same event and is not told. */
export interface Scan {
  /** Printable characters only, lines separated by "\n", 2,048 at most. */
  readonly text: string;
  readonly atMs: number;
}

export interface Scanner {
  start(): void;
  stop(): Promise<void>;
  status(): ReaderStatus;
  onScan(listener: (scan: Scan) => void): () => void;
  onChange(listener: () => void): () => void;
}

/** What the reader service says of a chip: it was read and its signatures hold, it did not hold, or there is none. */
export type ChipResult = "ok" | "failed" | "absent";

/** A document laid on a reader, as the reader saw it. Nothing of it is believed because a reader said so: rules judge it. */
export interface DocumentRead {
  readonly id: string;
  /** Two lines of 44 or 36, or three of 30, as read. Empty where none was found. */
  readonly mrz: readonly string[];
  readonly chip: ChipResult;
  /** JPEG of the page; JPEG of the face in the chip. */
  readonly image: Uint8Array | null;
  readonly face: Uint8Array | null;
  readonly atMs: number;
}

export interface DocumentReader {
  start(): void;
  stop(): Promise<void>;
  status(): ReaderStatus;
  onRead(listener: (read: DocumentRead) => void): () => void;
  onChange(listener: () => void): () => void;
}

// --- Faces and fingers --------------------------------------------------------------------------------------------------

export interface MatchRequest {
  readonly id: string;
  readonly kind: "face" | "finger";
  /** The lane or counter whose camera looks. */
  readonly at: string;
  /** The picture of the chip, or a template. */
  readonly reference: Uint8Array | null;
  readonly deadlineMs: number;
}

/** `score` and `threshold` are the engine's own, told so that they can be looked at later. */
export type MatchOutcome =
  | {
      readonly type: "match" | "no_match" | "doubt";
      readonly score: number;
      readonly threshold: number;
      readonly engine: string;
    }
  | { readonly type: "unavailable"; readonly cause: string };

/** Compares one person with one document, 1:1. Never rejects; always answers within the deadline. */
export interface BiometricMatcher {
  match(request: MatchRequest): Promise<MatchOutcome>;
}

export type CaptureOutcome =
  | {
      readonly type: "captured";
      readonly template: Uint8Array;
      /** 0 to 100 (NFIQ 2, ISO/IEC 29794-4). */
      readonly quality: number;
      readonly engine: string;
    }
  | { readonly type: "not_captured"; readonly reason: "timeout" | "poor_quality" | "unavailable" };

export interface FingerprintReader {
  capture(options: { readonly finger: string; readonly deadlineMs: number }): Promise<CaptureOutcome>;
}
