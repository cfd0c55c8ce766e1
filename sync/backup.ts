/**
 * A backup as one file: what a node's folder holds, compressed, under a key of its own that only headquarters' key of that period
 * opens. When headquarters has dropped that key nobody reads the file any more: an erased person is gone from it, too.
 *
 *   "STO-BACKUP 1\n" │ head as a line of JSON │ chunk │ chunk │ … │ last chunk
 *
 * A chunk is its length (u32) and AES-256-GCM over zstd of at most 4 MiB. Its number, whether it is the last, and the head's hash are
 * bound in: no chunk can be changed, left out, moved, or taken from another backup without being noticed.
 */
import { createCipheriv, createDecipheriv, createHash, type Hash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { openBox, sealBox } from "./box";
import type { Random } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import type { BackupLock } from "./transport";

const magic = "STO-BACKUP 1\n";
const chunkBytes = 4 * 1024 * 1024;
const headBytesMax = 64 * 1024;

/** What anybody may read of a backup. */
export interface BackupHead extends BackupLock {
  readonly branch: string | null;
  readonly version: string;
  /** Migrations of the file inside. */
  readonly schema: number;
  /** How far each stream was here, by "origin/stream". */
  readonly heads: { readonly [originStream: string]: number };
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

export type BackupError =
  | { readonly type: "NoBackup" }
  /** A byte was changed, or the file was cut. */
  | { readonly type: "BackupDamaged"; readonly at: "head" | "chunk" | "end" }
  | { readonly type: "WrongKey" };

export interface WriteBackup {
  readonly out: string;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly head: Omit<BackupHead, "files" | "box">;
  /** Public key of the period (X25519, base64url). */
  readonly to: string;
  readonly random: Random;
}

/** Writes the file whole or not at all; durable when it returns. Gives back its key, with which it can be tried at once. */
export const writeBackup = ({ out, files, head: given, to, random }: WriteBackup): Uint8Array => {
  const key = random.bytes(32);
  const named = files.map(({ name, path }) => ({ name, bytes: statSync(path).size, sha256: hashOf(path) }));
  const { files: _files, ...plain } = { ...given, files: named };
  const box = Buffer.from(sealBox(to, infoOfBackup(given), key, random)).toString("base64url");
  const head = JSON.stringify({ ...plain, files: named, box } satisfies BackupHead);
  const part = `${out}.part`;
  const fd = openSync(part, "w", 0o600);
  try {
    writeSync(fd, `${magic}${head}\n`);
    const total = named.reduce((sum, { bytes }) => sum + bytes, 0);
    let no = 0;
    let done = 0;
    for (const piece of piecesOf(files.map(({ path }) => path))) {
      done += piece.length;
      writeChunk(fd, key, head, no++, done === total, Bun.zstdCompressSync(piece, { level: 3 }));
    }
    fsyncSync(fd);
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause;
  } finally {
    closeSync(fd);
  }
  renameSync(part, out);
  return key;
};

/** What a backup's key is sealed under: no other backup's. */
export const infoOfBackup = ({ alias, incarnation, atMs, period }: Omit<BackupLock, "box">): string =>
  `backup|${alias}|${incarnation}|${atMs}|${period}`;

/** The bytes of these files, one after the other, in pieces of a chunk; one empty piece where there are none. */
const piecesOf = function* (paths: readonly string[]): Generator<Uint8Array<ArrayBuffer>> {
  const buffer = new Uint8Array(chunkBytes);
  let filled = 0;
  let isEmpty = true;
  for (const path of paths) {
    const fd = openSync(path, "r");
    try {
      for (;;) {
        const read = readSync(fd, buffer, filled, chunkBytes - filled, null);
        if (read === 0) break;
        filled += read;
        if (filled < chunkBytes) continue;
        yield buffer;
        isEmpty = false;
        filled = 0;
      }
    } finally {
      closeSync(fd);
    }
  }
  if (filled > 0 || isEmpty) yield buffer.subarray(0, filled);
};

const aadOf = (head: string, no: number, isLast: boolean): Uint8Array =>
  createHash("sha256").update(`${head}\n${no}\n${isLast}`).digest();

const nonceOf = (no: number): Uint8Array => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(no, 8);
  return nonce;
};

const writeChunk = (
  fd: number,
  key: Uint8Array,
  head: string,
  no: number,
  isLast: boolean,
  bytes: Uint8Array,
) => {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(no));
  cipher.setAAD(aadOf(head, no, isLast));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  writeSync(fd, length);
  writeSync(fd, sealed);
};

/** What the file says of itself; believed only once its chunks were opened under it. */
export const readBackupHead = (file: string): Result<BackupHead, BackupError> => {
  const read = headIn(file);
  return read.ok ? ok(read.value.head) : read;
};

