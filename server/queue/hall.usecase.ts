/** Where and when something is asked in the hall: the database, the moment and the branch, of a plan or of a read. */
import type { LocalDate } from "../../sync/core/local-date";
import type { Tx } from "../../sync/submit";
import { localRangeToUtc, utcToLocal, type ZoneName } from "../calendar/time-zone";
import { ownBranch } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";

/** A plan's transaction is one; a page's read makes one with `hallNow`. */
export type HallReader = Pick<Tx, "db" | "nowMs" | "branch">;

export const hallNow = (deps: Pick<Deps, "db" | "clock" | "self">): HallReader => ({
  db: deps.db,
  nowMs: deps.clock.nowMs(),
  branch: deps.self.branch,
});

/** The branch of this hall. A queue without a branch is a bug: headquarters has no hall. */
export const branchOf = ownBranch;

/** The branch's own day and the minute of it: numbers and batches belong to that day. */
export const todayOf = (
  reader: HallReader,
): { readonly day: LocalDate; readonly min: number; readonly zone: ZoneName } => {
  const { zone } = branchOf(reader);
  const { date, min } = utcToLocal(zone, reader.nowMs);
  return { day: date, min, zone };
};

/** When a day of the branch begins and ends, [fromMs, toMs) in UTC. */
export const dayRange = (
  reader: HallReader,
  day: LocalDate,
): { readonly fromMs: number; readonly toMs: number } => {
  const ranges = localRangeToUtc(branchOf(reader).zone, day, 0, 24 * 60);
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) throw new Error(`${day} has no minutes in this zone`);
  return { fromMs: first.from, toMs: last.to };
};
