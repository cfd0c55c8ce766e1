/** How far this node's own log reaches. */
import type { Database } from "bun:sqlite";
import { statement } from "./tables";

/** Records in all streams: read from their ends, because counting the log takes the writer's thread longer every day. */
export const recordsWritten = (db: Database): number =>
  (statement(db, "SELECT coalesce(sum(seq), 0) AS n FROM stream_head").get() as { n: number }).n;
