/**
 * Why a node must write nothing more until a person acts. Both reasons stand in its own file, so a restart forgets neither:
 *
 *   OldCopy        headquarters has more of it than this folder: marked in `meta`, and only a restore, into a new folder, ends it
 *   NodeSuspended  headquarters' roster, signed and merged like any row, shuts it out, for good: a branch gets a new box; or another
 *                  box goes on for it already: two would open days and give numbers beside each other. What it has it still hands over
 *
 * Of a node that is shut out headquarters takes nothing more (`receive.ts`). What it said yes to would be lost, so it says no to
 * everybody: bookings, check-ins and calls alike. Reading goes on.
 */
import type { Database } from "bun:sqlite";
import { statement } from "./tables";

export type Halt = "OldCopy" | "NodeSuspended";

/** `node`: this node's own alias. Undefined: it may write. */
export const haltOf = (db: Database, node: number): Halt | undefined => {
  const { isOldCopy, state, isReplaced } = statement(
    db,
    `SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'old_copy') AS isOldCopy,
            (SELECT state FROM node WHERE alias = ?) AS state,
            EXISTS (SELECT 1 FROM node WHERE heir_of = ? AND state = 'active') AS isReplaced`,
  ).get(node, node) as { isOldCopy: number; state: string | null; isReplaced: number };
  if (isOldCopy === 1) return "OldCopy";
  return state === "suspended" || isReplaced === 1 ? "NodeSuspended" : undefined;
};

/** This folder is an old copy of its node, from this commit on. */
export const markOldCopy = (db: Database): void => {
  statement(db, "INSERT OR IGNORE INTO meta (key, value) VALUES ('old_copy', '1')").run();
};
