import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { FindSlipKey, SlipSigner } from "./slip-codec";

/**
 * Slip keys on the server: Ed25519 by node:crypto. Signing is deterministic, so the same booking always
 * gives the same slip, and a slip can be signed when it is first read.
 */
export interface SlipPublicKey {
  /** 4 bytes: the first of the SHA-256 of the public key. */
  readonly kid: Uint8Array;
  /** 32 bytes, raw. */
  readonly publicKey: Uint8Array;
}

/** The signer of a node's slip key; `seed` is the 32-byte Ed25519 secret of RFC 8032. */
export const slipSigner = (seed: Uint8Array): SlipSigner & SlipPublicKey => {
  if (seed.length !== 32) throw new Error("a slip key seed has 32 bytes");
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = Uint8Array.from(
    createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32),
  );
  return {
    kid: slipKeyId(publicKey),
    publicKey,
    sign: (bytes) => Uint8Array.from(sign(null, bytes, privateKey)),
  };
};

export const slipKeyId = (publicKey: Uint8Array): Uint8Array => sha256(publicKey).slice(0, 4);

/** Looks slip keys up among those of the roster. Build it once per roster, not per scan. */
export const slipKeyring = (keys: readonly SlipPublicKey[]): FindSlipKey => {
  const keyByKid = new Map<string, KeyObject>();
  for (const { kid, publicKey } of keys) {
    keyByKid.set(
      hex(kid),
      createPublicKey({ key: Buffer.concat([spkiStart, publicKey]), format: "der", type: "spki" }),
    );
  }
  return (kid) => {
    const key = keyByKid.get(hex(kid));
    return key && ((bytes, signature) => verify(null, bytes, key, signature));
  };
};

/** For `holderHash` and key ids. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(bytes).digest());

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What RFC 8410 puts before the 32 bytes of a private and of a public Ed25519 key. */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiStart = Buffer.from("302a300506032b6570032100", "hex");
