/**
 * A snapshot's file: made beside headquarters' running writer from one picture of its database, packed; and unpacked again where it is
 * taken. Packed it is chunk after chunk: length (u32, big endian) and zstd of at most 1 MiB, so that neither side holds more than one.
 */
import { Database } from "bun:sqlite";
import { createHash, type Hash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { openDb, schemaVersion } from "../drizzle/db";
import { err, ok, orThrow, type Result } from "./core/result";
import { type SnapshotManifest, streamsOf } from "./snapshot";
import { copyBranch, isSealed } from "./snapshot-rows";
import { statement } from "./tables";

const chunkBytes = 1024 * 1024;
const packedBytesMax = chunkBytes + 64 * 1024;

export interface MakeSnapshot {
  /** Headquarters' database; read in one transaction. */
  readonly from: Database;
  /** Where the packed file is to lie; `${out}.db` beside it is used on the way. */
  readonly out: string;
  readonly branch: string;
  /** Headquarters' alias. */
  readonly hq: number;
  readonly program: string;
  readonly atMs: number;
}

/** `NotSealed`: something for this branch was just written; in a moment it is in the log. */
export const makeSnapshot = ({
  from,
  out,
  branch,
  hq,
  program,
  atMs,
}: MakeSnapshot): Result<SnapshotManifest, { readonly type: "NotSealed" }> => {
  const plain = `${out}.db`;
  const part = `${out}.part`;
  for (const file of [plain, part]) rmSync(file, { force: true });
  try {
    const vector = from.transaction(() =>
      isSealed(from, branch) ? copyInto(plain, from, branch, hq) : undefined,
    )();
    if (!vector) return err({ type: "NotSealed" });
    const packed = packFile(plain, part);
    renameSync(part, out);
    return ok({
      v: 1,
      branch,
      hq,
      streams: streamsOf(branch),
      vector,
      schema: schemaVersion,
      program,
      atMs,
      ...packed,
    });
  } finally {
    for (const file of [plain, part]) rmSync(file, { force: true });
  }
};

const copyInto = (file: string, from: Database, branch: string, hq: number) => {
  const into = orThrow(openDb(file));
  try {
    // A file that a crash leaves half is thrown away: nothing waits for the disk.
    into.run("PRAGMA journal_mode = MEMORY");
    into.run("PRAGMA synchronous = OFF");
    return into.transaction(() => {
      const indexes = dropIndexes(into);
      const vector = copyBranch(from, into, branch, hq);
      for (const text of indexes) into.run(text);
      return vector;
    })();
  } finally {
    into.close();
  }
};

/** Indexes are made when the rows are there: quicker, and their pages lie together. Gives back how to make them. */
const dropIndexes = (into: Database): readonly string[] => {
  const found = statement(
    into,
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
  ).all() as { name: string; sql: string }[];
  for (const { name } of found) into.run(`DROP INDEX "${name}"`);
  return found.map(({ sql }) => sql);
};

type Packed = Pick<SnapshotManifest, "bytes" | "sha256" | "plainBytes" | "plainSha256">;

/** Packs a file; durable when it returns. */
export const packFile = (plain: string, out: string): Packed => {
  const [packedHash, plainHash] = [createHash("sha256"), createHash("sha256")];
  const to = openSync(out, "w", 0o600);
  const from = openSync(plain, "r");
  try {
    const buffer = new Uint8Array(chunkBytes);
    for (;;) {
      const read = readSync(from, buffer, 0, chunkBytes, null);
      if (read === 0) break;
      const chunk = buffer.subarray(0, read);
      plainHash.update(chunk);
      const packed = zstdCompressSync(chunk, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
      const length = Buffer.alloc(4);
      length.writeUInt32BE(packed.length);
      for (const piece of [length, packed]) {
        packedHash.update(piece);
        writeSync(to, piece);
      }
    }
    fsyncSync(to);
  } finally {
    closeSync(from);
    closeSync(to);
  }
  return {
    bytes: statSync(out).size,
    sha256: packedHash.digest("hex"),
    plainBytes: statSync(plain).size,
    plainSha256: plainHash.digest("hex"),
  };
};

/** `SnapshotDamaged`: a byte was changed, or the file was cut. */
export type UnpackError = {
  readonly type: "SnapshotDamaged";
  readonly what: "packed" | "plain" | "database";
};

/**
 * Unpacks what is as the manifest says into `out`, and looks through it; durable when it returns. What was written before a fault was
 * found is taken away.
 */
export const unpackFile = (packed: string, out: string, manifest: Packed): Result<null, UnpackError> => {
  const fault = unpack(packed, out, manifest) ?? (isSound(out) ? undefined : "database");
  if (fault === undefined) return ok(null);
  rmSync(out, { force: true });
  return err({ type: "SnapshotDamaged", what: fault });
};

const unpack = (packed: string, out: string, manifest: Packed): "packed" | "plain" | undefined => {
  if (statSync(packed).size !== manifest.bytes || hashOfFile(packed) !== manifest.sha256) return "packed";
  const plainHash = createHash("sha256");
  const from = openSync(packed, "r");
  const to = openSync(out, "w", 0o600);
  try {
    const buffer = Buffer.alloc(packedBytesMax);
    while (readSync(from, buffer, 0, 4, null) === 4) {
      const length = buffer.readUInt32BE(0);
      if (length > packedBytesMax || readSync(from, buffer, 0, length, null) !== length) return "packed";
      const chunk = zstdDecompressSync(buffer.subarray(0, length), { maxOutputLength: chunkBytes });
      plainHash.update(chunk);
      writeSync(to, chunk);
    }
    fsyncSync(to);
  } finally {
    closeSync(from);
    closeSync(to);
  }
  return plainHash.digest("hex") === manifest.plainSha256 ? undefined : "plain";
};

/** SQLite's own look at every page. */
const isSound = (file: string): boolean => {
  const db = new Database(file, { readonly: true, strict: true });
  try {
    const [[sound]] = statement(db, "PRAGMA quick_check(1)").values() as [[string]];
    return sound === "ok";
  } finally {
    db.close();
  }
};

const hashOfFile = (file: string): string => {
  const hash: Hash = createHash("sha256");
  const fd = openSync(file, "r");
  const buffer = new Uint8Array(1024 * 1024);
  for (let read = readSync(fd, buffer, 0, buffer.length, null); read > 0;) {
    hash.update(buffer.subarray(0, read));
    read = readSync(fd, buffer, 0, buffer.length, null);
  }
  closeSync(fd);
  return hash.digest("hex");
};
