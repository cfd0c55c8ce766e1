/** Challenges of passkey ceremonies: random, for one session and one purpose, and for a step-up bound to the action. Pure. */
import { createHash } from "node:crypto";
import type { Random } from "../../sync/core/clock";
import { ceremonyMs } from "./passkey";

/** What is signed for, as data: what the person saw, with the ids it is about. Object keys may stand in any order. */
export type Action = { readonly [name: string]: ActionValue };
type ActionValue = string | number | boolean | null | readonly ActionValue[] | Action;

/** As long as the browser's own time for the ceremony. */
export const challengeMs = ceremonyMs;

/** 32 bytes as base64url; WebAuthn 13.4.3 asks for 16 at least. */
export const newNonce = (random: Random): string => Buffer.from(random.bytes(32)).toString("base64url");

/**
 * The challenge of a step-up: SHA-256 over the action as canonical JSON and a nonce. Who has action, nonce and assertion can check for
 * ever what it was that the key signed.
 */
export const stepUpChallenge = (action: Action, nonce: string): string =>
  createHash("sha256").update(canonicalJson(action)).update(nonce).digest("base64url");

/** One text per value: keys in order of their code units, no spaces (as RFC 8785 writes the values that an action may hold). */
export const canonicalJson = (value: ActionValue): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join()}]`;
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`).join()}}`;
};

const isList = (value: readonly ActionValue[] | Action): value is readonly ActionValue[] =>
  Array.isArray(value);
