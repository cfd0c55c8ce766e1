/** Headquarters makes the keys of the coming weeks, tells every node their public halves, and throws old private halves away. */
import { boxPublicKey, openBox, sealBox } from "../../sync/box";
import type { Plan } from "../../sync/core/plan";
import type { Random } from "../../sync/core/clock";
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { infoOfBackup } from "../../sync/backup";
import type { PeerRefusal, RosterNode } from "../../sync/peer-port";
import type { BackupLock } from "../../sync/transport";
import { isOwn } from "../../sync/roster";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { isDropped, periodOf, periodsWanted } from "./backup-keys";
import { backupKeyOf, type BackupSeeds, readSeeds, writeSeeds } from "./backup-keys.store";

const dayMs = 86_400_000;

/**
 * Looks once now and once a day. The file comes first: a public half whose private half is nowhere would make backups that nobody
 * opens. Gives back how to stop.
 */
export const startBackupKeys = (
  deps: Pick<Deps, "writer" | "clock" | "random">,
  dir: string,
  timers: Timers,
  report: (what: string, cause: unknown) => void,
): (() => void) => {
  let cancel = () => {};
  const look = async () => {
    try {
      const seeds = seedsNow(readSeeds(dir), deps.clock.nowMs(), deps.random);
      writeSeeds(dir, seeds);
      const command = { actor: { kind: "system", task: "backupKeys" }, requestId: "backup-keys" } as const;
      await deps.writer.submit(command, (tx) => planTellKeys(tx, seeds));
    } catch (cause) {
      report("keys of backups", cause);
    }
    cancel = timers.after(dayMs, () => void look());
  };
  void look();
  return () => cancel();
};

/** The private keys there are to be: those of the coming weeks, and those whose backups may still be opened. */
const seedsNow = (kept: BackupSeeds, nowMs: number, random: Random): BackupSeeds => {
  const left = [...kept].filter(([period]) => !isDropped(period, nowMs));
  const fresh = periodsWanted(nowMs)
    .filter((period) => !kept.has(period))
    .map((period) => [period, random.bytes(32)] as const);
  return new Map([...left, ...fresh]);
};

const planTellKeys = (tx: Tx, seeds: BackupSeeds): Result<Plan<null>, never> =>
  ok({
    intent: "tellBackupKeys",
    rows: [...seeds]
      .filter(([period]) => backupKeyOf(tx, period) === undefined)
      .map(([period, seed]) => insert("backupKey", { period, key: boxPublicKey(seed) })),
    answer: null,
  });

/** The key that a backup of this moment is sealed to, and of which period it is; undefined where headquarters has told none. */
export const keyOfNow = (
  reader: Pick<Tx, "db">,
  nowMs: number,
): { readonly period: string; readonly key: string } | undefined => {
  const period = periodOf(nowMs);
  const key = backupKeyOf(reader, period);
  return key === undefined ? undefined : { period, key };
};

/**
 * Opens a backup's key for the node that goes on for the one it was made by, sealed to that node alone. Refused: `foreign_backup` of
 * another node; `backup_too_old`, whose key was thrown away; `backup_damaged`.
 */
export const unlockBackup = (
  { db, random }: Pick<Deps, "db" | "random">,
  /** Headquarters' data folder. */
  dir: string,
  from: Pick<RosterNode, "alias" | "boxKey">,
  lock: BackupLock,
): Result<{ readonly box: string }, PeerRefusal> => {
  const no = (code: string) => err({ type: "Refused", code, detail: { alias: lock.alias } } as const);
  if (!isOwn({ db, node: from.alias }, lock.alias)) return no("foreign_backup");
  const seed = readSeeds(dir).get(lock.period);
  if (!seed) return no("backup_too_old");
  const info = infoOfBackup(lock);
  const key = openBox(seed, info, Buffer.from(lock.box, "base64url"));
  if (key?.length !== 32) return no("backup_damaged");
  return ok({ box: Buffer.from(sealBox(from.boxKey, info, key, random)).toString("base64url") });
};
