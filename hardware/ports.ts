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
