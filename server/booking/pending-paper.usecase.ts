/**
 * Codes on paper: printed by the branch's printer for who stands at a kiosk or a desk, typed at a counter.
 *
 * With the line and every gateway cut it is the second kind beside the document. The code lies in the job sealed under the key of the
 * visit, and goes with it.
 */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { latestPaper, type PaperJob } from "../devices/devices.usecase";
import { newCode, paperMs } from "../identity/code";
import {
  type CodeDeps,
  codeNamed,
  codesUnderWay,
  type PaperBy,
  type PaperError,
  planPaperCode,
} from "../identity/code.usecase";
import { kioskHere } from "../identity/device.usecase";
import { type PendingVisit, pendingVisit, purposeOf } from "./pending.usecase";

/** Whoever asked for the paper stands before the screen: after a minute they have been told another way. */
const printWithinMs = 60_000;

/** A printer that works has the paper out by then. */
const patienceMs = 8_000;

export type PrintCodeError = PaperError | { readonly type: "HoldGone" };

/** Prints a code for a pending visit, in place of any earlier one, and keeps the place until it is good no more. */
export const planPaper = (
  tx: Tx,
  codes: Pick<CodeDeps, "sealer" | "codesKey">,
  { holdId, ...from }: PaperBy & { readonly holdId: string },
): Result<Plan<{ readonly codeId: string }>, PrintCodeError> => {
  const pending = pendingVisit(tx, codes.sealer, holdId, from.by);
  if (!pending) return err({ type: "HoldGone" });
  const { hold, session, subject, visit } = pending;
  const code = newCode(tx.random);
  // Nobody comes for a visit that is over.
  const endsMs = Math.min(tx.nowMs + paperMs, hold.endMin * 60_000);
  const made = planPaperCode(tx, codes, { ...from, session, purpose: purposeOf(holdId), code, endsMs });
  if (!made.ok) return made;
  const id = tx.newId();
  const sealed = codes.sealer.seal(subject, "deviceJob", id, code).toString("base64");
  return ok({
    ...made.value,
    rows: [
      ...made.value.rows,
      update("hold", { id: holdId }, { expiresAtMs: Math.max(hold.expiresAtMs, endsMs) }),
    ],
    jobs: [
      {
        id,
        device: "printer",
        kind: "code",
        of: made.value.answer.codeId,
        payload: { lang: visit.given.lang, sealed },
        expiresAtMs: tx.nowMs + printWithinMs,
      },
    ],
  });
};

type Reading = Pick<Deps, "db" | "clock" | "sealer">;

export interface CodeShown {
  readonly code: string;
  readonly visit: PendingVisit;
  readonly endsMs: number;
}

/** What stands on a paper; undefined once the code was used or replaced, or its visit has gone. */
export const codeOfPaper = (
  { db, clock, sealer }: Reading,
  { id, of, sealed }: PaperJob,
): CodeShown | undefined => {
  const row = codeNamed({ db }, of);
  const holdId = row?.purpose.split("/")[1];
  if (!row || holdId === undefined || sealed === null) return undefined;
  const visit = pendingVisit({ db, nowMs: clock.nowMs() }, sealer, holdId, undefined);
  if (!visit) return undefined;
  const code = sealer.unseal<string>(visit.subject, "deviceJob", id, Buffer.from(sealed, "base64"));
  return { code, visit, endsMs: row.endsMs };
};

export interface PaperShown {
  /** `failed`: it does not come, or not soon. */
  readonly print: "queued" | "printed" | "suspect" | "failed";
  /** Of a kiosk whose paper does not come: the code itself, to be photographed. */
  readonly onScreen: string | null;
}

/** How far the paper of a visit is; null where none was asked for, or its code was used. */
export const paperShown = (
  deps: Reading & Pick<Deps, "printers" | "self">,
  { hold, session }: PendingVisit,
): PaperShown | null => {
  const looking = { db: deps.db, nowMs: deps.clock.nowMs(), branch: deps.self.branch };
  const code = codesUnderWay(looking, { session, purpose: purposeOf(hold.id) }).find(
    ({ channel }) => channel === "paper",
  );
  const paper = code && latestPaper(looking, "code", code.id);
  if (!paper) return null;
  const isSilent = !deps.printers.isReady() || looking.nowMs - paper.atMs >= patienceMs;
  const print = paper.print === "queued" && isSilent ? "failed" : paper.print;
  const showsCode = (print === "failed" || print === "suspect") && kioskHere(looking, hold.owner);
  return { print, onScreen: showsCode ? (codeOfPaper(deps, paper)?.code ?? null) : null };
};
