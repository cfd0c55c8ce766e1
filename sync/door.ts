/**
 * HQ's door for other nodes, the same behind every transport. In this order, cheapest first:
 *
 *   signature of a known node that is not shut out ─► time and nonce ─► size ─► room (one push per node, bounded bytes of all)
 *     ─► body read, hash as signed ─► the peer ─► the answer, with HQ's time
 *
 * So a stranger costs one signature check and no memory, and a node that is slow or mad costs one body.
 */
import { type Pulse, pulseBytesMax } from "./core/pulse";
import { err, ok, type Result } from "./core/result";
import { type HintListener, Hints } from "./hints";
import { Nonces } from "./nonces";
import { shutOutCode } from "./refusals";
import type { FindNode, PeerRefusal, RosterNode, SyncPeer } from "./peer-port";
import { ed25519Verifier, isSignedBy, readAuthorization, type Verify } from "./request-signing";
import type { Timers } from "./core/timers";
import {
  type BackupLock,
  type BlobGiven,
  type BlobPiece,
  blobPieceBytesMax,
  type Busy,
  type ClaimAnswer,
  claimBytesMax,
  type ClaimRequest,
  type KeysAnswer,
  keysBytesMax,
  type KeysRequest,
  type PullAnswer,
  type PushAnswer,
  pushBytesMax,
  type RefusalDetail,
  type Refused,
  type SnapshotAnswer,
  type SnapshotBytes,
  type SnapshotPiece,
  type SumsAnswer,
  type Timed,
  type UnlockAnswer,
  unlockBytesMax,
  type Vector,
} from "./transport";

/** A request as it came: its body is read only when its sender is believed. */
export interface Asked<Body> {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly authorization: string | undefined;
  /** The body's length as announced; undefined when it was not. */
  readonly bytes: number | undefined;
  /** The body with the hash of its bytes (`bodyHashOf`). */
  read(): Promise<Result<{ readonly hash: string; readonly body: Body }, Refused>>;
}

/** `WrongTime`: sign again with this time. Told only to a node whose signature is good. */
export type DoorRefusal = PeerRefusal | { readonly type: "WrongTime"; readonly nowMs: number };

export interface PullRequest {
  readonly streams: readonly string[];
  readonly have: Vector;
}

export interface BlobGift {
  readonly piece: BlobPiece;
  readonly bytes: Uint8Array;
}

export interface DoorDeps {
  /** HQ's own alias: what requests must be signed for. */
  readonly alias: number;
  readonly findNode: FindNode;
  readonly peer: SyncPeer;
  readonly timers: Timers;
  readonly verify?: Verify;
  /** Bodies of pushes under way, of all nodes together. */
  readonly bytesInFlightMax?: number;
}

export class SyncDoor {
  /** The lines on which nodes wait for news. */
  readonly hints: Hints;
  private readonly nonces: Nonces;
  private readonly verify: Verify;
  private readonly bytesInFlightMax: number;
  private readonly pushing = new Set<number>();
  private bytesInFlight = 0;

  constructor(private readonly deps: DoorDeps) {
    this.nonces = new Nonces(deps.timers);
    this.verify = deps.verify ?? ed25519Verifier();
    this.bytesInFlightMax = deps.bytesInFlightMax ?? 64 * 1024 * 1024;
    this.hints = new Hints(deps);
  }

  push(asked: Asked<readonly Uint8Array[]>): Promise<Result<PushAnswer, DoorRefusal>> {
    return this.answer(asked, pushBytesMax, async (node, bytes, read) => {
      const room = this.takeRoom(node, bytes);
      if (!room.ok) return room;
      try {
        const body = await read();
        return body.ok ? await this.deps.peer.push(node, body.value) : body;
      } finally {
        room.value.leave();
      }
    });
  }

  pull(asked: Asked<PullRequest>): Promise<Result<PullAnswer, DoorRefusal>> {
    return this.answer(
      asked,
      0,
      async (node, _bytes, read) => {
        const body = await read();
        return body.ok ? this.deps.peer.pull(node, body.value.streams, body.value.have) : body;
      },
      // A node that is shut out may read why; which part of the log that is, the peer knows.
      { evenSuspended: true },
    );
  }

