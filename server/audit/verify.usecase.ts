/**
 * Whether a node's files are what it signed: the tree of its audit log against the rows, the batches of all logs against their
 * signatures and each other, the rows against the log, and a node's root, made anew from the rows that headquarters has of it,
 * against what that node says of itself. Reads whole tables: for `sto verify`, never for the writer's thread.
 */
import type { Database } from "bun:sqlite";
import type { BatchHead } from "../../sync/core/batch";
import { openDb } from "../../drizzle/db";
import { hashAt, hashOfLeaf, leavesIn, nothing, sha256 } from "../../sync/audit";
import { hashInner, rootOf } from "../../sync/core/merkle";
import { err, ok, orThrow, type Result } from "../../sync/core/result";
import { openBatch, readHead } from "../../sync/envelope";
import { applyGenesis, type GenesisRow } from "../../sync/genesis";
import { type ChainHead, refusalAfter } from "../../sync/log-store";
import { isReplicated } from "../../sync/policies";
import { replay, stateHash } from "../../sync/replay";
import type { Verify } from "../../sync/request-signing";
import type { Sealer } from "../../sync/sealer";
import { statement, tables } from "../../sync/tables";
import { archivedBatches, wholeLog } from "./whole-log";
import {
  type CheckpointError,
  type LogKey,
  openCheckpoint,
  type TreeHead,
  type Verifying,
} from "./checkpoint";

// --- The tree -----------------------------------------------------------------------------------------------------------

export type TreeFault =
  | { readonly type: "LeafMissing"; readonly seq: number }
  /** The row is not the one that the tree was built of, or its hash was changed. */
  | { readonly type: "LeafDiffers"; readonly seq: number }
  | { readonly type: "HashMissing"; readonly level: number; readonly index: number }
  /** It is not made of the two below it. */
  | { readonly type: "HashDiffers"; readonly level: number; readonly index: number }
  /** Hashes of leaves that are not here. */
  | { readonly type: "HashesLeftOver"; readonly count: number };

export interface TreeChecked extends TreeHead {
  readonly faults: readonly TreeFault[];
}

/** This node's own tree against its rows, hash by hash. Size and root are those of the rows. */
export const checkTree = (db: Database, node: number): TreeChecked => {
  const faults: TreeFault[] = [];
  const head = rootOf(sha256, checkedLeaves(db, node, faults));
  let expected = 0;
  for (let [level, count] = [0, head.size]; count > 0; level += 1, count = Math.floor(count / 2)) {
    for (let index = 0; index < count; index++) {
      const found = hashAt(db, level, index);
      if (!found) faults.push({ type: "HashMissing", level, index });
      else {
        expected += 1;
        if (level > 0 && !isMadeOf(db, found, level, index))
          faults.push({ type: "HashDiffers", level, index });
      }
    }
  }
  const { n } = statement(db, "SELECT count(*) AS n FROM audit_hash").get() as { n: number };
  if (n > expected) faults.push({ type: "HashesLeftOver", count: n - expected });
  return { ...head, faults };
};

/** A child that is missing is told for itself. */
const isMadeOf = (db: Database, hash: Uint8Array, level: number, index: number): boolean => {
  const [left, right] = [hashAt(db, level - 1, 2 * index), hashAt(db, level - 1, 2 * index + 1)];
  return !left || !right || same(hash, hashInner(sha256, left, right));
};

