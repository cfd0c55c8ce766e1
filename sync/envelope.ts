/**
 * A batch as bytes: on the wire, in the log, on a backup, the same bytes for ever. Whoever holds them can check them.
 *
 *   "STO" | "1" | u32 length of head (big endian) | head: JSON array, UTF-8 | body: columnar JSON, zstd-3 | 64 bytes Ed25519
 *
 * The signature is over `sto/batch/v1\0` and everything before it. A batch is named by the SHA-256 of all its bytes, and
 * names the one before it: the batches of one stream of one node are a chain.
 *
 * Bytes from elsewhere are believed step by step: head (cheap; enough to refuse what is here already), signature, then a
 * body that may not grow beyond what its head says, then a head that says what the body holds.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import {
  type BatchHead,
  decodeBatch,
  type DecodedBatch,
  encodeColumns,
  type StreamRecord,
} from "./core/batch";
import { err, ok, type Result } from "./core/result";
import type { Sign, Verify } from "./request-signing";
import { pushBytesMax } from "./transport";

/** A batch that is what its head says: made here, or opened. */
export interface SealedBatch {
  readonly head: BatchHead;
  /** SHA-256 of `bytes`, in hex. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export interface OpenedBatch extends SealedBatch {
  /** `recordsOf` makes records of it. */
  readonly batch: DecodedBatch;
}

export type EnvelopeError =
  /** Too short, or not one of ours. */
  | { readonly type: "NotABatch" }
  | { readonly type: "UnknownVersion"; readonly version: string }
  | { readonly type: "BadHead" }
  | { readonly type: "BadSignature" }
  /** More bytes than a batch may have, sealed or open, or more than its head says. */
  | { readonly type: "TooLarge"; readonly bytesMax: number }
  | { readonly type: "BadBody"; readonly why: string }
  /** The head says something else than the records do. */
  | { readonly type: "HeadDiffers"; readonly field: keyof BatchHead };

/** What a sealer aims at; one commit larger than that is a batch of its own. */
export const rowsTarget = 1000;
export const bytesTarget = 1024 * 1024;
/** A push must hold it, with its frame. */
export const sealedBytesMax = pushBytesMax - 8;
export const rawBytesMax = 16 * 1024 * 1024;

const magic = "STO";
const version = "1";
const startLength = 8;
const headBytesMax = 512;
export const signatureLength = 64;
const domain = Buffer.from("sto/batch/v1\0");

/** What the sealer says; the rest of the head follows from the records. */
export type Sealing = Pick<BatchHead, "origin" | "incarnation" | "stream" | "prev" | "dep">;

/** Seals consecutive records of one stream and one incarnation. Throws when they are not that, or too many: a bug here. */
export const sealBatch = (sealing: Sealing, records: readonly StreamRecord[], sign: Sign): SealedBatch => {
  const body = Buffer.from(encodeColumns(records));
  const head: BatchHead = { ...sealing, ...extentOf(records), rawBytes: body.length };
  if (records.some(({ record }) => record.incarnation !== head.incarnation))
    throw new Error(`a batch of incarnation ${head.incarnation} holds records of another`);
  const headBytes = Buffer.from(JSON.stringify(headToJson(head)));
  if (!headFromJson(JSON.parse(headBytes.toString()))) throw new Error(`no head: ${headBytes.toString()}`);
  const start = Buffer.alloc(startLength);
  start.write(magic + version, "latin1");
  start.writeUInt32BE(headBytes.length, 4);
  const signed = Buffer.concat([domain, start, headBytes, zstdCompressSync(body, compression)]);
  const bytes = Buffer.concat([signed.subarray(domain.length), sign(signed)]);
  if (bytes.length > sealedBytesMax || body.length > rawBytesMax)
    throw new Error(`${bytes.length} bytes (${body.length} open) are too many for a batch`);
  return { head, hash: hashOf(bytes), bytes };
};

/** The head of a batch, nothing of it proven. `headEnd` is where the body begins. */
export const readHead = (
  bytes: Uint8Array,
): Result<{ readonly head: BatchHead; readonly headEnd: number }, EnvelopeError> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < startLength + signatureLength || buffer.toString("latin1", 0, 3) !== magic)
    return err({ type: "NotABatch" });
  const said = buffer.toString("latin1", 3, 4);
  if (said !== version) return err({ type: "UnknownVersion", version: said });
  if (buffer.length > sealedBytesMax) return err({ type: "TooLarge", bytesMax: sealedBytesMax });
  const length = buffer.readUInt32BE(4);
  const headEnd = startLength + length;
  if (length > headBytesMax || headEnd > buffer.length - signatureLength) return err({ type: "BadHead" });
  const head = headFromJson(parsed(buffer.toString("latin1", startLength, headEnd)));
  if (!head) return err({ type: "BadHead" });
  if (head.rawBytes > rawBytesMax) return err({ type: "TooLarge", bytesMax: rawBytesMax });
  return ok({ head, headEnd });
};

