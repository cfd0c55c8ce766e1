/**
 * What the engine needs of HQ, whatever carries it. Memory and HTTP keep one contract (`transport.contract.ts`). Nothing here
 * remembers a session: after any failure the engine asks again from its own vector, and everything may be said twice.
 */
import type { Pulse } from "./core/pulse";
import type { Result } from "./core/result";
import type { Sums } from "./sums";
import type { SignedManifest } from "./snapshot";

/** How far somebody has each stream of each origin: sequence by `${origin}/${stream}`. */
export type Vector = ReadonlyMap<string, number>;

export interface Transport {
  /** Sends own batches in order; resolves after HQ's fsync with how far HQ has this node's streams. */
  push(batches: readonly Uint8Array[]): Promise<Result<PushAnswer, TransportError>>;
  /** The next segment of these streams after `have`, in HQ's order. A line that broke half way gives what came whole. */
  pull(streams: readonly string[], have: Vector): Promise<Result<PullAnswer, TransportError>>;
  /**
   * Calls back when HQ may have something new: each time the line to it is made, and for each word from it. Words may be lost,
   * so poll as well. It reconnects by itself until the returned function is called.
   */
  hint(onNews: () => void): () => void;
  /** Hands over people's data keys made here and asks for those missing here. */
  keys(request: KeysRequest): Promise<Result<KeysAnswer, TransportError>>;
  /** Asks HQ whether identities are free. Without an answer within `patienceMs`: `Unreachable`. */
  claim(request: ClaimRequest, patienceMs: number): Promise<Result<ClaimAnswer, TransportError>>;
  /** Asks HQ for the key of a backup, sealed to this node: it goes on for the one that made it. */
  unlock(lock: BackupLock): Promise<Result<UnlockAnswer, TransportError>>;
  /** Asks for a snapshot of these streams, not older than `have`; HQ makes one where it has none, and is busy until it has. */
  snapshot(streams: readonly string[], have: Vector): Promise<Result<SnapshotAnswer, TransportError>>;
  /** Bytes of a snapshot from this one on, as many as came: at most `snapshotPieceBytesMax`, none at its end. */
  snapshotPiece(piece: SnapshotPiece): Promise<Result<SnapshotBytes, TransportError>>;
  /** HQ's sums of this node's branch, for `sto verify`. It reads whole tables for it: ask seldom. */
  sums(): Promise<Result<SumsAnswer, TransportError>>;
  /** Bytes of a person's file from this one on, as many as came: at most `blobPieceBytesMax`, none at its end. */
  blobPiece(piece: BlobPiece): Promise<Result<SnapshotBytes, TransportError>>;
  /** Brings HQ bytes of a file that follow those it has; none asks how much that is. */
  giveBlob(piece: BlobPiece, bytes: Uint8Array): Promise<Result<BlobGiven, TransportError>>;
  /** Tells HQ this node's latest picture. */
  pulse(pulse: Pulse): Promise<Result<Timed, TransportError>>;
}

export type TransportError =
  /** No answer of HQ: whether it heard us is not known. `why` is for the log. */
  | { readonly type: "Unreachable"; readonly why: string }
  | Busy
  | Refused
  /** HQ would not believe this node's time, not even corrected by `offsetMs` as HQ had asked. */
  | { readonly type: "ClockOff"; readonly offsetMs: number };

/** HQ lives and asks for patience; nothing was done. `code` says whose fault it is: `overloaded` when left out. */
export interface Busy {
  readonly type: "Busy";
  readonly retryAfterS: number;
  readonly code?: string;
}

/** HQ says no, and saying the same again will not help. `code` never changes its meaning. */
export interface Refused {
  readonly type: "Refused";
  readonly code: string;
  readonly detail: RefusalDetail;
}

/** What the reader of a refusal needs, flat: a sequence expected, a stream's name. */
export interface RefusalDetail {
  readonly [field: string]: string | number | boolean | null;
}

/** HQ's clock when it answered: how the engine sees that its own is wrong. */
export interface Timed {
  readonly nowMs: number;
}

export interface PushAnswer extends Timed {
  /** How far HQ has this node's streams: sequence by `${origin}/${stream}`. */
  readonly heads: { readonly [originStream: string]: number };
}

export interface PullAnswer extends Timed {
  readonly batches: readonly Uint8Array[];
  /** There is more at once after these. */
  readonly more: boolean;
}

