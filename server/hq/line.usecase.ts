/** The line to headquarters as pages are told of it. */
import type { LineState } from "../../sync/engine";
import { heardOf } from "../../sync/peers";
import { headquarters } from "../../sync/roster";
import type { Deps } from "../deps";

/** How the line stands; the last contact may be of an earlier life of this process, which noted it. */
export const lineNow = ({ db, sync }: Pick<Deps, "db" | "sync">): LineState => {
  const line = sync.line();
  if (line.lastHqAtMs !== null) return line;
  const hq = headquarters(db);
  return { ...line, lastHqAtMs: (hq && heardOf(db, hq.alias)?.heardAtMs) ?? null };
};
