/**
 * How a box begins with headquarters' snapshot: `sto enrol` and `sto restore` take it before the node is served for the first time.
 * What broke off is taken up at the next start of the node (`takeWanted`); without it the log is replayed, which takes longer.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemRandom } from "../sync/core/clock";
import { err, type Result } from "../sync/core/result";
import { systemTimers } from "../sync/core/timers";
import { openCredentials } from "../sync/credentials";
import { httpTransport } from "../sync/http-transport";
import { ed25519Signer, ed25519Verifier } from "../sync/request-signing";
import type { SnapshotManifest } from "../sync/snapshot";
import { takeSnapshot, type TakeError, type TakeSnapshot } from "../sync/snapshot-take";
import { databaseName } from "./backup";

/** In the data folder, until the snapshot is there or the log is. */
const wantedName = "snapshot-wanted";

export interface SnapshotFor {
  /** The node's data folder, with its credentials. */
  readonly data: string;
  readonly alias: number;
  readonly branch: string;
  readonly hq: { readonly url: string; readonly alias: number; readonly logKey: string };
  /** How far this box knows each stream already, by what it was restored from. */
  readonly atLeast?: { readonly [originStream: string]: number };
  readonly progress?: TakeSnapshot["progress"];
}

/** Takes the snapshot, or says in a sentence why not. */
export const bringSnapshot = async (asked: SnapshotFor): Promise<Result<SnapshotManifest, string>> => {
  const { data, alias, branch, hq, atLeast = {}, progress } = asked;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const wanted = join(data, wantedName);
  writeFileSync(wanted, "", { flush: true });
  const taken = await takeSnapshot({
    transport: httpTransport({
      url: hq.url,
      self: { alias, sign: ed25519Signer(openCredentials(data, systemRandom).logSeed).sign },
      audience: hq.alias,
      timers: systemTimers,
      random: systemRandom,
    }),
    dir: data,
    database: databaseName,
    expected: { branch, hqKey: hq.logKey, atLeast },
    verify: ed25519Verifier(),
    timers: systemTimers,
    random: systemRandom,
    ...(progress ? { progress } : {}),
  });
  if (taken.ok || taken.error.type === "HasNode") rmSync(wanted, { force: true });
  return taken.ok ? taken : err(whyNot(taken.error));
};

/** A node's start: a snapshot that broke off before is taken up. Undefined where there is nothing to take. */
export const takeWanted = async (asked: SnapshotFor): Promise<Result<SnapshotManifest, string> | undefined> =>
  existsSync(join(asked.data, wantedName)) ? bringSnapshot(asked) : undefined;

export const saysSnapshot = ({ bytes, plainBytes, atMs }: SnapshotManifest): string =>
  `Headquarters' snapshot of ${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC is here: ${megabytes(bytes)} came, ${megabytes(plainBytes)} unpacked; the rest comes when the node is served.`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const whyNot = (error: TakeError): string => {
  switch (error.type) {
    case "NotSignedByHq":
      return "the snapshot that came is not signed by headquarters: it was thrown away";
    case "SnapshotNewer":
      return `headquarters' program (${error.program}) is newer than this one and its snapshot has a form that this one does not know: install that program here first`;
    case "SnapshotOfOther":
      return `the snapshot that came is of branch ${error.branch}: it was thrown away`;
    case "SnapshotOlder":
      return `headquarters' snapshot is older than what is here (${error.stream} ends at ${error.there}, here at ${error.here}): ask headquarters whether it was put back to an old state`;
    case "SnapshotDamaged":
      return "the snapshot that came is damaged: it was thrown away, and comes anew at the next try";
    case "HasNode":
      return "the folder has a log of its own already: it needs no snapshot";
    case "DiskFull":
      return `the disk has no room for the snapshot: it takes ${megabytes(error.bytesNeeded)}. What had come was taken away; nothing else was changed`;
    case "Unreachable":
      return "the line to headquarters broke off; what came is kept, and goes on from there";
    case "Busy":
      return "headquarters is busy with the snapshot and did not finish";
    case "ClockOff":
      return "headquarters does not believe this machine's clock: set it";
    case "Refused":
      return refusedBecause[error.code] ?? `headquarters refuses the snapshot: ${error.code}`;
  }
};

const refusedBecause: { readonly [code: string]: string } = {
  snapshot_behind:
    "headquarters has less of this branch than this box: ask there whether it was put back to an old state",
  snapshot_failed: "headquarters could not make the snapshot: its log says why",
  no_snapshot: "headquarters makes no snapshots",
  snapshot_gone: "headquarters has made a newer snapshot meanwhile: it comes anew at the next try",
  node_suspended: "headquarters has shut this node out",
  unknown_node: "headquarters does not know this node",
};
