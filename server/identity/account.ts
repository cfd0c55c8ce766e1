/** An applicant's account: what is true of it without a database. Pure. */
import { createHmac } from "node:crypto";
import { freshMs } from "./session";

/** How a person can be reached, each proven by a code that was sent there. */
export type ContactKind = "email" | "phone";

/** The sealed value of an account. `sync/derive.ts` reads `contact`. */
export interface SealedAccount {
  readonly contact: { readonly email: string | null; readonly phone: string | null };
  /** When each was proven last; of accounts that share a telephone the latest one is signed in by it. */
  readonly provenAtMs: { readonly email: number | null; readonly phone: number | null };
}

export const noContact: SealedAccount = {
  contact: { email: null, phone: null },
  provenAtMs: { email: null, phone: null },
};

/**
 * The user handle of an account's passkeys: 64 bytes that say nothing of anybody (WebAuthn 14.6.1). Made from the account's id under a
 * key of this node, so that nothing is written before the first passkey is there.
 */
export const handleOf = (codesKey: Uint8Array, account: string): string =>
  createHmac("sha512", codesKey).update(`user handle|${account}`).digest("base64url");

/** Whether somebody touched a passkey of theirs in this session so lately that they may change how it is entered. */
export const isFresh = (verifiedMs: number | null, nowMs: number): boolean =>
  verifiedMs !== null && verifiedMs <= nowMs && nowMs - verifiedMs <= freshMs;

/** `+60 •••••• 789`: enough to know one's own by, too little to ring. */
export const maskPhone = (number: string): string => `${number.slice(0, 3)} •••••• ${number.slice(-3)}`;

/** `s•••@example.my` */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf("@");
  return `${[...email][0]}•••${email.slice(at)}`;
};
