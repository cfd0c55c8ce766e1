import { err, ok, type Result } from "../../sync/core/result";

/**
 * Base45 (RFC 9285): bytes in the alphabet of a QR code's alphanumeric mode, two bytes in three characters.
 * The decoding of a text is unique, so a text stands for its bytes and nothing else does. The last
 * character is never a space (a pair ends in at most 32, a single byte in at most 5): trimming is harmless.
 */
export const base45Encode = (bytes: Uint8Array): string => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const first = bytes[i] ?? 0;
    const second = bytes[i + 1];
    const value = second === undefined ? first : first * 256 + second;
    text += letter(value % 45) + letter(Math.floor(value / 45) % 45);
    if (second !== undefined) text += letter(Math.floor(value / 2025));
  }
  return text;
};

/** `at` is the index of the first character that cannot stand there. */
export type Base45Error = { readonly type: "Base45"; readonly at: number };

export const base45Decode = (text: string): Result<Uint8Array, Base45Error> => {
  if (text.length % 3 === 1) return err({ type: "Base45", at: text.length - 1 });
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = Array.from(text.slice(i, i + 3), (char) => alphabet.indexOf(char));
    const bad = digits.indexOf(-1);
    if (bad >= 0) return err({ type: "Base45", at: i + bad });
    const [low = 0, middle = 0, high] = digits;
    const value = low + middle * 45 + (high ?? 0) * 2025;
    if (value > (high === undefined ? 0xff : 0xffff)) return err({ type: "Base45", at: i });
    if (high !== undefined) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return ok(Uint8Array.from(bytes));
};

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

const letter = (value: number): string => alphabet.charAt(value);
