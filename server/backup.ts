/**
 * `sto backup`: the node's folder as one file, beside the running node or with it stopped, and tried at once: opened into a spare
 * folder and looked through, so that a backup that cannot be restored is known the same night. Old ones are taken away.
 */
import { Database } from "bun:sqlite";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { schemaVersion } from "../drizzle/db";
import { type BackupHead, openBackup, readBackupHead, writeBackup } from "../sync/backup";
import { blobsIn } from "../sync/blob-folder";
import { packBlobs, unpackBlobs } from "../sync/blob-pack";
import { systemClock, systemRandom } from "../sync/core/clock";
import { keyPlace } from "../sync/credentials";
import { statement } from "../sync/tables";
import { checkTree } from "./audit/verify.usecase";
import type { Config } from "./config";
import { backupAgeMsMax } from "./hq/backup-keys";
import { keyOfNow } from "./hq/backup-keys.usecase";

export const backupSuffix = ".stobackup";
export const databaseName = "sto.db";
/** The keys inside a backup, whatever their place outside. */
export const keysName = "credentials.json";
/** People's files, all in one. */
export const blobsName = "blobs.pack";

/** In the data folder: what the last good backup was. */
const noteName = "backup.json";

export interface BackupNote {
  readonly atMs: number;
  readonly file: string;
  readonly bytes: number;
}

/** The last backup that was made and tried; undefined where there is none. */
export const lastBackup = (dataDir: string): BackupNote | undefined => {
  try {
    return JSON.parse(readFileSync(join(dataDir, noteName), "utf8")) as BackupNote;
  } catch {
    return undefined;
  }
};

/** Resolves to the exit code. */
export const backup = (config: Config, version: string, to: string | undefined): number => {
  const { data } = config;
  const dir = to ?? config.backup?.dir ?? join(data, "backups");
  const source = join(data, databaseName);
  if (!existsSync(source)) return failed(`${data} holds no node`, "Check `data` in the configuration.");
  const nowMs = systemClock.nowMs();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const work = join(dir, `.work-${nowMs}`);
  mkdirSync(work, { mode: 0o700 });
  try {
    const copy = join(work, databaseName);
    const db = new Database(source, { readonly: true, strict: true });
    const sealTo = keyOfNow({ db }, nowMs);
    if (!sealTo) {
      db.close();
      return failed(
        "headquarters has told this node no key for backups of this week",
        "Bring the line back for a minute (sto doctor says how it stands), then run this again.",
      );
    }
    // A copy of one moment, whatever the running node writes meanwhile.
    statement(db, "VACUUM INTO ?").run(copy);
    db.close();
    const packed = join(work, blobsName);
    packBlobs(blobsIn(data), packed);
    const name = `${config.branch ?? "hq"}-${new Date(nowMs).toISOString().slice(0, 16).replace(/[-:]/g, "")}${backupSuffix}`;
    const out = join(dir, name);
    const fileKey = writeBackup({
      out,
      files: [
        { name: databaseName, path: copy },
        { name: keysName, path: keyPlace(data).file },
        { name: blobsName, path: packed },
      ],
      head: {
        alias: config.alias,
        branch: config.branch ?? null,
        incarnation: config.incarnation,
        version,
        schema: schemaVersion,
        atMs: nowMs,
        heads: headsIn(copy),
        period: sealTo.period,
      },
      to: sealTo.key,
      random: systemRandom,
    });
    const wrong = faultIn(out, fileKey, join(work, "spare"), config.alias);
    if (wrong !== undefined) {
      renameSync(out, `${out}.bad`);
      return failed(
        `the backup was made and cannot be restored: ${wrong}`,
        "Look at the disk: sto doctor. The last good one is kept.",
      );
    }
    const note: BackupNote = { atMs: nowMs, file: out, bytes: statSync(out).size };
    writeFileSync(join(data, `${noteName}.part`), JSON.stringify(note), { flush: true });
    renameSync(join(data, `${noteName}.part`), join(data, noteName));
    const gone = prune(dir, nowMs);
    console.log(
      `${out}: ${(note.bytes / 1e6).toFixed(1)} MB, opened and looked through.${gone > 0 ? ` ${gone} old taken away.` : ""}`,
    );
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const headsIn = (file: string): BackupHead["heads"] => {
  const db = new Database(file, { readonly: true, strict: true });
  try {
    const rows = statement(
      db,
      "SELECT origin, stream, max(seq_to) AS seq FROM batch GROUP BY origin, stream",
    ).all() as {
      origin: number;
      stream: string;
      seq: number;
    }[];
    return Object.fromEntries(rows.map(({ origin, stream, seq }) => [`${origin}/${stream}`, seq]));
  } finally {
    db.close();
  }
};

/** Opens a backup into a spare folder and looks through it; what is wrong, or undefined. */
const faultIn = (file: string, key: Uint8Array, spare: string, alias: number): string | undefined => {
  mkdirSync(spare, { mode: 0o700 });
  const opened = openBackup(file, key, spare);
  if (!opened.ok) return opened.error.type;
  if (!unpackBlobs(join(spare, blobsName), blobsIn(spare))) return "a file is not what its name says";
  const db = new Database(join(spare, databaseName), { readonly: true, strict: true });
  try {
    const [[sound]] = statement(db, "PRAGMA integrity_check(1)").values() as [[string]];
    if (sound !== "ok") return sound;
    const [fault] = checkTree(db, alias).faults;
    return fault?.type;
  } finally {
    db.close();
  }
};

/** Takes away backups that nobody can open any more. */
const prune = (dir: string, nowMs: number): number => {
  let gone = 0;
  for (const name of readdirSync(dir).filter((each) => each.endsWith(backupSuffix))) {
    const head = readBackupHead(join(dir, name));
    if (!head.ok || nowMs - head.value.atMs < backupAgeMsMax) continue;
    rmSync(join(dir, name));
    gone += 1;
  }
  return gone;
};

const failed = (what: string, next: string): number => {
  console.error(`sto: ${what}.\n${next}`);
  return 1;
};