/** A person's data key, sealed so that one node alone can open it. */
export interface SealedKey {
  readonly subject: string;
  readonly keyId: number;
  /** base64url; sealed to the receiver's box key of the roster. */
  readonly box: string;
}

/** Names a key without telling it. */
export interface KeyName {
  readonly subject: string;
  readonly keyId: number;
}

export interface KeysRequest {
  /** Keys that this node made and that HQ has not acknowledged. */
  readonly give: readonly SealedKey[];
  /** People in this node's streams whose key it lacks. */
  readonly want: readonly string[];
  /** For each of `want` a row that lies under the key, `[table, ...key]` as JSON. An older node shows none. */
  readonly rows?: readonly string[];
}

export interface KeysAnswer extends Timed {
  /** Those of `give` that HQ holds, durably. */
  readonly kept: readonly KeyName[];
  /** Those of `want` that HQ has now, sealed to the asking node. Whoever is in no list: ask again later. */
  readonly keys: readonly SealedKey[];
  /** Those of `want` who were erased: their key will never come. */
  readonly erased: readonly string[];
}

/** A backup's key as it lies in the file, and by which it is known. */
export interface BackupLock {
  readonly alias: number;
  readonly incarnation: number;
  readonly atMs: number;
  /** Which of HQ's keys it is sealed to. */
  readonly period: string;
  /** Base64url. */
  readonly box: string;
}

export interface UnlockAnswer extends Timed {
  /** The same key, sealed to the node that asked. */
  readonly box: string;
}

export const unlockBytesMax = 4096;

export interface SumsAnswer extends Timed {
  readonly sums: Sums;
}

/** A snapshot's signed manifest. */
export interface SnapshotAnswer extends Timed, SignedManifest {}

export interface SnapshotPiece {
  /** Which snapshot: SHA-256 of the packed file, in hex. */
  readonly sha256: string;
  /** The first byte, from 0. */
  readonly from: number;
}

export interface SnapshotBytes {
  readonly bytes: Uint8Array;
}

export interface BlobPiece {
  /** SHA-256 of the ciphertext, in hex. */
  readonly name: string;
  /** The first byte, from 0. */
  readonly from: number;
}

export interface BlobGiven extends Timed {
  /** Bytes of the file that HQ has, durably. */
  readonly have: number;
}

export const blobPieceBytesMax = 256 * 1024;

/** One answer carries no more: HQ keeps nothing open for a slow reader. */
export const snapshotPieceBytesMax = 1024 * 1024;

/** Keys in one request, given and wanted together. */
export const keysMax = 500;

/** May these people hold a booking of this service? Asked for a whole booking at once. */
export interface ClaimRequest {
  /** Which index key made the indexes. */
  readonly indexVersion: number;
  readonly service: string;
  readonly account: string;
  /** An officer saw the documents. */
  readonly verified: boolean;
  /** Blind indexes of the identities, by number in the booking. */
  readonly people: readonly { readonly no: number; readonly index: string }[];
  /** A booking that has these claims already: they do not stand against themselves. */
  readonly again?: string;
}

export interface ClaimAnswer extends Timed {
  readonly people: readonly ClaimedPerson[];
}

export interface ClaimedPerson {
  readonly no: number;
  readonly decision: "clear" | "contested" | "wins" | "already_booked" | "bring_document";
  /** The booking that stands, for `already_booked` alone. */
  readonly ref?: string;
  readonly startsAtMs?: number;
  /** What keeps this person from booking for a while. */
  readonly blocks: readonly { readonly kind: string; readonly untilMs: number }[];
}

export const claimPeopleMax = 10;

/** The largest body of a push, its frames included; a batch that alone is larger could never travel. */
export const pushBytesMax = 4 * 1024 * 1024;

/** The largest bodies of the other requests. */
export const keysBytesMax = 256 * 1024;
export const claimBytesMax = 16 * 1024;

/** The addresses of HQ, and what a request between nodes is signed for. */
export const syncPath = {
  push: "/sync/v1/push",
  pull: "/sync/v1/pull",
  hint: "/sync/v1/hint",
  keys: "/sync/v1/keys",
  claim: "/sync/v1/claim",
  pulse: "/sync/v1/pulse",
  unlock: "/sync/v1/backup-key",
  sums: "/sync/v1/sums",
  enrol: "/sync/v1/enrol",
  snapshot: "/sync/v1/snapshot",
  blobs: "/sync/v1/blobs",
} as const;
