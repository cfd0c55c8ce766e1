/** The log from its first record on: headquarters' archive, then what is in the database. */
import type { Database } from "bun:sqlite";
import { readSegment, segmentsOf, streamsArchived } from "../../sync/archive";
import { hashOf, readHead } from "../../sync/envelope";
import { orThrow } from "../../sync/core/result";
import { statement } from "../../sync/tables";

export interface BatchRow {
  readonly origin: number;
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** A segment that cannot be read. */
export interface BrokenSegment {
  readonly file: string;
  readonly origin: number;
  readonly stream: string;
  readonly from: number;
}

/** Archived batches, chain by chain, in order; a run that was archived twice comes once. Without an archive, none. */
export const archivedBatches = function* (
  archive: string | undefined,
): Generator<BatchRow | { readonly broken: BrokenSegment }> {
  for (const stream of archive === undefined ? [] : streamsArchived(archive)) {
    const ends = new Map<number, number>();
    for (const { file, origin, from, to } of segmentsOf(archive!, stream)) {
      if (to <= (ends.get(origin) ?? 0)) continue;
      const read = readSegment(file);
      if (!read.ok) {
        yield { broken: { file, origin, stream, from } };
        continue;
      }
      for (const bytes of read.value.batches) {
        const { head } = orThrow(readHead(bytes));
        if (head.to <= (ends.get(origin) ?? 0)) continue;
        ends.set(origin, head.to);
        yield { origin, stream, from: head.from, to: head.to, hash: hashOf(bytes), bytes };
      }
    }
  }
};

/** Archived batches, and those in the database that are not archived yet. */
export const wholeLog = function* (
  db: Database,
  archive: string | undefined,
): Generator<BatchRow | { readonly broken: BrokenSegment }> {
  const archived = new Map<string, number>();
  for (const each of archivedBatches(archive)) {
    if (!("broken" in each)) archived.set(`${each.origin}/${each.stream}`, each.to);
    yield each;
  }
  const rows = statement(
    db,
    'SELECT origin, stream, seq_from AS "from", seq_to AS "to", hash, bytes FROM batch ORDER BY pos',
  ).iterate() as Iterable<BatchRow>;
  for (const row of rows) if (row.to > (archived.get(`${row.origin}/${row.stream}`) ?? 0)) yield row;
};
