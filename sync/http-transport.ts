/**
 * A transport over HTTP: what a branch has of HQ in production. Whoever answers without speaking like HQ (a hotel's login page, a
 * proxy that is ill) counts as nobody.
 */
import type { Random } from "./core/clock";
import { pulseBytesMax } from "./core/pulse";
import { err, ok, type Result } from "./core/result";
import type { DoorRefusal } from "./door";
import { holdLine, type OpenLine } from "./hint-line";
import type { Hint } from "./hints";
import { bodyHashOf } from "./request-signing";
import { type Call, type Caller, SignedCalls } from "./signed-calls";
import type { Timers } from "./core/timers";
import {
  type BlobGiven,
  blobPieceBytesMax,
  type ClaimAnswer,
  claimBytesMax,
  type KeysAnswer,
  keysBytesMax,
  type PullAnswer,
  type PushAnswer,
  pushBytesMax,
  type Refused,
  type SnapshotAnswer,
  type SnapshotBytes,
  snapshotPieceBytesMax,
  syncPath,
  type SumsAnswer,
  type Timed,
  type Transport,
  type TransportError,
  type UnlockAnswer,
  unlockBytesMax,
} from "./transport";
import { FrameReader, framesOf, pullTarget } from "./wire";

export interface HttpTransportDeps {
  /** HQ's address: `https://temujanji.example`. */
  readonly url: string;
  readonly self: Caller;
  /** HQ's alias. */
  readonly audience: number;
  readonly timers: Timers;
  readonly random: Random;
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** How long HQ may be silent, before its answer and between two pieces of it. */
const silenceMsMax = 20_000;
/** HQ reads a branch's whole tables before it answers. */
const sumsMsMax = 120_000;
/** The slowest line we wait for while sending: 16 kbit/s. */
const bytesPerMsMin = 2;
/** A segment has a megabyte, or one batch that is larger. Whoever sends more is not HQ. */
const answerBytesMax = pushBytesMax + 1024 * 1024;

export const httpTransport = (deps: HttpTransportDeps): Transport => {
  const { timers, random, fetch = globalThis.fetch } = deps;
  const calls = new SignedCalls({ ...deps, clock: timers });
  const base = deps.url.replace(/\/$/, "");

  /** One signed exchange; any failure on the way is `Unreachable`. The patience is for all of it, both tries. */
  const exchange = async <T>(
    { method, target, body, type, range, contentRange }: Request,
    patienceMs: number,
    read: (response: Response, heard: () => void) => Promise<Result<T, TransportError>>,
    stop?: AbortSignal,
  ): Promise<Result<T, TransportError>> => {
    const call: Call = { method, target, bodyHash: bodyHashOf([body ?? nothing]) };
    const patience = patienceOf(timers, patienceMs, stop);
    const made = await calls.make<T>(call, async (authorization) => {
      try {
        const response = await fetch(base + target, {
          method,
          headers: {
            authorization,
            ...(type ? { "content-type": type } : {}),
            // Not signed: whoever changes it on the way is found out by the file's hash.
            ...(range ? { range } : {}),
            ...(contentRange ? { "content-range": contentRange } : {}),
          },
          ...(body ? { body } : {}),
          signal: patience.signal,
          redirect: "error",
        });
        if (response.status !== (range ? 206 : 200)) return err(await refusalOf(response));
        return await read(response, patience.renew);
      } catch (cause) {
        return unreachable(patience.ranOut() ? `no answer of HQ to ${target} in time` : whyOf(cause));
      }
    });
    patience.end();
    return made;
  };

  /** A question and an answer in JSON. `parts` are what any answer of HQ has. */
  const talk = async <Answer extends object>(
    target: string,
    question: object,
    bytesMax: number,
    patienceMs: number,
    isAnswer: (answer: Partial<Answer>) => boolean,
  ): Promise<Result<Answer, TransportError>> => {
    const body = Buffer.from(JSON.stringify(question));
    if (body.length > bytesMax) return err(tooLarge(bytesMax));
    return exchange(
      { method: "POST", target, body, type: "application/json" },
      patienceMs,
      async (response) => answerOf(response, isAnswer),
    );
  };

  const open: OpenLine = async (heard, stop) => {
    const ended = await exchange<null>(
      { method: "GET", target: syncPath.hint },
      silenceMsMax,
      async (response, renew) => {
        if (typeOf(response) !== "text/event-stream") return unreachable("not HQ's stream of hints");
        const read = hintReader(heard);
        for await (const chunk of response.body ?? []) {
          renew();
          read(chunk);
        }
        return ok(null);
      },
      stop,
    );
    return !ended.ok && ended.error.type === "Busy" ? ended.error : {};
  };

  return {
    push: async (batches) => {
      const body = Buffer.concat([...framesOf(batches)]);
      if (body.length > pushBytesMax) return err(tooLarge(pushBytesMax));
      return exchange<PushAnswer>(
        { method: "POST", target: syncPath.push, body, type: "application/octet-stream" },
        silenceMsMax + body.length / bytesPerMsMin,
        async (response) =>
          answerOf(response, ({ heads, nowMs }) => typeof heads === "object" && typeof nowMs === "number"),
      );
    },
    pull: (streams, have) =>
      exchange(
        { method: "GET", target: pullTarget(syncPath.pull, streams, have) },
        silenceMsMax,
        readSegment,
      ),
    hint: (onNews) => holdLine(open, onNews, { timers, random }),
    keys: (request) =>
      talk<KeysAnswer>(syncPath.keys, request, keysBytesMax, silenceMsMax, ({ kept, keys, erased }) =>
        [kept, keys, erased].every(Array.isArray),
      ),
    unlock: (lock) =>
      talk<UnlockAnswer>(
        syncPath.unlock,
        lock,
        unlockBytesMax,
        silenceMsMax,
        ({ box }) => typeof box === "string",
      ),
    snapshot: (streams, have) =>
      exchange(
        { method: "GET", target: pullTarget(syncPath.snapshot, streams, have) },
        silenceMsMax,
        async (response) =>
          answerOf<SnapshotAnswer>(
            response,
            ({ manifest, signature, nowMs }) =>
              typeof manifest === "string" && typeof signature === "string" && typeof nowMs === "number",
          ),
      ),
    snapshotPiece: ({ sha256, from }) =>
      exchange(
        {
          method: "GET",
          target: `${syncPath.snapshot}/${sha256}`,
          range: `bytes=${from}-${from + snapshotPieceBytesMax - 1}`,
        },
        silenceMsMax,
        readPiece,
      ),
    blobPiece: ({ name, from }) =>
      exchange(
        {
          method: "GET",
          target: `${syncPath.blobs}/${name}`,
          range: `bytes=${from}-${from + blobPieceBytesMax - 1}`,
        },
        silenceMsMax,
        readPiece,
      ),
    giveBlob: ({ name, from }, bytes) =>
      exchange(
        {
          method: "PUT",
          target: `${syncPath.blobs}/${name}`,
          body: Uint8Array.from(bytes),
          type: "application/octet-stream",
          // Only to say where it begins: how long the file is, its row says (RFC 9110, 14.4).
          contentRange: `bytes ${from}-${from + Math.max(0, bytes.length - 1)}/*`,
        },
        silenceMsMax + bytes.length / bytesPerMsMin,
        async (response) =>
          answerOf<BlobGiven>(
            response,
            ({ have, nowMs }) => typeof have === "number" && typeof nowMs === "number",
          ),
      ),
    sums: () =>
      exchange({ method: "GET", target: syncPath.sums }, sumsMsMax, async (response) =>
        answerOf<SumsAnswer>(
          response,
          ({ sums, nowMs }) => typeof sums === "object" && typeof nowMs === "number",
        ),
      ),
    pulse: (pulse) =>
      talk<Timed>(
        syncPath.pulse,
        pulse,
        pulseBytesMax,
        silenceMsMax,
        ({ nowMs }) => typeof nowMs === "number",
      ),
    claim: (request, patienceMs) =>
      talk<ClaimAnswer>(syncPath.claim, request, claimBytesMax, patienceMs, ({ people }) =>
        Array.isArray(people),
      ),
  };
};

interface Request {
  readonly method: Call["method"];
  readonly target: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly range?: string;
  readonly contentRange?: string;
}

const nothing = new Uint8Array(0);

const unreachable = (why: string) => err({ type: "Unreachable", why } as const);

const whyOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const typeOf = (response: Response): string | undefined =>
  response.headers.get("content-type")?.split(";")[0]?.trim();

const tooLarge = (bytesMax: number): Refused => ({
  type: "Refused",
  code: "body_too_large",
  detail: { bytesMax },
});

/** An alarm that aborts an exchange; `renew` sets it again whenever HQ is heard. */
const patienceOf = (timers: Timers, firstMs: number, stop?: AbortSignal) => {
  const abort = new AbortController();
  let ranOut = false;
  const alarm = (ms: number) =>
    timers.after(ms, () => {
      ranOut = true;
      abort.abort();
    });
  let cancel = alarm(firstMs);
  const onStop = () => abort.abort();
  if (stop?.aborted) onStop();
  stop?.addEventListener("abort", onStop);
  return {
    signal: abort.signal,
    renew: () => {
      cancel();
      cancel = alarm(silenceMsMax);
    },
    ranOut: () => ranOut,
    end: () => {
      cancel();
      stop?.removeEventListener("abort", onStop);
    },
  };
};

/** What an answer that is no success means. */
const refusalOf = async (response: Response): Promise<TransportError | DoorRefusal> => {
  const { status, headers } = response;
  const problem = typeOf(response) === "application/problem+json" ? ((await response.json()) as Problem) : {};
  if (status === 429 || status === 503) {
    const retryAfterS = Number.parseInt(headers.get("retry-after") ?? "", 10);
    return {
      type: "Busy",
      retryAfterS: Number.isNaN(retryAfterS) ? 5 : Math.max(0, retryAfterS),
      code: problem.code ?? "overloaded",
    };
  }
  // Our own mistakes have a code and stay mistakes; a bug of HQ, or a proxy before it, may be gone at the next try.
  if (problem.code === undefined || status === 500)
    return { type: "Unreachable", why: `answered with ${status}` };
  if (problem.code === "clock_off" && typeof problem.nowMs === "number")
    return { type: "WrongTime", nowMs: problem.nowMs };
  return { type: "Refused", code: problem.code, detail: problem.detail ?? {} };
};

interface Problem {
  readonly code?: string;
  readonly nowMs?: number;
  readonly detail?: Refused["detail"];
}

const answerOf = async <Answer extends object>(
  response: Response,
  isAnswer: (answer: Partial<Answer>) => boolean,
): Promise<Result<Answer, TransportError>> => {
  if (typeOf(response) !== "application/json") return unreachable("not an answer of HQ");
  const answer = (await response.json()) as Answer | null;
  return answer !== null && isAnswer(answer) ? ok(answer) : unreachable("not an answer of HQ");
};

/** Reads a segment as it comes. What came whole before a line broke is good, and need not come again. */
const readSegment = async (
  response: Response,
  heard: () => void,
): Promise<Result<PullAnswer, TransportError>> => {
  const { headers } = response;
  // A cache that gives a segment again says how old it is (RFC 9111, 5.1).
  const nowMs = Number(headers.get("sto-now") ?? Number.NaN) + 1000 * Number(headers.get("age") ?? 0);
  if (typeOf(response) !== "application/octet-stream" || Number.isNaN(nowMs))
    return unreachable("not an answer of HQ");
  const reader = new FrameReader();
  let bytes = 0;
  let why = "the line broke before the first batch";
  try {
    for await (const chunk of response.body ?? []) {
      heard();
      bytes += chunk.length;
      const taken = reader.take(chunk);
      if (!taken.ok) return unreachable(`not HQ's bytes: ${taken.error.type}`);
      if (bytes > answerBytesMax) return unreachable("more bytes than HQ would send");
    }
  } catch (cause) {
    why = whyOf(cause);
  }
  const whole = reader.end();
  if (whole.ok) return ok({ batches: whole.value, more: headers.get("sto-more") === "1", nowMs });
  return reader.frames.length > 0 ? ok({ batches: reader.frames, more: true, nowMs }) : unreachable(why);
};

/** Reads a piece of a file as it comes. What came before a line broke is good. */
const readPiece = async (
  response: Response,
  heard: () => void,
): Promise<Result<SnapshotBytes, TransportError>> => {
  if (typeOf(response) !== "application/octet-stream") return unreachable("not an answer of HQ");
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let why: string | undefined;
  try {
    for await (const chunk of response.body ?? []) {
      heard();
      bytes += chunk.length;
      if (bytes > snapshotPieceBytesMax) return unreachable("more bytes than HQ would send");
      pieces.push(chunk);
    }
  } catch (cause) {
    why = whyOf(cause);
  }
  return why !== undefined && bytes === 0 ? unreachable(why) : ok({ bytes: Buffer.concat(pieces) });
};

/** Finds `event: beat` and `event: news` in a stream of server-sent events; everything else is skipped. */
const hintReader = (heard: (hint: Hint) => void): ((chunk: Uint8Array) => void) => {
  const decoder = new TextDecoder();
  let line = "";
  return (chunk) => {
    const lines = (line + decoder.decode(chunk, { stream: true })).split("\n");
    line = (lines.pop() ?? "").slice(-64);
    for (const text of lines) {
      if (text === "event: beat") heard("beat");
      if (text === "event: news") heard("news");
    }
  };
};
