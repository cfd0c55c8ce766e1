/** HQ and its nodes for tests of transports: a peer that keeps batches in memory, a roster, clocks moved by hand. */
import { type Random, seededRandom } from "./core/clock";
import type { Pulse } from "./core/pulse";
import { err, ok, type Result } from "./core/result";
import { type DoorDeps, refused, SyncDoor } from "./door";
import { requestAgeMsMax } from "./nonces";
import type { PeerRefusal, RosterNode, SyncPeer } from "./peer-port";
import { ed25519Signer, type Sign } from "./request-signing";
import { manualTimers, type Timers } from "./core/timers";
import { type BlobPiece, blobPieceBytesMax, snapshotPieceBytesMax, type SnapshotPiece } from "./transport";
import type {
  BackupLock,
  ClaimAnswer,
  ClaimRequest,
  KeysAnswer,
  KeysRequest,
  PullAnswer,
  PushAnswer,
  Transport,
  Vector,
} from "./transport";

export const hqAlias = 1;
/** Two branches. */
export const klang = 5;
export const kajang = 6;

/** A stand-in for a batch: its stream and sequence in clear, then whatever bytes it is to have. */
export const batchOf = (originStream: string, seq: number, rest: Uint8Array | number = 0): Uint8Array =>
  Buffer.concat([
    Buffer.from(`${originStream} ${seq} `),
    typeof rest === "number" ? Buffer.alloc(rest, "x") : rest,
  ]);

const readBatch = (bytes: Uint8Array) => {
  const [originStream, seq] = Buffer.from(bytes).toString("latin1").split(" ", 2) as [string, string];
  const slash = originStream.indexOf("/");
  return {
    bytes,
    originStream,
    origin: Number(originStream.slice(0, slash)),
    stream: originStream.slice(slash + 1),
    seq: Number(seq),
  };
};

/** Keeps batches in memory, gapless per origin and stream, and shows each branch its own stream only. */
export class KeptPeer implements SyncPeer {
  readonly kept: ReturnType<typeof readBatch>[] = [];
  /** What was asked of it, in order. */
  readonly asked: string[] = [];
  readonly claims: ClaimRequest[] = [];
  readonly keyrings: KeysRequest[] = [];
  readonly pulses: Pulse[] = [];
  segmentBytesMax = 1024 * 1024;
  /** While set, batches are on their way to the disk. */
  disk: Promise<void> | undefined;
  /** While set, this is the answer to every push. */
  refusal: PeerRefusal | undefined;
  /** What came of a person's file. */
  given: Uint8Array = new Uint8Array(0);
  /** The snapshot of every branch, its SHA-256 said to be all `a`. */
  file: Uint8Array | undefined;
  /** While set, a claim waits for it. */
  registry: Promise<void> | undefined;
  private readonly listeners = new Map<() => void, RosterNode>();

  async push(
    from: RosterNode,
    batches: readonly Uint8Array[],
  ): Promise<Result<Omit<PushAnswer, "nowMs">, PeerRefusal>> {
    this.asked.push("push");
    if (this.refusal) return err(this.refusal);
    await this.disk;
    for (const batch of batches.map(readBatch)) {
      if (batch.origin !== from.alias) return err(refused("foreign_stream", { stream: batch.originStream }));
      const last = this.last(batch.originStream);
      if (batch.seq > last + 1) return err(refused("gap", { expected: last + 1, got: batch.seq }));
      if (batch.seq === last + 1) this.kept.push(batch);
    }
    const own = this.kept.filter(({ origin }) => origin === from.alias);
    return ok({ heads: Object.fromEntries(own.map(({ originStream, seq }) => [originStream, seq])) });
  }

  async pull(
    from: RosterNode,
    streams: readonly string[],
    have: Vector,
  ): Promise<Result<Omit<PullAnswer, "nowMs">, PeerRefusal>> {
    this.asked.push("pull");
    const foreign = streams.find((stream) => stream !== "all" && stream !== `branch:${from.branch}`);
    if (foreign !== undefined) return err(refused("foreign_stream", { stream: foreign }));
    const missing = this.kept.filter(
      ({ origin, stream, originStream, seq }) =>
        origin !== from.alias && streams.includes(stream) && seq > (have.get(originStream) ?? 0),
    );
    const batches: Uint8Array[] = [];
    let bytesLeft = this.segmentBytesMax;
    for (const { bytes } of missing) {
      if (batches.length > 0 && bytes.length > bytesLeft) break;
      bytesLeft -= bytes.length;
      batches.push(bytes);
    }
    return ok({ batches, more: batches.length < missing.length });
  }

  async keys(
    _from: RosterNode,
    request: KeysRequest,
  ): Promise<Result<Omit<KeysAnswer, "nowMs">, PeerRefusal>> {
    this.asked.push("keys");
    this.keyrings.push(request);
    const kept = request.give.map(({ subject, keyId }) => ({ subject, keyId }));
    return ok({ kept, keys: [{ subject: "siti", keyId: 1, box: "AAAA" }], erased: ["ali"] });
  }

  async claim(
    _from: RosterNode,
    request: ClaimRequest,
  ): Promise<Result<Omit<ClaimAnswer, "nowMs">, PeerRefusal>> {
    this.asked.push("claim");
    this.claims.push(request);
    await this.registry;
    return ok({ people: request.people.map(({ no }) => ({ no, decision: "clear", blocks: [] })) });
  }

  unlock(_from: RosterNode, { period }: BackupLock): ReturnType<SyncPeer["unlock"]> {
    this.asked.push("unlock");
    return period === "w1" ? ok({ box: "CCCC" }) : err(refused("backup_too_old"));
  }

