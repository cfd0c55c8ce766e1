/** SQL of the keys that backups are sealed to, and the file of headquarters with their private halves. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

/** Public key of a period, base64url; undefined where headquarters has not told it. */
export const backupKeyOf = ({ db }: Pick<Tx, "db">, period: string): string | undefined =>
  (statement(db, "SELECT key FROM backup_key WHERE period = ?").get(period) as { key: string } | null)?.key;

/** In headquarters' data folder; only its owner may read it, and it is in no backup. */
export const backupKeysName = "backup-keys.json";

/** Private keys (X25519) by period. */
export type BackupSeeds = ReadonlyMap<string, Uint8Array>;

export const readSeeds = (dir: string): BackupSeeds => {
  const file = join(dir, backupKeysName);
  if (!existsSync(file)) return new Map();
  const kept = JSON.parse(readFileSync(file, "utf8")) as { readonly [period: string]: string };
  return new Map(
    Object.entries(kept).map(([period, seed]) => [period, new Uint8Array(Buffer.from(seed, "base64"))]),
  );
};

export const writeSeeds = (dir: string, seeds: BackupSeeds): void => {
  const file = join(dir, backupKeysName);
  const text = [...seeds].map(([period, seed]) => [period, Buffer.from(seed).toString("base64")]);
  writeFileSync(`${file}.part`, JSON.stringify(Object.fromEntries(text)), { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
};
