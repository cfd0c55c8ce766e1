/**
 * A branch and headquarters: what is new here goes there, what is new there comes here. Nothing of it is remembered as a session;
 * whatever breaks, the next round begins from what is on disk at both ends.
 *
 *   apply what came ─► seal ─► push (acknowledged after HQ's fsync) ─► pull `all` and `branch:X` ─► keep ─► apply ─► keys
 *
 * A round runs when something was committed here, when HQ says there is news, and every half minute. After a failure it waits,
 * longer each time, with a bit of chance, and at least as long as HQ asks.
 */
import { backoffMs, spreadMs } from "./backoff";
import type { BlobFolder } from "./blob-folder";
import { exchangeBlobs } from "./blobs";
import type { Random } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import type { Evidence } from "./evidence";
import { haltOf } from "./halt";
import { noteWord } from "./hq-word";
import { type BehindHorizon, behindHorizonIn, noteBehindHorizon } from "./horizon";
import { takeIn } from "./intake";
import { keepKeys, markShared, unsharedKeys, wantedKeys, wantNoMore } from "./keys";
import type { OwnKeys } from "./own-keys";
import type { LogStore, StoredBatch } from "./log-store";
import type { Merger } from "./merge";
import { vectorOf } from "./node-log";
import { heardOf, keepHeard, noteEveryMs } from "./peers";
import type { ReceiveDeps, ReceiveError } from "./receive";
import { oldCopyCode, shutOutCode } from "./refusals";
import { headquarters } from "./roster";
import type { Sealer } from "./sealer";
import { sealOpen, type SealingDeps } from "./sealing";
import type { Writer } from "./submit";
import { statement } from "./tables";
import type { Timers } from "./core/timers";
import type { Transport, TransportError, Vector } from "./transport";

export interface EngineDeps {
  readonly writer: Writer;
  readonly store: LogStore;
  readonly merger: Merger;
  readonly sealer: Sealer;
  readonly sealing: SealingDeps;
  readonly receiving: ReceiveDeps;
  readonly evidence: Evidence;
  readonly transport: Transport;
  /** People's files; none where this node keeps no folder. */
  readonly blobs?: BlobFolder | undefined;
  /** Monotonic milliseconds. */
  readonly monotonicMs?: () => number;
  readonly openBox: OwnKeys["open"];
  readonly random: Random;
  /** The branch whose stream this node reads and writes. */
  readonly branch: string;
}

export type RoundError =
  | TransportError
  | ReceiveError
  /** Headquarters has more of this node than this node itself: the folder is an old copy. It must write nothing more. */
  | { readonly type: "OldCopy"; readonly stream: string; readonly here: number; readonly there: number }
  | BehindHorizon
  /** Headquarters' roster says, in a record that it signed, that this node is shut out. It must write nothing more. */
  | { readonly type: "NodeSuspended" }
  /** A bug: the round ends, the next one comes. */
  | { readonly type: "Unexpected"; readonly why: string };

const pushBytes = 1024 * 1024;

/** One round with headquarters. Every step may be done again, alone, at any time. */
export class Round {
  /** How far headquarters has this node's streams, as it said last; undefined until it has said so. */
  private acknowledged: { readonly [originStream: string]: number } | undefined;

  /** Files are left for the next round. */
  hasMore = false;

  constructor(private readonly deps: EngineDeps) {}

  /** Records of this node that headquarters had when it was heard last. */
  get acknowledgedRecords(): number {
    const { db } = this.deps.writer.deps;
    const hq = headquarters(db);
    const have = hq ? (heardOf(db, hq.alias)?.have ?? {}) : {};
    return Object.values(have).reduce((sum, seq) => sum + seq, 0);
  }

  async run(): Promise<Result<void, RoundError>> {
    for (const step of [this.apply, this.push, this.pull, this.keys, this.blobs]) {
      const done = await step.call(this);
      if (!done.ok && done.error.type === "BehindHorizon") return this.handOver(done.error);
      if (!done.ok) return isShutOut(done.error) ? this.hearWhy(done.error) : done;
    }
    const { writer } = this.deps;
    await noteBehindHorizon(writer, false);
    return noteWord(writer, { atMs: writer.deps.clock.nowMs(), by: "line" });
  }

  /** What it missed it cannot hear any more; what only it has, headquarters has by now, but for people's keys. */
  private async handOver(behind: BehindHorizon): Promise<Result<void, RoundError>> {
    await noteBehindHorizon(this.deps.writer, true);
    const given = await this.keys();
    return given.ok ? err(behind) : given;
  }

  /**
   * Whoever shuts this node out shows the roster: a word on the line alone could be anybody's, and would stop a whole hall. From
   * the commit that merges it nobody is promised anything here (`halt.ts`).
   */
  private async hearWhy(refused: RoundError): Promise<Result<void, RoundError>> {
    const heard = await this.pull(["all"]);
    if (!heard.ok) return heard;
    const { db, node } = this.deps.writer.deps;
    return err(haltOf(db, node) === "NodeSuspended" ? { type: "NodeSuspended" } : refused);
  }

