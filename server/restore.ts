/**
 * `sto restore`: a new box goes on for a dead one, or for one that was away too long. It takes a new life of the branch's node (new
 * keys, no rights, `kernel.md` 4), and brings what only the backup, or the old folder, has:
 *
 *   join the roster ─► headquarters unlocks the backup ─► opened into a spare folder (`restore-from.ts`)
 *     ─► what headquarters lacks of the old node is pushed, signed by the old node's own key
 *     ─► the new folder begins with headquarters' snapshot, else with the log of all others as it was brought
 *     ─► people's keys; the rest comes with the first round
 *
 * A folder with a node in it is never touched.
 */
import type { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { type BackupHead, keyOfBackup, openBackup } from "../sync/backup";
import { type BlobFolder, blobsIn } from "../sync/blob-folder";
import { unpackBlobs } from "../sync/blob-pack";
import { systemClock, systemRandom } from "../sync/core/clock";
import { err, ok, orThrow, type Result } from "../sync/core/result";
import { systemTimers } from "../sync/core/timers";
import { type Credentials, openCredentials } from "../sync/credentials";
import { Sealer } from "../sync/sealer";
import type { Welcome } from "../sync/enrolment";
import { isErased } from "../sync/erased";
import { claimFolder } from "../sync/folder";
import { httpTransport } from "../sync/http-transport";
import { isLogWhole } from "../sync/log-end";
import { replicate } from "../sync/replication";
import { streamsOf } from "../sync/snapshot";
import { ed25519Signer } from "../sync/request-signing";
import { Writer } from "../sync/submit";
import { statement } from "../sync/tables";
import type { TransportError } from "../sync/transport";
import { blobsName, databaseName } from "./backup";
import { dataName, type EnrolOptions, joinRoster, saysWho, snapshotFor } from "./enrol";
import { type OldNode, type Source, sourceOf } from "./restore-from";
import { bringSnapshot, saysSnapshot } from "./take-snapshot";

export interface RestoreOptions extends EnrolOptions {
  /** The backup, or the folder of the old node, which does not run. */
  readonly from: string;
}

/** Resolves to the exit code. */
export const restore = async (options: RestoreOptions): Promise<number> => {
  const source = sourceOf(options.from);
  if (!source.ok) return failed(...source.error);
  try {
    const joined = await joinRoster(options);
    return joined.ok ? await restoreAs(options, source.value, joined.value) : failed(joined.error);
  } finally {
    if (source.value.kind === "folder") source.value.release();
  }
};

const restoreAs = async (options: RestoreOptions, source: Source, welcome: Welcome): Promise<number> => {
  const { dir } = options;
  const work = join(dir, "restore");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { mode: 0o700 });
  try {
    const opened =
      source.kind === "folder"
        ? openFolder(source, welcome, work)
        : await unlock(options, source.head, welcome, work);
    const brought = opened.ok ? await bring(options, source.old, welcome, work) : opened;
    if (!brought.ok) {
      const begun = await beginWithout(options, welcome);
      return failed(
        `${brought.error}\nThis box is enrolled all the same, and gets from headquarters everything that was safe there. ${begun}`,
        saysWho(welcome, dir),
      );
    }
    for (const line of brought.value) console.log(line);
    console.log(saysWho(welcome, dir));
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const openFolder = (
  { old, copy }: Extract<Source, { readonly kind: "folder" }>,
  { heirOf }: Welcome,
  work: string,
): Result<null, string> =>
  old.alias === heirOf
    ? copy(work)
    : err(`the folder is of node ${old.alias}, for which this box does not go on`);

/** Nothing could be brought: the box begins like a new one. */
const beginWithout = async (options: RestoreOptions, welcome: Welcome): Promise<string> => {
  const taken = await bringSnapshot(snapshotFor(options, welcome));
  return taken.ok ? saysSnapshot(taken.value) : `Its snapshot is not here: ${taken.error}.`;
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

/** Brings what the spare folder has; what was done, a sentence each. */
const bring = async (
  options: RestoreOptions,
  node: OldNode,
  welcome: Welcome,
  work: string,
): Promise<Result<readonly string[], string>> => {
  const opened = openDb(join(work, databaseName));
  if (!opened.ok)
    return err(
      opened.error.type === "FileNewerThanProgram"
        ? "a newer program wrote it: take that one"
        : "the database in it is damaged",
    );
  const old = opened.value;
  try {
    const keys = openCredentials(work, systemRandom);
    if (!unpackBlobs(join(work, blobsName), blobsIn(work))) return err("the files in the backup are damaged");
    const said = await salvage(options, node, welcome, old, keys, blobsIn(work));
    const taken = await bringSnapshot({
      ...snapshotFor(options, welcome),
      atLeast: heardBy(old, node, welcome),
    });
    const begun = await begin(options, welcome, old, keys, taken.ok ? undefined : node);
    return ok([
      said,
      taken.ok ? saysSnapshot(taken.value) : `Without headquarters' snapshot: ${taken.error}.`,
      begun,
    ]);
  } finally {
    old.close();
  }
};

/** How far the old node had heard headquarters and others: a snapshot that has less would go back. */
const heardBy = (db: Database, { alias }: OldNode, { branch }: Welcome) => {
  const rows = statement(
    db,
    "SELECT origin, stream, max(seq_to) AS seq FROM batch WHERE origin <> ? GROUP BY origin, stream",
  ).all(alias) as { origin: number; stream: string; seq: number }[];
  const streams = new Set(streamsOf(branch));
  return Object.fromEntries(
    rows
      .filter(({ stream }) => streams.has(stream))
      .map(({ origin, stream, seq }) => [`${origin}/${stream}`, seq]),
  );
};

/**
 * What headquarters lacks of the old node is pushed as the old node, whose keys lie in the backup. Where headquarters has more of it than
 * the backup's sealed log, the node had gone on and everything here is there already: what is open is not sealed once more, or one
 * number would be signed twice.
 */
const salvage = async (
  options: RestoreOptions,
  { alias, branch, incarnation }: OldNode,
  welcome: Welcome,
  old: Database,
  keys: Credentials,
  blobs: BlobFolder,
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
  const writer = writerOn(old, { alias, branch, incarnation });
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
    blobs,
  }).round(transport);
  const pushed = await round.push();
  let given = pushed.ok ? await round.keys() : pushed;
  do if (given.ok) given = await round.blobs();
  while (given.ok && round.hasMore);
  await writer.stop();
  if (!given.ok)
    return `Headquarters did not take all that the backup has of node ${alias} (${given.error.type}): keep the backup, and restore once more.`;
  return `What headquarters lacked of node ${alias} has been brought there.`;
};

/**
 * What the new folder begins with beside the snapshot: people's keys; and, where there is no snapshot, the log of all others than
 * `of`, if it is whole. A log without its beginning says nothing.
 */
const begin = async (
  { dir }: RestoreOptions,
  welcome: Welcome,
  old: Database,
  keys: Credentials,
  of: OldNode | undefined,
): Promise<string> => {
  const db = orThrow(openDb(join(dir, dataName, databaseName)));
  const { alias, branch, incarnation } = welcome;
  const credentials = openCredentials(join(dir, dataName), systemRandom);
  const sealer = new Sealer(credentials, systemRandom);
  const writer = writerOn(db, { alias, branch, incarnation });
  try {
    orThrow(claimFolder(db, { alias, branch, incarnation }));
    const batches = of && isLogWhole(old) ? copyLog(old, db, of.alias) : 0;
    const { merger } = replicate({ writer, sealer, credentials, role: "branch", random: systemRandom });
    const before = new Sealer(keys, systemRandom);
    const subjects = (
      statement(old, "SELECT subject FROM keyring WHERE subject > '' ORDER BY subject").values() as [string][]
    ).flat();
    let people = 0;
    orThrow(
      await writer.whole((whole) => {
        for (const subject of subjects) {
          const known = before.open(old, subject);
          if (!known || isErased(whole.tx.db, subject)) continue;
          sealer.keep(db, known, whole.tx.nowMs);
          // Rows of the snapshot may wait for it.
          merger.keyCame(whole, subject);
          people += 1;
        }
      }),
    );
    return `The new folder begins with ${of ? `${batches} batches of other nodes and ` : ""}the keys of ${people} people; the rest comes when it is served.`;
  } finally {
    await writer.stop();
    db.close();
  }
};

const copyLog = (old: Database, into: Database, alias: number): number => {
  let batches = 0;
  into
    .transaction(() => {
      const add = statement(into, "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
      for (const row of statement(
        old,
        "SELECT pos, origin, stream, seq_from, seq_to, incarnation, stamp, hash, bytes FROM batch WHERE origin <> ? ORDER BY pos",
      ).values(alias) as (string | number | Uint8Array)[][]) {
        add.run(...row);
        batches += 1;
      }
    })
    .immediate();
  return batches;
};

const writerOn = (db: Database, { alias, branch, incarnation }: OldNode): Writer =>
  new Writer({
    db,
    clock: systemClock,
    random: systemRandom,
    node: alias,
    incarnation,
    branch,
    die: (cause) => {
      throw cause;
    },
  });

const failed = (what: string, next = ""): number => {
  console.error(`sto: ${what}${next === "" ? "" : `.\n${next}`}`);
  return 1;
};
