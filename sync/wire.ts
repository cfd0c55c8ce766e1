/**
 * The bytes between nodes, whatever they mean.
 *
 *   body   := frame* end          frame := u32 length (big endian, not 0) | bytes          end := u32 0
 *   have   := stream ("," stream)*  in the order of `streams`;  stream := "" | origin "." seq ("-" origin "." seq)*  in base 36
 *
 * The end mark tells a whole body from one whose line broke, however the layers below report it. One vector has one spelling,
 * so that asking the same again is the same address to a cache.
 */
import { err, ok, type Result } from "./core/result";
import { pushBytesMax, type Vector } from "./transport";

/** The parts of a body, to send one after the other without copying the bytes together. */
export function* framesOf(parts: readonly Uint8Array[]): Generator<Uint8Array<ArrayBufferLike>> {
  for (const part of parts) {
    yield u32(part.length);
    yield part;
  }
  yield u32(0);
}

/** How long the body of these parts is, in bytes. */
export const framedLength = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, part) => sum + 4 + part.length, 4);

/** `Truncated`: no end mark. `FrameTooLarge`: no batch is that long. `BytesAfterEnd`: more came after the end mark. */
export type FrameError = { readonly type: "Truncated" | "FrameTooLarge" | "BytesAfterEnd" };

/** Takes a body as it comes in. What came whole stands in `frames`, even when the rest never comes. */
export class FrameReader {
  readonly frames: Uint8Array[] = [];
  private waiting: Uint8Array = new Uint8Array(0);
  private ended = false;

  /** Refuses at the first byte that cannot be right. */
  take(chunk: Uint8Array): Result<null, FrameError> {
    if (chunk.length === 0) return ok(null);
    if (this.ended) return err({ type: "BytesAfterEnd" });
    const bytes = this.waiting.length === 0 ? chunk : Buffer.concat([this.waiting, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = view.getUint32(at);
      if (length > pushBytesMax) return err({ type: "FrameTooLarge" });
      if (length === 0) {
        this.ended = true;
        return at + 4 === bytes.length ? ok(null) : err({ type: "BytesAfterEnd" });
      }
      if (bytes.length - at - 4 < length) break;
      this.frames.push(bytes.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    this.waiting = bytes.subarray(at);
    return ok(null);
  }

  /** All frames, once the end mark came. */
  end(): Result<readonly Uint8Array[], FrameError> {
    return this.ended ? ok(this.frames) : err({ type: "Truncated" });
  }
}

/** A body that is all here. */
export const splitFrames = (body: Uint8Array): Result<readonly Uint8Array[], FrameError> => {
  const reader = new FrameReader();
  const taken = reader.take(body);
  return taken.ok ? reader.end() : taken;
};

/** The address to pull from: streams, and how far each origin's part of them is here. */
export const pullTarget = (path: string, streams: readonly string[], have: Vector): string =>
  `${path}?streams=${streams.map(encodeURIComponent).join(",")}&have=${encodeHave(streams, have)}`;

export const encodeHave = (streams: readonly string[], have: Vector): string => {
  const seqs = [...have].map(([key, seq]) => ({ ...splitKey(key), seq }));
  return streams
    .map((stream) =>
      seqs
        .filter((each) => each.stream === stream && each.seq > 0)
        .sort((a, b) => a.origin - b.origin)
        .map(({ origin, seq }) => `${origin.toString(36)}.${seq.toString(36)}`)
        .join("-"),
    )
    .join(",");
};

/** Reads what `encodeHave` wrote; undefined for any other text. */
export const decodeHave = (streams: readonly string[], text: string): Vector | undefined => {
  const parts = text.split(",");
  if (parts.length !== streams.length) return undefined;
  const have = new Map<string, number>();
  for (const [at, stream] of streams.entries()) {
    for (const entry of parts[at]!.split("-").filter((entry) => entry !== "")) {
      const [, origin, seq] = /^([0-9a-z]{1,6})\.([0-9a-z]{1,11})$/.exec(entry) ?? [];
      if (origin === undefined || seq === undefined) return undefined;
      have.set(`${Number.parseInt(origin, 36)}/${stream}`, Number.parseInt(seq, 36));
    }
  }
  // One spelling: what we would not have written is not ours.
  return encodeHave(streams, have) === text && [...have.values()].every(Number.isSafeInteger)
    ? have
    : undefined;
};

const splitKey = (key: string): { readonly origin: number; readonly stream: string } => {
  const slash = key.indexOf("/");
  return { origin: Number(key.slice(0, slash)), stream: key.slice(slash + 1) };
};

const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};
