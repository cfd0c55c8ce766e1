/**
 * Passkeys: what is asked of a browser, and what is true of a key that was used. Pure.
 *
 * W3C Web Authentication Level 3. Every ceremony asks for user verification and a key that can be found without a name
 * (`residentKey`), so that signing in needs neither a user name nor a password.
 */
import type { Random } from "../../sync/core/clock";

/** Whose key it is: an applicant's account, or a member of staff. */
export type OwnerKind = "account" | "staff";

export interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/** The site a key belongs to. One RP ID for all nodes, and the exact list of their addresses. */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly origins: readonly string[];
}

/** `suspended`: its counter went back, so there may be a copy of it. */
export const passkeyStates = ["active", "suspended", "removed"] as const;
export type PasskeyState = (typeof passkeyStates)[number];

/** A credential record (WebAuthn 4). Binary values are base64url. */
export interface Passkey {
  readonly id: string;
  readonly owner: string;
  /** COSE key. */
  readonly publicKey: string;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** The highest that any node saw. */
  readonly counter: number;
  readonly name: string;
  readonly createdAtMs: number;
  readonly state: PasskeyState;
}

/** What a ceremony must show. The vectors of W3C are the only ones that ask for less. */
export interface CeremonyRules {
  /** COSE numbers in order of preference: Ed25519, ES256, RS256. */
  readonly algorithms: readonly number[];
  readonly userVerification: boolean;
}

export const ceremonyRules: CeremonyRules = { algorithms: [-8, -7, -257], userVerification: true };

/** WebAuthn 5.4.4 recommends 300 to 600 seconds where user verification is required. */
export const ceremonyMs = 300_000;

/** More than anybody has phones and keys; a bound for lists and for `excludeCredentials`. */
export const passkeysPerOwnerMax = 10;

/** WebAuthn 7.1, step 25. */
export const credentialIdBytesMax = 1023;

export type PasskeyRefused = {
  readonly type: "PasskeyRefused";
  /** For the log; whoever signs in is told only that it did not work. */
  readonly why: string;
};

export const refused = (why: string): PasskeyRefused => ({ type: "PasskeyRefused", why });

/** 64 random bytes (WebAuthn 14.6.1: a user handle says nothing of its user). */
export const newHandle = (random: Random): string => Buffer.from(random.bytes(64)).toString("base64url");

/**
 * Whether a signature counter shows that a key was copied (WebAuthn 6.1.1). Synced keys count nothing and report 0 for ever.
 * Ask only after the signature was verified: anybody can write a number.
 */
export const wentBack = (known: number, seen: number): boolean => (known > 0 || seen > 0) && seen <= known;

/** Nodes' clocks may differ by so much without being wrong. */
const clockSlackMs = 5 * 60_000;

export interface CounterSeen {
  readonly node: number;
  readonly counter: number;
  readonly atMs: number;
}

/**
 * Whether what different nodes saw of one key cannot be one key: two saw the same number, or the later use had the lower one.
 * Headquarters asks when it merges what cut-off branches saw.
 */
export const contradict = (uses: readonly CounterSeen[]): boolean =>
  uses.some((one) =>
    uses.some(
      (other) =>
        one.node !== other.node &&
        (one.counter === other.counter ||
          (one.counter < other.counter && one.atMs > other.atMs + clockSlackMs)),
    ),
  );

/** Several copies of one key's row may differ for a while: the worst stands. */
export const worstState = (states: readonly PasskeyState[]): PasskeyState =>
  passkeyStates[Math.max(...states.map((state) => passkeyStates.indexOf(state)))] ?? "removed";
