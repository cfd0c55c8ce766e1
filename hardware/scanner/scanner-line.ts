/** A scanner's line: bytes become texts, silence is noticed, and what the line is worth is told. Shared by scanners and document readers. */
import type { Cancel, Timers } from "../../sync/core/timers";
import type { Link } from "../link";
import type { ReaderError, ReaderStatus } from "../ports";
import { type Framed, idleFraming, quiet, quietAfterMs, take } from "./framing";
import { repeats } from "../../sync/core/repeats";

export interface ScannerLineOptions {
  readonly link: Link;
  readonly timers: Timers;
  /** Each text once in three seconds. */
  readonly onText: (text: string, atMs: number) => void;
}

export interface ScannerLine {
  start(): void;
  stop(): Promise<void>;
  status(): ReaderStatus;
  onChange(listener: () => void): () => void;
}

/**
 * A scanner says nothing while nobody scans, so `online` is all that the line tells: it is there. A line that broke in the middle of a
 * scan has lost it; the person scans once more.
 */
export const scannerLine = ({ link, timers, onText }: ScannerLineOptions): ScannerLine => {
  const listeners = new Set<() => void>();
  let framing = idleFraming;
  let seen = repeats();
  let cancelQuiet: Cancel = () => {};
  let known: ReaderStatus = { online: false, error: { type: "Stopped" }, lastSeenMs: null };

  return {
    start() {
      link.open({ up, data: hear, down });
      become({ error: null });
    },
    async stop() {
      forget();
      seen = repeats();
      become({ online: false, error: { type: "Stopped" } });
      await link.close();
    },
    status: () => known,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function up(): void {
    forget();
    become({ online: true, error: null });
  }

  function down(_connected: boolean, cause: string): void {
    forget();
    become({ online: false, error: { type: "Unreachable", address: link.address, cause } });
  }

  function hear(packet: Uint8Array): void {
    cancelQuiet();
    tell(take(framing, packet));
    const waitMs = quietAfterMs(framing);
    if (waitMs !== undefined) cancelQuiet = timers.after(waitMs, () => tell(quiet(framing)));
  }

  function tell({ framing: now, texts, garbage }: Framed): void {
    framing = now;
    const atMs = timers.nowMs();
    if (texts.length > 0) become({ error: null, lastSeenMs: atMs });
    if (garbage > 0) {
      const before = known.error?.type === "Garbled" ? known.error.bytes : 0;
      become({ error: { type: "Garbled", address: link.address, bytes: before + garbage } });
    }
    for (const text of texts) if (seen.isNew(text, atMs)) onText(text, atMs);
  }

  function forget(): void {
    cancelQuiet();
    framing = idleFraming;
  }

  function become(change: Partial<ReaderStatus>): void {
    const before = known;
    known = { ...known, ...change };
    if (before.online !== known.online || !sameError(before.error, known.error))
      for (const listener of listeners) listener();
  }
};

/** That more of the same noise came is nothing new to a person. */
const sameError = (one: ReaderError | null, other: ReaderError | null): boolean => one?.type === other?.type;
