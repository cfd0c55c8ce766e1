/**
 * A data folder belongs to one node for ever: its log, rights and people's rows are that node's. The first start writes who it
 * is; a later start as somebody else (a copied folder, a changed alias) is refused, or two nodes would write one sequence.
 */
import type { Database } from "bun:sqlite";
import { err, ok, type Result } from "./core/result";
import { statement } from "./tables";

export interface FolderOwner {
  /** Alias of the node, 0–1023. */
  readonly alias: number;
  /** Its branch; null at headquarters. */
  readonly branch: string | null;
}

export type OtherNode = { readonly type: "OtherNode"; readonly owner: FolderOwner };

interface Kept extends FolderOwner {
  readonly incarnation: number;
}

/** Takes the folder for this node at the first start, checks it at every other. Gives back the node's incarnation, from 1. */
export const claimFolder = (db: Database, self: FolderOwner): Result<number, OtherNode> => {
  const row = statement(db, "SELECT value FROM meta WHERE key = 'node'").get() as { value: string } | null;
  if (!row) {
    const kept: Kept = { alias: self.alias, branch: self.branch, incarnation: 1 };
    statement(db, "INSERT INTO meta (key, value) VALUES ('node', ?)").run(JSON.stringify(kept));
    return ok(kept.incarnation);
  }
  const { incarnation, ...owner } = JSON.parse(row.value) as Kept;
  const same = owner.alias === self.alias && owner.branch === self.branch;
  return same ? ok(incarnation) : err({ type: "OtherNode", owner });
};
