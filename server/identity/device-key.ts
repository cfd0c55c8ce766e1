/** Whether a device signed a text with the key it has: Ed25519 (RFC 8032, 5.1.7) over its UTF-8 bytes. */
import { createPublicKey, verify } from "node:crypto";

/** `publicKey` and `signature` as base64url, 32 and 64 bytes; anything else is no signature. */
export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  const bytes = Buffer.from(publicKey, "base64url");
  if (bytes.length !== 32) return false;
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") },
    format: "jwk",
  });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
};