  keys(asked: Asked<KeysRequest>): Promise<Result<KeysAnswer, DoorRefusal>> {
    return this.answer(asked, keysBytesMax, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.keys(node, body.value) : body;
    });
  }

  claim(asked: Asked<ClaimRequest>): Promise<Result<ClaimAnswer, DoorRefusal>> {
    return this.answer(asked, claimBytesMax, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.claim(node, body.value) : body;
    });
  }

  unlock(asked: Asked<BackupLock>): Promise<Result<UnlockAnswer, DoorRefusal>> {
    return this.answer(asked, unlockBytesMax, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.unlock(node, body.value) : body;
    });
  }

  snapshot(asked: Asked<PullRequest>): Promise<Result<SnapshotAnswer, DoorRefusal>> {
    return this.answer(asked, 0, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.snapshot(node, body.value.streams, body.value.have) : body;
    });
  }

  snapshotPiece(asked: Asked<SnapshotPiece>): Promise<Result<SnapshotBytes, DoorRefusal>> {
    return this.answer(asked, 0, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.snapshotPiece(node, body.value) : body;
    });
  }

  sums(asked: Asked<null>): Promise<Result<SumsAnswer, DoorRefusal>> {
    return this.answer(asked, 0, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.sums(node) : body;
    });
  }

  blobPiece(asked: Asked<BlobPiece>): Promise<Result<SnapshotBytes, DoorRefusal>> {
    return this.answer(asked, 0, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.blobPiece(node, body.value) : body;
    });
  }

  giveBlob(asked: Asked<BlobGift>): Promise<Result<BlobGiven, DoorRefusal>> {
    return this.answer(asked, blobPieceBytesMax, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? this.deps.peer.giveBlob(node, body.value.piece, body.value.bytes) : body;
    });
  }

  pulse(asked: Asked<Pulse>): Promise<Result<Timed, DoorRefusal>> {
    return this.answer(asked, pulseBytesMax, async (node, _bytes, read) => {
      const body = await read();
      return body.ok ? ok(this.deps.peer.pulse(node, body.value)) : body;
    });
  }

  /** Lets a node listen, in place of any line it had; gives back how to end it. */
  hint(asked: Omit<Asked<never>, "read">, listener: HintListener): Result<() => void, DoorRefusal> {
    const caller = this.authenticate(asked);
    return caller.ok ? ok(this.hints.add(caller.value.node, listener)) : caller;
  }

  private async answer<Body, Answer>(
    asked: Asked<Body>,
    bytesMax: number,
    work: (
      node: RosterNode,
      bytes: number,
      read: () => Promise<Result<Body, Refused>>,
    ) => Promise<Result<Answer, PeerRefusal>>,
    { evenSuspended = false } = {},
  ): Promise<Result<Answer & { readonly nowMs: number }, DoorRefusal>> {
    const caller = this.authenticate(asked, evenSuspended);
    if (!caller.ok) return caller;
    const { node, bodyHash } = caller.value;
    if (asked.bytes === undefined) return err(refused("length_required"));
    if (asked.bytes > bytesMax) return err(refused("body_too_large", { bytesMax }));
    const answered = await work(node, asked.bytes, async () => {
      const read = await asked.read();
      if (!read.ok) return read;
      return read.value.hash === bodyHash ? ok(read.value.body) : err(refused("body_differs"));
    });
    return answered.ok ? ok({ ...answered.value, nowMs: this.deps.timers.nowMs() }) : answered;
  }

  private authenticate(
    { method, target, authorization }: Omit<Asked<unknown>, "read">,
    evenSuspended = false,
  ): Result<{ node: RosterNode; bodyHash: string }, DoorRefusal> {
    const shown = readAuthorization(authorization);
    if (!shown) return err(refused("signature_required"));
    const node = this.deps.findNode(shown.alias);
    if (!node) return err(refused("unknown_node"));
    const asked = { method, target, audience: this.deps.alias };
    if (!isSignedBy(node.logKey, shown, asked, this.verify)) return err(refused("bad_signature"));
    if (node.state !== "active" && !evenSuspended) return err(refused(shutOutCode));
    const freshness = this.nonces.take(node.alias, shown.nonce, shown.timeMs);
    if (freshness === "clockOff") return err({ type: "WrongTime", nowMs: this.nonces.nowMs() });
    if (freshness === "replayed") return err(refused("replayed"));
    return ok({ node, bodyHash: shown.bodyHash });
  }

  private takeRoom({ alias }: RosterNode, bytes: number): Result<{ leave(): void }, Busy> {
    if (this.pushing.has(alias)) return err({ type: "Busy", code: "push_in_flight", retryAfterS: 1 });
    // One alone always finds room, whatever the limit.
    if (this.bytesInFlight > 0 && this.bytesInFlight + bytes > this.bytesInFlightMax)
      return err({ type: "Busy", code: "overloaded", retryAfterS: 5 });
    this.pushing.add(alias);
    this.bytesInFlight += bytes;
    return ok({
      leave: () => {
        this.pushing.delete(alias);
        this.bytesInFlight -= bytes;
      },
    });
  }
}

export const refused = (code: string, detail: RefusalDetail = {}): Refused => ({
  type: "Refused",
  code,
  detail,
});
