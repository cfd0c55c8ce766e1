/**
 * What travels on a stick where there is no line: one file, either way, with the same sealed batches as the wire. Nothing in it is
 * believed that the wire would not believe; besides, its sender signed the whole.
 *
 *   "STO-LOG 1\n" │ head as a line of JSON │ frame │ frame │ … │ end frame │ 64 bytes Ed25519
 *
 * A frame is its kind (one byte), its length (u32) and its bytes: a batch, keys of people sealed to the receiver, or the end with the
 * counts. The signature is over `sto/usb/v1\0` and the SHA-256 of everything before it. Files are written and read a frame at a time.
 */
import { createHash, type Hash } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { err, ok, type Result } from "./core/result";
import { sealedBytesMax, signatureLength } from "./envelope";
import type { WantedKey } from "./keys";
import type { Sign, Verify } from "./request-signing";
import type { SealedKey } from "./transport";

const name = "STO-LOG ";
const version = "1";
const start = `${name}${version}\n`;
const headBytesMax = 64 * 1024;
const domain = Buffer.from("sto/usb/v1\0");

/** The largest file; what does not fit waits for the next one. */
export const usbBytesMax = 256 * 1024 * 1024;

/** Who made the file for whom, and what they have. */
export interface UsbHead {
  readonly from: {
    readonly alias: number;
    readonly incarnation: number;
    /** Headquarters has none. */
    readonly branch: string | null;
    /** Raw public key (base64url) of the log, under which the file is signed; whose it is, the roster says. */
    readonly logKey: string;
  };
  readonly to: { readonly alias: number; readonly branch: string | null };
  /** When it was begun, by the sender's clock. */
  readonly atMs: number;
  /**
   * How far the sender has the streams that the two share, by "origin/stream": what of the receiver's is safe there, and after what
   * the next file begins.
   */
  readonly have: { readonly [originStream: string]: number };
  /** People whose key a branch lacks. */
  readonly want: readonly WantedKey[];
}

export interface UsbEnd {
  readonly batches: number;
  readonly keys: number;
  /** There was more than a file holds. */
  readonly more: boolean;
}

export type UsbFault =
  /** Not a file of ours. */
  | { readonly type: "UsbNotOurs" }
  /** A newer program made it. */
  | { readonly type: "UsbNewer" }
  /** A byte was changed, or the file was cut. */
  | { readonly type: "UsbDamaged" };

const kinds = { batch: 1, keys: 2, end: 3 } as const;
const frameHead = 5;
const keysBytesMax = 1024 * 1024;

/** Writes a file whole or not at all: `finish` gives it its name, durably. */
export class UsbWriter {
  private readonly fd: number;
  private readonly hash: Hash = createHash("sha256");
  private readonly counts = { batches: 0, keys: 0 };
  private size = 0;

  constructor(
    private readonly out: string,
    head: UsbHead,
  ) {
    this.fd = openSync(`${out}.part`, "w", 0o600);
    this.add(Buffer.from(`${start}${JSON.stringify(head)}\n`));
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.size;
  }

  batch(bytes: Uint8Array): void {
    this.frame(kinds.batch, bytes);
    this.counts.batches += 1;
  }

  keys(keys: readonly SealedKey[]): void {
    if (keys.length === 0) return;
    this.frame(kinds.keys, Buffer.from(JSON.stringify(keys)));
    this.counts.keys += keys.length;
  }

  finish(sign: Sign, more: boolean): UsbEnd {
    const end = { ...this.counts, more };
    this.frame(kinds.end, Buffer.from(JSON.stringify(end)));
    writeSync(this.fd, sign(Buffer.concat([domain, this.hash.digest()])));
    fsyncSync(this.fd);
    closeSync(this.fd);
    renameSync(`${this.out}.part`, this.out);
    return end;
  }

  /** Something went wrong: nothing is left behind. */
  abandon(): void {
    closeSync(this.fd);
    rmSync(`${this.out}.part`, { force: true });
  }

  private frame(kind: number, bytes: Uint8Array): void {
    const head = Buffer.alloc(frameHead);
    head.writeUInt8(kind);
    head.writeUInt32BE(bytes.length, 1);
    this.add(head);
    this.add(bytes);
  }

  private add(bytes: Uint8Array): void {
    // A disk that is nearly full takes a part of what it is given.
    for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    this.hash.update(bytes);
    this.size += bytes.length;
  }
}

