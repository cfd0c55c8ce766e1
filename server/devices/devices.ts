/**
 * Rules of printing: what becomes of a job for paper, and what people are told of it.
 *
 *   queued ──► sending ─┬─► printed   the printer said so
 *     ▲ │               ├─► suspect   bytes left and nobody knows: never sent again by itself
 *     │ │               ├─► failed    it could not be drawn
 *     └─┼───────────────┘             refused: not one byte was sent
 *       └─► expired                   nobody waits for this paper any more
 *
 * A copy is a job of its own, asked for by a person, with the same number and COPY on it. A node that starts again finds jobs
 * left in `sending`: they are suspect, because their bytes may be on paper.
 */
import type { PrinterStatus, PrintOutcome } from "../../hardware/ports";

export type JobState = "queued" | "sending" | "printed" | "suspect" | "failed" | "expired";

/** What a sent job becomes; `reason` is the printer's or ours, null when it is on paper. */
export interface JobEnd {
  readonly state: Exclude<JobState, "sending" | "expired">;
  readonly reason: string | null;
}

export const endOf = (outcome: PrintOutcome): JobEnd => {
  if (outcome.type === "printed") return { state: "printed", reason: null };
  return { state: outcome.type === "refused" ? "queued" : "suspect", reason: outcome.reason.type };
};

/** How paper is told to the person who waits for it: the number stands on the screen in every case. */
export type Print = "queued" | "printed" | "suspect" | "failed";

/** Undefined: no paper was ever asked for, or so long ago that the job is forgotten. */
export const printOf = (state: JobState | undefined): Print => {
  if (state === undefined) return "printed";
  if (state === "sending") return "queued";
  return state === "expired" ? "failed" : state;
};

/** Why staff asks for another paper with the same number. */
export const copyReasons = ["not_printed", "unreadable", "lost"] as const;
export type CopyReason = (typeof copyReasons)[number];

/** A copy that comes later than this meets nobody: staff asked for it with the person in front of them. */
export const copyWithinMs = 10 * 60_000;

/** A printer as pages show it. */
export interface PrinterShown {
  /** It answers; whether it can print is told by paper and cover. */
  readonly online: boolean;
  readonly paper: "ok" | "near" | "out";
  readonly cover: "open" | "closed";
}

export const printerShown = ({ error, paper, cover }: PrinterStatus): PrinterShown => ({
  online: error === null || !["Unreachable", "ConnectionLost", "Stopped"].includes(error.type),
  paper: paper === "near_end" ? "near" : paper,
  cover,
});

/** The printer of a kiosk or a counter. */
export interface PrinterHere extends PrinterShown {
  /** Name of the printer whose papers come out for it; null: they come out where they always do. */
  readonly elsewhere: string | null;
}
