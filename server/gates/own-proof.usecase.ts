/**
 * Whoever stands at a kiosk sees their own entries and exits and takes a proof along, without an officer.
 *
 *   document on the reader ─► "is this you?" ─► the last entries and exits ─► proof on the kiosk's printer
 *
 * A number alone opens nothing here: what counts is the whole zone, all its check digits right, and where this node has a document
 * reader at the kiosk, that very reader saw it within the last minutes. Only a kiosk whose reader is a keyboard to its page, of which
 * the node sees nothing, is taken at its word.
 */
import type { Reader } from "../../drizzle/db";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type LimitError, planTry } from "../../sync/limit";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import type { Print } from "../devices/devices";
import { latestPaper } from "../devices/devices.usecase";
import { placesOfKiosk } from "../devices/kiosk-places";
import { todayOf } from "../queue/hall.usecase";
import { type HeldDocument, movementsWith } from "./movement.usecase";
import { travellerOf } from "./traveller";

/** The document is not on this kiosk's reader, or was too long ago, or cannot be read beyond doubt. */
export type DocumentNotRead = { readonly type: "DocumentNotRead" };

/** What the document says that was read at this kiosk. */
export const documentAt = (
  { db, clock, reads, self }: Pick<Deps, "db" | "clock" | "reads" | "self">,
  kiosk: string,
  lines: readonly string[],
): Result<HeldDocument, DocumentNotRead> => {
  const here = { db, nowMs: clock.nowMs(), branch: self.branch };
  const places = placesOfKiosk(here, kiosk);
  const isRead = !reads.readsDocuments(places) || reads.isHeld(places, lines, here.nowMs);
  const read = travellerOf(lines.join("\n"), "absent", todayOf(here).day);
  if (places.length === 0 || !isRead || !read.ok) return err({ type: "DocumentNotRead" });
  const { country, number, birthDate, expiresOn } = read.value;
  if (birthDate === null || expiresOn === null) return err({ type: "DocumentNotRead" });
  return ok({ country, number, birthDate, expiresOn });
};

/** Whoever asked stands before the kiosk; a proof that would come later than this comes out for nobody, so it does not come. */
const printWithinMs = 15_000;

/** Nobody needs more papers of one passage; a roll of paper is not a toy. */
const printsMax = { triesMax: 5, windowMs: 24 * 60 * 60_000 };

export type PrintProofError =
  /** None of this document. */
  | { readonly type: "MovementNotFound" }
  /** No paper would come out now: the desk prints it. */
  | { readonly type: "PrinterNotReady" }
  | { readonly type: "StillPrinting" }
  | LimitError;

export interface PrintProofInput {
  readonly movement: string;
  readonly held: HeldDocument;
  /** Id of the kiosk. */
  readonly by: string;
  readonly lang: "ms" | "en";
  readonly isPrinterReady: boolean;
}

/** One proof on paper. Each has a code of its own, so that a second one is no copy. */
export const planPrintProof = (
  tx: Tx,
  sealer: Sealer,
  { movement, held, by, lang, isPrinterReady }: PrintProofInput,
): Result<Plan<{ readonly print: Print }>, PrintProofError> => {
  if (!movementsWith(tx, sealer, held).some(({ id }) => id === movement))
    return err({ type: "MovementNotFound" });
  if (!isPrinterReady) return err({ type: "PrinterNotReady" });
  const latest = latestPaper(tx, "proof", movement);
  if (latest && isComing(latest, tx.nowMs)) return err({ type: "StillPrinting" });
  const counted = planTry(tx, [{ bucket: `proof:${movement}`, ...printsMax }]);
  if (!counted.ok) return counted;
  const no = latest ? latest.copy + 1 : 0;
  return ok({
    intent: "printProof",
    about: { movement, kiosk: by },
    rows: counted.value.rows,
    jobs: [
      {
        id: tx.newId(),
        device: "printer",
        kind: "proof",
        of: movement,
        payload: { lang, ...(no > 0 ? { copy: { no, by, reason: "own_proof" } } : {}) },
        expiresAtMs: tx.nowMs + printWithinMs,
      },
    ],
    answer: { print: "queued" },
  });
};

/** How far the last proof of a movement is; undefined where none was asked for. */
export const proofPrint = (
  reader: Reader & { readonly nowMs: number },
  movement: string,
): Print | undefined => {
  const latest = latestPaper(reader, "proof", movement);
  if (!latest) return undefined;
  return latest.print === "queued" && !isComing(latest, reader.nowMs) ? "failed" : latest.print;
};

const isComing = (
  { print, atMs }: { readonly print: Print; readonly atMs: number },
  nowMs: number,
): boolean => print === "queued" && nowMs - atMs < printWithinMs;
