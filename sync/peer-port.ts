/** What HQ does for a node whose request was believed: the side behind every transport. Implemented in `sync/peer.ts`. */
import type { Pulse } from "./core/pulse";
import type { Result } from "./core/result";
import type {
  BackupLock,
  BlobGiven,
  BlobPiece,
  Busy,
  ClaimAnswer,
  ClaimRequest,
  KeysAnswer,
  KeysRequest,
  PullAnswer,
  PushAnswer,
  Refused,
  SnapshotAnswer,
  SnapshotBytes,
  SnapshotPiece,
  SumsAnswer,
  Timed,
  UnlockAnswer,
  Vector,
} from "./transport";

/** One node of the roster. Keys are raw public keys, 32 bytes as base64url. */
export interface RosterNode {
  readonly alias: number;
  readonly id: string;
  readonly role: "branch" | "hq";
  readonly branch: string | null;
  readonly incarnation: number;
  /** Ed25519: its log and its requests. */
  readonly logKey: string;
  /** Ed25519: its slips. */
  readonly slipKey: string;
  /** X25519: people's data keys are sealed to it. */
  readonly boxKey: string;
  readonly state: "active" | "suspended";
}

/** `undefined`: the roster does not know the alias. */
export type FindNode = (alias: number) => RosterNode | undefined;

/**
 * The transport has made sure that `from` is who it says, is active (but for `pull`), and has one push under way at most. The rest is the peer's:
 * which streams `from` may read and write, and whether the bytes are good. A thrown error is a bug.
 */
export interface SyncPeer {
  /** Resolves when the batches are durable here. All or nothing. */
  push(from: RosterNode, batches: readonly Uint8Array[]): Promise<Result<Untimed<PushAnswer>, PeerRefusal>>;
  /**
   * The next segment. A node that is shut out gets master data alone, up to the word that shut it out. Where it says `more`, the same streams and vector must give the same bytes for ever: caches keep them.
   */
  pull(
    from: RosterNode,
    streams: readonly string[],
    have: Vector,
  ): Promise<Result<Untimed<PullAnswer>, PeerRefusal>>;
  keys(from: RosterNode, request: KeysRequest): Promise<Result<Untimed<KeysAnswer>, PeerRefusal>>;
  claim(from: RosterNode, request: ClaimRequest): Promise<Result<Untimed<ClaimAnswer>, PeerRefusal>>;
  unlock(from: RosterNode, lock: BackupLock): Result<Untimed<UnlockAnswer>, PeerRefusal>;
  /** The snapshot of the node's branch, made where there is none that is fresh and has what the node has. */
  snapshot(
    from: RosterNode,
    streams: readonly string[],
    have: Vector,
  ): Promise<Result<Untimed<SnapshotAnswer>, PeerRefusal>>;
  /** A piece of it: to a node of that branch alone. */
  snapshotPiece(from: RosterNode, piece: SnapshotPiece): Result<SnapshotBytes, PeerRefusal>;
  /** The sums of the node's branch; `Busy` while it adds up somebody else's. */
  sums(from: RosterNode): Promise<Result<Untimed<SumsAnswer>, PeerRefusal>>;
  /** A piece of a person's file, to a node whose stream names it. */
  blobPiece(from: RosterNode, piece: BlobPiece): Result<SnapshotBytes, PeerRefusal>;
  /** Takes a piece of a file, durably, from a node whose stream names it. */
  giveBlob(
    from: RosterNode,
    piece: BlobPiece,
    bytes: Uint8Array,
  ): Promise<Result<Untimed<BlobGiven>, PeerRefusal>>;
  /** Keeps a node's latest picture until the next one, or until this process ends. */
  pulse(from: RosterNode, pulse: Pulse): Untimed<Timed>;
  /** Calls back when there is something new that `from` may read. The returned function ends it. */
  onNews(from: RosterNode, listener: () => void): () => void;
}

export type PeerRefusal = Busy | Refused;

/** The transport adds the time. */
type Untimed<Answer> = Omit<Answer, "nowMs">;
