/** Plans of print jobs: taken by a printer, ended, given up. Each is one commit, so that a power cut leaves an honest state. */
import type { Job, PaperKind, Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import type { Reader } from "../../drizzle/db";
import type { Takes } from "./connected";
import { type JobEnd, type Print, printOf } from "./devices";
import { type JobRow, jobState, latestJobOf, nextQueued, overdueJobs, sendingJobs } from "./devices.store";

/** A job in the printer's hands; `device` is the printer that it was asked of. */
export type SentJob = Pick<JobRow, "id" | "device" | "kind" | "of" | "lang" | "large" | "sealed" | "copy">;

export const somethingWaits = (reader: Reader, takes: Takes, nowMs: number): boolean =>
  nextQueued(reader, takes, nowMs) !== undefined;

/** Who is booked at a counter waits for the slip. */
const slipWithinMs = 10 * 60_000;

/** The slip of a booking that is made in the same commit. */
export const slipJob = (tx: Tx, booking: string, lang: string): Job => ({
  id: tx.newId(),
  device: "printer",
  kind: "slip",
  of: booking,
  payload: { lang },
  expiresAtMs: tx.nowMs + slipWithinMs,
});

/** A paper that was asked for. */
export type PaperJob = Pick<JobRow, "id" | "of" | "sealed">;

/** The last paper of this ticket, code, booking or movement, and how far it is. */
export const latestPaper = (
  reader: Reader,
  kind: PaperKind,
  of: string,
): (PaperJob & Pick<JobRow, "copy" | "atMs"> & { readonly print: Print }) | undefined => {
  const job = latestJobOf(reader, kind, of);
  return job && { ...job, print: printOf(job.state) };
};

/** How far the paper with this ticket's number is. */
export const printOfTicket = (reader: Reader, ticketId: string): Print =>
  printOf(latestJobOf(reader, "ticket", ticketId)?.state);

/** Takes the oldest job that somebody still waits for, before its first byte leaves. */
export const planSend = (tx: Tx, takes: Takes): Result<Plan<SentJob | null>, never> => {
  const job = nextQueued(tx, takes, tx.nowMs);
  if (!job) return ok({ intent: "nothingToPrint", rows: [], answer: null });
  const { id, device, kind, of, lang, large, sealed, copy } = job;
  return ok({
    intent: "sendToPrinter",
    rows: [
      update(
        "deviceJob",
        { id },
        {
          state: "sending",
          device: takes.printer,
          attempts: job.attempts + 1,
          reason: null,
          sentAtMs: tx.nowMs,
        },
      ),
    ],
    answer: { id, device, kind, of, lang, ...(large ? { large } : {}), sealed, copy },
  });
};

/** Writes what became of a job, if it is still on its way. One that waits again waits for the printer it was asked of. */
export const planJobEnd = (
  tx: Tx,
  { id, device }: Pick<SentJob, "id" | "device">,
  { state, reason }: JobEnd,
): Result<Plan<null>, never> => {
  const end = state === "queued" ? { state, reason, device } : { state, reason, doneAtMs: tx.nowMs };
  return ok({
    intent: "endPrint",
    rows: jobState(tx, id) === "sending" ? [update("deviceJob", { id }, end)] : [],
    answer: null,
  });
};

/** At the start: what was on its way when the program ended may be on paper. */
export const planRecover = (tx: Tx): Result<Plan<null>, never> =>
  ok({
    intent: "recoverPrints",
    rows: sendingJobs(tx).map((id) =>
      update("deviceJob", { id }, { state: "suspect", reason: "Restarted", doneAtMs: tx.nowMs }),
    ),
    answer: null,
  });

/** Gives up jobs that no printer took in time, also where there is no printer at all. */
export const expirePrintsTask: Task = {
  name: "expirePrints",
  plan: (tx) => {
    const rows = overdueJobs(tx, tx.nowMs).map((id) =>
      update("deviceJob", { id }, { state: "expired", doneAtMs: tx.nowMs }),
    );
    const plan = rows.length > 0 ? { intent: "expirePrints" as const, rows, answer: null } : undefined;
    return ok({ plan, nextDueMs: tx.nowMs + 60_000 });
  },
};
