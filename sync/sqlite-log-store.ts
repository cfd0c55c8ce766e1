/** The log in the node's own SQLite file: a batch and what follows from it in the state can be one commit. */
import type { Database } from "bun:sqlite";
import { orThrow, err, ok, type Result } from "./core/result";
import { readHead, type SealedBatch } from "./envelope";
import {
  type AppendRefusal,
  type ChainHead,
  type ChainStart,
  type LogStore,
  refusalAfter,
  type Segment,
  type SinceOptions,
  type StoredBatch,
} from "./log-store";
import { statement } from "./tables";
import type { Vector } from "./transport";

export interface SqliteLogStoreDeps {
  readonly db: Database;
  /**
   * Runs `work` in a transaction of its own, with no other open, and resolves after its fsync. What `work` throws undoes it and
   * comes back.
   */
  readonly exclusive: <T>(work: (db: Database) => T) => Promise<T>;
}

export class SqliteLogStore implements LogStore {
  constructor(private readonly deps: SqliteLogStoreDeps) {}

  async append(
    batches: readonly SealedBatch[],
    also?: (tx: { readonly db: Database }) => void,
  ): Promise<Result<{ readonly added: number }, AppendRefusal>> {
    try {
      const added = await this.deps.exclusive((db) => {
        const added = batches.filter((batch) => appendOne(db, batch)).length;
        also?.({ db });
        return added;
      });
      return ok({ added });
    } catch (cause) {
      if (cause instanceof Refused) return err(cause.refusal);
      throw cause;
    }
  }

  async has(batches: readonly Pick<SealedBatch, "head" | "hash">[]): Promise<readonly boolean[]> {
    const { db } = this.deps;
    return batches.map(({ head, hash }) => hashAt(db, head) === hash || isBeforeStart(db, head));
  }

  async heads(streams?: readonly string[]): Promise<readonly ChainHead[]> {
    const { db } = this.deps;
    return (streams ?? streamsIn(db)).flatMap((stream) => headsOf(db, stream));
  }

  async starts(streams: readonly string[]): Promise<readonly ChainStart[]> {
    const { db } = this.deps;
    return streams.flatMap((stream) =>
      headsOf(db, stream).map(({ origin }) => ({ origin, stream, from: startOf(db, origin, stream)! })),
    );
  }

  async since(streams: readonly string[], have: Vector, options: SinceOptions): Promise<Segment> {
    const { db } = this.deps;
    const found: Found[] = [];
    for (const stream of new Set(streams))
      for (const { origin, seq } of headsOf(db, stream)) {
        const from = have.get(`${origin}/${stream}`) ?? 0;
        if (origin !== options.notOf && seq > from) found.push(...beyond(db, origin, stream, from, options));
      }
    found.sort((a, b) => a.pos - b.pos);
    let count = 0;
    for (let left = options.bytesMax; count < found.length; count++) {
      left -= found[count]!.size;
      if (left < 0 && count > 0) break;
    }
    const batches = found.slice(0, count).map(({ pos }) => at(db, pos));
    return { batches, more: count < found.length };
  }

  async get(origin: number, stream: string, seq: number): Promise<StoredBatch | undefined> {
    return holding(this.deps.db, origin, stream, seq);
  }
}

/** Carries a refusal out of a transaction that it undoes. */
class Refused extends Error {
  constructor(readonly refusal: AppendRefusal) {
    super(refusal.type);
  }
}

