import type { Link } from "../link";
import type { Printer, PrinterError, PrinterEvent, PrinterStatus, PrintJob, PrintOutcome } from "../ports";
import type { Cancel, Timers } from "../../sync/core/timers";
import { conversation, type Wire } from "./conversation";
import { looksSame, pictureOf, stopsTicket, troubleOf } from "./picture";

export interface EscposPrinterOptions {
  readonly link: Link;
  readonly timers: Timers;
  /**
   * How the printer tells that a job is on paper: by process id (`GS ( H`), or, for models without it, by answering
   * `GS r` in its turn. `probe` finds out at the first good moment; a model that prints unknown commands as letters
   * needs `inTurn` here.
   */
  readonly confirmation?: "probe" | "processId" | "inTurn";
  /** Left out: a line that is faster than the paper. */
  readonly wire?: Wire;
}

const pollMs = 2_000;
/** A ticket takes about one second. Fifteen without a word is not a slow printer any more. */
const confirmMs = 15_000;
/** Answers kept for jobs asked again, newest. */
const answersKept = 256;

/**
 * An ESC/POS printer on any line.
 *
 *   down --line up--> starting --status, probe--> ready --job--> sent --confirmation--> printed
 *     ^                                                           |
 *     +------- line lost, or no answer within the deadline -------+--> suspect (also: paper out, cover, knife, silence)
 *
 * Invariants: one job on the wire at a time; the state is asked anew before the first byte of each job; a job is
 * `printed` only by the printer's own word, given after the job's last byte.
 */
export const escposPrinter = (options: EscposPrinterOptions): Printer => {
  const { link, timers, confirmation = "probe" } = options;
  const listeners = new Set<(event: PrinterEvent) => void>();
  const answers = new Map<string, Promise<PrintOutcome>>();
  const talk = conversation({
    link,
    timers,
    confirmation,
    ...(options.wire ? { wire: options.wire } : {}),
    onSignals,
    onConfirmed: () => finishJob?.({ type: "printed" }),
  });
  let ready = false;
  let lineError: PrinterError = { type: "Stopped" };
  let known: PrinterStatus = {
    online: false,
    paper: "ok",
    cover: "closed",
    error: lineError,
    lastSeenMs: null,
  };
  let finishJob: ((outcome: PrintOutcome) => void) | undefined;
  let lastJob: Promise<unknown> = Promise.resolve();
  let cancelPoll: Cancel = () => {};

  return {
    start() {
      lineError = { type: "NotReady" };
      link.open({ up, data: talk.hear, down });
      show();
    },
    async stop() {
      lose({ type: "Stopped" });
      await link.close();
    },
    print,
    status: () => ({ ...known, lastSeenMs: talk.lastSeenMs() }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  async function up(): Promise<void> {
    if (!(await talk.begin())) return;
    if (troubleOf(talk.signals()) === null && !(await talk.learnConfirmation())) return;
    ready = true;
    show();
    pollLater();
  }

  function pollLater(): void {
    cancelPoll = timers.after(pollMs, async () => {
      if (await talk.ask()) pollLater();
    });
  }

  function down(connected: boolean, cause: string): void {
    const address = link.address;
    if (connected && !talk.heardOnThisLine()) {
      lose({ type: "Unreachable", address, cause: `${cause}; another computer may hold the printer` });
    } else {
      lose({ type: connected ? "ConnectionLost" : "Unreachable", address, cause });
    }
  }

  function lose(reason: PrinterError): void {
    ready = false;
    lineError = reason;
    cancelPoll();
    talk.end();
    finishJob?.({ type: "suspect", reason });
    show();
  }

  function onSignals(): void {
    const trouble = troubleOf(talk.signals());
    if (stopsTicket(trouble)) finishJob?.({ type: "suspect", reason: trouble });
    show();
  }

  function print(job: PrintJob): Promise<PrintOutcome> {
    const before = answers.get(job.id);
    if (before) return before;
    const outcome = lastJob.then(() => printNow(job));
    lastJob = outcome;
    answers.set(job.id, outcome);
    void outcome.then(({ type }) => {
      if (type === "refused") answers.delete(job.id);
      const oldest = answers.keys().next().value;
      if (answers.size > answersKept && oldest !== undefined) answers.delete(oldest);
    });
    return outcome;
  }

  async function printNow(job: PrintJob): Promise<PrintOutcome> {
    const reasonNotTo = () => (ready ? troubleOf(talk.signals()) : lineError);
    if (ready) await talk.ask();
    if (reasonNotTo() === null) await talk.learnConfirmation();
    const reason = reasonNotTo();
    if (reason) return { type: "refused", reason };

    return new Promise((resolve) => {
      const cancel = timers.after(confirmMs, () =>
        finishJob?.({ type: "suspect", reason: { type: "NotConfirmed", waitedMs: confirmMs } }),
      );
      finishJob = (outcome) => {
        finishJob = undefined;
        cancel();
        talk.jobOver();
        resolve(outcome);
      };
      talk.sendJob(job.bytes);
    });
  }

  function show(): void {
    const trouble = ready ? troubleOf(talk.signals()) : lineError;
    const heard = talk.heardOnThisLine()
      ? pictureOf(talk.signals())
      : { paper: known.paper, cover: known.cover };
    const now = {
      online: ready && trouble === null,
      ...heard,
      error: trouble,
      lastSeenMs: talk.lastSeenMs(),
    };
    const before = known;
    known = now;
    if (!looksSame(before, now)) for (const listener of listeners) listener({ before, now });
  }
};
