/**
 * The log once more, on a second device: what was acknowledged here survives the loss of the first disk. Off unless a path is
 * configured. Lines of JSON, only ever added to:
 *
 *   {"record": [stream, seq, stamp, commitId, body]}     a commit, as it lies in log_open
 *   {"batch": "base64"}                                  an own sealed batch, byte for byte: it may be at headquarters already
 *   {"key": [subject, keyId, "base64 wrapped", index, atMs, shared]}
 *
 * After every commit, before anybody is answered, what is new in the database is added and forced to the device. The database is
 * the truth: a mirror that missed something (a crash in between, a device that was away) catches up from it. A second device that
 * fails stops nothing; people are told that acknowledgements are safe on one disk only.
 */
import type { Database } from "bun:sqlite";
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { orThrow } from "./core/result";
import { credentialsName } from "./credentials";
import { hashOf, readHead } from "./envelope";
import { statement } from "./tables";

type RecordLine = readonly [stream: string, seq: number, stamp: number, commitId: string, body: string];
type KeyLine = readonly [
  subject: string,
  keyId: number,
  wrapped: string,
  index: string | null,
  atMs: number,
  shared: number,
];

interface Line {
  readonly record?: RecordLine;
  readonly batch?: string;
  readonly key?: KeyLine;
}

const logName = "log.ndjson";

/** Where the mirror has got to. */
interface Reached {
  readonly seqs: Map<string, number>;
  pos: number;
  keyRow: number;
}

export class Mirror {
  private file: number | undefined;
  private reached: Reached | undefined;
  private told = false;
  /** When the node's own keys were written that lie here. */
  private keysWrittenMs: number | undefined;

  constructor(
    private readonly deps: {
      readonly db: Database;
      /** Alias of this node. */
      readonly node: number;
      /** A folder on the second device. */
      readonly dir: string;
      /** The node's credentials: without them its log cannot go on, nor its people's keys be opened. */
      readonly credentialsFile: string;
      readonly report: (what: string, cause: unknown) => void;
    },
  ) {}

  /** Whether everything that is on the first disk is on the second. */
  get isComplete(): boolean {
    return this.file !== undefined;
  }

  /** Adds what is new and forces it to the device. Called after a commit, before its answers. */
  catchUp(): void {
    try {
      this.open();
      this.copyKeys();
      const lines = this.newLines();
      if (lines.length === 0) return;
      writeSync(this.file!, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      fdatasyncSync(this.file!);
      this.told = false;
    } catch (cause) {
      this.close();
      if (!this.told) this.deps.report("the mirror of the log", cause);
      this.told = true;
    }
  }

  /** Somebody was erased: keys that the database has no more go from here, too; now, or when a device that is away is back. */
  forget(): void {
    try {
      this.close();
      this.open();
    } catch (cause) {
      this.close();
      this.deps.report("the mirror of the log, from which somebody is to be erased", cause);
    }
  }

  close(): void {
    const { file } = this;
    this.file = undefined;
    this.reached = undefined;
    this.keysWrittenMs = undefined;
    if (file === undefined) return;
    try {
      closeSync(file);
    } catch {
      // A device that is gone closes nothing.
    }
  }

  private open(): void {
    if (this.file !== undefined) return;
    const { dir, db } = this.deps;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const path = join(dir, logName);
    forgetKeys(path, db);
    const { lines, bytes } = existsSync(path) ? readLines(path) : { lines: [], bytes: 0 };
    const file = openSync(path, "a", 0o600);
    // A line that a crash cut short was never acknowledged.
    if (statSync(path).size > bytes) ftruncateSync(file, bytes);
    this.file = file;
    this.reached = reachedBy(db, lines);
  }

  /**
   * The node's own keys, again whenever it has got new ones: headquarters believes no others. Keys that systemd hands over lie in no file
   * of ours: their backup is its owner's.
   */
  private copyKeys(): void {
    const { dir, credentialsFile } = this.deps;
    const writtenMs = statSync(credentialsFile, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenMs === undefined || writtenMs === this.keysWrittenMs) return;
    const copy = join(dir, credentialsName);
    writeFileSync(`${copy}.part`, readFileSync(credentialsFile), { mode: 0o600, flush: true });
    renameSync(`${copy}.part`, copy);
    this.keysWrittenMs = writtenMs;
  }

  private newLines(): readonly Line[] {
    const { db, node } = this.deps;
    const reached = this.reached!;
    const lines: Line[] = [];
    for (const row of statement(
      db,
      `SELECT rowid, subject, key_id AS keyId, wrapped, identity_index AS idx, at_ms AS atMs, shared FROM keyring
       WHERE rowid > ? ORDER BY rowid`,
    ).all(reached.keyRow) as KeyRow[]) {
      const wrapped = Buffer.from(row.wrapped).toString("base64");
      lines.push({ key: [row.subject, row.keyId, wrapped, row.idx, row.atMs, row.shared] });
      reached.keyRow = row.rowid;
    }
    for (const { pos, bytes, stream, to } of statement(
      db,
      'SELECT pos, bytes, stream, seq_to AS "to" FROM batch WHERE pos > ? AND origin = ? ORDER BY pos',
    ).all(reached.pos, node) as { pos: number; bytes: Uint8Array; stream: string; to: number }[]) {
      lines.push({ batch: Buffer.from(bytes).toString("base64") });
      reached.pos = pos;
      reached.seqs.set(stream, Math.max(to, reached.seqs.get(stream) ?? 0));
    }
    for (const { stream } of statement(db, "SELECT stream FROM stream_head ORDER BY stream").all() as {
      stream: string;
    }[])
      for (const record of statement(
        db,
        "SELECT stream, seq, stamp, commit_id, body FROM log_open WHERE stream = ? AND seq > ? ORDER BY seq",
      ).values(stream, reached.seqs.get(stream) ?? 0) as unknown as RecordLine[]) {
        lines.push({ record });
        reached.seqs.set(stream, record[1]);
      }
    return lines;
  }
}

interface KeyRow {
  readonly rowid: number;
  readonly subject: string;
  readonly keyId: number;
  readonly wrapped: Uint8Array;
  readonly idx: string | null;
  readonly atMs: number;
  readonly shared: number;
}

/** Whole lines of a mirror, and how many bytes they are. */
const readLines = (path: string): { readonly lines: readonly Line[]; readonly bytes: number } => {
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return {
    lines: whole
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line),
    bytes: Buffer.byteLength(whole),
  };
};

