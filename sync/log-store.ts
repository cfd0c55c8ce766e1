/**
 * The log of all nodes as it lies here: sealed batches in the order in which they came. Each (origin, stream) is a chain
 * without gaps, and stays one whatever is appended. Every store passes `log-store.contract.ts`.
 */
import type { Database } from "bun:sqlite";
import type { BatchHead } from "./core/batch";
import type { Stamp } from "./core/hlc";
import type { Result } from "./core/result";
import type { SealedBatch } from "./envelope";
import type { Vector } from "./transport";

export interface LogStore {
  /**
   * Adds batches that were sealed here or opened (signature, head and body are good). Durable when it resolves, all or nothing;
   * a batch that is here already is skipped. `also` runs in the same transaction, where the store shares the state's file,
   * and only when no batch is refused; what it throws undoes everything.
   */
  append(
    batches: readonly SealedBatch[],
    also?: (tx: { readonly db: Database }) => void,
  ): Promise<Result<{ readonly added: number }, AppendRefusal>>;
  /**
   * Whether these very batches are here, or were: what is before the start of its chain was taken once, and is not looked at again.
   * Asks for head and hash only, so it comes before any signature is checked.
   */
  has(batches: readonly Pick<SealedBatch, "head" | "hash">[]): Promise<readonly boolean[]>;
  /** The end of each (origin, stream), of all streams or of these. */
  heads(streams?: readonly string[]): Promise<readonly ChainHead[]>;
  /**
   * The batches of `streams` beyond `have`, in the order in which they came, as many as `bytesMax` bytes hold and at least one.
   * Where it says `more`, asking the same again gives the same for ever.
   */
  since(streams: readonly string[], have: Vector, options: SinceOptions): Promise<Segment>;
  /** The first record that is here of each (origin, stream): the log of a node that began with a snapshot, or was shortened, has no 1. */
  starts(streams: readonly string[]): Promise<readonly ChainStart[]>;
  /** The batch that holds record `seq`; undefined also for what is before the start of its chain. */
  get(origin: number, stream: string, seq: number): Promise<StoredBatch | undefined>;
}

export interface StoredBatch extends SealedBatch {
  /** Order of arrival here; numbers may be missing. */
  readonly pos: number;
}

export interface ChainHead {
  readonly origin: number;
  readonly stream: string;
  /** Sequence number and stamp of the last record, hash of the last batch. */
  readonly seq: number;
  readonly stamp: Stamp;
  readonly hash: string;
}

export interface ChainStart {
  readonly origin: number;
  readonly stream: string;
  readonly from: number;
}

export interface SinceOptions {
  readonly bytesMax: number;
  /** Leaves out what this node wrote: it has that. */
  readonly notOf?: number;
}

export interface Segment {
  readonly batches: readonly StoredBatch[];
  readonly more: boolean;
}

type Chain = Pick<BatchHead, "origin" | "stream" | "from">;

export type AppendRefusal =
  /** Batches between are missing: send from `expected`. */
  | (Chain & { readonly type: "Gap"; readonly expected: number })
  /** The origin signed two different things under one sequence number. Both are kept as the proof. */
  | (Chain & { readonly type: "Fork"; readonly here: Uint8Array; readonly there: Uint8Array })
  /** It follows another batch than the one that is here. */
  | (Chain & { readonly type: "ChainBroken"; readonly hash: string; readonly prev: string })
  /** Its first stamp is not after the last one of its chain. */
  | (Chain & { readonly type: "StampBehind"; readonly last: Stamp; readonly got: Stamp });

/** What is wrong with adding `next` after `last` (undefined: nothing is here yet), `from` being beyond what is here. */
export const refusalAfter = (
  last: Pick<ChainHead, "seq" | "stamp" | "hash"> | undefined,
  { origin, stream, from, prev, firstStamp }: BatchHead,
): AppendRefusal | undefined => {
  const expected = (last?.seq ?? 0) + 1;
  const hash = last?.hash ?? "";
  const chain = { origin, stream, from };
  if (from !== expected) return { type: "Gap", ...chain, expected };
  if (prev !== hash) return { type: "ChainBroken", ...chain, hash, prev };
  if (last && firstStamp <= last.stamp)
    return { type: "StampBehind", ...chain, last: last.stamp, got: firstStamp };
  return undefined;
};
