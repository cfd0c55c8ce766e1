import type { Link } from "../link";
import type { Cancel, Timers } from "../../sync/core/timers";
import { askInTurn, askProcessId, askRealTime, finishBrokenCommand, initialise, watchStatus } from "./escpos";
import { troubleOf } from "./picture";
import { quiet, readAutomatic, readRealTime, type Reply, replyReader, type Signals } from "./status";

/** Answers must come within this, whatever the printer's state. Measured on a stopped peer: nothing else notices. */
const answerMs = 1_000;

/** What a line carries, and what stands on it. A question behind a ticket waits for the ticket. */
export interface Wire {
  readonly bytesPerMs: number;
  /** NUL bytes that finish whatever an earlier owner of the line left half sent. */
  readonly finish: Uint8Array;
}

/** Network and USB: the paper is slower than the line. 150 mm/s at 203 dpi is about 80 bytes of picture a millisecond. */
export const fastWire: Wire = { bytesPerMs: 80, finish: finishBrokenCommand };

/**
 * A serial line of so many bits a second, ten to a byte. Text leaves no half picture behind, at most half of a code's text; 8 kB of NUL
 * would keep a line of 9,600 bits busy for eight seconds.
 */
export const serialWire = (baud: number, draws: "picture" | "text"): Wire => ({
  bytesPerMs: Math.min(fastWire.bytesPerMs, baud / 10_000),
  finish: draws === "picture" ? finishBrokenCommand : finishBrokenCommand.subarray(0, 512),
});

export interface Conversation {
  /** Sets up a fresh line and asks how the printer is. False when the line was lost meanwhile. */
  begin(): Promise<boolean>;
  /** Asks how the printer is, once at a time. Breaks the line when no answer comes; false then. */
  ask(): Promise<boolean>;
  /** Finds out once how this model confirms. False when the line was lost meanwhile. */
  learnConfirmation(): Promise<boolean>;
  /** Sends a job and the request to confirm it; `onConfirmed` follows, or never. */
  sendJob(bytes: Uint8Array): void;
  /** The job in hand is decided: a confirmation from now on is nobody's. */
  jobOver(): void;
  /** Takes in what the printer said. */
  hear(packet: Uint8Array): void;
  /** The line is gone: everyone waiting gets false. */
  end(): void;
  signals(): Signals;
  heardOnThisLine(): boolean;
  lastSeenMs(): number | null;
}

interface ConversationOptions {
  readonly link: Link;
  readonly timers: Timers;
  readonly confirmation: "probe" | "processId" | "inTurn";
  readonly wire?: Wire;
  onSignals(): void;
  onConfirmed(): void;
}

/** Questions and answers with one printer over one line: who asked what, by when, and what the job waits for. */
export const conversation = (options: ConversationOptions): Conversation => {
  const { link, timers, wire = fastWire, onSignals, onConfirmed } = options;
  let confirmation = options.confirmation;
  let read = replyReader();
  let signals = quiet;
  let heard = false;
  let seenMs: number | null = null;
  let unanswered: (1 | 2 | 3 | 4)[] = [];
  let asking: Waiting | undefined;
  let learning: Waiting | undefined;
  let jobBytes: number | undefined;
  let expectedId: string | undefined;
  let inTurnOwed = 0;
  let nextId = timers.nowMs();

  return {
    begin() {
      end();
      link.write(wire.finish);
      setUp();
      return ask();
    },
    ask,
    learnConfirmation,
    sendJob(bytes) {
      jobBytes = bytes.length;
      setUp();
      link.write(bytes);
      askToConfirm();
    },
    jobOver() {
      jobBytes = undefined;
      expectedId = undefined;
    },
    hear(packet) {
      heard = true;
      seenMs = timers.nowMs();
      const replies = read(packet);
      for (const reply of replies) {
        take(reply);
        // A busy program may read at once that the paper ended, was filled up, and that the job came to its end.
        if (reply.type === "automatic") onSignals();
      }
      if (replies.length > 0) onSignals();
    },
    end,
    signals: () => signals,
    heardOnThisLine: () => heard,
    lastSeenMs: () => seenMs,
  };

  /** Before every job too: ESC @ ends the automatic status, and a printer that was switched off forgot it. */
  function setUp(): void {
    link.write(initialise);
    link.write(watchStatus);
  }

  function ask(): Promise<boolean> {
    if (asking) return asking.done;
    unanswered = [1, 2, 3, 4];
    const patienceMs = answerMs + Math.ceil((jobBytes ?? 0) / wire.bytesPerMs);
    const mine = waiting(timers, patienceMs, () => link.drop(`no answer within ${patienceMs} ms`));
    asking = mine;
    for (const about of unanswered) link.write(askRealTime(about));
    return mine.done;
  }

  function learnConfirmation(): Promise<boolean> {
    if (confirmation !== "probe") return Promise.resolve(true);
    if (learning) return learning.done;
    learning = waiting(timers, answerMs, noProcessId);
    askToConfirm();
    return learning.done;
  }

  function learned(how: "processId" | "inTurn"): void {
    confirmation = how;
    learning?.settle(true);
    learning = undefined;
  }

  /** Silence means a model without process ids, unless an open cover or a lack of paper explains it: then ask again later. */
  function noProcessId(): void {
    expectedId = undefined;
    if (troubleOf(signals) === null) return learned("inTurn");
    learning?.settle(true);
    learning = undefined;
  }

  function askToConfirm(): void {
    if (confirmation === "inTurn") {
      inTurnOwed += 1;
      link.write(askInTurn);
    } else {
      expectedId = (nextId++ % 36 ** 4).toString(36).padStart(4, "0");
      link.write(askProcessId(expectedId));
    }
  }

  function take(reply: Reply): void {
    if (reply.type === "automatic") signals = readAutomatic(reply.bytes);
    if (reply.type === "realTime") answered(reply.byte);
    if (reply.type === "processId") heardProcessId(reply.id);
    if (reply.type === "inTurn") heardInTurn(reply.byte);
  }

  function answered(byte: number): void {
    const about = unanswered.shift();
    if (about === undefined) return;
    signals = { ...signals, ...readRealTime(about, byte) };
    if (unanswered.length > 0) return;
    asking?.settle(true);
    asking = undefined;
  }

  function heardProcessId(id: string): void {
    learned("processId");
    if (id !== expectedId) return;
    expectedId = undefined;
    if (jobBytes !== undefined) onConfirmed();
  }

  /** Paper present is 00h or 03h. Answers come in order, so those owed to earlier jobs are used up first. */
  function heardInTurn(byte: number): void {
    if (inTurnOwed === 0 || (byte !== 0x00 && byte !== 0x03)) return;
    inTurnOwed -= 1;
    if (inTurnOwed === 0 && jobBytes !== undefined) onConfirmed();
  }

  function end(): void {
    read = replyReader();
    heard = false;
    unanswered = [];
    inTurnOwed = 0;
    expectedId = undefined;
    asking?.settle(false);
    learning?.settle(false);
    asking = learning = undefined;
  }
};

interface Waiting {
  readonly done: Promise<boolean>;
  settle(good: boolean): void;
}

/** A promise that `settle` decides, with an alarm that rings when nobody did in time. */
const waiting = (timers: Timers, patienceMs: number, late: () => void): Waiting => {
  let cancel: Cancel = () => {};
  let resolve: (good: boolean) => void = () => {};
  const done = new Promise<boolean>((give) => {
    resolve = give;
  });
  cancel = timers.after(patienceMs, late);
  return {
    done,
    settle(good) {
      cancel();
      resolve(good);
    },
  };
};
