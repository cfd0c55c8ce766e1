/**
 * Headquarters lets go of the oldest part of its log: written into the archive, read back, and only then taken out of the database. One
 * segment at a time. It writes a file before it may commit, so it is no task of the scheduler, whose plans write nothing.
 */
import type { Database } from "bun:sqlite";
import { join } from "node:path";
import { writeSegment } from "./archive";
import { appliedPos, chainsIn, hqKeepsMs, type OldBatch, oldestOf } from "./compaction";
import { stampAt } from "./core/hlc";
import { err, ok, type Result } from "./core/result";
import type { Timers } from "./core/timers";
import { heardOf } from "./peers";
import { remove } from "./rows";
import type { Writer } from "./submit";
import { statement } from "./tables";

/** A segment has about this much, so that an archive of years is not a heap of crumbs … */
const segmentBytes = 1024 * 1024;
const segmentBatchesMax = 500;
/** … unless its oldest batch has waited this long. */
const waitsMsMax = 7 * 86_400_000;

/** In headquarters' data folder. */
export const archiveIn = (data: string): string => join(data, "archive");

export interface ArchivingDeps {
  readonly writer: Writer;
  /** The folder of the archive. */
  readonly dir: string;
}

/** Archives one segment, where there is one. Gives back whether there may be more. */
export const archiveNext = async ({
  writer,
  dir,
}: ArchivingDeps): Promise<Result<boolean, { readonly type: string }>> => {
  const { db, clock } = writer.deps;
  const batches = nextSegment(db, clock.nowMs());
  if (batches.length === 0) return ok(false);
  const bytes = batches.map(
    ({ pos }) =>
      (statement(db, "SELECT bytes FROM batch WHERE pos = ?").get(pos) as { bytes: Uint8Array }).bytes,
  );
  const written = writeSegment(dir, bytes);
  if (!written.ok) return written;
  const command = { actor: { kind: "system", task: "archive" }, requestId: "archive" } as const;
  const gone = await writer.submit<null, never>(command, () =>
    ok({ intent: "compact", rows: batches.map(({ pos }) => remove("batch", { pos })), answer: null }),
  );
  return gone.ok ? ok(true) : err(gone.error);
};

/** The batches of one chain that may go and are worth a segment. */
const nextSegment = (db: Database, nowMs: number): readonly OldBatch[] => {
  const before = stampAt(nowMs - hqKeepsMs);
  const posBelow = appliedPos(db);
  const readers = readersOf(db, nowMs);
  for (const { origin, stream } of chainsIn(db)) {
    const seqMax = knownToAll(readers, origin, stream);
    const isOwn = statement(db, "SELECT 1 FROM node WHERE alias = ? AND role = 'hq'").get(origin) !== null;
    const limits = { before, seqMax, posBelow: isOwn ? Number.MAX_SAFE_INTEGER : posBelow };
    const run = upTo(segmentBytes, oldestOf(db, origin, stream, limits, segmentBatchesMax));
    const [oldest] = run;
    if (!oldest) continue;
    const isFull =
      run.length === segmentBatchesMax || run.reduce((sum, { size }) => sum + size, 0) > segmentBytes / 2;
    if (isFull || oldest.stamp < stampAt(nowMs - hqKeepsMs - waitsMsMax)) return run;
  }
  return [];
};

const upTo = (bytesMax: number, batches: readonly OldBatch[]): readonly OldBatch[] => {
  let bytes = 0;
  const end = batches.findIndex(({ size }) => (bytes += size) > bytesMax);
  return end < 0 ? batches : batches.slice(0, Math.max(1, end));
};

interface Reader {
  readonly alias: number;
  readonly branch: string;
  readonly have: { readonly [originStream: string]: number };
}

/** Nodes for which the log is kept at hand: not shut out, and heard within the time that it is kept. */
const readersOf = (db: Database, nowMs: number): readonly Reader[] =>
  (
    statement(db, "SELECT alias, branch FROM node WHERE role = 'branch' AND state = 'active'").all() as {
      alias: number;
      branch: string;
    }[]
  ).flatMap(({ alias, branch }) => {
    const heard = heardOf(db, alias);
    return heard && heard.heardAtMs > nowMs - hqKeepsMs ? [{ alias, branch, have: heard.have }] : [];
  });

/** How far all of them have a chain; what nobody reads is known to all. */
const knownToAll = (readers: readonly Reader[], origin: number, stream: string): number =>
  Math.min(
    Number.MAX_SAFE_INTEGER,
    ...readers
      .filter(({ alias, branch }) => alias !== origin && (stream === "all" || stream === `branch:${branch}`))
      .map(({ have }) => have[`${origin}/${stream}`] ?? 0),
  );

const lookMs = 3_600_000;
const soonMs = 50;

/** Looks every hour, and goes on while there is something. Gives back how to stop. */
export const startArchiving = (
  deps: ArchivingDeps,
  timers: Timers,
  report: (what: string, cause: unknown) => void,
): (() => void) => {
  let isStopped = false;
  let cancel = () => {};
  const look = async (): Promise<void> => {
    const done = await archiveNext(deps).catch((cause: unknown) => err({ type: String(cause) }));
    if (!done.ok) report("the archive of the log", done.error);
    if (!isStopped) cancel = timers.after(done.ok && done.value ? soonMs : lookMs, () => void look());
  };
  cancel = timers.after(soonMs, () => void look());
  return () => {
    isStopped = true;
    cancel();
  };
};
