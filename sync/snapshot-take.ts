/**
 * A new box takes its branch's snapshot, before it is served for the first time:
 *
 *   manifest (signature, branch, schema, not older than what is here) ─► room ─► pieces into `….part`, going on where a line broke
 *     ─► SHA-256 ─► unpacked beside ─► SHA-256, quick_check ─► renamed to the node's database
 *
 * Until the rename nothing that was there is touched, and whatever fails before it may be tried again. The part that came stays for
 * the next try; only a full disk or a wrong byte takes it away.
 */
import { Database } from "bun:sqlite";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { openDb, schemaVersion } from "../drizzle/db";
import { backoffMs } from "./backoff";
import type { Random } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import type { Timers } from "./core/timers";
import { isFull } from "./disk-error";
import { isErased } from "./erased";
import type { Verify } from "./request-signing";
import {
  type Expected,
  type ManifestError,
  openManifest,
  type SnapshotManifest,
  streamsOf,
} from "./snapshot";
import { type UnpackError, unpackFile } from "./snapshot-file";
import { hasLog } from "./snapshot-rows";
import type { Transport, TransportError } from "./transport";

export interface TakeSnapshot {
  readonly transport: Pick<Transport, "snapshot" | "snapshotPiece">;
  /** The node's data folder, and the database in it. */
  readonly dir: string;
  readonly database: string;
  readonly expected: Omit<Expected, "schema"> & { readonly schema?: number };
  readonly verify: Verify;
  readonly timers: Timers;
  readonly random: Random;
  /** Told of each piece: bytes that are here, and of how many. */
  readonly progress?: (bytes: number, of: number) => void;
  readonly freeBytes?: (dir: string) => number;
}

export type TakeError =
  | ManifestError
  | UnpackError
  | TransportError
  /** The folder has a log of its own: it is no new box. */
  | { readonly type: "HasNode" }
  | { readonly type: "DiskFull"; readonly bytesNeeded: number };

/** How long headquarters may take to make the file. */
const makingMsMax = 10 * 60_000;
/** Tries in a row that brought nothing. */
const triesMax = 5;

export const takeSnapshot = async (options: TakeSnapshot): Promise<Result<SnapshotManifest, TakeError>> => {
  const { dir, database, expected, verify } = options;
  if (hasNode(join(dir, database))) return err({ type: "HasNode" });
  const offered = await askUntilMade(options);
  if (!offered.ok) return offered;
  const opened = openManifest(offered.value, { schema: schemaVersion, ...expected }, verify);
  if (!opened.ok) return opened;
  const manifest = opened.value;
  const part = join(dir, partName(manifest));
  for (const name of readdirSync(dir))
    if (/^snapshot-.*\.part$/.test(name) && name !== partName(manifest)) rmSync(join(dir, name));
  const needed = manifest.bytes - sizeOf(part) + manifest.plainBytes;
  const free = (options.freeBytes ?? freeBytesOf)(dir);
  if (free < needed * 1.05) return err({ type: "DiskFull", bytesNeeded: needed });
  try {
    const fetched = await fetchFile(options, manifest, part);
    if (!fetched.ok) return fetched;
    const plain = join(dir, `${database}.part`);
    const unpacked = unpackFile(part, plain, manifest);
    rmSync(part, { force: true });
    if (!unpacked.ok) return unpacked;
    moveIn(plain, join(dir, database));
    return ok(manifest);
  } catch (cause) {
    if ((cause as { code?: string }).code !== "ENOSPC" && !isFull(cause)) throw cause;
    for (const file of [part, join(dir, `${database}.part`)]) rmSync(file, { force: true });
    return err({ type: "DiskFull", bytesNeeded: needed });
  }
};

const partName = ({ sha256 }: SnapshotManifest): string => `snapshot-${sha256.slice(0, 16)}.part`;

/** A database that has nothing but people's keys is no node yet. */
const hasNode = (file: string): boolean => {
  if (!existsSync(file)) return false;
  const opened = openDb(file);
  if (!opened.ok) return true;
  try {
    return hasLog(opened.value);
  } finally {
    opened.value.close();
  }
};

const askUntilMade = async (options: TakeSnapshot): ReturnType<Transport["snapshot"]> => {
  const { transport, timers, expected } = options;
  const untilMs = timers.nowMs() + makingMsMax;
  for (let failures = 1; ; failures++) {
    const answer = await transport.snapshot(
      streamsOf(expected.branch),
      new Map(Object.entries(expected.atLeast)),
    );
    if (answer.ok) return answer;
    const { error } = answer;
    const isOver = error.type === "Busy" ? timers.nowMs() > untilMs : failures >= triesMax;
    if (isOver || (error.type !== "Busy" && error.type !== "Unreachable")) return answer;
    if (error.type === "Busy") failures = 0;
    await wait(options, error, failures);
  }
};

const wait = ({ timers, random }: TakeSnapshot, error: TransportError, failures: number): Promise<void> => {
  const ms = error.type === "Busy" ? error.retryAfterS * 1000 : backoffMs(failures, random);
  return new Promise((resolve) => timers.after(ms, resolve));
};

/** Adds what is missing of the packed file; durable when it resolves. */
const fetchFile = async (
  options: TakeSnapshot,
  { sha256, bytes: all }: SnapshotManifest,
  part: string,
): Promise<Result<null, TransportError>> => {
  const fd = openSync(part, "a", 0o600);
  try {
    let failures = 0;
    for (let from = sizeOf(part); from < all;) {
      const answer = await options.transport.snapshotPiece({ sha256, from });
      const bytes = answer.ok ? answer.value.bytes : undefined;
      if (bytes && bytes.length > 0) {
        writeSync(fd, bytes.subarray(0, all - from));
        from += bytes.length;
        failures = 0;
        options.progress?.(Math.min(from, all), all);
        continue;
      }
      const error = answer.ok ? ({ type: "Unreachable", why: "nothing came" } as const) : answer.error;
      failures++;
      if (failures >= triesMax || (error.type !== "Busy" && error.type !== "Unreachable")) return err(error);
      await wait(options, error, failures);
    }
    fsyncSync(fd);
    return ok(null);
  } finally {
    closeSync(fd);
  }
};

/**
 * The new database takes its place; keys of people that a restore brought before it go with it. Not of those who were erased since: the
 * word of it is among the snapshot's rows, and is not merged any more.
 */
const moveIn = (plain: string, database: string): void => {
  if (existsSync(database)) {
    const old = new Database(database, { strict: true });
    const fresh = new Database(plain, { strict: true });
    old.run("PRAGMA wal_checkpoint(TRUNCATE)");
    const rows = old
      .query("SELECT subject, key_id, wrapped, identity_index, at_ms, shared FROM keyring")
      .values();
    fresh.transaction(() => {
      const keep = fresh.query("INSERT OR IGNORE INTO keyring VALUES (?, ?, ?, ?, ?, ?)");
      for (const row of rows as [string][]) if (!isErased(fresh, row[0])) keep.run(...row);
    })();
    fresh.close();
    old.close();
    for (const end of ["-wal", "-shm"]) rmSync(`${database}${end}`, { force: true });
  }
  renameSync(plain, database);
  const folder = openSync(join(database, ".."), "r");
  fsyncSync(folder);
  closeSync(folder);
};

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const freeBytesOf = (dir: string): number => {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
};
