/**
 * Requests between nodes are signed: what is asked, of whom, when, and over which body. Batches carry their origin's signature
 * besides; this one only says who brings them.
 *
 *   authorization: STO-Node alias=5,time=1796601600000,nonce=…,body=…,sig=…
 *
 * The body's hash stands in the header, so a stranger is refused before a byte of the body is read. The audience is HQ's alias: a
 * request that one HQ saw cannot be shown to another.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

export interface RequestToSign {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly alias: number;
  /** HQ's alias. */
  readonly audience: number;
  /** HQ's clock, as well as the node knows it. */
  readonly timeMs: number;
  /** 16 random bytes, base64url; used once. */
  readonly nonce: string;
  /** SHA-256 of the body, base64url. */
  readonly bodyHash: string;
}

/** Signs with one node's key. Injected: a simulation of a million requests may use a cheaper proof of the same shape. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** Whether the owner of this raw public key (32 bytes, base64url) signed. False for a key that is none. */
export type Verify = (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean;

export interface ShownRequest extends Pick<RequestToSign, "alias" | "timeMs" | "nonce" | "bodyHash"> {
  readonly signature: Uint8Array;
}

/** The value of the authorization header. */
export const authorize = (request: RequestToSign, sign: Sign): string => {
  const { alias, timeMs, nonce, bodyHash } = request;
  const signature = Buffer.from(sign(messageOf(request))).toString("base64url");
  return `STO-Node alias=${alias},time=${timeMs},nonce=${nonce},body=${bodyHash},sig=${signature}`;
};

/** Reads the header; undefined when it is not exactly of our shape. */
export const readAuthorization = (header: string | undefined): ShownRequest | undefined => {
  const [, alias, time, nonce, bodyHash, signature] = shape.exec(header ?? "") ?? [];
  const bytes = Buffer.from(signature ?? "", "base64url");
  if (signature === undefined || bytes.toString("base64url") !== signature) return undefined;
  return {
    alias: Number(alias),
    timeMs: Number(time),
    nonce: nonce!,
    bodyHash: bodyHash!,
    signature: bytes,
  };
};

const shape =
  /^STO-Node alias=(0|[1-9]\d{0,3}),time=(\d{1,15}),nonce=([\w-]{22}),body=([\w-]{43}),sig=([\w-]{86})$/;

/** Whether the node of `publicKey` asked exactly this. */
export const isSignedBy = (
  publicKey: string,
  shown: ShownRequest,
  asked: Pick<RequestToSign, "method" | "target" | "audience">,
  verify: Verify,
): boolean => verify(publicKey, messageOf({ ...shown, ...asked }), shown.signature);

/** One meaning per text: no field can hold a line break. */
const messageOf = (request: RequestToSign): Uint8Array => {
  const { method, target, alias, audience, timeMs, nonce, bodyHash } = request;
  return Buffer.from(
    `sto/request/v1\0${[method, target, alias, audience, timeMs, nonce, bodyHash].join("\n")}`,
  );
};

/** SHA-256 of a body that lies in several parts, base64url. */
export const bodyHashOf = (parts: Iterable<Uint8Array>): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64url");
};

/** Ed25519 (RFC 8032) from a 32-byte seed. */
export const ed25519Signer = (seed: Uint8Array): { readonly publicKey: string; readonly sign: Sign } => {
  if (seed.length !== 32) throw new Error("an Ed25519 seed has 32 bytes");
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return {
    publicKey: publicKey.toString("base64url"),
    sign: (message) => sign(null, message, key),
  };
};

/** Ed25519. Keys are kept once read: there are as many as the roster ever had. */
export const ed25519Verifier = (): Verify => {
  const keys = new Map<string, KeyObject | undefined>();
  return (publicKey, message, signature) => {
    if (!keys.has(publicKey)) keys.set(publicKey, readPublicKey(publicKey));
    const key = keys.get(publicKey);
    return key !== undefined && verify(null, message, key, signature);
  };
};

const readPublicKey = (publicKey: string): KeyObject | undefined => {
  const raw = Buffer.from(publicKey, "base64url");
  if (raw.length !== 32) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([spkiStart, raw]), format: "der", type: "spki" });
  } catch {
    // 32 bytes that are no point of the curve.
    return undefined;
  }
};

/** DER of an Ed25519 key up to its 32 bytes (RFC 8410, sections 4 and 7). */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiStart = Buffer.from("302a300506032b6570032100", "hex");
