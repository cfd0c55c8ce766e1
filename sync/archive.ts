/**
 * Headquarters' archive: the oldest part of every chain, in files that say what is in them. A segment is a line of JSON and the batches
 * as they were signed, byte for byte, one after the other, compressed once more.
 *
 *   archive/<stream, `:` as `_`>/<origin>-<from>-<to>.seg   :=   head \n zstd( (length u32 | batch)* end )
 *
 * Segments of a chain follow one another from record 1, and the log in the database follows the last of them: nothing of what any node
 * ever signed is lost, and `sto verify` reads it all.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { err, ok, type Result } from "./core/result";
import { hashOf, readHead } from "./envelope";
import { type ChainHead, refusalAfter } from "./log-store";
import { framesOf, splitFrames } from "./wire";

export interface SegmentHead {
  readonly v: 1;
  readonly origin: number;
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  readonly batches: number;
  /** Hash of the batch before the first one, and of the last one. */
  readonly prev: string;
  readonly last: string;
  /** SHA-256 of what follows this line. */
  readonly sha256: string;
}

export type SegmentError = {
  /** A byte was changed, or it does not follow what came before it. */
  readonly type: "SegmentDamaged" | "SegmentMissing";
  readonly file: string;
};

/** Writes a run of a chain's batches, reads it back and looks through it; durable when it is ok, else it leaves nothing. */
export const writeSegment = (
  archive: string,
  batches: readonly Uint8Array[],
): Result<SegmentHead, SegmentError> => {
  const heads = batches.map((bytes) => headOf(bytes)!);
  const [first, last] = [heads[0]!, heads.at(-1)!];
  const body = zstdCompressSync(Buffer.concat([...framesOf(batches)]), {
    params: { [constants.ZSTD_c_compressionLevel]: 3 },
  });
  const { origin, stream, from, prev } = first;
  const head: SegmentHead = {
    v: 1,
    origin,
    stream,
    from,
    to: last.to,
    batches: batches.length,
    prev,
    last: hashOf(batches.at(-1)!),
    sha256: hashOf(body),
  };
  const dir = join(archive, stream.replace(":", "_"));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, `${origin}-${from}-${last.to}.seg`);
  writeFileSync(`${file}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]), {
    mode: 0o600,
    flush: true,
  });
  if (!isWrittenAs(`${file}.part`, batches)) {
    rmSync(`${file}.part`, { force: true });
    return err({ type: "SegmentDamaged", file });
  }
  renameSync(`${file}.part`, file);
  const folder = openSync(dir, "r");
  fsyncSync(folder);
  closeSync(folder);
  return ok(head);
};

const isWrittenAs = (file: string, batches: readonly Uint8Array[]): boolean => {
  const read = readSegment(file);
  if (!read.ok || read.value.batches.length !== batches.length) return false;
  return read.value.batches.every((bytes, at) => Buffer.compare(bytes, batches[at]!) === 0);
};

/** A segment's batches, each the next of the one before it. */
export const readSegment = (
  file: string,
): Result<{ readonly head: SegmentHead; readonly batches: readonly Uint8Array[] }, SegmentError> => {
  const damaged = err({ type: "SegmentDamaged", file } as const);
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(10);
    const head = JSON.parse(bytes.subarray(0, end).toString("utf8")) as SegmentHead;
    const body = bytes.subarray(end + 1);
    if (hashOf(body) !== head.sha256) return damaged;
    const frames = splitFrames(zstdDecompressSync(body));
    if (!frames.ok || frames.value.length !== head.batches) return damaged;
    let last: Pick<ChainHead, "seq" | "stamp" | "hash"> = { seq: head.from - 1, stamp: -1, hash: head.prev };
    for (const batch of frames.value) {
      const next = headOf(batch);
      if (!next || next.origin !== head.origin || next.stream !== head.stream || refusalAfter(last, next))
        return damaged;
      last = { seq: next.to, stamp: next.lastStamp, hash: hashOf(batch) };
    }
    return last.seq === head.to && last.hash === head.last ? ok({ head, batches: frames.value }) : damaged;
  } catch {
    return damaged;
  }
};

const headOf = (bytes: Uint8Array) => {
  const read = readHead(bytes);
  return read.ok ? read.value.head : undefined;
};

interface Named {
  readonly file: string;
  readonly origin: number;
  readonly from: number;
  readonly to: number;
}

/** The segments of a stream, by chain and in order. */
export const segmentsOf = (archive: string, stream: string): readonly Named[] => {
  const dir = join(archive, stream.replace(":", "_"));
  return (existsSync(dir) ? readdirSync(dir) : [])
    .flatMap((name) => {
      const [, origin, from, to] = /^(\d+)-(\d+)-(\d+)\.seg$/.exec(name) ?? [];
      return to === undefined
        ? []
        : [{ file: join(dir, name), origin: Number(origin), from: Number(from), to: Number(to) }];
    })
    .sort((a, b) => a.origin - b.origin || a.from - b.from || b.to - a.to);
};

export const streamsArchived = (archive: string): readonly string[] =>
  (existsSync(archive) ? readdirSync(archive) : []).map((name) => name.replace("_", ":")).sort();
