/**
 * The audit log of this node: one leaf per commit of an audited plan, a row of table `audit` in that very commit. So it is in the
 * log, replayed and replicated like any row, and headquarters has every node's leaves; the hashes of this node's own tree
 * (`sync/core/merkle.ts`) stand beside it in `audit_hash`, in the same transaction.
 *
 * Cost, measured by `npm run bench -- confirm`: see `leave`.
 */
import type { Database } from "bun:sqlite";
import { isAudited } from "./core/intents";
import { appended, type Hashes, hashLeaf, type Sha256 } from "./core/merkle";
import type { Actor, About, Plan, RowOp } from "./core/plan";
import type { Random } from "./core/clock";
import { isReplicated, policyOf } from "./policies";
import { columnsOf, statement } from "./tables";

/** A row of table `audit`: leaf `seq` (from 0) of the tree of `node`. */
export interface AuditLeaf {
  readonly node: number;
  readonly seq: number;
  readonly atMs: number;
  readonly intent: string;
  /** JSON: ids and roles. */
  readonly actor: string;
  /** JSON: ids, counts and codes. */
  readonly about: string;
  /** 16 random bytes, base64url: who has a leaf's hash alone cannot guess the ids in it. */
  readonly salt: string;
}

export const sha256: Sha256 = (bytes) => Bun.SHA256.hash(bytes) as Uint8Array;

/** The bytes of a leaf. Whoever has them can make its hash: nothing else goes in. */
export const entryOf = ({ node, seq, atMs, intent, actor, about, salt }: AuditLeaf): Uint8Array =>
  Buffer.from(JSON.stringify([entryVersion, node, seq, atMs, intent, actor, about, salt]));

const entryVersion = "sto/audit/v1";

/** The leaf that these bytes are; undefined for any others. */
export const leafOf = (entry: Uint8Array): AuditLeaf | undefined => {
  try {
    const [version, node, seq, atMs, intent, actor, about, salt] = JSON.parse(
      Buffer.from(entry).toString("utf8"),
    ) as [string, number, number, number, string, string, string, string];
    const leaf = { node, seq, atMs, intent, actor, about, salt };
    // Only the one spelling that this program writes is a leaf.
    return version === entryVersion && Buffer.from(entryOf(leaf)).equals(entry) ? leaf : undefined;
  } catch {
    return undefined;
  }
};

export const hashOfLeaf = (leaf: AuditLeaf): Uint8Array => hashLeaf(sha256, entryOf(leaf));

/** The leaf of a plan that is about to be written; undefined when it leaves none, as a plan that changes nothing. */
export const leafFor = (
  writing: { readonly db: Database; readonly node: number; readonly random: Random },
  actor: Actor,
  plan: Plan<unknown>,
  nowMs: number,
): AuditLeaf | undefined => {
  if (!isAudited(plan.intent) || isNothing(plan)) return undefined;
  const { db, node, random } = writing;
  return {
    node,
    seq: nextSeq(db, node),
    atMs: nowMs,
    intent: plan.intent,
    actor: JSON.stringify(actor),
    about: JSON.stringify(plan.about ?? idsIn(plan.rows)),
    salt: Buffer.from(random.bytes(16)).toString("base64url"),
  };
};

const isNothing = ({ rows, jobs = [], notices = [], about }: Plan<unknown>): boolean =>
  rows.length + jobs.length + notices.length === 0 && about === undefined;

/** The things whose rows change, by what they are: the first column of a key names a row, or whose row it is. */
const idsIn = (rows: readonly RowOp[]): About => {
  const ids = new Map<string, Set<string>>();
  for (const op of rows) {
    const { key, ...policy } = policyOf(op.table);
    if (!isReplicated({ key, ...policy })) continue;
    const first = key[0]!;
    const id = ("row" in op ? op.row : op.key)[first];
    const what = namesItself.has(first) ? op.table : first;
    const known = ids.get(what);
    if (known) known.add(String(id));
    else ids.set(what, new Set([String(id)]));
  }
  return Object.fromEntries([...ids].map(([what, found]) => [what, [...found]]));
};

const namesItself: ReadonlySet<string> = new Set(["id", "code", "alias"]);

/** The number of leaves: rows and tree grow together, and where they do not, the verifier says so and work goes on. */
const nextSeq = (db: Database, node: number): number => Math.max(leavesOf(db, node), treeSize(db));

/** How many leaves of a node are here. */
export const leavesOf = (db: Database, node: number): number =>
  (
    statement(db, "SELECT coalesce(max(seq) + 1, 0) AS n FROM audit WHERE node = ?").get(node) as {
      n: number;
    }
  ).n;

/** How many leaves this node's own tree has. */
export const treeSize = (db: Database): number =>
  (
    statement(db, "SELECT coalesce(max(idx) + 1, 0) AS n FROM audit_hash WHERE level = 0").get() as {
      n: number;
    }
  ).n;

/** Adds a leaf to this node's tree, whose row was just written. */
export const growTree = (db: Database, leaf: AuditLeaf): void => {
  // State that was rebuilt from the log has its leaves, and no tree yet.
  for (let seq = treeSize(db); seq < leaf.seq; seq++) {
    const earlier = leafAt(db, leaf.node, seq);
    if (!earlier) throw new Error(`leaf ${seq} of the audit log is missing`);
    put(db, earlier);
  }
  put(db, leaf);
};

const put = (db: Database, leaf: AuditLeaf): void => {
  const insert = statement(db, "INSERT INTO audit_hash (level, idx, hash) VALUES (?, ?, ?)");
  for (const { level, index, hash } of appended(treeOf(db), leaf.seq, hashOfLeaf(leaf)))
    insert.run(level, index, hash);
};

/** This node's own tree. */
export const treeOf = (db: Database): Hashes => ({
  sha256,
  get: (level, index) => {
    const row = statement(db, "SELECT hash FROM audit_hash WHERE level = ? AND idx = ?").get(
      level,
      index,
    ) as {
      hash: Uint8Array;
    } | null;
    if (!row) throw new Error(`hash (${level}, ${index}) of the audit tree is missing`);
    return row.hash;
  },
});

export const leafAt = (db: Database, node: number, seq: number): AuditLeaf | undefined =>
  (statement(db, `SELECT ${columnsOf("audit")} FROM audit WHERE node = ? AND seq = ?`).get(
    node,
    seq,
  ) as AuditLeaf | null) ?? undefined;

/** All leaves of a node in their order, one at a time. */
export const leavesIn = (db: Database, node: number): Iterable<AuditLeaf> =>
  statement(db, `SELECT ${columnsOf("audit")} FROM audit WHERE node = ? ORDER BY seq`).iterate(
    node,
  ) as Iterable<AuditLeaf>;