export type UsbFrame =
  | { readonly kind: "batch"; readonly bytes: Uint8Array }
  | { readonly kind: "keys"; readonly keys: readonly SealedKey[] };

/** Reads a file a frame at a time. Believed is only what `isSigned` was said of. */
export class UsbReader {
  private constructor(
    private readonly fd: number,
    readonly head: UsbHead,
    private readonly from: number,
    private readonly size: number,
  ) {}

  static open(file: string): Result<UsbReader, UsbFault> {
    let fd: number;
    try {
      fd = openSync(file, "r");
    } catch {
      return err({ type: "UsbNotOurs" });
    }
    const buffer = Buffer.alloc(start.length + headBytesMax);
    const text = buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, 0)).toString("latin1");
    const fault = (type: UsbFault["type"]): Result<UsbReader, UsbFault> => {
      closeSync(fd);
      return err({ type });
    };
    if (!text.startsWith(name)) return fault("UsbNotOurs");
    if (!text.startsWith(start))
      return fault(/^\d{1,6}\n/.test(text.slice(name.length)) ? "UsbNewer" : "UsbDamaged");
    const end = text.indexOf("\n", start.length);
    const head = end < 0 ? undefined : headIn(text.slice(start.length, end));
    return head ? ok(new UsbReader(fd, head, end + 1, fstatSync(fd).size)) : fault("UsbDamaged");
  }

  close(): void {
    closeSync(this.fd);
  }

  /** Whether the owner of the key that it names signed exactly this file; what it ends with. Other work has its turn meanwhile. */
  async isSigned(verify: Verify): Promise<Result<UsbEnd, UsbFault>> {
    const damaged = err({ type: "UsbDamaged" } as const);
    const hash = createHash("sha256").update(this.at(0, this.from));
    for (let at = this.from; ;) {
      const found = this.frameAt(at);
      if (!found) return damaged;
      hash.update(found.head).update(found.bytes);
      at += frameHead + found.bytes.length;
      if (found.kind !== kinds.end) {
        await aTurn();
        continue;
      }
      const signed = Buffer.concat([domain, hash.digest()]);
      const isWhole = at + signatureLength === this.size;
      if (!isWhole || !verify(this.head.from.logKey, signed, this.at(at, signatureLength))) return damaged;
      const end = parsed(found.bytes) as UsbEnd | undefined;
      return end ? ok(end) : damaged;
    }
  }

  /** What it holds, in its order. Call `isSigned` first. */
  *frames(): Generator<UsbFrame> {
    for (let at = this.from; ;) {
      const found = this.frameAt(at);
      if (!found || found.kind === kinds.end) return;
      at += frameHead + found.bytes.length;
      if (found.kind === kinds.batch) yield { kind: "batch", bytes: found.bytes };
      else yield { kind: "keys", keys: (parsed(found.bytes) ?? []) as readonly SealedKey[] };
    }
  }

  private frameAt(
    at: number,
  ): { readonly kind: number; readonly head: Buffer; readonly bytes: Buffer } | undefined {
    const head = this.at(at, frameHead);
    if (head.length < frameHead) return undefined;
    const kind = head.readUInt8();
    const length = head.readUInt32BE(1);
    const isKnown = kind === kinds.batch || kind === kinds.keys || kind === kinds.end;
    if (!isKnown || length > (kind === kinds.batch ? sealedBytesMax : keysBytesMax)) return undefined;
    const bytes = this.at(at + frameHead, length);
    return bytes.length < length ? undefined : { kind, head, bytes };
  }

  private at(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.size - position)));
    return bytes.subarray(0, readSync(this.fd, bytes, 0, bytes.length, position));
  }
}

/** Lets whoever waits go first. */
export const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
};

const headIn = (text: string): UsbHead | undefined => {
  const head = parsed(Buffer.from(text, "latin1")) as Partial<UsbHead> | null | undefined;
  const isNode = (node: UsbHead["to"] | undefined) =>
    Number.isSafeInteger(node?.alias) && (node?.branch === null || typeof node?.branch === "string");
  const isSound =
    isNode(head?.from) &&
    typeof head?.from?.logKey === "string" &&
    isNode(head?.to) &&
    Number.isSafeInteger(head?.atMs) &&
    Array.isArray(head?.want) &&
    typeof head?.have === "object" &&
    head.have !== null &&
    Object.values(head.have).every((seq) => Number.isSafeInteger(seq) && seq >= 0);
  return isSound ? (head as UsbHead) : undefined;
};
