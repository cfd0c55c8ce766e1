/**
 * Letting go of the oldest part of the log, always from a chain's beginning and never its newest batch: what comes next has something
 * to follow, and whoever asks how far a node is finds it (`log-store.ts`).
 *
 *   a branch        what headquarters has acknowledged, or what came from there and is applied, after a week
 *   headquarters    what is older than 30 days and known to every node that was heard in 30 days, once it lies in the archive
 *
 * A node that was away for longer than that takes a snapshot. Rows stay: the state is what it was. Tombstones are rows, and are kept for
 * ever: a subject's number and a time, and no late key or old backup brings anybody back. With the batches go the marks of reactions
 * that they had led to; what is before the start of a chain is never applied again (`SqliteLogStore.has`).
 */
import type { Database } from "bun:sqlite";
import { stampAt } from "./core/hlc";
import type { RowOp } from "./core/plan";
import { ok } from "./core/result";
import { heardOf } from "./peers";
import { headquarters } from "./roster";
import { remove } from "./rows";
import type { Task } from "./scheduler";
import type { Tx } from "./submit";
import { statement } from "./tables";

const dayMs = 86_400_000;
export const branchKeepsMs = 7 * dayMs;
export const hqKeepsMs = 30 * dayMs;

/** Batches in one commit: counters must not feel it. */
const batchesMax = 100;
const marksMax = 500;
/** Between two commits of a longer piece of work, and between two looks. */
const soonMs = 50;
const lookMs = 3_600_000;

/** Every node's task; headquarters' batches go elsewhere, when they are archived (`archive-log.ts`). */
export const compactTask = (): Task => {
  let afterMark = "";
  return {
    name: "compact",
    plan: (tx) => {
      const batches = droppable(tx);
      const marks = batches.length > 0 ? undefined : marksPast(tx.db, afterMark);
      afterMark = marks?.last ?? "";
      const rows: readonly RowOp[] = marks ? marks.rows : batches.map((pos) => remove("batch", { pos }));
      const isMore = batches.length > 0 || marks?.last !== undefined;
      return ok({
        ...(rows.length > 0 ? { plan: { intent: "compact", rows, answer: null } } : {}),
        nextDueMs: tx.nowMs + (isMore ? soonMs : lookMs),
      });
    },
  };
};

const droppable = ({ db, node, branch, nowMs }: Tx): readonly number[] => {
  if (branch === null) return [];
  const hq = headquarters(db);
  const acknowledged = (hq && heardOf(db, hq.alias)?.have) ?? {};
  const before = stampAt(nowMs - branchKeepsMs);
  const posBelow = appliedPos(db);
  const found: number[] = [];
  for (const { origin, stream } of chainsIn(db)) {
    const seqMax = origin === node ? (acknowledged[`${origin}/${stream}`] ?? 0) : Number.MAX_SAFE_INTEGER;
    const limits = { before, seqMax, posBelow: origin === node ? Number.MAX_SAFE_INTEGER : posBelow };
    for (const { pos } of oldestOf(db, origin, stream, limits, batchesMax - found.length)) found.push(pos);
    if (found.length >= batchesMax) break;
  }
  return found;
};

export interface OldBatch {
  readonly pos: number;
  readonly from: number;
  readonly to: number;
  readonly stamp: number;
  readonly size: number;
}

export interface Limits {
  /** Stamps below this one. */
  readonly before: number;
  readonly seqMax: number;
  readonly posBelow: number;
}

/** The first batches of a chain that may go, in order, its newest never among them. */
export const oldestOf = (
  db: Database,
  origin: number,
  stream: string,
  { before, seqMax, posBelow }: Limits,
  max: number,
): readonly OldBatch[] => {
  const rows = statement(
    db,
    `SELECT pos, seq_from AS "from", seq_to AS "to", stamp, length(bytes) AS size FROM batch
     WHERE stream = ? AND origin = ? ORDER BY seq_to LIMIT ?`,
  ).all(stream, origin, max + 1) as OldBatch[];
  const older = rows.slice(0, -1);
  const end = older.findIndex(({ pos, to, stamp }) => stamp >= before || to > seqMax || pos >= posBelow);
  return end < 0 ? older : older.slice(0, end);
};

/** All chains that are here, one step of an index each. */
export const chainsIn = (db: Database): readonly { readonly origin: number; readonly stream: string }[] =>
  statement(
    db,
    `WITH RECURSIVE each(stream, origin) AS (
       SELECT * FROM (SELECT stream, origin FROM batch ORDER BY stream, origin LIMIT 1)
       UNION ALL
       SELECT next.stream, next.origin FROM each, batch next WHERE next.pos = (
         SELECT pos FROM batch WHERE (stream, origin) > (each.stream, each.origin) ORDER BY stream, origin LIMIT 1))
     SELECT origin, stream FROM each`,
  ).all() as { origin: number; stream: string }[];

/** Everything before this place is applied. */
export const appliedPos = (db: Database): number => {
  const row = statement(db, "SELECT value FROM meta WHERE key = 'applied'").get() as { value: string } | null;
  return row ? (JSON.parse(row.value) as [number])[0] : 0;
};

interface Marks {
  readonly rows: readonly RowOp[];
  /** Where to go on; undefined at the end. */
  readonly last?: string;
}

/**
 * Marks of reactions whose operation is before the start of its chain. While somebody's key is missing all stay: when it comes, the
 * reactions of its row are looked at once more; so are those of a row of which a part waits for a newer program.
 */
export const marksPast = (db: Database, after: string): Marks => {
  if (statement(db, "SELECT 1 FROM key_wanted LIMIT 1").get() !== null) return { rows: [] };
  const marks = statement(
    db,
    "SELECT op, name FROM reaction WHERE op > ? AND op NOT IN (SELECT op FROM quarantine) ORDER BY op, name LIMIT ?",
  ).all(after, marksMax) as { op: string; name: string }[];
  // An operation has a few marks at most; those that the page cut off stay for the next look.
  const rows = marks
    .filter(({ op }) => isPast(db, op))
    .map(({ op, name }) => remove("reaction", { op, name }));
  return marks.length < marksMax ? { rows } : { rows, last: marks.at(-1)!.op };
};

const isPast = (db: Database, op: string): boolean => {
  const [origin, stream, seq] = op.split("/") as [string, string, string];
  const { start } = statement(
    db,
    "SELECT min(seq_from) AS start FROM batch WHERE origin = ? AND stream = ?",
  ).get(Number(origin), stream) as { start: number | null };
  return start !== null && Number(seq) < start;
};
