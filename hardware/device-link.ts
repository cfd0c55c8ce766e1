import { close as closeFile, constants, openSync, readSync, writeSync } from "node:fs";
import type { Cancel, Timers } from "../sync/core/timers";
import type { Link, LinkHandlers } from "./link";

export interface DeviceLinkOptions {
  /** A stable name: `/dev/imm/printer0`, `/dev/serial/by-id/…`, `/dev/usb/lp0`. */
  readonly path: string;
  readonly timers: Timers;
  /** Sets the line up once it is open; an error it resolves with breaks the line. */
  readonly setUp?: (path: string) => Promise<string | null>;
}

const retryMsMin = 100;
const retryMsMax = 5_000;
/** How often a silent device is looked at, and one that speaks or still has to take bytes. */
const idleMs = 20;
const busyMs = 5;
const readBytes = 4_096;
/** Reads in one look: a device that babbles must not hold up the rest. */
const readsMax = 16;

const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/**
 * A line over a device file: a USB printer (`/dev/usb/lp*`), or a serial line that `setUp` gives its speed.
 *
 * The file is opened non-blocking and looked at by a timer. A read that blocks would hold a thread of the process's small pool for each
 * silent device, and a write to a printer without paper for as long as nobody comes. Measured: an empty line says EAGAIN, one that was
 * pulled says 0 bytes, EIO or ENODEV. A device that comes back is found by its path.
 */
export const deviceLink = ({ path, timers, setUp }: DeviceLinkOptions): Link => {
  let handlers: LinkHandlers | undefined;
  let retryMs = retryMsMin;
  let cancelTimer: Cancel = () => {};
  let breakWith: (cause: string) => void = () => {};
  let closing: Promise<void> = Promise.resolve();
  let waiting: Uint8Array[] = [];
  let pump: () => void = () => {};

  return {
    address: path,
    open(given) {
      handlers = given;
      dial();
    },
    write(bytes) {
      if (handlers) waiting.push(bytes);
      pump();
    },
    drop: (cause) => breakWith(cause),
    async close() {
      handlers = undefined;
      breakWith("closed by us");
      cancelTimer();
      await closing;
    },
  };

  function dial(): void {
    let file: number;
    try {
      file = openSync(path, flags);
    } catch (cause) {
      retry(false, codeOf(cause));
      return;
    }
    const buffer = new Uint8Array(readBytes);
    let connected = false;
    let over = false;
    waiting = [];
    breakWith = finish;
    if (setUp) {
      void setUp(path).then((problem) => (problem === null ? ready() : finish(problem)));
    } else ready();

    function ready(): void {
      if (over) return;
      connected = true;
      pump = () => attempt(sendWaiting);
      handlers?.up();
      if (!over) look();
    }

    function look(): void {
      const heard = attempt(readAll);
      attempt(sendWaiting);
      if (!over) cancelTimer = timers.after(heard || waiting.length > 0 ? busyMs : idleMs, look);
    }

    /** True when something was heard. */
    function readAll(): boolean {
      for (let reads = 0; reads < readsMax; reads++) {
        const length = readSync(file, buffer);
        if (length === 0) {
          finish("the device went away");
          return false;
        }
        retryMs = retryMsMin;
        handlers?.data(buffer.slice(0, length));
        // Whoever hears it may drop the line.
        if (over || length < readBytes) return true;
      }
      return true;
    }

    function sendWaiting(): boolean {
      for (let first = waiting[0]; first; first = waiting[0]) {
        const sent = writeSync(file, first);
        if (sent < first.length) waiting[0] = first.subarray(sent);
        else waiting.shift();
      }
      return false;
    }

    /** EAGAIN is a device with nothing to say, or with no room: the next look tries again. */
    function attempt(act: () => boolean): boolean {
      if (over) return false;
      try {
        return act();
      } catch (cause) {
        const code = codeOf(cause);
        if (code !== "EAGAIN") finish(code);
        return false;
      }
    }

    function finish(cause: string): void {
      if (over) return;
      over = true;
      cancelTimer();
      waiting = [];
      breakWith = pump = () => {};
      // Not at once: to close a serial line that stands still takes the system up to half a minute.
      closing = new Promise((closed) => closeFile(file, () => closed()));
      retry(connected, cause);
    }
  }

  function retry(connected: boolean, cause: string): void {
    if (!handlers) return;
    cancelTimer = timers.after(retryMs, dial);
    retryMs = Math.min(retryMs * 2, retryMsMax);
    handlers.down(connected, cause);
  }
};

/** Errors of files have a code; anything else is a bug and goes on its way. */
const codeOf = (cause: unknown): string => {
  const code = (cause as { code?: unknown }).code;
  if (typeof code !== "string") throw cause;
  return code;
};
