/**
 * A secret for one receiver: an ephemeral X25519 key agrees with the receiver's, HKDF-SHA-256 makes the AES-256-GCM key. Only
 * the receiver opens it, and only under the same `info`. Who sent it, the signed request says.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import type { Random } from "./core/clock";

/** RFC 8410: the fixed bytes before a raw key. */
const privatePrefix = Buffer.from("302e020100300506032b656e04220420", "hex");
const publicPrefix = Buffer.from("302a300506032b656e032100", "hex");

const privateKey = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, raw]), format: "der", type: "pkcs8" });

const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: "der", type: "spki" });

/** The public half of a box key, 32 bytes as base64url. */
export const boxPublicKey = (seed: Uint8Array): string => rawPublic(privateKey(seed)).toString("base64url");

const rawPublic = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: "der", type: "spki" }).subarray(publicPrefix.length);

/** Seals a secret to a receiver's public key (base64url). 32 bytes ephemeral key, 12 nonce, ciphertext, 16 tag. */
export const sealBox = (to: string, info: string, secret: Uint8Array, random: Random): Uint8Array => {
  const ephemeral = privateKey(random.bytes(32));
  const receiver = Buffer.from(to, "base64url");
  const own = rawPublic(ephemeral);
  const key = agree(ephemeral, publicKey(receiver), Buffer.concat([own, receiver]), info);
  const nonce = random.bytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([own, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
};

/** Opens what `sealBox` made for this seed. Undefined when it was made for somebody else, for another `info`, or altered. */
export const openBox = (seed: Uint8Array, info: string, box: Uint8Array): Uint8Array | undefined => {
  try {
    const own = privateKey(seed);
    const sender = box.subarray(0, 32);
    const key = agree(own, publicKey(sender), Buffer.concat([sender, rawPublic(own)]), info);
    const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(32, 44));
    decipher.setAuthTag(box.subarray(box.length - 16));
    return Buffer.concat([decipher.update(box.subarray(44, box.length - 16)), decipher.final()]);
  } catch {
    return undefined;
  }
};

const agree = (own: KeyObject, other: KeyObject, salt: Uint8Array, info: string): Uint8Array =>
  new Uint8Array(
    hkdfSync("sha256", diffieHellman({ privateKey: own, publicKey: other }), salt, `sto/box/v1|${info}`, 32),
  );
