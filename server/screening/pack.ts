/**
 * The lines of a list as packed entries, in the order of their hashes: the file's own order tells nothing, and nodes write them where
 * they belong. Made in pieces, so that headquarters answers others meanwhile.
 */
import { setImmediate as others } from "node:timers/promises";
import { err, ok, type Result } from "../../sync/core/result";
import { entryBytes, hashBytes, hashOf, keysOf, writeEntry } from "./entries";
import { linesOf, type ListHead, readListLine } from "./list-file";
import { markOf } from "./lists";

export interface Packed {
  /** Entries of 17 bytes. */
  readonly adds: Uint8Array;
  /** Hashes of 16 bytes. */
  readonly removes: Uint8Array;
}

export type PackError =
  | { readonly type: "ListLineWrong"; readonly line: number }
  | { readonly type: "ListTooLarge"; readonly entriesMax: number };

/** A whole list; and changes, which every node applies in one commit. */
export const wholeMax = 2_000_000;
export const changesMax = 8_000;

const linesAtOnce = 1_000;

/**
 * Who stands on a list more than once stands on it with the gravest code; who goes and comes in one version comes.
 */
export const packList = async (
  body: Uint8Array,
  head: ListHead,
  screeningKey: Uint8Array,
): Promise<Result<Packed, PackError>> => {
  const entriesMax = head.base === 0 ? wholeMax : changesMax;
  const adds = new Map<string, { readonly entry: Uint8Array; readonly mark: number }>();
  const removes = new Map<string, Uint8Array>();
  for (const { no, text } of linesOf(body)) {
    const line = readListLine(text, head);
    const keys = line ? keysOf(line.person) : [];
    if (!line || keys.length === 0) return err({ type: "ListLineWrong", line: no });
    for (const key of keys) {
      const hashed = hashOf(screeningKey, head.list, key);
      const id = hashed.hash.toString("latin1");
      if (!line.says) removes.set(id, Uint8Array.from(hashed.hash));
      else {
        const mark = markOf(line.says.code, line.says.agency);
        if (mark <= (adds.get(id)?.mark ?? -1)) continue;
        const entry = new Uint8Array(entryBytes);
        writeEntry(entry, 0, hashed, line.says);
        adds.set(id, { entry, mark });
      }
    }
    if (adds.size + removes.size > entriesMax) return err({ type: "ListTooLarge", entriesMax });
    if (no % linesAtOnce === 0) await others();
  }
  for (const id of adds.keys()) removes.delete(id);
  return ok({
    adds: await joined(entriesOf(adds), adds.size, entryBytes),
    removes: await joined(removes.values(), removes.size, hashBytes),
  });
};

function* entriesOf(adds: ReadonlyMap<string, { readonly entry: Uint8Array }>): Generator<Uint8Array> {
  for (const { entry } of adds.values()) yield entry;
}

/** In the order of their bytes: sorted by first byte, one after the other, so that no sorting takes long. */
const joined = async (all: Iterable<Uint8Array>, count: number, size: number): Promise<Uint8Array> => {
  const byFirst: Uint8Array[][] = Array.from({ length: 256 }, () => []);
  for (const piece of all) byFirst[piece[0]!]!.push(piece);
  const packed = new Uint8Array(count * size);
  let at = 0;
  for (const some of byFirst) {
    for (const piece of some.sort(Buffer.compare)) {
      packed.set(piece, at);
      at += size;
    }
    await others();
  }
  return packed;
};

/** The pieces of a packed array, each of `size` bytes. A last one that is cut short is left out: the digest tells. */
export const pieces = (packed: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.floor(packed.length / size) }, (_, at) =>
    packed.subarray(at * size, (at + 1) * size),
  );
