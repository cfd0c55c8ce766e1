/** A node's two files as a power cut may leave them: what was forced to the disk stands, of what came after it any part. */
import type { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** The database and its write-ahead log at a moment when everything in them was forced to the disk. */
export interface Files {
  readonly db: Buffer;
  readonly wal: Buffer;
}

/** What a disk writes as one. */
const sectorBytes = 512;

export const readFiles = (file: string): Files => ({
  db: readFileSync(file),
  wal: existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0),
});

/** The third file is an index of the second, made anew by whoever opens them. */
export const writeFiles = (file: string, { db, wal }: Files): void => {
  writeFileSync(file, db);
  writeFileSync(`${file}-wal`, wal);
};

export interface Image extends Files {
  /** What happened to which file, for people. */
  readonly what: string;
  /** Whether the later commit must be in it, as well as the one before. */
  readonly isWhole: boolean;
}

const damages = ["zeroed", "garbled", "not written"] as const;

/**
 * The files between two commits, the first of them acknowledged. SQLite writes the log, forces it, and only then, when the log is
 * long, copies pages into the database: so either the log is torn and the database is old, or the log is whole and the database is
 * torn. Each sector in turn is where the writing ended, and the one that alone was lost.
 */
export const imagesBetween = function* (before: Files, after: Files): Generator<Image> {
  const log = changedSectors(before.wal, after.wal);
  for (let count = 0; count <= log.length; count++) {
    const wal = withSectors(before.wal, after.wal, log.slice(0, count));
    yield {
      db: before.db,
      wal,
      what: `log cut after sector ${count} of ${log.length}`,
      isWhole: count === log.length,
    };
  }
  for (const [at, sector] of log.entries()) {
    const damage = damages[at % damages.length]!;
    const wal = damaged(before.wal, after.wal, sector, damage);
    yield { db: before.db, wal, what: `log sector ${sector} ${damage}`, isWhole: wal.equals(after.wal) };
  }
  const pages = changedSectors(before.db, after.db);
  for (const [at, sector] of pages.entries()) {
    const cut = withSectors(before.db, after.db, pages.slice(0, at));
    yield {
      db: cut,
      wal: after.wal,
      what: `database cut after sector ${at} of ${pages.length}`,
      isWhole: true,
    };
    const damage = damages[at % damages.length]!;
    const torn = damaged(before.db, after.db, sector, damage);
    yield { db: torn, wal: after.wal, what: `database sector ${sector} ${damage}`, isWhole: true };
  }
};

/** Numbers of the sectors that differ, in the order in which they lie in the file. */
const changedSectors = (before: Buffer, after: Buffer): readonly number[] =>
  Array.from({ length: Math.ceil(after.length / sectorBytes) }, (_, at) => at).filter(
    (at) => !sectorOf(before, at).equals(sectorOf(after, at)),
  );

const sectorOf = (bytes: Buffer, at: number): Buffer =>
  bytes.subarray(at * sectorBytes, (at + 1) * sectorBytes);

/** `before` with these sectors as they are in `after`; a longer file ends with the last of them. */
const withSectors = (before: Buffer, after: Buffer, sectors: readonly number[]): Buffer => {
  const end = Math.min(after.length, ((sectors.at(-1) ?? -1) + 1) * sectorBytes);
  const bytes = Buffer.alloc(Math.max(before.length, end));
  before.copy(bytes);
  for (const at of sectors) sectorOf(after, at).copy(bytes, at * sectorBytes);
  return bytes;
};

/**
 * `after`, but for what was written anew of one sector. Bytes that did not change stand: SQLite relies on disks for that, its
 * "powersafe overwrite", and appends to a sector of the log whose beginning is acknowledged already.
 */
const damaged = (before: Buffer, after: Buffer, sector: number, damage: (typeof damages)[number]): Buffer => {
  const bytes = Buffer.alloc(Math.max(before.length, after.length));
  before.copy(bytes);
  after.copy(bytes);
  const old = sectorOf(before, sector);
  const written = sectorOf(after, sector);
  const differs = (byte: number, at: number) => byte !== old[at];
  const [first, last] = [written.findIndex(differs), written.findLastIndex(differs)];
  if (first < 0) return bytes;
  // What stands behind the last byte written is of an earlier turn of the log, and no part of the commit.
  const lost = sectorOf(bytes, sector).subarray(first, last + 1);
  if (damage === "garbled") for (const [at, byte] of lost.entries()) lost[at] = byte ^ (0x5a + at);
  else lost.fill(0);
  if (damage === "not written") old.subarray(first, last + 1).copy(lost);
  return bytes;
};

/** SHA-256 over every row of every table, the node's own and the log too: two files that say the same. */
export const contentOf = (db: Database): string => {
  const hash = createHash("sha256");
  const tables = db
    .query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .values() as [string][];
  for (const [name] of tables) {
    hash.update(`\n${name}\n`);
    const rows = db.query(`SELECT * FROM "${name}"`).values();
    hash.update(
      JSON.stringify(rows, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
      ),
    );
  }
  return hash.digest("hex");
};
