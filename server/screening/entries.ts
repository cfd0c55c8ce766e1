/**
 * An entry of a list: whom it means, as 17 bytes that say nothing without the screening key. The first 16 bytes of an HMAC-SHA-256
 * over list and person; then what the entry says, masked by the next byte of the same HMAC, so that a code is hidden as well.
 */
import { createHmac } from "node:crypto";
import { type DocumentType, identityKey } from "../applicants/identity";
import { foldName } from "../applicants/names";
import { type Agency, type Code, type ListName, markOf, readMark } from "./lists";

export const hashBytes = 16;
export const entryBytes = hashBytes + 1;

/** Whoever stands at a lane or a counter, as far as it is known. */
export interface Person {
  readonly document: {
    /** Alpha-3 code of the issuer. */
    readonly country: string;
    readonly type: DocumentType;
    readonly number: string;
  } | null;
  readonly mykad: string | null;
  readonly name: string | null;
  /** `1990-01-31`. */
  readonly birthDate: string | null;
}

/** Under what a person may stand on a list: each document, and the name with the date of birth in every order of its parts. */
export const keysOf = ({ document, mykad, name, birthDate }: Person): readonly string[] => {
  const keys = [
    ...(document ? [identityKey(document.country, document.type, document.number)] : []),
    ...(mykad === null ? [] : [identityKey("MYS", "mykad", mykad)]),
    ...(name === null || birthDate === null ? [] : nameKeys(name, birthDate)),
  ];
  return [...new Set<string>(keys)];
};

/** Of `A @ B` either name will do. */
const nameKeys = (name: string, birthDate: string): readonly string[] =>
  [name, ...name.split("@")]
    .map(foldName)
    .filter((folded) => folded !== "")
    .map((folded) => `name:${folded}:${birthDate}`);

interface Hashed {
  readonly hash: Buffer;
  readonly mask: number;
}

/** Where a person would stand on a list, under the screening key. */
export const hashOf = (screeningKey: Uint8Array, list: ListName, key: string): Hashed => {
  const mac = createHmac("sha256", screeningKey).update(`${list}|${key}`).digest();
  return { hash: mac.subarray(0, hashBytes), mask: mac[hashBytes]! };
};

/** Writes the entry of one person into `into` at `at`. */
export const writeEntry = (
  into: Uint8Array,
  at: number,
  { hash, mask }: Hashed,
  says: { readonly code: Code; readonly agency: Agency },
): void => {
  into.set(hash, at);
  into[at + hashBytes] = markOf(says.code, says.agency) ^ mask;
};

/** What an entry says of its person; undefined when it was made for somebody else or by a newer program. */
export const readEntry = (masked: number, { mask }: Hashed): ReturnType<typeof readMark> =>
  readMark(masked ^ mask);
