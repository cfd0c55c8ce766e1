/**
 * A transport inside one process, for tests and the simulator: the same signed requests through the same door as over HTTP, on a
 * line that the test cuts, delays or makes deaf in one direction.
 */
import type { Random } from "./core/clock";
import { err, ok, type Result } from "./core/result";
import type { Asked, DoorRefusal, SyncDoor } from "./door";
import { holdLine, type OpenLine } from "./hint-line";
import { bodyHashOf } from "./request-signing";
import { type Call, type Caller, SignedCalls } from "./signed-calls";
import type { Timers } from "./core/timers";
import {
  claimBytesMax,
  keysBytesMax,
  pushBytesMax,
  syncPath,
  type Transport,
  type TransportError,
} from "./transport";
import { framedLength, framesOf, pullTarget } from "./wire";

/** The line between a node and HQ. */
export interface MemoryLine {
  /** Carries one message; false when it is lost. A delay is a promise that waits. */
  carry(way: "there" | "back"): boolean | Promise<boolean>;
  /** Calls back when the line breaks: who listens on it is cut off. Returns how to stop asking. */
  onCut(listener: () => void): () => void;
}

export const goodLine: MemoryLine = { carry: () => true, onCut: () => () => {} };

export interface MemoryTransportDeps {
  readonly self: Caller;
  /** HQ's alias, as this node knows it. */
  readonly audience: number;
  readonly door: SyncDoor;
  readonly timers: Timers;
  readonly random: Random;
  readonly line?: MemoryLine;
}

export const memoryTransport = (deps: MemoryTransportDeps): Transport => {
  const { door, timers, random, line = goodLine } = deps;
  const calls = new SignedCalls({ ...deps, clock: timers });

  /** One request through the line and the door, and its answer back. */
  const ask = <Body, Answer>(
    method: Call["method"],
    target: string,
    { bytes, hash, body }: { readonly bytes: number; readonly hash: string; readonly body: Body },
    enter: (asked: Asked<Body>) => Promise<Result<Answer, DoorRefusal>>,
  ) =>
    calls.make<Answer>({ method, target, bodyHash: hash }, async (authorization) => {
      if (!(await line.carry("there"))) return lost;
      const answered = await enter({
        method,
        target,
        authorization,
        bytes,
        read: async () => ok({ hash, body }),
      });
      return (await line.carry("back")) ? answered : lost;
    });

  const open: OpenLine = async (heard, stop) => {
    const ended = Promise.withResolvers<void>();
    const target = syncPath.hint;
    const asked = { method: "GET" as const, target, bodyHash: emptyHash };
    const opened = await calls.make(asked, async (authorization) => {
      if (!(await line.carry("there"))) return lost;
      return door.hint(
        { ...asked, authorization, bytes: 0 },
        {
          send: (hint) => void Promise.resolve(line.carry("back")).then((came) => came && heard(hint)),
          close: ended.resolve,
        },
      );
    });
    if (!opened.ok) return opened.error.type === "Busy" ? opened.error : {};
    const forget = line.onCut(ended.resolve);
    stop.addEventListener("abort", () => ended.resolve());
    if (stop.aborted) ended.resolve();
    await ended.promise;
    forget();
    opened.value();
    return {};
  };

  return {
    push: async (batches) => {
      const bytes = framedLength(batches);
      if (bytes > pushBytesMax) return err(tooLarge(pushBytesMax));
      const body = { bytes, hash: bodyHashOf(framesOf(batches)), body: batches };
      return ask("POST", syncPath.push, body, (asked) => door.push(asked));
    },
    pull: (streams, have) =>
      ask(
        "GET",
        pullTarget(syncPath.pull, streams, have),
        { bytes: 0, hash: emptyHash, body: { streams, have } },
        (asked) => door.pull(asked),
      ),
    hint: (onNews) => holdLine(open, onNews, { timers, random }),
    keys: async (request) => {
      const body = jsonBody(request);
      if (body.bytes > keysBytesMax) return err(tooLarge(keysBytesMax));
      return ask("POST", syncPath.keys, body, (asked) => door.keys(asked));
    },
    unlock: async (lock) => ask("POST", syncPath.unlock, jsonBody(lock), (asked) => door.unlock(asked)),
    snapshot: (streams, have) =>
      ask(
        "GET",
        pullTarget(syncPath.snapshot, streams, have),
        { bytes: 0, hash: emptyHash, body: { streams, have } },
        (asked) => door.snapshot(asked),
      ),
    snapshotPiece: (piece) =>
      ask(
        "GET",
        `${syncPath.snapshot}/${piece.sha256}`,
        { bytes: 0, hash: emptyHash, body: piece },
        (asked) => door.snapshotPiece(asked),
      ),
    sums: () =>
      ask("GET", syncPath.sums, { bytes: 0, hash: emptyHash, body: null }, (asked) => door.sums(asked)),
    blobPiece: (piece) =>
      ask("GET", `${syncPath.blobs}/${piece.name}`, { bytes: 0, hash: emptyHash, body: piece }, (asked) =>
        door.blobPiece(asked),
      ),
    giveBlob: (piece, bytes) =>
      ask(
        "PUT",
        `${syncPath.blobs}/${piece.name}`,
        { bytes: bytes.length, hash: bodyHashOf([bytes]), body: { piece, bytes } },
        (asked) => door.giveBlob(asked),
      ),
    pulse: async (pulse) => ask("POST", syncPath.pulse, jsonBody(pulse), (asked) => door.pulse(asked)),
    claim: async (request, patienceMs) => {
      const body = jsonBody(request);
      if (body.bytes > claimBytesMax) return err(tooLarge(claimBytesMax));
      return within(
        timers,
        patienceMs,
        ask("POST", syncPath.claim, body, (asked) => door.claim(asked)),
      );
    },
  };
};

const emptyHash = bodyHashOf([]);

const lost = err({ type: "Unreachable", why: "the line is cut" } as const);

const tooLarge = (bytesMax: number): TransportError => ({
  type: "Refused",
  code: "body_too_large",
  detail: { bytesMax },
});

const jsonBody = <Body>(body: Body) => {
  const bytes = Buffer.from(JSON.stringify(body));
  return { bytes: bytes.length, hash: bodyHashOf([bytes]), body };
};

const within = <T>(
  timers: Timers,
  patienceMs: number,
  asked: Promise<Result<T, TransportError>>,
): Promise<Result<T, TransportError>> => {
  const { promise, resolve } = Promise.withResolvers<Result<T, TransportError>>();
  const cancel = timers.after(patienceMs, () =>
    resolve(err({ type: "Unreachable", why: `no answer of HQ to a claim within ${patienceMs} ms` })),
  );
  return Promise.race([asked, promise]).finally(cancel);
};
