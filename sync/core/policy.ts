/** How a table merges. See `sync/policies.ts` for the table of tables. */
export type MergeKind =
  /** Never leaves the node, not in the log. */
  | "local"
  /** Written once, never changed. */
  | "append"
  /** Last writer wins, per column, by stamp. */
  | "columns"
  /** A state column where the higher rank wins, then the later stamp; its other columns merge like `columns`. */
  | "ranked"
  /** Escrow: each node counts its own units, and only logged rows move them. Kept by effects, like `derived`. */
  | "rights"
  /** Not merged: computed from logged rows by an effect; rebuilt by replay. */
  | "derived";

/**
 * Which stream carries a row: HQ's master data, HQ's eyes only, or the branch that its column `branch` names. A row that names
 * none (the column is empty) is carried by `none`, and is headquarters' own: no branch writes such a row.
 */
export type StreamRule = "all" | "hq" | { readonly branch: string; readonly none?: "all" | "hq" };

/** The stream of a row, by what its branch column says. */
export const streamFor = (rule: StreamRule, branch: string): string => {
  if (typeof rule === "string") return rule;
  return branch === "" && rule.none ? rule.none : `branch:${branch}`;
};

/** Whether a row of this stream is headquarters' own because it names no branch. */
export const isHqRow = (rule: StreamRule, stream: string): boolean =>
  typeof rule === "object" && rule.none === stream;

/** How long rows are kept, and what makes that true. */
export type Retention =
  /**
   * Deleted once an hour by `server/retain.ts`, `days` after the time in column `since` (milliseconds); where `states` are named,
   * a row in any other waits. For local tables only: a logged row would come back when state is rebuilt from the log.
   */
  | {
      readonly by: "age";
      readonly days: number;
      readonly since: string;
      readonly states?: readonly string[];
    }
  /** Removed by the plans of the table's own slice, at this moment. */
  | { readonly by: "work"; readonly when: string }
  /** Never deleted, and why. */
  | { readonly by: "nothing"; readonly because: string }
  /** The rule that is to hold; nothing deletes these rows until the program has what it `needs`. */
  | { readonly by: "later"; readonly rule: string; readonly needs: "snapshots" };

export interface TablePolicy {
  /** Numeric id on the wire; never reused. */
  readonly id: number;
  readonly kind: MergeKind;
  /** Who may write it. */
  readonly writer: "hq" | "branch" | "home" | "any" | "self";
  readonly stream?: StreamRule;
  /** The column with the alias of the node that writes the row, where nobody may write another node's. */
  readonly self?: string;
  /** Columns on the wire in order of their numeric ids (first is 1). Only ever added to, at the end. */
  readonly columns?: readonly string[];
  readonly key: readonly string[];
  /** Columns that differ between nodes by right (they are derived here, or local): left out of the state hash. */
  readonly unhashed?: readonly string[];
  /** The rank of each state, for `ranked`. */
  readonly ranks?: { readonly column: string; readonly order: { readonly [state: string]: number } };
  /** Pure functions of `sync/effects.ts` that keep derived tables in step, on every node and at replay. */
  readonly effects?: readonly string[];
  /** Pure functions that write this node's own follow-up records when a row is merged from elsewhere, once per operation. */
  readonly reactions?: readonly string[];
  readonly retention: Retention;
}
