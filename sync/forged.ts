/**
 * A row that its node had no right to write, though it signed it: headquarters keeps what stands and what was said beside each
 * other, and lists it for a person to decide. The signed record itself lies in the log, at the place that the proof names.
 */
import type { Row, RowOp } from "./core/plan";
import { put } from "./rows";
import type { Tx } from "./submit";

/** What a proof of this kind begins with; the others are proofs of a copied node. */
export const forgedPrefix = "forged/";

/** `op`: `origin/stream/sequence/index` of the change. Values that are sealed or bytes are left out. */
export const forgedRow = (
  tx: Pick<Tx, "nowMs">,
  { op, origin }: { readonly op: string; readonly origin: number },
  table: string,
  stands: Row,
  said: Row,
): RowOp => {
  const [, stream, seq] = op.split("/");
  return put("evidence", {
    id: `${forgedPrefix}${table}/${op}`,
    origin,
    stream: stream!,
    seq: Number(seq),
    here: plain(stands),
    there: plain(said),
    atMs: tx.nowMs,
  });
};

const plain = (row: Row): Buffer =>
  Buffer.from(
    JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== "object"))),
  );
