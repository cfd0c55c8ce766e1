/**
 * One printer working off its jobs, one after the other.
 *
 *   a commit touched jobs, the printer changed, a second passed after trouble ──► look for the oldest job
 *   job ──commit: sending──► draw ──► print ──commit: printed, suspect, failed, or queued again when not one byte was sent
 */
import type { Printer, PrintOutcome } from "../../hardware/ports";
import type { Timers } from "../../sync/core/timers";
import type { Plan } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import type { SubmitError, Tx, Writer } from "../../sync/submit";
import { bell } from "./bell";
import type { Takes } from "./connected";
import { endOf, type JobEnd } from "./devices";
import { planJobEnd, planSend, type SentJob } from "./devices.usecase";

export interface PrinterLoopOptions {
  readonly printer: Printer;
  readonly id: string;
  /** Whose papers it prints now. */
  readonly takes: () => Takes;
  readonly writer: Writer;
  readonly timers: Timers;
  /** A cheap look, so that an empty queue costs no commit. */
  readonly somethingWaits: () => boolean;
  /** The whole document for the printer; undefined when there is no such ticket any more. */
  readonly draw: (job: SentJob) => Uint8Array | undefined;
  readonly report: (what: string, cause: unknown) => void;
}

export interface PrinterLoop {
  /** Something changed: look again. */
  wake(): void;
  /** Lets the ticket in hand come out, then lets the printer go. */
  stop(): Promise<void>;
}

const retryMs = 1_000;
/** A ticket takes about one second; a node must stop within five. */
const lastTicketMs = 3_000;

export const printerLoop = (options: PrinterLoopOptions): PrinterLoop => {
  const { printer, id, takes, writer, timers, report } = options;
  const { ring, heard } = bell();
  const life = { stopping: false };

  const later = (delayMs: number): Promise<void> => new Promise((resolve) => timers.after(delayMs, resolve));
  const wakeLater = () => void timers.after(retryMs, ring);
  const submit = <Answer>(
    plan: (tx: Tx) => Result<Plan<Answer>, never>,
  ): Promise<Result<Answer, SubmitError>> =>
    writer.submit(
      {
        actor: { kind: "device", id, device: "printer" },
        requestId: `printer:${id}`,
      },
      plan,
    );

  const run = async (): Promise<void> => {
    while (!life.stopping) {
      if (!(await printNext())) await heard();
    }
  };

  /** True when the next job may follow at once. */
  const printNext = async (): Promise<boolean> => {
    if (!printer.status().online) return false;
    try {
      if (!options.somethingWaits()) return false;
      const sent = await submit((tx) => planSend(tx, takes()));
      if (!sent.ok) {
        wakeLater();
        return false;
      }
      if (!sent.value) return false;
      const end = await print(sent.value);
      await settle(sent.value, end);
      if (end.state !== "queued") return true;
      wakeLater();
      return false;
    } catch (cause) {
      report(`printer ${id}`, cause);
      wakeLater();
      return false;
    }
  };

  const print = async (job: SentJob): Promise<JobEnd> => {
    let bytes: Uint8Array | undefined;
    try {
      bytes = options.draw(job);
    } catch (cause) {
      report(`drawing ${job.kind} ${job.of}`, cause);
    }
    if (!bytes) return { state: "failed", reason: "NotDrawn" };
    const outcome: PrintOutcome = await printer.print({ id: job.id, bytes });
    return endOf(outcome);
  };

  /** An outcome is written, however long the disk is full; a process that ends before leaves the job to the next start. */
  const settle = async (job: SentJob, end: JobEnd): Promise<void> => {
    while (!(await isSettled(job, end)) && !life.stopping) await later(retryMs);
  };

  /** True when nothing is left to try: written, or the process ends. */
  const isSettled = async (job: SentJob, end: JobEnd): Promise<boolean> => {
    try {
      const done = await submit((tx) => planJobEnd(tx, job, end));
      return done.ok || done.error.type === "Stopping" || done.error.type === "OutcomeUnknown";
    } catch (cause) {
      report(`writing how job ${job.id} ended`, cause);
      return false;
    }
  };

  const running = run();
  return {
    wake: ring,
    async stop() {
      life.stopping = true;
      ring();
      await Promise.race([running, later(lastTicketMs)]);
      await printer.stop();
      await running;
    },
  };
};
