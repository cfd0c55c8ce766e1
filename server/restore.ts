/**
 * `sto restore`: a new box goes on for a dead one. It takes a new life of the branch's node (new keys, no rights, `kernel.md` 4), and
 * brings what only the backup has:
 *
 *   join the roster ─► headquarters unlocks the backup ─► opened into a spare folder
 *     ─► what headquarters lacks of the old node is pushed, signed by the old node's own key
 *     ─► the new folder begins with the log of all others and with people's keys; the rest comes with the first round
 *
 * A folder with a node in it is never touched.
 */
import type { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { type BackupHead, keyOfBackup, openBackup, readBackupHead } from "../sync/backup";
import { systemClock, systemRandom } from "../sync/core/clock";
import { err, ok, orThrow, type Result } from "../sync/core/result";
import { systemTimers } from "../sync/core/timers";
import { type Credentials, openCredentials } from "../sync/credentials";
import { Sealer } from "../sync/sealer";
import type { Welcome } from "../sync/enrolment";
import { claimFolder } from "../sync/folder";
import { httpTransport } from "../sync/http-transport";
import { replicate } from "../sync/replication";
import { ed25519Signer } from "../sync/request-signing";
import { Writer } from "../sync/submit";
import { statement } from "../sync/tables";
import type { TransportError } from "../sync/transport";
import { databaseName } from "./backup";
import { dataName, type EnrolOptions, joinRoster, saysWho } from "./enrol";

export interface RestoreOptions extends EnrolOptions {
  /** The backup. */
  readonly from: string;
}

/** Resolves to the exit code. */
export const restore = async (options: RestoreOptions): Promise<number> => {
  const { from, dir } = options;
  const head = readBackupHead(from);
  if (!head.ok)
    return failed(
      head.error.type === "NoBackup" ? `${from} is no backup` : `${from} is damaged`,
      "Take another one. Nothing was changed.",
    );
  const joined = await joinRoster(options);
  if (!joined.ok) return failed(joined.error);
  const work = join(dir, "restore");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { mode: 0o700 });
  try {
    const opened = await unlock(options, head.value, joined.value, work);
    const brought = opened.ok ? await bring(options, head.value, joined.value, work) : opened;
    if (!brought.ok)
      return failed(
        `${brought.error}\nThis box is enrolled all the same, and gets from headquarters everything that was safe there`,
        saysWho(joined.value, dir),
      );
    for (const line of brought.value) console.log(line);
    console.log(saysWho(joined.value, dir));
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const transportAs = ({ hq }: RestoreOptions, welcome: Welcome, alias: number, logSeed: Uint8Array) =>
  httpTransport({
    url: hq,
    self: { alias, sign: ed25519Signer(logSeed).sign },
    audience: welcome.hq.alias,
    timers: systemTimers,
    random: systemRandom,
  });

/** Has headquarters open the backup's key for this box, and opens the backup into `work`. */
const unlock = async (
  options: RestoreOptions,
  head: BackupHead,
  welcome: Welcome,
  work: string,
): Promise<Result<null, string>> => {
  const own = openCredentials(join(options.dir, dataName), systemRandom);
  const { alias, incarnation, atMs, period, box } = head;
  const lock = { alias, incarnation, atMs, period, box };
  const answered = await transportAs(options, welcome, welcome.alias, own.logSeed).unlock(lock);
  if (!answered.ok) return err(whyLocked(answered.error, head));
  const key = keyOfBackup({ ...lock, box: answered.value.box }, own.boxSeed);
  const opened = key.ok ? openBackup(options.from, key.value, work) : key;
  return opened.ok ? ok(null) : err(`the backup ${options.from} is damaged (${opened.error.type})`);
};

const whyLocked = (error: TransportError, { alias, atMs }: BackupHead): string => {
  if (error.type !== "Refused") return "headquarters does not answer";
  const day = new Date(atMs).toISOString().slice(0, 10);
  const said: { readonly [code: string]: string } = {
    foreign_backup: `the backup is of node ${alias}, for which this box does not go on`,
    backup_too_old: `the backup of ${day} is older than its key: nobody opens it any more`,
    backup_damaged: "the backup is damaged",
  };
  return said[error.code] ?? `headquarters refuses: ${error.code}`;
};

/** Brings what the backup has; what was done, a sentence each. */
const bring = async (
  options: RestoreOptions,
  head: BackupHead,
  welcome: Welcome,
  work: string,
): Promise<Result<readonly string[], string>> => {
  const opened = openDb(join(work, databaseName));
  if (!opened.ok)
    return err(
      opened.error.type === "FileNewerThanProgram"
        ? "the backup was made by a newer program: take that one"
        : "the database in the backup is damaged",
    );
  const old = opened.value;
  try {
    const keys = openCredentials(work, systemRandom);
    const said = await salvage(options, head, welcome, old, keys);
    const begun = begin(options, head, welcome, old, keys);
    return ok([said, begun]);
  } finally {
    old.close();
  }
};

/**
 * What headquarters lacks of the old node is pushed as the old node, whose keys lie in the backup. Where headquarters has more of it than
 * the backup's sealed log, the node had gone on and everything here is there already: what is open is not sealed once more, or one
 * number would be signed twice.
 */
const salvage = async (
  options: RestoreOptions,
  { alias, branch, incarnation }: BackupHead,
  welcome: Welcome,
  old: Database,
  keys: Credentials,
): Promise<string> => {
  const transport = transportAs(options, welcome, alias, keys.logSeed);
  const asked = await transport.push([]);
  if (!asked.ok)
    return asked.error.type === "Refused"
      ? `Headquarters takes nothing more of node ${alias} (${asked.error.code}): what only the backup has stays in it.`
      : `Headquarters could not be asked what it lacks of node ${alias}: keep the backup, and restore once more.`;
  const here = new Map(
    (
      statement(old, "SELECT stream, max(seq_to) AS seq FROM batch WHERE origin = ? GROUP BY stream").all(
        alias,
      ) as {
        stream: string;
        seq: number;
      }[]
    ).map(({ stream, seq }) => [`${alias}/${stream}`, seq]),
  );
  const { heads } = asked.value;
  if (Object.entries(heads).some(([stream, seq]) => seq > (here.get(stream) ?? 0)))
    return `Headquarters has everything of node ${alias} that is in the backup, and more.`;
  const writer = new Writer({
    db: old,
    clock: systemClock,
    random: systemRandom,
    node: alias,
    incarnation,
    branch,
    die: (cause) => {
      throw cause;
    },
  });
  const sealer = new Sealer(keys, systemRandom);
  const anchor = {
    id: "hq",
    role: "hq",
    branch: null,
    incarnation: 1,
    state: "active",
    ...welcome.hq,
  } as const;
  const round = replicate({
    writer,
    sealer,
    credentials: keys,
    role: "branch",
    random: systemRandom,
    anchor,
  }).round(transport);
  const pushed = await round.push();
  const given = pushed.ok ? await round.keys() : pushed;
  await writer.stop();
  if (!given.ok)
    return `Headquarters did not take all that the backup has of node ${alias} (${given.error.type}): keep the backup, and restore once more.`;
  return `What headquarters lacked of node ${alias} has been brought there.`;
};

/** The new folder begins with the log of all others as the backup has it, and with people's keys. */
const begin = (
  { dir }: RestoreOptions,
  { alias }: BackupHead,
  welcome: Welcome,
  old: Database,
  keys: Credentials,
): string => {
  const db = orThrow(openDb(join(dir, dataName, databaseName)));
  try {
    orThrow(
      claimFolder(db, { alias: welcome.alias, branch: welcome.branch, incarnation: welcome.incarnation }),
    );
    const before = new Sealer(keys, systemRandom);
    const now = new Sealer(openCredentials(join(dir, dataName), systemRandom), systemRandom);
    const nowMs = systemClock.nowMs();
    let batches = 0;
    let people = 0;
    db.transaction(() => {
      const add = statement(db, "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
      for (const row of statement(
        old,
        "SELECT pos, origin, stream, seq_from, seq_to, incarnation, stamp, hash, bytes FROM batch WHERE origin <> ? ORDER BY pos",
      ).values(alias) as (string | number | Uint8Array)[][]) {
        add.run(...row);
        batches += 1;
      }
      for (const { subject } of statement(
        old,
        "SELECT subject FROM keyring WHERE subject > '' ORDER BY subject",
      ).all() as {
        subject: string;
      }[]) {
        const known = before.open(old, subject);
        if (!known) continue;
        now.keep(db, known, nowMs);
        people += 1;
      }
    }).immediate();
    return `The new folder begins with ${batches} batches of other nodes and the keys of ${people} people; the rest comes when it is served.`;
  } finally {
    db.close();
  }
};

const failed = (what: string, next = ""): number => {
  console.error(`sto: ${what}${next === "" ? "" : `.\n${next}`}`);
  return 1;
};
