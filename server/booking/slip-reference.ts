/**
 * A booking's reference is 8 characters of Crockford base32 (no I, L, O, U: nothing that is read two ways).
 * A slip carries it as the 5 bytes it stands for.
 */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The five bytes of a reference; undefined when the text is not a reference. */
export const referenceToBytes = (reference: string): Uint8Array | undefined => {
  if (reference.length !== 8) return undefined;
  let value = 0n;
  for (const char of reference) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) return undefined;
    value = value * 32n + BigInt(digit);
  }
  return Uint8Array.from([32n, 24n, 16n, 8n, 0n], (shift) => Number((value >> shift) & 0xffn));
};

/** The reference that five bytes stand for. */
export const bytesToReference = (bytes: Uint8Array): string => {
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let reference = "";
  for (let i = 0; i < 8; i++) {
    reference = alphabet.charAt(Number(value % 32n)) + reference;
    value /= 32n;
  }
  return reference;
};
