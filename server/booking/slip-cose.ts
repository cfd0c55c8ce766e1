import { decode, encode, Tokenizer, type DecodeOptions } from "cborg";
import { err, ok, type Result } from "../../sync/core/result";

/**
 * COSE_Sign1 (RFC 9052 section 4.2), untagged, with one fixed shape: EdDSA, a key id of four bytes, no
 * other header, the payload inside. Whatever is not byte for byte what we would have written is refused,
 * so a slip has exactly one spelling.
 */
export interface CoseSign1 {
  readonly kid: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export const kidBytes = 4;
const signatureBytes = 64;

/** The bytes that are signed: Sig_structure of RFC 9052 section 4.4, without external data. */
export const coseToBeSigned = (kid: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(["Signature1", protectedHeader(kid), new Uint8Array(0), payload]);

export const coseEncode = (cose: CoseSign1): Uint8Array =>
  encode([protectedHeader(cose.kid), {}, cose.payload, cose.signature]);

export type CborError =
  | { readonly type: "CborMalformed" }
  | { readonly type: "CborTooDeep" }
  | { readonly type: "CborNotCanonical" };

export const coseDecode = (bytes: Uint8Array): Result<CoseSign1, CborError> => {
  const decoded = cborDecode(bytes);
  if (!decoded.ok) return decoded;
  const parts = decoded.value;
  if (!Array.isArray(parts) || parts.length !== 4) return err({ type: "CborMalformed" });
  const [header, , payload, signature] = parts as unknown[];
  if (!(header instanceof Uint8Array) || header.length !== protectedStart.length + kidBytes) {
    return err({ type: "CborMalformed" });
  }
  if (!(payload instanceof Uint8Array)) return err({ type: "CborMalformed" });
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    return err({ type: "CborMalformed" });
  }
  const cose = { kid: header.slice(protectedStart.length), payload, signature };
  return sameBytes(coseEncode(cose), bytes) ? ok(cose) : err({ type: "CborNotCanonical" });
};

/** Strict CBOR: definite lengths, shortest integers, no trailing bytes, at most `containersMax` containers. */
export const cborDecode = (bytes: Uint8Array): Result<unknown, CborError> => {
  const options: DecodeOptions = {
    strict: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowBigInt: false,
  };
  const tokenizer = new ShallowTokenizer(bytes, options);
  try {
    return ok(decode(bytes, { ...options, tokenizer }));
  } catch {
    // The library throws for every kind of bad input; only the depth is ours to tell apart.
    return err({ type: tokenizer.tooDeep ? "CborTooDeep" : "CborMalformed" });
  }
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** A slip has two containers (one array, one empty map); a bound on their count bounds their depth too. */
const containersMax = 4;

class ShallowTokenizer extends Tokenizer {
  tooDeep = false;
  private containers = 0;

  override next() {
    const token = super.next();
    if (["array", "map", "tag"].includes(token.type.name)) this.containers += 1;
    this.tooDeep = this.containers > containersMax;
    if (this.tooDeep) throw new Error("too many containers");
    return token;
  }
}

/** `{1: -8, 4: h'........'}`: algorithm EdDSA, then the key id. */
const protectedHeader = (kid: Uint8Array): Uint8Array => {
  if (kid.length !== kidBytes) throw new Error(`a slip key id has ${kidBytes} bytes`);
  return Uint8Array.from([...protectedStart, ...kid]);
};

const protectedStart = [0xa2, 0x01, 0x27, 0x04, 0x44];
