/**
 * The proof that one leaf is in a node's audit log, as a text that needs no network and no program of ours
 * (c2sp.org/tlog-proof):
 *
 *   c2sp.org/tlog-proof@v1
 *   extra WyJzdG8vYXVkaXQvdjEi…       the leaf itself: what its hash is made of
 *   index 73894                       its place
 *   gSKyXoYZUgZ6jduWYrkDOARi…=        hashes from its sibling up to the root's child
 *
 *   sto-edge/audit/2 …                the checkpoint, word for word
 */
import { hashLeaf, isIncluded } from "../../sync/core/merkle";
import { err, ok, type Result } from "../../sync/core/result";
import {
  type CheckpointError,
  fromBase64,
  type LogKey,
  openCheckpoint,
  type TreeHead,
  type Verifying,
} from "./checkpoint";

export interface Proof {
  /** The bytes of the leaf. */
  readonly entry: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

export type ProofError =
  | { readonly type: "NotAProof" }
  | CheckpointError
  /** The hashes do not lead from this leaf to the root of the checkpoint. */
  | { readonly type: "NotInTheTree" };

const firstLine = "c2sp.org/tlog-proof@v1";

/** More than any tree needs: 2⁶³ leaves. */
const hashesMax = 63;

export const proofText = ({ entry, index, hashes, checkpoint }: Proof): string =>
  [
    firstLine,
    `extra ${Buffer.from(entry).toString("base64")}`,
    `index ${index}`,
    ...hashes.map((hash) => Buffer.from(hash).toString("base64")),
    "",
    checkpoint,
  ].join("\n");

export const readProof = (text: string): Proof | undefined => {
  const end = text.indexOf("\n\n");
  const [first, extra, index, ...lines] = text.slice(0, Math.max(0, end)).split("\n");
  const entry = fromBase64(/^extra (\S+)$/.exec(extra ?? "")?.[1] ?? "");
  const place = /^index (0|[1-9]\d{0,14})$/.exec(index ?? "")?.[1];
  if (first !== firstLine || !entry?.length || place === undefined || lines.length > hashesMax)
    return undefined;
  const hashes = lines.flatMap((line) => fromBase64(line) ?? []);
  if (hashes.length !== lines.length || hashes.some(({ length }) => length !== 32)) return undefined;
  return { entry, index: Number(place), hashes, checkpoint: text.slice(end + 2) };
};

/** Checks a proof with a log's key and nothing else. Gives back the leaf's bytes and the tree that it is in. */
export const checkProof = (
  text: string,
  key: LogKey,
  verifying: Verifying,
): Result<{ readonly entry: Uint8Array; readonly index: number; readonly head: TreeHead }, ProofError> => {
  const proof = readProof(text);
  if (!proof) return err({ type: "NotAProof" });
  const head = openCheckpoint(proof.checkpoint, key, verifying);
  if (!head.ok) return head;
  const { entry, index, hashes } = proof;
  const { sha256 } = verifying;
  const { size, root } = head.value;
  return isIncluded(sha256, hashLeaf(sha256, entry), index, size, hashes, root)
    ? ok({ entry, index, head: head.value })
    : err({ type: "NotInTheTree" });
};
