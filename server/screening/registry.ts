/**
 * A registry of another authority: what it is asked, and which of its answers count. Every answer is signed over the question it belongs
 * to, so that an answer to somebody else, an old one and one that nobody signed are the same as none (security model, threats 28, 29).
 */
import { createHash } from "node:crypto";
import { err, ok, type Result } from "../../sync/core/result";
import type { Verify } from "../../sync/request-signing";

/** JPN: identity and status. PDRM: police. Immigration: its own systems at headquarters. */
export const registryNames = ["jpn", "pdrm", "imi"] as const;
export type RegistryName = (typeof registryNames)[number];

/** What a registry may say. `found`, `not_found`, `deceased` and `revoked` are JPN's; the others stand in `lists.ts` too. */
export const answerCodes = [
  "clear",
  "found",
  "not_found",
  "deceased",
  "revoked",
  "exit_ban",
  "blacklist",
  "warrant",
  "lost_document",
  "possible",
] as const;
export type AnswerCode = (typeof answerCodes)[number];

export interface RegistryQuestion {
  /** Fresh for every question: an answer to another one never fits. */
  readonly id: string;
  readonly source: RegistryName;
  /** Why it is asked, as a code: `passage`, `counter`, `booking`. */
  readonly purpose: string;
  /** The law that allows it, as a code: `imm_1959_s8`. */
  readonly basis: string;
  /** `identity` or `status`. */
  readonly what: string;
  /** Of whom: `entries.ts`, keysOf. */
  readonly keys: readonly string[];
  /** For a score of how alike the names are; left out: none is wanted. */
  readonly name?: string;
}

export interface RegistryAnswer {
  readonly id: string;
  readonly source: RegistryName;
  readonly code: AnswerCode;
  readonly answeredAtMs: number;
  /** How long the registry itself stands by it. */
  readonly validMs: number;
  readonly keyId: string;
  /** How alike the names are, 0 to 1. */
  readonly score?: number;
}

/** As it came, to be checked again whenever it counts. */
export interface SignedAnswer {
  readonly answer: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

/** The question as it is sent: its digest is what the answer's signature names. */
export const questionText = (question: RegistryQuestion): string => JSON.stringify(question);

export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a registry signs. */
export const signedBytes = (source: string, question: string, answer: string): Uint8Array =>
  Buffer.from(`sto/registry/v1\0${source}\n${sha256Hex(question)}\n${answer}`);

export type AnswerError =
  /** Not what an answer looks like. */
  | { readonly type: "Garbled" }
  | { readonly type: "SignatureWrong" }
  /** To another question. */
  | { readonly type: "NotOurs" }
  | { readonly type: "FromFuture" }
  | { readonly type: "Stale" };

/** Clocks of two authorities differ by this much at most. */
export const clockSkewMs = 60_000;

/** Reads an answer and decides whether it is this registry's, to this question. How old it is the caller judges. */
export const readAnswer = (
  question: string,
  { id, source }: Pick<RegistryQuestion, "id" | "source">,
  shown: unknown,
  key: string,
  verify: Verify,
): Result<RegistryAnswer & SignedAnswer, AnswerError> => {
  const { answer, signature } = (shown ?? {}) as { readonly [field: string]: unknown };
  if (typeof answer !== "string" || typeof signature !== "string" || !/^[\w-]{86}$/.test(signature))
    return err({ type: "Garbled" });
  const bytes = Buffer.from(signature, "base64url");
  // One spelling of a signature only: the last character of base64url has bits to spare.
  if (bytes.toString("base64url") !== signature) return err({ type: "Garbled" });
  if (!verify(key, signedBytes(source, question, answer), bytes)) return err({ type: "SignatureWrong" });
  const said = parsed(answer);
  if (!said) return err({ type: "Garbled" });
  if (said.id !== id || said.source !== source) return err({ type: "NotOurs" });
  return ok({ ...said, answer, signature });
};

const parsed = (text: string): RegistryAnswer | undefined => {
  try {
    const said = JSON.parse(text) as { readonly [field: string]: unknown };
    const isAnswer =
      typeof said["id"] === "string" &&
      registryNames.some((known) => known === said["source"]) &&
      answerCodes.some((known) => known === said["code"]) &&
      isWhole(said["answeredAtMs"]) &&
      isWhole(said["validMs"]) &&
      typeof said["keyId"] === "string" &&
      /^[\w-]{1,64}$/.test(said["keyId"]) &&
      (said["score"] === undefined || isScore(said["score"]));
    return isAnswer ? (said as unknown as RegistryAnswer) : undefined;
  } catch {
    return undefined;
  }
};

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isScore = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= 1;

/** Why a registry did not help: for staff and the log of the node, never for the public. */
export type RegistryTrouble =
  | AnswerError["type"]
  /** No answer within the deadline, no connection, or an answer that says no. */
  | "Unreachable"
  /** It failed so often that it is left alone for a while. */
  | "LeftAlone"
  /** None of this name is set up here. */
  | "NotSetUp";

/** A registry as the product asks it, whatever its wire. */
export interface Registry {
  readonly source: RegistryName;
  /** The key its answers are checked with: pinned by the operator, 32 bytes as base64url. */
  readonly key: string;
  /** What it takes at the most to answer, milliseconds. */
  readonly deadlineMs: number;
  /** An answer older than this does not count, whatever the registry says of it. */
  readonly maxAgeMs: number;
  /** The answer as it came, unchecked. Never rejects; ends within the deadline. */
  ask(question: string, deadlineMs: number): Promise<Result<unknown, "Unreachable" | "Garbled">>;
}
