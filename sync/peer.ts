/** What headquarters does for a branch whose request was believed: the side behind every transport. */
import { isDeepStrictEqual } from "node:util";
import type { BlobFolder } from "./blob-folder";
import { pieceFor, takePiece } from "./blobs";
import type { Clock, Random } from "./core/clock";
import type { Pulse } from "./core/pulse";
import { err, ok, type Result } from "./core/result";
import { isErased } from "./erased";
import type { Evidence } from "./evidence";
import { takeIn } from "./intake";
import { keepKeys, isShownBy, occursIn, sealedKey } from "./keys";
import type { OwnKeys } from "./own-keys";
import type { LogStore } from "./log-store";
import type { Merger } from "./merge";
import { headsOf, vectorOf } from "./node-log";
import { noteHave } from "./peers";
import type { FindNode, PeerRefusal, RosterNode, SyncPeer } from "./peer-port";
import type { ReceiveDeps } from "./receive";
import { behindHorizonCode, oldCopyCode, refusalOf, shutOutCode } from "./refusals";
import { stateStamp } from "./roster";
import type { Sealer } from "./sealer";
import { sealOpen, type SealingDeps } from "./sealing";
import { streamsOf } from "./snapshot";
import { adder } from "./sums";
import type { SnapshotShelf } from "./snapshot-shelf";
import type { Writer } from "./submit";
import type { ClaimAnswer, ClaimRequest, Vector } from "./transport";

/** A segment: what one answer carries. */
export const segmentBytes = 1024 * 1024;

export interface PeerDeps {
  readonly writer: Writer;
  readonly store: LogStore;
  readonly merger: Merger;
  readonly sealer: Sealer;
  readonly sealing: SealingDeps;
  readonly receiving: ReceiveDeps;
  /** Monotonic milliseconds. */
  readonly monotonicMs?: () => number;
  readonly openBox: OwnKeys["open"];
  readonly clock: Clock;
  readonly random: Random;
  readonly findNode: FindNode;
  readonly evidence: Evidence;
  /** Answers what a node asks before it books. */
  readonly claim: (request: ClaimRequest, branch: string | null) => Omit<ClaimAnswer, "nowMs">;
  /** People's files; none where this node keeps no folder. */
  readonly blobs?: BlobFolder | undefined;
  /** Opens a backup's key for the node that goes on for its maker. */
  readonly unlock: SyncPeer["unlock"];
  /** Snapshots of branches; none where headquarters keeps no files. */
  readonly snapshots?: SnapshotShelf | undefined;
  /** Keeps a node's latest picture. */
  readonly pulse: (from: RosterNode, pulse: Pulse) => void;
}

export const syncPeer = (deps: PeerDeps): SyncPeer => ({
  push: async (from, batches) => {
    // What comes may speak of master data (and of the roster) as it stands here: that stands before it in the log.
    const sealed = await sealOpen(deps.sealing);
    if (!sealed.ok) return err(refusalOf(sealed.error));
    const taken = await takeIn(deps, batches, { origin: from.alias });
    void deps.merger.applyPending();
    if (!taken.ok) return err(refusalOf(taken.error));
    return ok({ heads: await headsOf(deps.store, from.alias) });
  },

  pull: async (from, streams, have) => {
    if (from.state === "suspended") return whyShutOut(deps, from, streams, have);
    const allowed = streams.filter((stream) => mayRead(from, stream));
    if (allowed.length < streams.length) return err(foreignStream(from));
    const old = (await ownMissing(deps, from, allowed, have)) ?? (await behind(deps, from, allowed, have));
    if (old) return err(old);
    const sealed = await sealOpen(deps.sealing);
    if (!sealed.ok) return err(refusalOf(sealed.error));
    await noteHave(deps, from, have);
    const { batches, more } = await deps.store.since(allowed, have, {
      bytesMax: segmentBytes,
      notOf: from.alias,
    });
    return ok({ batches: batches.map(({ bytes }) => bytes), more });
  },

  keys: async (from, { give, want, rows }) => {
    const { writer, sealer, merger, openBox, random } = deps;
    const kept = await writer.whole((whole) => keepKeys(whole, { sealer, merger, openBox }, give));
    if (!kept.ok) return err(refusalOf(kept.error));
    const { db } = writer.deps;
    const isTheirs = (subject: string, at: number): boolean => {
      const row = rows?.[at];
      if (from.branch === null) return false;
      return row === undefined
        ? occursIn(db, subject, from.branch)
        : isShownBy(db, sealer, { subject, row }, from.branch);
    };
    const theirs = want.filter(isTheirs);
    return ok({
      kept: kept.value,
      keys: theirs.flatMap((subject) => sealedKey(db, sealer, subject, from.boxKey, random) ?? []),
      erased: want.filter((subject) => isErased(db, subject)),
    });
  },

  claim: (from, request) => Promise.resolve(ok(deps.claim(request, from.branch))),

  unlock: deps.unlock,

  blobPiece: (from, piece) =>
    deps.blobs ? pieceFor({ db: deps.writer.deps.db, folder: deps.blobs }, from, piece) : err(noBlobs),
  giveBlob: async (from, piece, bytes) =>
    deps.blobs ? takePiece({ writer: deps.writer, folder: deps.blobs }, from, piece, bytes) : err(noBlobs),

  snapshot: async (from, streams, have) => {
    if (!deps.snapshots || from.branch === null) return err(noSnapshot);
    if (!isDeepStrictEqual(streams, streamsOf(from.branch))) return err(foreignStream(from));
    const heads = await vectorOf(deps.store, streams);
    for (const [stream, here] of have)
      if ((heads.get(stream) ?? 0) < here)
        return err({
          type: "Refused",
          code: "snapshot_behind",
          detail: { stream, here, there: heads.get(stream) ?? 0 },
        });
    // What was just written is in the log before the file is made.
    const sealed = await sealOpen(deps.sealing);
    if (!sealed.ok) return err(refusalOf(sealed.error));
    return deps.snapshots.offer(from.branch, have);
  },

  snapshotPiece: (from, piece) =>
    deps.snapshots && from.branch !== null ? deps.snapshots.piece(from.branch, piece) : err(noSnapshot),

  sums: adder(deps.writer.deps),

  pulse: (from, pulse) => {
    deps.pulse(from, pulse);
    return {};
  },

  onNews: (_from, listener) => deps.writer.onCommit(() => listener()),
});