const headIn = (
  file: string,
): Result<{ readonly head: BackupHead; readonly text: string; readonly from: number }, BackupError> => {
  let start: string;
  try {
    const fd = openSync(file, "r");
    const buffer = Buffer.alloc(magic.length + headBytesMax);
    const read = readSync(fd, buffer, 0, buffer.length, 0);
    closeSync(fd);
    start = buffer.subarray(0, read).toString("latin1");
  } catch {
    return err({ type: "NoBackup" });
  }
  const end = start.indexOf("\n", magic.length);
  if (!start.startsWith(magic)) return err({ type: "NoBackup" });
  if (end < 0) return err({ type: "BackupDamaged", at: "head" });
  const text = start.slice(magic.length, end);
  try {
    return ok({ head: JSON.parse(text) as BackupHead, text, from: end + 1 });
  } catch {
    return err({ type: "BackupDamaged", at: "head" });
  }
};

/** The file's key, by the private key that it is sealed to: headquarters' of its period, or this node's own after it has unlocked it. */
export const keyOfBackup = (lock: BackupLock, seed: Uint8Array): Result<Uint8Array, BackupError> => {
  const key = openBox(seed, infoOfBackup(lock), Buffer.from(lock.box, "base64url"));
  return key?.length === 32 ? ok(key) : err({ type: "WrongKey" });
};

/**
 * Opens every chunk and writes the files into `dir`, which must be empty; each is compared with the head. What was written before a
 * fault was found is of no use: the caller throws the folder away.
 */
export const openBackup = (file: string, key: Uint8Array, dir: string): Result<BackupHead, BackupError> => {
  const read = headIn(file);
  if (!read.ok) return read;
  const { head, text, from } = read.value;
  const writers = new FilesWriter(dir, head.files);
  const fd = openSync(file, "r");
  try {
    const { size } = fstatSync(fd);
    let at = from;
    for (let no = 0; ; no++) {
      const length = lengthAt(fd, at, size);
      if (length === undefined) return err({ type: "BackupDamaged", at: "end" });
      const sealed = Buffer.alloc(length);
      readSync(fd, sealed, 0, length, at + 4);
      at += 4 + length;
      const isLast = at === size;
      const plain = openChunk(key, text, no, isLast, sealed);
      if (!plain) return err(no === 0 ? { type: "WrongKey" } : { type: "BackupDamaged", at: "chunk" });
      writers.write(plain);
      if (isLast) break;
    }
    return writers.isWhole() ? ok(head) : err({ type: "BackupDamaged", at: "end" });
  } finally {
    writers.close();
    closeSync(fd);
  }
};

const sealedBytesMax = chunkBytes + 64 * 1024;

const lengthAt = (fd: number, at: number, size: number): number | undefined => {
  const length = Buffer.alloc(4);
  if (readSync(fd, length, 0, 4, at) !== 4) return undefined;
  const bytes = length.readUInt32BE();
  return bytes >= 16 && bytes <= sealedBytesMax && at + 4 + bytes <= size ? bytes : undefined;
};

const openChunk = (
  key: Uint8Array,
  head: string,
  no: number,
  isLast: boolean,
  sealed: Uint8Array,
): Uint8Array | undefined => {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(no));
  decipher.setAAD(aadOf(head, no, isLast));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  try {
    const packed = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return Bun.zstdDecompressSync(packed);
  } catch {
    return undefined;
  }
};

/** Cuts a stream of bytes into the files that the head names. */
class FilesWriter {
  private readonly open: {
    readonly fd: number;
    readonly hash: Hash;
    left: number;
    readonly sha256: string;
  }[];
  private at = 0;
  private tooMany = false;

  constructor(dir: string, files: BackupHead["files"]) {
    this.open = files.map(({ name, bytes, sha256 }) => ({
      fd: openSync(join(dir, name.replace(/[^\w.-]/g, "_")), "wx", 0o600),
      hash: createHash("sha256"),
      left: bytes,
      sha256,
    }));
  }

  write(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      const now = this.open[this.at];
      if (!now) {
        this.tooMany = true;
        return;
      }
      const piece = rest.subarray(0, now.left);
      writeSync(now.fd, piece);
      now.hash.update(piece);
      now.left -= piece.length;
      rest = rest.subarray(piece.length);
      if (now.left === 0) this.at += 1;
    }
  }

  isWhole(): boolean {
    return (
      !this.tooMany &&
      this.open.every(({ left, hash, sha256 }) => left === 0 && hash.digest("hex") === sha256)
    );
  }

  close(): void {
    for (const { fd } of this.open) {
      fsyncSync(fd);
      closeSync(fd);
    }
  }
}

const hashOf = (path: string): string => {
  const hash = createHash("sha256");
  for (const piece of piecesOf([path])) hash.update(piece);
  return hash.digest("hex");
};
