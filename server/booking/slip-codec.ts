import { encode } from "cborg";
import { err, ok, type Result } from "../../sync/core/result";
import { base45Decode, base45Encode } from "./slip-base45";
import { type CborError, cborDecode, coseDecode, coseEncode, coseToBeSigned, sameBytes } from "./slip-cose";
import { bytesToReference, referenceToBytes } from "./slip-reference";

/**
 * What a slip's QR code says: CBOR in COSE_Sign1 in base45 behind `STO1:`. No name and no document number,
 * only a salted hash by which a kiosk recognises the holder's document. Any node checks it without a line.
 *
 * Sizes: 240 to 262 characters for service codes of 2 to 14 letters, a QR code of version 9 (53 x 53) at
 * level M. Version 8 (221 characters) cannot hold booking id, salt and hash beside the signature.
 */
export interface Slip {
  readonly branch: string;
  /** 8 Crockford base32 characters. */
  readonly reference: string;
  readonly service: string;
  /** Start of the slot, minutes since the Unix epoch, UTC. */
  readonly startsAtMin: number;
  /** 16 bytes. */
  readonly bookingId: Uint8Array;
  /** Raised by every change of date or of people: a lower one than the node knows is an old slip. */
  readonly rev: number;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** See `holderHash`. */
  readonly holderHash: Uint8Array;
  /** First minute since the Unix epoch at which the slip is no longer valid. */
  readonly expiresAtMin: number;
}