/** Checks and reads a batch of the node whose raw public key (base64url) is `publicKey`. */
export const openBatch = (
  bytes: Uint8Array,
  publicKey: string,
  verify: Verify,
): Result<OpenedBatch, EnvelopeError> => {
  const read = readHead(bytes);
  if (!read.ok) return read;
  const { head, headEnd } = read.value;
  const end = bytes.length - signatureLength;
  const signed = Buffer.concat([domain, bytes.subarray(0, end)]);
  if (!verify(publicKey, signed, bytes.subarray(end))) return err({ type: "BadSignature" });
  const text = unpack(bytes.subarray(headEnd, end), head.rawBytes);
  if (!text.ok) return text;
  let batch: DecodedBatch;
  try {
    batch = decodeBatch(text.value, head);
  } catch (cause) {
    return err({ type: "BadBody", why: String(cause) });
  }
  const field = differenceOf(head, batch);
  return field ? err({ type: "HeadDiffers", field }) : ok({ head, hash: hashOf(bytes), bytes, batch });
};

export const hashOf = (bytes: Uint8Array): string => Bun.SHA256.hash(bytes, "hex");

// --- Head -----------------------------------------------------------------------------------------------------------

const headToJson = (head: BatchHead): readonly unknown[] => headFields.map((field) => head[field]);

const headFields = [
  "origin",
  "incarnation",
  "stream",
  "from",
  "to",
  "prev",
  "schema",
  "dep",
  "firstStamp",
  "lastStamp",
  "rows",
  "rawBytes",
] as const satisfies (keyof BatchHead)[];

const streamShape = /^(all|hq|branch:[A-Z0-9-]{1,32})$/;

const headFromJson = (json: unknown): BatchHead | undefined => {
  if (!Array.isArray(json) || json.length !== headFields.length) return undefined;
  const [origin, incarnation, stream, from, to, prev, schema, dep, firstStamp, lastStamp, rows, rawBytes] =
    json as unknown[];
  for (const number of [origin, incarnation, from, to, schema, dep, firstStamp, lastStamp, rows, rawBytes])
    if (!Number.isSafeInteger(number) || (number as number) < 0) return undefined;
  if (typeof stream !== "string" || !streamShape.test(stream)) return undefined;
  if (typeof prev !== "string" || !/^([0-9a-f]{64})?$/.test(prev)) return undefined;
  const head = {
    origin,
    incarnation,
    stream,
    from,
    to,
    prev,
    schema,
    dep,
    firstStamp,
    lastStamp,
    rows,
    rawBytes,
  } as BatchHead;
  const chained = head.from > 0 && (head.from === 1) === (head.prev === "");
  return chained && head.to >= head.from && head.lastStamp >= head.firstStamp ? head : undefined;
};

type Extent = Pick<BatchHead, "from" | "to" | "schema" | "firstStamp" | "lastStamp" | "rows">;

const extentOf = (records: readonly StreamRecord[]): Extent => ({
  from: records[0]!.seq,
  to: records.at(-1)!.seq,
  schema: Math.max(...records.map(({ record }) => record.schema)),
  firstStamp: records[0]!.stamp,
  lastStamp: records.at(-1)!.stamp,
  rows: records.reduce((rows, { record }) => rows + record.ops.length, 0),
});

/** The first field in which the head is not what the records are. `from`, `to` and `rawBytes` were used to read them. */
const differenceOf = (head: BatchHead, batch: DecodedBatch): keyof BatchHead | undefined => {
  const { records } = batch;
  let schema = 0;
  for (const { record } of records) {
    if (record.incarnation !== head.incarnation) return "incarnation";
    if (record.schema > schema) schema = record.schema;
  }
  if (schema !== head.schema) return "schema";
  if (records[0]!.stamp !== head.firstStamp) return "firstStamp";
  if (records.at(-1)!.stamp !== head.lastStamp) return "lastStamp";
  return batch.order.length === head.rows ? undefined : "rows";
};

// --- Body -----------------------------------------------------------------------------------------------------------

const compression = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a body that has exactly `rawBytes` bytes; never more memory than that, whatever the bytes would become. */
const unpack = (body: Uint8Array, rawBytes: number): Result<string, EnvelopeError> => {
  try {
    const raw = zstdDecompressSync(body, {
      maxOutputLength: Math.max(1, rawBytes),
      chunkSize: Math.max(64, rawBytes + 1),
      params: { [constants.ZSTD_d_windowLogMax]: 24 },
    });
    // A frame that was cut off comes out short instead of failing.
    return raw.length === rawBytes ? ok(utf8.decode(raw)) : err({ type: "BadBody", why: "another length" });
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE"
      ? err({ type: "TooLarge", bytesMax: rawBytes })
      : err({ type: "BadBody", why: String(cause) });
  }
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