/** Hashes of a node's rows in their order; a row that is missing leaves a hash of nothing, so that the others keep their places. */
const checkedLeaves = function* (db: Database, node: number, faults: TreeFault[]): Generator<Uint8Array> {
  let next = 0;
  for (const leaf of leavesIn(db, node)) {
    for (; next < leaf.seq; next++) {
      faults.push({ type: "LeafMissing", seq: next });
      yield nothing;
    }
    const hash = hashOfLeaf(leaf);
    const kept = hashAt(db, 0, leaf.seq);
    if (kept && !same(kept, hash)) faults.push({ type: "LeafDiffers", seq: leaf.seq });
    next = leaf.seq + 1;
    yield hash;
  }
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

// --- A checkpoint against rows ------------------------------------------------------------------------------------------

export type WitnessError =
  | CheckpointError
  /** The node speaks of leaves that have not come yet: no fault, and nothing is proven of them. */
  | { readonly type: "LeavesMissing"; readonly here: number; readonly said: number }
  /** The rows that are here do not make the root that the node signed: one of the two was rewritten. */
  | { readonly type: "RootDiffers"; readonly size: number };

/**
 * What a node says of its log against the rows that are here: headquarters has the rows of every node, so it is the witness of
 * each. Gives back how many leaves are proven, and how many more are here by now.
 */
export const witness = (
  db: Database,
  node: number,
  checkpoint: string,
  key: LogKey,
  verifying: Verifying,
): Result<{ readonly size: number; readonly here: number }, WitnessError> => {
  const head = openCheckpoint(checkpoint, key, verifying);
  if (!head.ok) return head;
  const { size, root } = head.value;
  let here = 0;
  let isGapless = true;
  const upToSize = function* () {
    for (const leaf of leavesIn(db, node)) {
      isGapless &&= leaf.seq === here;
      here += 1;
      if (leaf.seq < size) yield hashOfLeaf(leaf);
    }
  };
  const made = rootOf(sha256, upToSize());
  if (isGapless && here < size) return err({ type: "LeavesMissing", here, said: size });
  return isGapless && same(made.root, root) ? ok({ size, here }) : err({ type: "RootDiffers", size });
};

// --- The log ------------------------------------------------------------------------------------------------------------

export interface BatchFault {
  readonly origin: number;
  readonly stream: string;
  readonly from: number;
  /** What is wrong with it, as a type of `EnvelopeError` or `AppendRefusal`, or `UnknownNode`, `HashDiffers`, `RowDiffers`. */
  readonly type: string;
}

export interface LogPlace {
  /** Headquarters: where the oldest part of its log lies. */
  readonly archive?: string | undefined;
  /** A branch: its chains begin where headquarters' snapshot ended, or where a week ago is. */
  readonly mayBeginLate?: boolean;
}

/** Every batch: signed by its node, what its head says, and the next of its chain. */
export const checkLog = (
  db: Database,
  keyOf: (node: number, at: Pick<BatchHead, "stream" | "to">) => string | undefined,
  verify: Verify,
  { archive, mayBeginLate = false }: LogPlace = {},
): { readonly batches: number; readonly faults: readonly BatchFault[] } => {
  const faults: BatchFault[] = [];
  const ends = new Map<string, Pick<ChainHead, "seq" | "stamp" | "hash">>();
  let batches = 0;
  for (const each of wholeLog(db, archive)) {
    if ("broken" in each) {
      const { file: _file, ...where } = each.broken;
      faults.push({ ...where, type: "SegmentDamaged" });
      continue;
    }
    const { hash, bytes, ...row } = each;
    batches += 1;
    const { origin, stream, from } = row;
    const fault = (type: string) => faults.push({ origin, stream, from, type });
    const read = readHead(Buffer.from(bytes));
    const key = keyOf(origin, read.ok ? read.value.head : { stream, to: from });
    if (key === undefined) {
      fault("UnknownNode");
      continue;
    }
    // SQLite keeps a text where somebody wrote one into a column of bytes.
    const opened = openBatch(Buffer.from(bytes), key, verify);
    if (!opened.ok) {
      fault(opened.error.type);
      continue;
    }
    const { head } = opened.value;
    if (opened.value.hash !== hash) fault("HashDiffers");
    if (head.origin !== origin || head.stream !== stream || head.from !== from || head.to !== row.to)
      fault("RowDiffers");
    const chain = `${head.origin}/${head.stream}`;
    const last = ends.get(chain);
    const refusal = mayBeginLate && !last ? undefined : refusalAfter(last, head);
    if (refusal) fault(refusal.type);
    ends.set(chain, { seq: head.to, stamp: head.lastStamp, hash: opened.value.hash });
  }
  return { batches, faults };
};

/**
 * Whether the tables are what the log says: the log is replayed into an empty database that begins with what the program ships.
 * Rows of other tables that a file began with (a demo's staff) are taken as they are.
 */
export const isWhatLogSays = (
  db: Database,
  node: number,
  sealer: Sealer,
  shipped: { readonly rows: readonly GenesisRow[]; readonly releasedMs: number },
  archive?: string,
): boolean => {
  const fresh = orThrow(openDb(":memory:"));
  try {
    applyGenesis(fresh, shipped.rows, shipped.releasedMs);
    const known = new Set(shipped.rows.map(({ table }) => table as string));
    for (const table of tables.values())
      if (isReplicated(table.policy) && !known.has(table.name))
        copyRows(db, fresh, table.sqlName, "WHERE _n = 0");
    copyRows(db, fresh, "keyring", "");
    replay(db, fresh, node, sealer, bytesOf(archivedBatches(archive)));
    return stateHash(fresh) === stateHash(db);
  } finally {
    fresh.close();
  }
};

const bytesOf = function* (found: ReturnType<typeof archivedBatches>): Generator<Uint8Array> {
  for (const each of found) if (!("broken" in each)) yield each.bytes;
};

const copyRows = (from: Database, into: Database, table: string, where: string): void => {
  for (const row of statement(from, `SELECT * FROM "${table}" ${where}`).values() as (string | number)[][])
    statement(into, `INSERT INTO "${table}" VALUES (${row.map(() => "?").join()})`).run(...row);
};
