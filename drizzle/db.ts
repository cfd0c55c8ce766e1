/**
 * Opening a node's database: pragmas, migrations, and the refusal of a file that is newer than the program.
 * Asset folders are found beside this module, which works in a checkout and inside the compiled program.
 */
import { Database } from "bun:sqlite";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { migrate } from "drizzle-orm/bun-sqlite/migrator";
import journal from "./migrations/meta/_journal.json" with { type: "json" };
import * as schema from "./schema";

/** A handle that reads: the open database, or the transaction of a plan. */
export interface Reader {
  readonly db: Database;
}

/**
 * Reads that belong together, as what a page shows. One read alone locks the file and lets it go, which is most of its time: ten
 * take 70 µs one by one and 14 in one transaction (measured).
 */
export const readTogether = <T>({ db }: Reader, read: () => T): T => db.transaction(read)();

const ormOf = (db: Database) => drizzle(db, { schema });

/** How many migrations this program knows: a file that has seen more is from a newer program. */
export const schemaVersion = journal.entries.length;

export type OpenError =
  | {
      readonly type: "FileNewerThanProgram";
      readonly file: string;
      readonly fileVersion: number;
      readonly programVersion: number;
    }
  | { readonly type: "FileDamaged"; readonly file: string; readonly message: string };

/**
 * Opens (and brings up to date) the database at `file`, `":memory:"` for none. WAL with `synchronous=FULL`: a commit that
 * returned survives a power cut.
 */
export const openDb = (file: string): { ok: true; value: Database } | { ok: false; error: OpenError } => {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  try {
    const db = stayPrepared(new Database(file, { create: true, strict: true }));
    db.run("PRAGMA journal_mode = WAL");
    db.run("PRAGMA synchronous = FULL");
    // What is deleted is overwritten: an erased person's key must not lie in a free page (measured: no dearer than without).
    db.run("PRAGMA secure_delete = ON");
    db.run("PRAGMA foreign_keys = ON");
    db.run("PRAGMA temp_store = MEMORY");
    db.run("PRAGMA cache_size = -16000");
    db.run("PRAGMA wal_autocheckpoint = 4000");
    db.run("PRAGMA busy_timeout = 2000");
    const fileVersion = migrationsApplied(db);
    if (fileVersion > schemaVersion) {
      db.close();
      return {
        ok: false,
        error: { type: "FileNewerThanProgram", file, fileVersion, programVersion: schemaVersion },
      };
    }
    if (fileVersion < schemaVersion) migrate(ormOf(db), { migrationsFolder: migrationsFolder() });
    return { ok: true, value: db };
  } catch (cause) {
    return { ok: false, error: { type: "FileDamaged", file, message: messageOf(cause) } };
  }
};

/** A migration that the disk interrupts is told by its ROLLBACK, which finds no transaction left: the true cause is lost. */
const messageOf = (cause: unknown): string =>
  /query 'ROLLBACK'/.test(String(cause)) ? "the disk did not take its tables" : String(cause);

/**
 * SQLite prepares a statement anew at every binding when its plan compared a bound parameter, which any ORDER BY or JOIN beside
 * `x = ?` does: 3 to 45 µs each time, more than the statement itself (measured). A unary plus keeps the parameter out of
 * that comparison and changes nothing else: the column's affinity and its index are used as before.
 */
const stayPrepared = (db: Database): Database => {
  const plain = (text: string) => text.replace(/([=<>])\s*(\?\d*)/g, "$1 +$2");
  const { prepare, query } = db;
  db.prepare = ((text: string, ...rest: []) => prepare.call(db, plain(text), ...rest)) as typeof db.prepare;
  db.query = ((text: string) => query.call(db, plain(text))) as typeof db.query;
  return db;
};

const migrationsFolder = (): string => {
  const beside = join(import.meta.dirname, "migrations");
  return existsSync(beside) ? beside : join(import.meta.dirname, "drizzle", "migrations");
};

const migrationsApplied = (db: Database): number => {
  const table = db.query("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (!table) return 0;
  return db.query<{ n: number }, []>("SELECT count(*) AS n FROM __drizzle_migrations").get()!.n;
};