/** Takes the keys of people who were erased out of a mirror. */
const forgetKeys = (path: string, db: Database): void => {
  const { lines } = existsSync(path) ? readLines(path) : { lines: [] };
  const kept = lines.filter(({ key }) => key === undefined || hasKey(db, key[0]));
  if (kept.length === lines.length) return;
  writeFileSync(`${path}.part`, kept.map((line) => `${JSON.stringify(line)}\n`).join(""), {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${path}.part`, path);
};

const reachedBy = (db: Database, lines: readonly Line[]): Reached => {
  const reached: Reached = { seqs: new Map(), pos: 0, keyRow: 0 };
  for (const { record, batch, key } of lines) {
    if (record) reached.seqs.set(record[0], Math.max(record[1], reached.seqs.get(record[0]) ?? 0));
    if (key) {
      const row = statement(db, "SELECT rowid FROM keyring WHERE subject = ?").get(key[0]) as {
        rowid: number;
      } | null;
      reached.keyRow = Math.max(reached.keyRow, row?.rowid ?? 0);
    }
    if (!batch) continue;
    const { head } = orThrow(readHead(Buffer.from(batch, "base64")));
    const row = statement(db, "SELECT pos FROM batch WHERE origin = ? AND stream = ? AND seq_from = ?").get(
      head.origin,
      head.stream,
      head.from,
    ) as { pos: number } | null;
    reached.pos = Math.max(reached.pos, row?.pos ?? 0);
    reached.seqs.set(head.stream, Math.max(head.to, reached.seqs.get(head.stream) ?? 0));
  }
  return reached;
};

/**
 * Puts a mirror's log into a new, empty database: own batches byte for byte, the records after them, and people's keys. State is
 * rebuilt from it with `replay`; what other nodes wrote comes again from headquarters. Gives back the credentials' file.
 */
export const recoverMirror = (dir: string, into: Database): string => {
  const { lines } = readLines(join(dir, logName));
  into
    .transaction(() => {
      const sealed = new Map<string, number>();
      for (const { batch, key } of lines) {
        if (key) keepKey(into, key);
        if (batch) keepBatch(into, Buffer.from(batch, "base64"), sealed);
      }
      for (const { record } of lines)
        if (record && record[1] > (sealed.get(record[0]) ?? 0))
          statement(
            into,
            "INSERT OR IGNORE INTO log_open (stream, seq, stamp, commit_id, body) VALUES (?, ?, ?, ?, ?)",
          ).run(...record);
    })
    .immediate();
  return join(dir, credentialsName);
};

const hasKey = (db: Database, subject: string): boolean =>
  statement(db, "SELECT 1 FROM keyring WHERE subject = ?").get(subject) !== null;

const keepKey = (db: Database, [subject, keyId, wrapped, index, atMs, shared]: KeyLine): void => {
  statement(
    db,
    "INSERT OR REPLACE INTO keyring (subject, key_id, wrapped, identity_index, at_ms, shared) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(subject, keyId, Buffer.from(wrapped, "base64"), index, atMs, shared);
};

const keepBatch = (db: Database, bytes: Uint8Array, sealed: Map<string, number>): void => {
  const { head } = orThrow(readHead(bytes));
  sealed.set(head.stream, Math.max(head.to, sealed.get(head.stream) ?? 0));
  statement(
    db,
    `INSERT OR IGNORE INTO batch (origin, stream, seq_from, seq_to, incarnation, stamp, hash, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(head.origin, head.stream, head.from, head.to, head.incarnation, head.lastStamp, hashOf(bytes), bytes);
};
