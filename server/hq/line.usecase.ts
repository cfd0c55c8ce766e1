/** The line to headquarters as pages are told of it. */
import type { LineState } from "../../sync/engine";
import { haltOf } from "../../sync/halt";
import { heardOf } from "../../sync/peers";
import { headquarters } from "../../sync/roster";
import type { Deps } from "../deps";

/**
 * How the line stands. The last contact, and why this node writes nothing more, may be of an earlier life of this process: both
 * were noted.
 */
export const lineNow = ({ db, sync, self }: Pick<Deps, "db" | "sync" | "self">): LineState => {
  const now = sync.line();
  const line = { ...now, trouble: haltOf(db, self.alias) ?? now.trouble };
  if (line.lastHqAtMs !== null) return line;
  const hq = headquarters(db);
  return { ...line, lastHqAtMs: (hq && heardOf(db, hq.alias)?.heardAtMs) ?? null };
};