  /** What was kept before this process died is applied, whether or not the line is there: headquarters knows that it came. */
  private apply(): Promise<Result<void, RoundError>> {
    return this.deps.merger.applyPending();
  }

  /** Sends what headquarters lacks of this node, until it has everything. */
  async push(): Promise<Result<void, RoundError>> {
    const { store, transport, writer, sealing, branch } = this.deps;
    const { node } = writer.deps;
    const sealed = await sealOpen(sealing);
    if (!sealed.ok) return sealed;
    const streams = [`branch:${branch}`, "hq"];
    let isProven = this.acknowledged !== undefined;
    for (;;) {
      const own = await vectorOf(store, streams);
      if (this.acknowledged) {
        const old = olderThan(writer, own, this.acknowledged);
        if (old) return err(old);
      }
      const have = new Map([...own].filter(([name]) => !name.startsWith(`${node}/`)));
      for (const [name, seq] of Object.entries(this.acknowledged ?? {})) have.set(name, seq);
      const next = this.acknowledged ? await store.since(streams, have, { bytesMax: pushBytes }) : nothingYet;
      const shown = this.acknowledged && !isProven ? await this.lastHeld(own, this.acknowledged) : [];
      isProven = this.acknowledged !== undefined;
      if (isProven && next.batches.length + shown.length === 0) return ok(undefined);
      const answer = await transport.push([...shown, ...next.batches].map(({ bytes }) => bytes));
      if (!answer.ok) {
        this.acknowledged = undefined;
        return answer;
      }
      this.acknowledged = answer.value.heads;
      await this.heard(answer.value.nowMs, answer.value.heads);
    }
  }

  /**
   * Where headquarters is as far as this node, the last batch is shown once more: a number alone does not say that what it holds
   * under it is what this folder wrote, and not a copy of the folder.
   */
  private async lastHeld(
    own: Vector,
    theirs: { readonly [originStream: string]: number },
  ): Promise<readonly StoredBatch[]> {
    const { store, writer } = this.deps;
    const { node } = writer.deps;
    const found: StoredBatch[] = [];
    for (const [name, seq] of Object.entries(theirs)) {
      if (own.get(name) !== seq) continue;
      const batch = await store.get(node, name.slice(name.indexOf("/") + 1), seq);
      if (batch) found.push(batch);
    }
    return found;
  }

  /** Takes what is new at headquarters, until there is nothing more. */
  async pull(
    streams: readonly string[] = ["all", `branch:${this.deps.branch}`],
  ): Promise<Result<void, RoundError>> {
    const { store, transport } = this.deps;
    for (;;) {
      const answer = await transport.pull(streams, await vectorOf(store, streams));
      if (!answer.ok) return err(oldCopyIn(answer.error) ?? behindHorizonIn(answer.error) ?? answer.error);
      await this.heard(answer.value.nowMs);
      const taken = await this.take(answer.value.batches, streams);
      if (!taken.ok) return taken;
      if (!answer.value.more) return ok(undefined);
    }
  }

  /** Keeps what came and applies it. */
  private async take(
    batches: readonly Uint8Array[],
    streams: readonly string[],
  ): Promise<Result<void, RoundError>> {
    const { merger } = this.deps;
    const taken = await takeIn(this.deps, batches, { streams, applyEarlier: () => merger.applyPending() });
    return taken.ok ? merger.applyPending() : taken;
  }

  /** Hands over keys of people that were made here, and fetches those that are missing here, until neither is left. */
  async keys(): Promise<Result<void, RoundError>> {
    const { writer, sealer, merger, transport, openBox, random } = this.deps;
    const { db } = writer.deps;
    let after = "";
    for (;;) {
      const hq = headquarters(db);
      if (!hq) return ok(undefined);
      const give = unsharedKeys(db, sealer, hq.boxKey, random);
      const want = wantedKeys(db, after);
      if (give.length + want.length === 0) return ok(undefined);
      after = want.at(-1)?.subject ?? after;
      const answer = await transport.keys({
        give,
        want: want.map(({ subject }) => subject),
        rows: want.map(({ row }) => row),
      });
      if (!answer.ok) return answer;
      const { kept, keys, erased } = answer.value;
      const done = await writer.whole((whole) => {
        markShared(whole, kept);
        wantNoMore(whole, erased);
        return keepKeys(whole, { sealer, merger, openBox }, keys);
      });
      if (!done.ok) return done;
      // What headquarters did not take it will not take now either: the next round tries again.
      if (kept.length < give.length) return ok(undefined);
    }
  }

  /** Files follow their records, some in each round. */
  async blobs(): Promise<Result<void, RoundError>> {
    const { writer, blobs: folder, transport } = this.deps;
    if (!folder) return ok(undefined);
    const moved = await exchangeBlobs({ writer, folder, transport });
    this.hasMore = moved.ok && moved.value.more;
    return moved.ok ? ok(undefined) : moved;
  }