/** A node has all that it wrote itself: one that has less than is here is another, older copy of its folder. */
const ownMissing = async (
  { store }: PeerDeps,
  { alias }: RosterNode,
  streams: readonly string[],
  have: Vector,
): Promise<PeerRefusal | undefined> => {
  for (const { origin, stream, seq } of await store.heads(streams)) {
    const here = have.get(`${origin}/${stream}`) ?? 0;
    if (origin === alias && here < seq)
      return { type: "Refused", code: oldCopyCode, detail: { stream, here, there: seq } };
  }
  return undefined;
};

/** What a node lacks is no longer in the log but in the archive: it takes a snapshot. */
const behind = async (
  { store }: PeerDeps,
  { alias }: RosterNode,
  streams: readonly string[],
  have: Vector,
): Promise<PeerRefusal | undefined> => {
  for (const { origin, stream, from } of await store.starts(streams)) {
    const here = have.get(`${origin}/${stream}`) ?? 0;
    if (origin !== alias && here + 1 < from)
      return { type: "Refused", code: behindHorizonCode, detail: { stream, here, there: from } };
  }
  return undefined;
};

const foreignStream = ({ alias }: RosterNode): PeerRefusal => ({
  type: "Refused",
  code: "foreign_stream",
  detail: { alias },
});

const noSnapshot: PeerRefusal = { type: "Refused", code: "no_snapshot", detail: {} };

/**
 * What a node that is shut out may still read: master data as far as the word that shut it out, so that it stops by a record that
 * headquarters signed. Nothing after that is its business.
 */
const whyShutOut = async (
  { store, sealing, writer }: PeerDeps,
  { alias }: RosterNode,
  streams: readonly string[],
  have: Vector,
): Promise<Result<{ readonly batches: readonly Uint8Array[]; readonly more: boolean }, PeerRefusal>> => {
  if (streams.some((stream) => stream !== "all"))
    return err({ type: "Refused", code: shutOutCode, detail: { alias } });
  const sealed = await sealOpen(sealing);
  if (!sealed.ok) return err(refusalOf(sealed.error));
  const saidAt = stateStamp(writer.deps.db, alias);
  const { batches, more } = await store.since(["all"], have, { bytesMax: segmentBytes });
  const until = batches.filter(({ head }) => head.firstStamp <= saidAt);
  return ok({ batches: until.map(({ bytes }) => bytes), more: more && until.length === batches.length });
};

const noBlobs: PeerRefusal = { type: "Refused", code: "unknown_blob", detail: {} };

/** A branch reads master data and its own stream. */
const mayRead = (from: RosterNode, stream: string): boolean =>
  stream === "all" || (from.branch !== null && stream === `branch:${from.branch}`);
