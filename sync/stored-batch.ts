/** Reads a batch of this node's own log: what was checked when it came is not checked again. */
import { zstdDecompressSync } from "node:zlib";
import { type BatchHead, decodeBatch, type DecodedBatch } from "./core/batch";
import { orThrow } from "./core/result";
import { readHead, signatureLength } from "./envelope";

export const readStored = (bytes: Uint8Array): { readonly head: BatchHead; readonly batch: DecodedBatch } => {
  const { head, headEnd } = orThrow(readHead(bytes));
  const text = zstdDecompressSync(bytes.subarray(headEnd, bytes.length - signatureLength)).toString("utf8");
  return { head, batch: decodeBatch(text, head) };
};