  /** Headquarters answered: when, how far this node's clock is ahead of it, and what it has of this node. */
  private async heard(
    theirNowMs: number,
    heads?: { readonly [originStream: string]: number },
  ): Promise<void> {
    const { writer } = this.deps;
    const { db, clock } = writer.deps;
    const hq = headquarters(db);
    if (!hq) return;
    const known = heardOf(db, hq.alias);
    const have = heads ?? known?.have ?? {};
    const isNews = JSON.stringify(have) !== JSON.stringify(known?.have ?? {});
    if (known && !isNews && clock.nowMs() - known.heardAtMs < noteEveryMs) return;
    const aheadMs = clock.nowMs() - theirNowMs;
    await writer.whole(({ tx }) => {
      keepHeard(db, { alias: hq.alias, have, heardAtMs: tx.nowMs, aheadMs });
    });
  }
}

const nothingYet = { batches: [] } as const;

/** The stream of which headquarters has more than this folder. */
const olderThan = (
  writer: Writer,
  own: ReadonlyMap<string, number>,
  theirs: { readonly [originStream: string]: number },
): Extract<RoundError, { type: "OldCopy" }> | undefined => {
  for (const [name, there] of Object.entries(theirs)) {
    const stream = name.slice(name.indexOf("/") + 1);
    const open = statement(writer.deps.db, "SELECT seq FROM stream_head WHERE stream = ?").get(stream) as {
      seq: number;
    } | null;
    const here = Math.max(own.get(name) ?? 0, open?.seq ?? 0);
    if (here < there) return { type: "OldCopy", stream, here, there };
  }
  return undefined;
};

/** Headquarters saw in what this folder asked for that it is an old copy. */
const oldCopyIn = (error: TransportError): Extract<RoundError, { type: "OldCopy" }> | undefined => {
  if (error.type !== "Refused" || error.code !== oldCopyCode) return undefined;
  const { stream, here, there } = error.detail;
  return { type: "OldCopy", stream: String(stream), here: Number(here), there: Number(there) };
};

const isShutOut = (error: RoundError): boolean => error.type === "Refused" && error.code === shutOutCode;

/** What staff pages are told of the line. */
export interface LineState {
  readonly connected: boolean;
  readonly lastHqAtMs: number | null;
  /** Why not, when it is not. */
  readonly trouble: RoundError["type"] | null;
}

export interface EngineOptions {
  readonly timers: Timers;
  readonly report: (error: RoundError) => void;
  /** An old copy was found: this node writes nothing more. */
  readonly halt: () => Promise<void>;
}

/** How long after a commit its round begins: commits of the same moment travel together. */
const gatherMs = 500;
const pollMs = 30_000;

/** Runs rounds for as long as the node runs. */
export class Engine {
  private state: LineState = { connected: false, lastHqAtMs: null, trouble: null };
  private failures = 0;
  private cancel: (() => void) | undefined;
  private dueMs = 0;
  private running = false;
  private again = false;
  private stopped = false;
  private readonly ends: (() => void)[] = [];
  private readonly round: Round;

  constructor(
    private readonly deps: EngineDeps,
    private readonly options: EngineOptions,
  ) {
    this.round = new Round(deps);
  }

  get line(): LineState {
    return this.state;
  }

  /** Records of this node that headquarters has. */
  acknowledged(): number {
    return this.round.acknowledgedRecords;
  }

  start(): void {
    this.ends.push(
      this.deps.writer.onCommit((intents) => {
        // What a round itself wrote needs no round, unless it must be sent.
        if ([...intents].some((intent) => intent !== "merge")) this.soon(gatherMs);
      }),
      this.deps.transport.hint(() => {
        // Who hears headquarters need not wait until it is tried again.
        if (this.state.trouble === "Unreachable") this.failures = 0;
        this.soon(0);
      }),
    );
    this.soon(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel?.();
    for (const end of this.ends.splice(0)) end();
    while (this.running) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** A round within `delayMs`, unless one comes earlier; while headquarters is unreachable only its own pace counts. */
  private soon(delayMs: number): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    const { timers } = this.options;
    const atMs = timers.nowMs() + delayMs;
    if (this.cancel && (this.dueMs <= atMs || this.failures > 0)) return;
    this.cancel?.();
    this.dueMs = atMs;
    this.cancel = timers.after(delayMs, () => void this.turn());
  }

  private async turn(): Promise<void> {
    this.cancel = undefined;
    this.running = true;
    this.again = false;
    const done = await this.round
      .run()
      .catch((cause: unknown) => err({ type: "Unexpected", why: String(cause) } as const));
    this.running = false;
    if (this.stopped) return;
    const { timers, report, halt } = this.options;
    if (done.ok) {
      this.failures = 0;
      this.state = { connected: true, lastHqAtMs: timers.nowMs(), trouble: null };
      this.soon(this.again || this.round.hasMore ? gatherMs : spreadMs(pollMs, this.deps.random));
      return;
    }
    this.failures++;
    this.state = { ...this.state, connected: false, trouble: done.error.type };
    report(done.error);
    if (done.error.type === "OldCopy") await halt();
    const retryAfterS = done.error.type === "Busy" ? done.error.retryAfterS : undefined;
    const waitMs = backoffMs(this.failures, this.deps.random, { retryAfterS });
    this.dueMs = timers.nowMs() + waitMs;
    this.cancel = timers.after(waitMs, () => void this.turn());
  }
}
