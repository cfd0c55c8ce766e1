/** A paper that is nobody's, to see what a printer can do. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { Printers } from "./connected";
import { lastTest } from "./devices.store";

/** Whoever asked stands at the printer. */
const testWithinMs = 2 * 60_000;

export type TestPaperError =
  | { readonly type: "PrinterNotFound" }
  /** The last one is still on its way. */
  | { readonly type: "StillPrinting" };

export const planTestPaper = (
  tx: Tx,
  printers: Printers,
  printer: string,
): Result<Plan<{ readonly print: "queued" }>, TestPaperError> => {
  if (!printers.list().some(({ id }) => id === printer)) return err({ type: "PrinterNotFound" });
  const last = lastTest(tx, printer);
  if (last?.state === "queued" || last?.state === "sending") return err({ type: "StillPrinting" });
  const job = {
    id: tx.newId(),
    device: printer,
    kind: "test",
    of: tx.newId(),
    payload: { lang: "ms" },
    expiresAtMs: tx.nowMs + testWithinMs,
  } as const;
  return ok({ intent: "testPaper", rows: [], jobs: [job], answer: { print: "queued" } });
};
