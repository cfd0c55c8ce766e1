/**
 * Sealing is late: a commit appends plain records, durable at once; consecutive ones of a stream become one signed batch before
 * a push, or after a second. This node alone decides where a batch ends, and never changes one.
 */
import type { Database } from "bun:sqlite";
import type { StreamRecord } from "./core/batch";
import { decodeRecord } from "./core/record";
import { err, ok, type Result } from "./core/result";
import { bytesTarget, rowsTarget, sealBatch } from "./envelope";
import type { AppendRefusal, LogStore } from "./log-store";
import { LogFailed } from "./node-log";
import type { Sign } from "./request-signing";
import type { SubmitError } from "./submit";
import { statement } from "./tables";

export interface SealingDeps {
  readonly db: Database;
  readonly store: LogStore;
  readonly sign: Sign;
  readonly node: number;
  readonly incarnation: number;
  /** How far headquarters' stream `all` is here: what the records may speak of. */
  readonly allSeq: () => Promise<number>;
  /** The last record of a stream that the key may sign; undefined: it has no end (`rotation.ts`). */
  readonly until?: (stream: string) => number | undefined;
  /** Row changes in a batch; the simulator draws it. */
  readonly rowsMax?: () => number;
}

/** Streams with records that are not sealed; `all` comes first, because the others speak of it. */
export const openStreams = (db: Database): readonly string[] =>
  (statement(db, "SELECT stream FROM stream_head ORDER BY stream").all() as { stream: string }[])
    .map(({ stream }) => stream)
    .filter((stream) => isOpen(db, stream));

const isOpen = (db: Database, stream: string): boolean =>
  statement(db, "SELECT 1 FROM log_open WHERE stream = ? LIMIT 1").get(stream) !== null;

type Sealed = Promise<Result<number, AppendRefusal | SubmitError>>;

/** Who seals waits for whoever began before: two at once would each make a batch of the same records. */
const running = new WeakMap<SealingDeps, Sealed>();

/** Seals everything that is open. Resolves when it is on disk. */
export const sealOpen = async (deps: SealingDeps): Sealed => {
  const before = running.get(deps);
  const next = (before ? before.catch(() => {}) : Promise.resolve()).then(() => sealAll(deps));
  running.set(deps, next);
  return next;
};

const sealAll = async (deps: SealingDeps): Sealed => {
  let sealed = 0;
  for (const stream of openStreams(deps.db)) {
    for (;;) {
      const done = await sealNext(deps, stream);
      if (!done.ok) return done;
      if (done.value === 0) break;
      sealed += done.value;
    }
  }
  return ok(sealed);
};

/**
 * Seals the oldest open records of a stream, as many as a batch takes. Gives back how many. What they may speak of is sealed
 * first: a batch that came before the master data it needs could never be taken.
 */
const sealNext = async (deps: SealingDeps, stream: string): Sealed => {
  const { db, store, sign, node, incarnation, allSeq, rowsMax, until } = deps;
  const last = (await store.heads([stream])).find(({ origin }) => origin === node);
  const dep = stream === "all" ? 0 : await allSeq();
  if (stream !== "all" && isOpen(db, "all")) {
    const first = await sealNext(deps, "all");
    if (!first.ok || first.value > 0) return first.ok ? sealNext(deps, stream) : first;
  }
  const keyEnds = until?.(stream) ?? Number.MAX_SAFE_INTEGER;
  const records = openRecords(db, stream, rowsMax?.() ?? rowsTarget).filter(({ seq }) => seq <= keyEnds);
  if (records.length === 0) return ok(0);
  const sealing = { origin: node, incarnation, stream, prev: last?.hash ?? "", dep };
  const batch = sealBatch(sealing, records, sign);
  try {
    const appended = await store.append([batch], ({ db: open }) => {
      statement(open, "DELETE FROM log_open WHERE stream = ? AND seq <= ?").run(stream, batch.head.to);
    });
    return appended.ok ? ok(records.length) : appended;
  } catch (cause) {
    if (cause instanceof LogFailed) return err(cause.error);
    throw cause;
  }
};

/** At least one record, and as many more as stay within a batch's size. */
const openRecords = (db: Database, stream: string, rowsMax: number): readonly StreamRecord[] => {
  const rows = statement(
    db,
    "SELECT seq, stamp, commit_id AS commitId, body FROM log_open WHERE stream = ? ORDER BY seq LIMIT 1000",
  ).all(stream) as { seq: number; stamp: number; commitId: string; body: string }[];
  const records: StreamRecord[] = [];
  let count = 0;
  let bytes = 0;
  for (const { seq, stamp, commitId, body } of rows) {
    const record = decodeRecord(body);
    count += record.ops.length;
    bytes += body.length;
    if (records.length > 0 && (count > rowsMax || bytes > bytesTarget)) break;
    if (records.length > 0 && record.incarnation !== records[0]!.record.incarnation) break;
    records.push({ seq, stamp, commitId, record });
  }
  return records;
};
