/**
 * The snapshots that headquarters keeps: of each branch the newest, made when a box asks and there is none that is fresh. Making one
 * takes a while and a core, so a running headquarters has another process do it (`sto snapshot`): whoever books meanwhile must not feel
 * it. Who asks before it is made is told to come again.
 */
import type { Database } from "bun:sqlite";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Clock } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import type { PeerRefusal } from "./peer-port";
import type { Sign } from "./request-signing";
import { type SignedManifest, signManifest, type SnapshotManifest } from "./snapshot";
import { makeSnapshot } from "./snapshot-file";
import { type SnapshotPiece, snapshotPieceBytesMax, type Vector } from "./transport";

export interface ShelfDeps {
  /** Where the files lie. */
  readonly dir: string;
  readonly clock: Clock;
  /** Makes the file of a branch (`namesOf`) and its signed manifest; whatever it throws or says, the next who asks tries again. */
  readonly make: (branch: string, files: SnapshotFiles) => Promise<Result<null, string>>;
  readonly report: (what: string, cause: unknown) => void;
}

export interface SnapshotFiles {
  readonly packed: string;
  readonly manifest: string;
}

/** A box that asks again after its line broke goes on with the same file. */
export const freshMsMax = 30 * 60_000;
const retryAfterS = 2;
const failedMsMax = 60_000;

/** In headquarters' data folder. */
export const snapshotsIn = (data: string): string => join(data, "snapshots");

/** Where a branch's snapshot lies. A branch's code is letters, digits and hyphens. */
export const filesOf = (dir: string, branch: string): SnapshotFiles => ({
  packed: join(dir, `${branch}.snapshot`),
  manifest: join(dir, `${branch}.json`),
});

export class SnapshotShelf {
  private readonly making = new Set<string>();
  /** When a branch's could not be made. */
  private readonly failedMs = new Map<string, number>();

  constructor(private readonly deps: ShelfDeps) {}

  /** The branch's snapshot; while it is made, the asker is told to come again. */
  offer(branch: string, atLeast: Vector): Result<SignedManifest, PeerRefusal> {
    const kept = this.kept(branch);
    const nowMs = this.deps.clock.nowMs();
    const covers = [...atLeast].every(([stream, seq]) => (kept?.manifest.vector[stream] ?? 0) >= seq);
    if (kept && covers && Math.abs(nowMs - kept.manifest.atMs) < freshMsMax) return ok(kept.signed);
    if (nowMs - (this.failedMs.get(branch) ?? Number.NEGATIVE_INFINITY) < failedMsMax)
      return err({ type: "Refused", code: "snapshot_failed", detail: {} });
    void this.makeOnce(branch);
    return err({ type: "Busy", code: "snapshot_in_work", retryAfterS });
  }

  piece(
    branch: string,
    { sha256, from }: SnapshotPiece,
  ): Result<{ readonly bytes: Uint8Array }, PeerRefusal> {
    const kept = this.kept(branch);
    if (kept?.manifest.sha256 !== sha256) return err({ type: "Refused", code: "snapshot_gone", detail: {} });
    const buffer = new Uint8Array(Math.max(0, Math.min(snapshotPieceBytesMax, kept.manifest.bytes - from)));
    const fd = openSync(filesOf(this.deps.dir, branch).packed, "r");
    try {
      return ok({ bytes: buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, from)) });
    } finally {
      closeSync(fd);
    }
  }

  private kept(
    branch: string,
  ): { readonly signed: SignedManifest; readonly manifest: SnapshotManifest } | undefined {
    const { packed, manifest: file } = filesOf(this.deps.dir, branch);
    try {
      const signed = JSON.parse(readFileSync(file, "utf8")) as SignedManifest;
      const manifest = JSON.parse(signed.manifest) as SnapshotManifest;
      return statSync(packed).size === manifest.bytes ? { signed, manifest } : undefined;
    } catch {
      return undefined;
    }
  }

  private async makeOnce(branch: string): Promise<void> {
    if (this.making.has(branch)) return;
    this.making.add(branch);
    try {
      mkdirSync(this.deps.dir, { recursive: true, mode: 0o700 });
      this.tidy();
      const made = await this.deps.make(branch, filesOf(this.deps.dir, branch));
      if (made.ok) this.failedMs.delete(branch);
      else this.fail(branch, made.error);
    } catch (cause) {
      this.fail(branch, cause);
    } finally {
      this.making.delete(branch);
    }
  }

  /** Whoever asks in the next minute is told, and hears the log instead. */
  private fail(branch: string, cause: unknown): void {
    this.failedMs.set(branch, this.deps.clock.nowMs());
    this.deps.report(`the snapshot of ${branch}`, cause);
  }

  /** What nobody has fetched for an hour lies there for nothing: it holds a branch's people, sealed or not. */
  private tidy(): void {
    const { dir, clock } = this.deps;
    for (const name of existsSync(dir) ? readdirSync(dir) : []) {
      const file = join(dir, name);
      if (clock.nowMs() - statSync(file).mtimeMs > 2 * freshMsMax) rmSync(file, { force: true });
    }
  }
}

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
