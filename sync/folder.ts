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
  /** Which life of its branch's node it is, from 1: another one for every box that goes on for a dead one. */
  readonly incarnation: number;
}

export type OtherNode = { readonly type: "OtherNode"; readonly owner: FolderOwner };

/** Takes the folder for this node at the first start, checks it at every other. */
export const claimFolder = (db: Database, self: FolderOwner): Result<null, OtherNode> => {
  const row = statement(db, "SELECT value FROM meta WHERE key = 'node'").get() as { value: string } | null;
  if (!row) {
    const { alias, branch, incarnation } = self;
    const owner: FolderOwner = { alias, branch, incarnation };
    statement(db, "INSERT INTO meta (key, value) VALUES ('node', ?)").run(JSON.stringify(owner));
    return ok(null);
  }
  const owner = JSON.parse(row.value) as FolderOwner;
  const same =
    owner.alias === self.alias && owner.branch === self.branch && owner.incarnation === self.incarnation;
  return same ? ok(null) : err({ type: "OtherNode", owner });
};