  async snapshot(): ReturnType<SyncPeer["snapshot"]> {
    this.asked.push("snapshot");
    return this.file ? ok({ manifest: "{}", signature: "DDDD" }) : err({ type: "Busy", retryAfterS: 2 });
  }

  snapshotPiece(_from: RosterNode, { sha256, from }: SnapshotPiece): ReturnType<SyncPeer["snapshotPiece"]> {
    this.asked.push(`snapshot from ${from}`);
    if (!this.file || sha256 !== "a".repeat(64)) return err(refused("snapshot_gone"));
    return ok({ bytes: this.file.subarray(from, from + snapshotPieceBytesMax) });
  }

  blobPiece(_from: RosterNode, { from }: BlobPiece): ReturnType<SyncPeer["blobPiece"]> {
    this.asked.push(`blob from ${from}`);
    if (!this.file) return err(refused("blob_not_here"));
    return ok({ bytes: this.file.subarray(from, from + blobPieceBytesMax) });
  }

  async giveBlob(
    _from: RosterNode,
    { from }: BlobPiece,
    bytes: Uint8Array,
  ): ReturnType<SyncPeer["giveBlob"]> {
    this.asked.push(`give ${bytes.length} bytes from ${from}`);
    if (from === this.given.length) this.given = Buffer.concat([this.given, bytes]);
    return ok({ have: this.given.length });
  }

  async sums(): ReturnType<SyncPeer["sums"]> {
    this.asked.push("sums");
    return ok({ sums: { schema: 1, merged: { "1/all": 5 }, tables: { node: { rows: 2, sum: "ff" } } } });
  }

  pulse(_from: RosterNode, pulse: Pulse): object {
    this.asked.push("pulse");
    this.pulses.push(pulse);
    return {};
  }

  onNews(from: RosterNode, listener: () => void): () => void {
    this.asked.push("listen");
    this.listeners.set(listener, from);
    return () => this.listeners.delete(listener);
  }

  /** HQ has something new for whoever listens. */
  tellNews(): void {
    for (const listener of this.listeners.keys()) listener();
  }

  /** HQ's own batches, and what other branches pushed before. */
  holds(...batches: readonly Uint8Array[]): void {
    this.kept.push(...batches.map(readBatch));
  }

  private last(originStream: string): number {
    return Math.max(
      0,
      ...this.kept.filter((each) => each.originStream === originStream).map(({ seq }) => seq),
    );
  }
}

export interface ConnectOptions {
  readonly alias?: number;
  /** Whose key signs; the node's own when left out. */
  readonly keyOf?: number;
  readonly audience?: number;
  /** What the node's clock shows. */
  readonly nowMs?: () => number;
  readonly random?: Random;
  /** Called for each request that is signed. */
  readonly onSign?: () => void;
}

/** HQ on some transport, and the nodes that reach it. */
export interface Rig extends Hq {
  connect(options?: ConnectOptions): Transport;
  /** Breaks every line, and lets nobody through until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Resolves when whatever is on the line has arrived. */
  settled(): Promise<void>;
}

export type Hq = ReturnType<typeof setupHq>;

/** Monday 7 December 2026, 08:00 in Malaysia. */
const startMs = Date.UTC(2026, 11, 7, 0, 0);

export const setupHq = (options: Pick<DoorDeps, "bytesInFlightMax"> = {}) => {
  const peer = new KeptPeer();
  const hqTimers = manualTimers(startMs);
  /** Alarms of the nodes: moved apart from HQ's, so that HQ may fall silent. */
  const nodeTimers = manualTimers(startMs);
  const roster = new Map([
    [klang, branchNode(klang, "SGR-KLG")],
    [kajang, branchNode(kajang, "SGR-KJG")],
  ]);
  const door = new SyncDoor({
    alias: hqAlias,
    peer,
    timers: hqTimers,
    findNode: (alias) => roster.get(alias),
    ...options,
  });
  // HQ has run for a while: right after its start it asks each node once to sign for later.
  hqTimers.advance(requestAgeMsMax);
  nodeTimers.advance(requestAgeMsMax);
  return { peer, door, roster, hqTimers, nodeTimers };
};

/** What any transport needs of the node that uses it. */
export const nodeParts = ({ nodeTimers }: Pick<Hq, "nodeTimers">, options: ConnectOptions = {}) => {
  const { alias = klang, keyOf = alias, audience = hqAlias, nowMs, random, onSign } = options;
  const { sign } = signerOf(keyOf);
  const counted: Sign = (message) => {
    onSign?.();
    return sign(message);
  };
  const timers: Timers = { ...nodeTimers, nowMs: nowMs ?? nodeTimers.nowMs };
  return { self: { alias, sign: counted }, audience, timers, random: random ?? seededRandom(freshSeed++) };
};

/** Each connection draws its own nonces. */
let freshSeed = 1000;

export const signerOf = (alias: number) => ed25519Signer(seededRandom(alias).bytes(32));

const branchNode = (alias: number, branch: string): RosterNode => ({
  alias,
  id: `branch-${alias}`,
  role: "branch",
  branch,
  incarnation: 1,
  logKey: signerOf(alias).publicKey,
  slipKey: "",
  boxKey: "",
  state: "active",
});

/** Waits for something to become true, turn by turn of the event loop; the test's own timeout ends a vain wait. */
export const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
};

/** Gives everything under way the turns it needs to be seen. */
export const turns = async (count = 20): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};
