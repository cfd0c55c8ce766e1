/**
 * What a restore brings: a backup's file, or the folder of a stopped node. Either is opened into a spare folder, with the old node's
 * keys; what was there stays as it is.
 */
import { Database } from "bun:sqlite";
import { copyFileSync, cpSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type BackupHead, readBackupHead } from "../sync/backup";
import { blobsIn } from "../sync/blob-folder";
import { keyPlace } from "../sync/credentials";
import type { FolderOwner } from "../sync/folder";
import { err, ok, type Result } from "../sync/core/result";
import { takeLock } from "../sync/lock";
import { statement } from "../sync/tables";
import { databaseName, keysName } from "./backup";
import { dataName } from "./enrol";

/** The node that a backup or a folder is of. */
export type OldNode = FolderOwner;

export type Source =
  | { readonly kind: "backup"; readonly old: OldNode; readonly head: BackupHead }
  | {
      readonly kind: "folder";
      readonly old: OldNode;
      /** Copies it into `work`, as it is at this moment. */
      readonly copy: (work: string) => Result<null, string>;
      readonly release: () => void;
    };

/** Looks at what was named; what is wrong with it, and what to do, come back as two sentences. */
export const sourceOf = (from: string): Result<Source, readonly [what: string, next: string]> => {
  if (existsSync(from) && statSync(from).isDirectory()) return folderOf(from);
  const head = readBackupHead(from);
  if (head.ok) return ok({ kind: "backup", old: head.value, head: head.value });
  return err([
    head.error.type === "NoBackup" ? `${from} is no backup` : `${from} is damaged`,
    "Take another one. Nothing was changed.",
  ]);
};

const folderOf = (from: string): Result<Source, readonly [what: string, next: string]> => {
  const data = [from, join(from, dataName)].find((dir) => existsSync(join(dir, databaseName)));
  if (data === undefined)
    return err([
      `${from} holds no node`,
      "Name a backup, or the data folder of the old node. Nothing was changed.",
    ]);
  const lock = takeLock(data);
  if (!lock.ok)
    return err([
      `a node runs on ${data}`,
      "Stop it first, for good: the new box goes on for it. Nothing was changed.",
    ]);
  const refuse = (what: string, next: string) => {
    lock.value.release();
    return err([what, next] as const);
  };
  const keys = keyPlace(data).file;
  if (!existsSync(keys))
    return refuse(
      `the keys of the node in ${data} are not there`,
      "Where systemd keeps them, run this on that machine, in its service. Nothing was changed.",
    );
  try {
    const db = new Database(join(data, databaseName), { readonly: true, strict: true });
    const owner = statement(db, "SELECT value FROM meta WHERE key = 'node'").get() as {
      value: string;
    } | null;
    db.close();
    if (!owner)
      return refuse(`${data} holds no node`, "Name the data folder of the old node. Nothing was changed.");
    const old = JSON.parse(owner.value) as OldNode;
    return ok({
      kind: "folder",
      old,
      copy: (work) => copyFolder(data, keys, work),
      release: lock.value.release,
    });
  } catch {
    return refuse(`the database in ${data} is damaged`, "Take a backup of it. Nothing was changed.");
  }
};

const copyFolder = (data: string, keys: string, work: string): Result<null, string> => {
  try {
    const db = new Database(join(data, databaseName), { readonly: true, strict: true });
    statement(db, "VACUUM INTO ?").run(join(work, databaseName));
    db.close();
  } catch (cause) {
    return err(`the database in ${data} cannot be read whole (${String(cause)})`);
  }
  copyFileSync(keys, join(work, keysName));
  const blobs = blobsIn(data).dir;
  if (existsSync(blobs)) cpSync(blobs, blobsIn(work).dir, { recursive: true });
  return ok(null);
};
