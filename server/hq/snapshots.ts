/**
 * Headquarters' snapshots: where they lie, and how one is made. In a running headquarters another process makes it (`sto snapshot`):
 * reading every row of a branch takes a core for a while, and whoever books meanwhile must not feel it.
 */
import type { Database } from "bun:sqlite";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok, type Result } from "../../sync/core/result";
import type { Sign } from "../../sync/request-signing";
import { signManifest, type SnapshotManifest } from "../../sync/snapshot";
import { makeSnapshot } from "../../sync/snapshot-file";
import type { SnapshotFiles } from "../../sync/snapshot-shelf";

/** In headquarters' data folder. */
export const snapshotsIn = (data: string): string => join(data, "snapshots");

export interface MakeBranchSnapshot {
  readonly db: Database;
  readonly branch: string;
  readonly files: SnapshotFiles;
  /** Headquarters' alias and its log key. */
  readonly hq: number;
  readonly sign: Sign;
  readonly program: string;
  readonly atMs: number;
}

/** Makes a branch's snapshot and its signed manifest: both or none. */
export const makeBranchSnapshot = ({
  files,
  sign,
  db,
  ...rest
}: MakeBranchSnapshot): Result<SnapshotManifest, { readonly type: "NotSealed" }> => {
  const fresh = `${files.packed}.new`;
  const made = makeSnapshot({ from: db, out: fresh, ...rest });
  if (!made.ok) return made;
  // The manifest goes first and comes last: it never speaks of another file than the one that lies beside it.
  rmSync(files.manifest, { force: true });
  renameSync(fresh, files.packed);
  const part = `${files.manifest}.part`;
  writeFileSync(part, JSON.stringify(signManifest(made.value, sign)), { mode: 0o600, flush: true });
  renameSync(part, files.manifest);
  return ok(made.value);
};