/** Whether the batch was added; false when it is here. */
const appendOne = (db: Database, { head, hash, bytes }: SealedBatch): boolean => {
  const { origin, stream, from, to } = head;
  const last = lastOf(db, origin, stream);
  if (last && from <= last.seq) {
    if (hashAt(db, head) === hash || isBeforeStart(db, head)) return false;
    const here = holding(db, origin, stream, from)!.bytes;
    throw new Refused({ type: "Fork", origin, stream, from, here, there: bytes });
  }
  const refusal = refusalAfter(last, head);
  if (refusal) throw new Refused(refusal);
  statement(
    db,
    `INSERT INTO batch (origin, stream, seq_from, seq_to, incarnation, stamp, hash, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(origin, stream, from, to, head.incarnation, head.lastStamp, hash, bytes);
  return true;
};

type ChainEnd = Pick<ChainHead, "seq" | "stamp" | "hash">;

const lastOf = (db: Database, origin: number, stream: string): ChainEnd | undefined =>
  (statement(
    db,
    `SELECT seq_to AS seq, stamp, hash FROM batch WHERE origin = ? AND stream = ? ORDER BY seq_from DESC LIMIT 1`,
  ).get(origin, stream) as ChainEnd | null) ?? undefined;

const startOf = (db: Database, origin: number, stream: string): number | undefined =>
  (
    statement(
      db,
      'SELECT seq_from AS "from" FROM batch WHERE origin = ? AND stream = ? ORDER BY seq_from LIMIT 1',
    ).get(origin, stream) as { from: number } | null
  )?.from;

const isBeforeStart = (db: Database, { origin, stream, to }: SealedBatch["head"]): boolean =>
  to < (startOf(db, origin, stream) ?? 0);

const hashAt = (db: Database, { origin, stream, from }: SealedBatch["head"]): string | undefined =>
  (
    statement(db, "SELECT hash FROM batch WHERE origin = ? AND stream = ? AND seq_from = ?").get(
      origin,
      stream,
      from,
    ) as { hash: string } | null
  )?.hash;

/** All streams, and below all ends of one: one step of an index for each, however long the log is. */
const streamsIn = (db: Database): readonly string[] =>
  statement(
    db,
    `WITH RECURSIVE each(stream) AS (
       SELECT min(stream) FROM batch
       UNION ALL SELECT (SELECT min(stream) FROM batch WHERE stream > each.stream) FROM each WHERE stream IS NOT NULL)
     SELECT stream FROM each WHERE stream IS NOT NULL`,
  )
    .all()
    .map((row) => (row as { stream: string }).stream);

const headsOf = (db: Database, stream: string): readonly ChainHead[] =>
  statement(
    db,
    `WITH RECURSIVE each(origin) AS (
       SELECT min(origin) FROM batch WHERE stream = ?1
       UNION ALL
       SELECT (SELECT min(origin) FROM batch WHERE stream = ?1 AND origin > each.origin) FROM each WHERE origin IS NOT NULL)
     SELECT batch.origin, batch.stream, batch.seq_to AS seq, batch.stamp, batch.hash
     FROM each CROSS JOIN batch ON batch.stream = ?1 AND batch.origin = each.origin
       AND batch.seq_to = (SELECT max(seq_to) FROM batch WHERE stream = ?1 AND origin = each.origin)`,
  ).all(stream) as ChainHead[];

interface Found {
  readonly pos: number;
  readonly size: number;
}

/** Places and sizes of a chain's batches beyond `from`: as many as the segment can need, and one to see that there is more. */
const beyond = (
  db: Database,
  origin: number,
  stream: string,
  from: number,
  { bytesMax }: SinceOptions,
): readonly Found[] => {
  const rows = statement(
    db,
    `SELECT pos, length(bytes) AS size FROM batch WHERE stream = ? AND origin = ? AND seq_to > ? ORDER BY seq_to`,
  ).iterate(stream, origin, from) as IterableIterator<Found>;
  const found: Found[] = [];
  let bytes = 0;
  for (const row of rows) {
    found.push(row);
    if (bytes > bytesMax) break;
    bytes += row.size;
  }
  return found;
};

const at = (db: Database, pos: number): StoredBatch =>
  stored(statement(db, "SELECT pos, hash, bytes FROM batch WHERE pos = ?").get(pos) as StoredRow);

const holding = (db: Database, origin: number, stream: string, seq: number): StoredBatch | undefined => {
  const row = statement(
    db,
    `SELECT pos, hash, bytes FROM batch
     WHERE stream = ? AND origin = ? AND seq_to >= ? AND seq_from <= ? ORDER BY seq_to LIMIT 1`,
  ).get(stream, origin, seq, seq) as StoredRow | null;
  return row ? stored(row) : undefined;
};

type StoredRow = Omit<StoredBatch, "head">;

const stored = (row: StoredRow): StoredBatch => ({ ...row, head: orThrow(readHead(row.bytes)).head });