/** The booking's id as the database writes it. */
export const bookingIdOf = ({ bookingId }: Slip): string => {
  const hex = Array.from(bookingId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

export interface SlipSigner {
  /** 4 bytes, as in the signed roster. */
  readonly kid: Uint8Array;
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** The check of one key, or undefined when no such key is known. */
export type FindSlipKey = (
  kid: Uint8Array,
) => ((bytes: Uint8Array, signature: Uint8Array) => boolean) | undefined;

export type SlipError =
  | { readonly type: "SlipNotRecognised" }
  | { readonly type: "SlipVersionUnknown"; readonly version: string }
  | { readonly type: "SlipTooLarge"; readonly bytesMax: number }
  | { readonly type: "SlipBase45"; readonly at: number }
  | { readonly type: "SlipTooDeep" }
  | { readonly type: "SlipMalformed" }
  | { readonly type: "SlipNotCanonical" }
  | { readonly type: "SlipKeyUnknown"; readonly kid: Uint8Array }
  | { readonly type: "SlipSignatureBad" }
  | { readonly type: "SlipExpired"; readonly slip: Slip };

/** The text of the QR code. A slip that breaks its own limits is a bug and throws. */
export const encodeSlip = (slip: Slip, signer: SlipSigner): string => {
  const payload = encodePayload(slip);
  const signature = signer.sign(coseToBeSigned(signer.kid, payload));
  return prefix + base45Encode(coseEncode({ kid: signer.kid, payload, signature }));
};

/**
 * Reads and checks a scanned text. Never throws. An expired slip is still proven genuine, so its error
 * carries it: the kiosk can say which day it was for.
 */
export const decodeSlip = (text: string, findKey: FindSlipKey, nowMs: number): Result<Slip, SlipError> => {
  const scanned = parseSlip(text);
  if (!scanned.ok) return scanned;
  const { kid, signed, signature } = scanned.value;
  const verify = findKey(kid);
  if (!verify) return err({ type: "SlipKeyUnknown", kid });
  return verify(signed, signature) ? slipIn(scanned.value, nowMs) : err({ type: "SlipSignatureBad" });
};

/** A scanned text taken apart. Nothing of it is true before `signature` is checked over `signed` by the key that `kid` names. */
export interface ScannedSlip {
  readonly kid: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly payload: Uint8Array;
}

/** The first half of `decodeSlip`, for whoever checks signatures by other means: a browser does it asynchronously. */
export const parseSlip = (text: string): Result<ScannedSlip, SlipError> => {
  // Scanners end with Enter or Tab; a space belongs to base45 and stays.
  const scanned = text.replace(/[\r\n\t]+$/, "");
  if (!scanned.startsWith(prefix)) {
    const version = /^STO(\d{1,3}):/.exec(scanned)?.[1];
    return err(version ? { type: "SlipVersionUnknown", version } : { type: "SlipNotRecognised" });
  }
  const body = scanned.slice(prefix.length);
  if (body.length > (bytesMax / 2) * 3) return err({ type: "SlipTooLarge", bytesMax });

  const bytes = base45Decode(body);
  if (!bytes.ok) return err({ type: "SlipBase45", at: prefix.length + bytes.error.at });
  const cose = coseDecode(bytes.value);
  if (!cose.ok) return err(slipError(cose.error));

  const { kid, payload } = cose.value;
  return ok({ ...cose.value, signed: coseToBeSigned(kid, payload) });
};

/** The second half: what a slip says whose signature holds. */
export const slipIn = ({ payload }: ScannedSlip, nowMs: number): Result<Slip, SlipError> => {
  const slip = decodePayload(payload);
  if (!slip.ok) return slip;
  if (nowMs >= slip.value.expiresAtMin * 60_000) return err({ type: "SlipExpired", slip: slip.value });
  return slip;
};

/**
 * The first 16 bytes of SHA-256(salt || identity key). The signature guards the slip; the hash has only to
 * be unlike that of any other person's document, and 128 bits leave no chance of that (NIST SP 800-107
 * section 5.1 allows the truncation). The 16 bytes saved keep the QR code one version smaller.
 */
export const holderHash = (
  sha256: (bytes: Uint8Array) => Uint8Array,
  salt: Uint8Array,
  identityKey: string,
): Uint8Array => {
  const identity = new TextEncoder().encode(identityKey);
  const joined = new Uint8Array(salt.length + identity.length);
  joined.set(salt);
  joined.set(identity, salt.length);
  return sha256(joined).slice(0, holderHashBytes);
};

const prefix = "STO1:";
/** Of the signed message, after base45: three times what a slip needs. */
const bytesMax = 512;
const bookingIdBytes = 16;
const saltBytes = 16;
const holderHashBytes = 16;

/** Expiry travels as minutes after the start: two bytes shorter, and never before it. */
const encodePayload = (slip: Slip): Uint8Array => {
  const payload = encode([
    slip.branch,
    referenceToBytes(slip.reference) ?? new Uint8Array(0),
    slip.service,
    slip.startsAtMin,
    slip.bookingId,
    slip.rev,
    slip.salt,
    slip.holderHash,
    slip.expiresAtMin - slip.startsAtMin,
  ]);
  if (!decodePayload(payload).ok)
    throw new Error(`not a slip: ${slip.branch} ${slip.reference} ${slip.service}`);
  return payload;
};

const decodePayload = (payload: Uint8Array): Result<Slip, SlipError> => {
  const decoded = cborDecode(payload);
  if (!decoded.ok) return err(slipError(decoded.error));
  if (!Array.isArray(decoded.value) || decoded.value.length !== 9) return err({ type: "SlipMalformed" });
  const [branch, reference, service, startsAtMin, bookingId, rev, salt, hash, validMin] =
    decoded.value as unknown[];
  if (
    !isCode(branch) ||
    !isBytes(reference, 5) ||
    !isCode(service) ||
    !isCount(startsAtMin) ||
    !isBytes(bookingId, bookingIdBytes) ||
    !isCount(rev) ||
    !isBytes(salt, saltBytes) ||
    !isBytes(hash, holderHashBytes) ||
    !isCount(validMin)
  ) {
    return err({ type: "SlipMalformed" });
  }
  if (!sameBytes(encode(decoded.value), payload)) return err({ type: "SlipNotCanonical" });
  return ok({
    branch,
    reference: bytesToReference(reference),
    service,
    startsAtMin,
    bookingId,
    rev,
    salt,
    holderHash: hash,
    expiresAtMin: startsAtMin + validMin,
  });
};

/** Branch and service codes: `SGR-HQ1`, `PLSJP-PASANGAN`. */
const isCode = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Z0-9][A-Z0-9-]{0,23}$/.test(value);

const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;

const slipErrorByCbor = {
  CborMalformed: "SlipMalformed",
  CborTooDeep: "SlipTooDeep",
  CborNotCanonical: "SlipNotCanonical",
} as const satisfies Record<CborError["type"], SlipError["type"]>;

const slipError = (error: CborError): SlipError => ({ type: slipErrorByCbor[error.type] });
