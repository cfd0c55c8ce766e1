/** How far a node's log reaches, on both ends. */
import type { Database } from "bun:sqlite";
import { statement } from "./tables";

/** Batches of other nodes that are here and not applied yet. */
export const behindOf = (db: Database): number =>
  (
    statement(
      db,
      `SELECT count(*) AS n FROM batch WHERE pos > (
         SELECT coalesce((SELECT json_extract(value, '$[0]') FROM meta WHERE key = 'applied'), 0))
       AND origin <> (SELECT json_extract(value, '$.alias') FROM meta WHERE key = 'node')`,
    ).get() as { n: number }
  ).n;

/** Whether everything that is here of a node is applied; the batch at the cursor may be half done. */
export const isAppliedOf = (db: Database, origin: number): boolean =>
  statement(
    db,
    `SELECT 1 FROM batch b, (SELECT coalesce(max(json_extract(value, '$[0]')), 0) AS pos, coalesce(max(json_extract(value, '$[1]')), 0) AS done
       FROM meta WHERE key = 'applied') c
     WHERE b.pos >= c.pos AND b.origin = ? AND (b.pos > c.pos OR b.seq_to - b.seq_from + 1 > c.done) LIMIT 1`,
  ).get(origin) === null;

/** Records in all streams: read from their ends, because counting the log takes the writer's thread longer every day. */
export const recordsWritten = (db: Database): number =>
  (statement(db, "SELECT coalesce(sum(seq), 0) AS n FROM stream_head").get() as { n: number }).n;

/** Whether every chain begins at its first record. One that was shortened, or began with a snapshot, tells only a part of the state. */
export const isLogWhole = (db: Database): boolean =>
  statement(db, "SELECT 1 FROM batch GROUP BY origin, stream HAVING min(seq_from) > 1 LIMIT 1").get() ===
  null;
