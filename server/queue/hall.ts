/** Where and when something is asked in the hall: the database, the moment and the branch, of a plan or of a read. */
import type { Tx } from "../../sync/submit";
import type { LocalDate } from "../calendar/local-date";
import { utcToLocal, type ZoneName } from "../calendar/time-zone";
import type { Branch } from "../catalogue/catalogue";
import { findBranch } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";

/** A plan's transaction is one; a page's read makes one with `hallNow`. */
export type HallReader = Pick<Tx, "db" | "nowMs" | "branch">;

export const hallNow = (deps: Pick<Deps, "db" | "clock" | "self">): HallReader => ({
  db: deps.db,
  nowMs: deps.clock.nowMs(),
  branch: deps.self.branch,
});

/** The branch of this hall. A queue without a branch is a bug: headquarters has no hall. */
export const branchOf = (reader: HallReader): Branch => {
  const found = findBranch(reader, reader.branch ?? "");
  if (!found.ok) throw new Error(`branch ${reader.branch} is not in the catalogue`);
  return found.value;
};

/** The branch's own day and the minute of it: numbers and batches belong to that day. */
export const todayOf = (
  reader: HallReader,
): { readonly day: LocalDate; readonly min: number; readonly zone: ZoneName } => {
  const { zone } = branchOf(reader);
  const { date, min } = utcToLocal(zone, reader.nowMs);
  return { day: date, min, zone };
};
