/**
 * Exactness of encodings. The library's decoders forgive: a CBOR string that claims more bytes than there are, a DER length that is
 * not so, bytes after the end. What they then read is right, but of two spellings of one answer only one was signed or
 * sent, so others are refused (CTAP2 canonical CBOR, WebAuthn 2.2; DER, X.690 10.1).
 */
import { decodeAttestationObject, isoCBOR } from "@simplewebauthn/server/helpers";

/** Whether an attestation object and the key in it are written in the one way there is. `publicKey`: as the library read it. */
export const isExactAttestation = (attestationObject: Uint8Array, publicKey: Uint8Array): boolean => {
  const decoded = decodeAttestationObject(new Uint8Array(attestationObject));
  if (!equal(isoCBOR.encode(decoded as unknown as Map<string, Uint8Array>), attestationObject)) return false;
  const authData = decoded.get("authData");
  const idBytes = (authData[53]! << 8) | authData[54]!;
  if (!equal(authData.subarray(55 + idBytes, 55 + idBytes + publicKey.length), publicKey)) return false;
  const statement = decoded.get("attStmt");
  const sig = statement.get("sig");
  return !sig || !ecdsa.includes(Number(statement.get("alg"))) || isExactDer(sig);
};

/** Whether an assertion's signature is written in the one way there is for this key. */
export const isExactSignature = (signature: Uint8Array, publicKey: Uint8Array): boolean => {
  const key = isoCBOR.decodeFirst<Map<number, unknown>>(new Uint8Array(publicKey));
  return !ecdsa.includes(Number(key.get(3))) || isExactDer(signature);
};

/** ES256, ES384, ES512: the signatures that are a SEQUENCE of two INTEGERs. */
const ecdsa: readonly number[] = [-7, -35, -36];

const isExactDer = (der: Uint8Array): boolean => {
  const sequence = element(der, 0, 0x30);
  const r = sequence && element(der, sequence.from, 0x02);
  const s = r && element(der, r.to, 0x02);
  return sequence?.to === der.length && s?.to === der.length;
};

/** Where the value of a DER element lies, up to 255 bytes of it. */
const element = (der: Uint8Array, at: number, tag: number) => {
  if (der[at] !== tag) return undefined;
  const isLong = der[at + 1] === 0x81;
  const bytes = der[at + (isLong ? 2 : 1)];
  if (bytes === undefined || bytes >= 128 !== isLong) return undefined;
  const from = at + (isLong ? 3 : 2);
  return { from, to: from + bytes };
};

const equal = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);
