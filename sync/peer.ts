/** What headquarters does for a branch whose request was believed: the side behind every transport. */
import type { Clock, Random } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import { type Evidence, forkIn } from "./evidence";
import { keepKeys, occursIn, sealedKey } from "./keys";
import type { LogStore } from "./log-store";
import type { Merger } from "./merge";
import { headsOf, LogFailed } from "./node-log";
import { noteHave } from "./peers";
import type { FindNode, PeerRefusal, RosterNode, SyncPeer } from "./peer-port";
import { checkBatch, type ReceiveDeps, type ReceiveError } from "./receive";
import { oldCopyCode, refusalOf } from "./refusals";
import type { Sealer } from "./sealer";
import { sealOpen, type SealingDeps } from "./sealing";
import type { Writer } from "./submit";
import type { SealedBatch } from "./envelope";
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
  readonly boxSeed: Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
  readonly findNode: FindNode;
  readonly evidence: Evidence;
  /** Answers what a node asks before it books. */
  readonly claim: (request: ClaimRequest, branch: string | null) => Omit<ClaimAnswer, "nowMs">;
}

export const syncPeer = (deps: PeerDeps): SyncPeer => ({
  push: async (from, batches) => {
    // What comes may speak of master data (and of the roster) as it stands here: that stands before it in the log.
    const sealed = await sealOpen(deps.sealing);
    if (!sealed.ok) return err(refusalOf(sealed.error));
    const taken = await take(deps, from, batches);
    void deps.merger.applyPending();
    if (!taken.ok) return taken;
    return ok({ heads: await headsOf(deps.store, from.alias) });
  },

  pull: async (from, streams, have) => {
    const allowed = streams.filter((stream) => mayRead(from, stream));
    if (allowed.length < streams.length)
      return err({ type: "Refused", code: "foreign_stream", detail: { alias: from.alias } });
    const old = await ownMissing(deps, from, allowed, have);
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

  keys: async (from, { give, want }) => {
    const { writer, sealer, merger, boxSeed, random } = deps;
    const kept = await writer.whole((whole) => keepKeys(whole, { sealer, merger, boxSeed }, give));
    if (!kept.ok) return err(refusalOf(kept.error));
    const { db } = writer.deps;
    const theirs = want.filter((subject) => from.branch !== null && occursIn(db, subject, from.branch));
    return ok({
      kept: kept.value,
      keys: theirs.flatMap((subject) => sealedKey(db, sealer, subject, from.boxKey, random) ?? []),
      erased: [],
    });
  },

  claim: (from, request) => Promise.resolve(ok(deps.claim(request, from.branch))),

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

/** A branch reads master data and its own stream. */
const mayRead = (from: RosterNode, stream: string): boolean =>
  stream === "all" || (from.branch !== null && stream === `branch:${from.branch}`);

/** Checks and keeps what was pushed, in order. What came before a refusal is kept. */
const take = async (
  deps: PeerDeps,
  from: RosterNode,
  batches: readonly Uint8Array[],
): Promise<Result<void, PeerRefusal>> => {
  const good: SealedBatch[] = [];
  let refused: ReceiveError | undefined;
  for (const bytes of batches) {
    const checked = await checkBatch(deps.receiving, bytes);
    if (!checked.ok) refused = checked.error;
    else if (checked.value !== "known") {
      if (checked.value.head.origin === from.alias) good.push(checked.value);
      else refused = { type: "ForeignStream", origin: from.alias, stream: checked.value.head.stream };
    }
    if (refused) break;
  }
  const kept = await keep(deps, good);
  if (!kept.ok) return kept;
  return refused ? err(refusalOf(refused)) : ok(undefined);
};

const keep = async (deps: PeerDeps, batches: readonly SealedBatch[]): Promise<Result<void, PeerRefusal>> => {
  if (batches.length === 0) return ok(undefined);
  try {
    const appended = await deps.store.append(batches);
    if (appended.ok) return ok(undefined);
    const fork = await forkIn(deps.store, appended.error, batches);
    if (fork) await deps.evidence.keep(fork);
    return err(refusalOf(appended.error));
  } catch (cause) {
    if (cause instanceof LogFailed) return err(refusalOf(cause.error));
    throw cause;
  }
};
