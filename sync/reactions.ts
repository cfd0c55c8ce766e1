/**
 * Reactions: what this node writes of its own when another node's row is merged. Pure functions from the row, and from what
 * this node owns, to rows that go into this node's own log. `merge-row.ts` runs each once per operation, whatever arrives twice.
 */
import type { Row, RowOp } from "./core/plan";
import { insert } from "./rows";

export interface FreeRight {
  readonly slot: string;
  readonly pool: string;
  readonly grp: string;
  /** Units on sale here. */
  readonly avail: number;
}

/** What a reaction may ask of the node it runs on. */
export interface Own {
  newId(): string;
  /** This node's own rights on sale, of a branch's slots that overlap [fromMs, toMs). */
  freeRights(branch: string, fromMs: number, toMs: number): readonly FreeRight[];
}

export type Reaction = (row: Row, own: Own) => readonly RowOp[];

/** A closure takes the time out of sale on every node: each burns what it could still sell. */
const burnClosed: Reaction = (row, own) => {
  const branch = String(row["branch"]);
  const groups = row["groups"] === null ? undefined : (JSON.parse(String(row["groups"])) as string[]);
  return own
    .freeRights(branch, Number(row["fromMs"]), Number(row["toMs"]))
    .filter(({ grp }) => groups === undefined || groups.includes(grp))
    .map(({ slot, pool, avail }) =>
      insert("burn", { id: own.newId(), branch, slot, pool, units: avail, reason: String(row["id"]) }),
    );
};

const reactions: { readonly [name: string]: Reaction } = { burnClosed };

export const reactionOf = (name: string): Reaction => {
  const found = reactions[name];
  if (!found) throw new Error(`no reaction ${name}: add it to sync/reactions.ts`);
  return found;
};
