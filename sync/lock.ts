/** One program per data directory: an exclusive SQLite lock, which the system releases when the process dies. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "./core/result";

export interface Lock {
  release(): void;
}

/** Takes the lock of a data directory, or says that another program holds it. */
export const takeLock = (
  dir: string,
): Result<Lock, { readonly type: "DirectoryInUse"; readonly dir: string }> => {
  mkdirSync(dir, { recursive: true });
  const db = new Database(join(dir, "lock"), { create: true });
  try {
    db.run("PRAGMA locking_mode = EXCLUSIVE");
    db.run("PRAGMA journal_mode = MEMORY");
    db.run("BEGIN EXCLUSIVE");
    return ok({ release: () => db.close() });
  } catch {
    db.close();
    return err({ type: "DirectoryInUse", dir });
  }
};
