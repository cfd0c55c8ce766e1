/**
 * Kinds of proof: what makes a booking `confirmed`. Pure.
 *
 * Two different kinds, both fresh, both of one visit. A telephone or a mailbox can be taken over, a device can be lost, an officer
 * can be lied to: no one of them is enough (ASVS 6.6; NIST SP 800-63B-4 3.1.3).
 */
import { err, ok, type Result } from "../../sync/core/result";

const minuteMs = 60_000;

interface KindRule {
  /** No older than this when the booking is confirmed. Null: nothing grants this kind yet. */
  readonly ageMsMax: number | null;
  /** A proof of the session counts for any of its visits, one of a visit for that one alone. */
  readonly of: "session" | "visit";
}

export const kindRules = {
  /** One touch makes a new one, so it need not last; it says who sits there, whatever they do next. */
  passkey: { ageMsMax: 10 * minuteMs, of: "session" },
  /** The code's own ten minutes, and as long again for a slow second code, and then some for the form. */
  sms: { ageMsMax: 30 * minuteMs, of: "visit" },
  email: { ageMsMax: 30 * minuteMs, of: "visit" },
  /** An officer saw the document of a person who is in the hall and may queue for a kiosk. */
  document: { ageMsMax: 60 * minuteMs, of: "visit" },
  paper_code: { ageMsMax: 60 * minuteMs, of: "visit" },
  /** An employer's word for its workers: granted by nothing yet. */
  employer: { ageMsMax: null, of: "visit" },
  /** Kept for a national login. */
  national_id: { ageMsMax: null, of: "session" },
} as const satisfies { readonly [kind: string]: KindRule };

export type ProofKind = keyof typeof kindRules;

export const proofKinds = Object.keys(kindRules) as readonly ProofKind[];

export interface Proof {
  readonly session: string;
  /** The hold, or empty for a proof of the session. */
  readonly about: string;
  readonly kind: ProofKind;
  /** Blind index of a contact, credential id, or staff id. */
  readonly ref: string;
  readonly atMs: number;
}

/** The visit that waits for its proofs. */
export interface Waiting {
  readonly session: string;
  readonly hold: string;
  /** Its session is a kiosk's or an officer's: what the session itself has shown says nothing of the person in front of it. */
  readonly isShared: boolean;
}

/** How many different kinds a booking needs. */
export const kindsMin = 2;

export type NeedsAnotherKind = { readonly type: "NeedsAnotherKind"; readonly have: readonly ProofKind[] };

declare const enough: unique symbol;

/** The kinds of a visit that may be confirmed. Only `mayConfirm` gives this type, and only with it a booking is made. */
export type EnoughKinds = readonly ProofKind[] & { readonly [enough]: true };

/** The kinds that confirm this visit now, or which there are so far. */
export const mayConfirm = (
  proofs: readonly Proof[],
  visit: Waiting,
  nowMs: number,
): Result<EnoughKinds, NeedsAnotherKind> => {
  const have = proofKinds.filter((kind) =>
    proofs.some((proof) => proof.kind === kind && counts(proof, visit, nowMs)),
  );
  return have.length >= kindsMin
    ? ok(have as unknown as EnoughKinds)
    : err({ type: "NeedsAnotherKind", have });
};

/** A proof from the future counts as little as an old one: the clock was moved. */
const counts = ({ session, about, kind, atMs }: Proof, visit: Waiting, nowMs: number): boolean => {
  const { ageMsMax, of }: KindRule = kindRules[kind];
  const isOfSession = of === "session" && about === "" && !visit.isShared;
  const isOfVisit = session === visit.session && (about === visit.hold || isOfSession);
  return isOfVisit && ageMsMax !== null && atMs <= nowMs && nowMs - atMs <= ageMsMax;
};
