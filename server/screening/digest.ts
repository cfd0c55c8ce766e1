/**
 * What a version of a list adds up to: the sum of a hash of each entry, modulo 2^128. Any order gives the same sum, an entry that goes is
 * taken off again, and an entry too many, too few or altered shows.
 */
import { createHash } from "node:crypto";

const modulus = 1n << 128n;

const weightOf = (entry: Uint8Array): bigint => {
  const sum = createHash("sha256").update(entry).digest();
  return (sum.readBigUInt64BE(0) << 64n) | sum.readBigUInt64BE(8);
};

export const withEntry = (digest: bigint, entry: Uint8Array): bigint => (digest + weightOf(entry)) % modulus;

export const withoutEntry = (digest: bigint, entry: Uint8Array): bigint =>
  (digest + modulus - weightOf(entry)) % modulus;

/** 32 hex digits, as versions name it. */
export const digestText = (digest: bigint): string => digest.toString(16).padStart(32, "0");
