/** SQL of the fleet page. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

/** The last record of each stream that this node writes, by stream. */
export const streamEnds = ({ db }: Pick<Tx, "db">): ReadonlyMap<string, number> =>
  new Map(statement(db, "SELECT stream, seq FROM stream_head").values() as [string, number][]);
