/**
 * Asking registries of other authorities. A question ends within its deadline, whatever the other side does: with a fresh answer, with the
 * last signed one while that may count, or with `unknown`, and then an officer decides (`domain.md` 3, the outage of July 2025). Each
 * question leaves a row with purpose, legal basis and the age of what counted.
 */
import { afterFailure, type Breaker, breakerState, closedBreaker, mayAsk } from "../../sync/core/breaker";
import type { Clock } from "../../sync/core/clock";
import type { NewId } from "../../sync/core/ids";
import type { RowOp } from "../../sync/core/plan";
import type { Timers } from "../../sync/core/timers";
import { ed25519Verifier } from "../../sync/request-signing";
import { insert, put } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { isClockUnsure } from "../hq/clock.usecase";
import {
  type AnswerCode,
  clockSkewMs,
  questionText,
  readAnswer,
  type Registry,
  type RegistryAnswer,
  type RegistryName,
  type RegistryQuestion,
  type RegistryTrouble,
  sha256Hex,
  type SignedAnswer,
} from "./registry";
import { cachedAnswer } from "./screening.store";

/** The line of July 2025 was down for a day: five minutes after it is back, everybody knows. */
const waitMsMax = 300_000;

/** What the caller wants to know. */
export type Ask = Omit<RegistryQuestion, "id">;

export interface Asked {
  readonly source: RegistryName;
  /** `unknown`: nobody answered in time, and nothing that is kept may count. */
  readonly state: "fresh" | "cached" | "unknown";
  /** Null while unknown. */
  readonly code: AnswerCode | null;
  /** How alike the names are, 0 to 1, where the registry says it. */
  readonly score: number | null;
  /** How old the answer was when it counted. */
  readonly ageMs: number | null;
  readonly answeredAtMs: number | null;
  /** From the question to the end of waiting. */
  readonly tookMs: number;
  readonly keyId: string | null;
  /** Why there is no fresh answer; null where there is. */
  readonly trouble: RegistryTrouble | null;
  /** What was asked now, for asking again. */
  readonly ask: Ask;
  /** The question that the answer belongs to, as it was sent. */
  readonly question: string;
  readonly signed: SignedAnswer | null;
  /** Until when the answer may count here. */
  readonly untilMs: number | null;
}

/** A fresh answer is one of these minutes: an older one was made for somebody else's question. */
const freshMsMax = 5 * 60_000;

export interface RegistriesDeps {
  readonly db: Tx["db"];
  readonly node: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly sealer: Sealer;
  readonly newId: NewId;
}

export interface RegistryState {
  readonly source: RegistryName;
  readonly breaker: ReturnType<typeof breakerState>;
  readonly lastTrouble: RegistryTrouble | null;
  readonly lastAnswerAtMs: number | null;
}

interface Line {
  readonly registry: Registry;
  breaker: Breaker;
  lastTrouble: RegistryTrouble | null;
  lastAnswerAtMs: number | null;
}

export class Registries {
  private readonly lines: ReadonlyMap<RegistryName, Line>;
  private readonly verify = ed25519Verifier();

  constructor(
    private readonly deps: RegistriesDeps,
    registries: readonly Registry[],
  ) {
    const line = (registry: Registry): Line => ({
      registry,
      breaker: closedBreaker,
      lastTrouble: null,
      lastAnswerAtMs: null,
    });
    this.lines = new Map(registries.map((registry) => [registry.source, line(registry)]));
  }

  /** How the lines stand. */
  states(): readonly RegistryState[] {
    const nowMs = this.deps.clock.nowMs();
    return [...this.lines.values()].map(({ registry, breaker, lastTrouble, lastAnswerAtMs }) => ({
      source: registry.source,
      breaker: breakerState(breaker, nowMs),
      lastTrouble,
      lastAnswerAtMs,
    }));
  }

  /** Never rejects, and ends within `deadlineMs` (the registry's own where that is shorter). */
  async ask(ask: Ask, deadlineMs = Number.POSITIVE_INFINITY): Promise<Asked> {
    const { clock, newId } = this.deps;
    const askedAtMs = clock.nowMs();
    const question: RegistryQuestion = { id: newId(), ...ask };
    const fresh = await this.fresh(question, Math.max(1, deadlineMs));
    const nowMs = clock.nowMs();
    const tookMs = Math.max(0, nowMs - askedAtMs);
    if (typeof fresh !== "string") {
      const found = this.answered(ask, questionText(question), fresh, nowMs);
      return { ...found, state: "fresh", tookMs, trouble: null };
    }
    const kept = this.kept(ask, nowMs);
    if (kept) return { ...kept, state: "cached", tookMs, trouble: fresh };
    return {
      source: ask.source,
      state: "unknown",
      code: null,
      score: null,
      ageMs: null,
      answeredAtMs: null,
      tookMs,
      keyId: null,
      trouble: fresh,
      ask,
      question: questionText(question),
      signed: null,
      untilMs: null,
    };
  }

  /** A new answer, or why there is none. */
  private async fresh(
    question: RegistryQuestion,
    deadlineMs: number,
  ): Promise<(RegistryAnswer & SignedAnswer) | RegistryTrouble> {
    const line = this.lines.get(question.source);
    if (!line) return "NotSetUp";
    const { isAllowed, breaker } = mayAsk(line.breaker, this.deps.clock.nowMs());
    line.breaker = breaker;
    if (!isAllowed) return "LeftAlone";
    const said = await this.asked(line.registry, question, deadlineMs);
    const nowMs = this.deps.clock.nowMs();
    if (typeof said === "string") {
      line.breaker = afterFailure(line.breaker, nowMs, waitMsMax);
      line.lastTrouble = said;
    } else {
      line.breaker = closedBreaker;
      line.lastTrouble = null;
      line.lastAnswerAtMs = nowMs;
    }
    return said;
  }

  private async asked(
    registry: Registry,
    question: RegistryQuestion,
    deadlineMs: number,
  ): Promise<(RegistryAnswer & SignedAnswer) | RegistryTrouble> {
    const text = questionText(question);
    const withinMs = Math.min(deadlineMs, registry.deadlineMs);
    const said = await this.within(withinMs, registry.ask(text, withinMs));
    if (!said?.ok) return said?.error ?? "Unreachable";
    const read = readAnswer(text, question, said.value, registry.key, this.verify);
    if (!read.ok) return read.error.type;
    const ageMs = this.deps.clock.nowMs() - read.value.answeredAtMs;
    return ageMs < -clockSkewMs ? "FromFuture" : ageMs > freshMsMax ? "Stale" : read.value;
  }

  /** Undefined when it is too late, or the registry's driver has a mistake: nobody waits longer for either. */
  private within<T>(deadlineMs: number, asking: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve) => {
      const cancel = this.deps.timers.after(deadlineMs, () => resolve(undefined));
      void asking
        .catch(() => undefined)
        .then((said) => {
          cancel();
          resolve(said);
        });
    });
  }

  /** The last signed answer to the same question, while it counts. */
  private kept(ask: Ask, nowMs: number): Omit<Asked, "state" | "tookMs" | "trouble"> | undefined {
    const { db, node, sealer } = this.deps;
    const line = this.lines.get(ask.source);
    // By a clock that is in doubt no age can be told.
    if (!line || isClockUnsure({ db, nowMs, node })) return undefined;
    const index = cacheIndex(sealer, ask);
    const row = cachedAnswer({ db }, ask.source, index);
    const subject = row && sealer.open(db, row.subject);
    if (!subject) return undefined;
    const { question, answer, signature } = sealer.unseal<SignedAnswer & { readonly question: string }>(
      subject,
      "registryCache",
      `${ask.source}|${index}`,
      row.sealed,
    );
    const { id } = JSON.parse(question) as RegistryQuestion;
    const of = { id, source: ask.source };
    const read = readAnswer(question, of, { answer, signature }, line.registry.key, this.verify);
    if (!read.ok) return undefined;
    const found = this.answered(ask, question, read.value, nowMs);
    return found.untilMs !== null && nowMs <= found.untilMs ? found : undefined;
  }

  private answered(
    ask: Ask,
    question: string,
    { code, score, answeredAtMs, validMs, keyId, answer, signature }: RegistryAnswer & SignedAnswer,
    nowMs: number,
  ): Omit<Asked, "state" | "tookMs" | "trouble"> {
    const maxAgeMs = this.lines.get(ask.source)?.registry.maxAgeMs ?? 0;
    return {
      source: ask.source,
      code,
      score: score ?? null,
      answeredAtMs,
      keyId,
      ask,
      question,
      ageMs: Math.max(0, nowMs - answeredAtMs),
      signed: { answer, signature },
      untilMs: answeredAtMs + Math.min(validMs, maxAgeMs),
    };
  }
}

/** Under what an answer is kept: the same question by whomever it is asked, and for whatever purpose. */
const cacheIndex = (sealer: Sealer, { source, what, keys, name = "" }: Ask): string =>
  sealer.blindIndex(`registry|${JSON.stringify([source, what, keys.toSorted(), name])}`);

/** How long after the first a question that nobody answered is asked again, and until when. */
export const recheckAfterMs = 60_000;
const recheckForMs = 72 * 3_600_000;

/** The rows of one question: who asked for what and by which law, the answer for the next time, and asking again where there was none. */
export const askedRows = (
  tx: Tx,
  sealer: Sealer,
  subject: Subject,
  asked: Asked,
  { about, by }: { readonly about: string; readonly by: string },
): readonly RowOp[] => {
  if (tx.branch === null) throw new Error("registries are asked by branches");
  const { source, state, answeredAtMs, ageMs, tookMs, keyId, ask, question, signed, code, trouble } = asked;
  const id = tx.newId();
  const answer = insert("registryAnswer", {
    id,
    branch: tx.branch,
    source,
    purpose: ask.purpose,
    basis: ask.basis,
    by,
    state,
    answeredAtMs,
    ageMs,
    tookMs,
    keyId,
    about,
    subject: subject.subject,
    atMs: tx.nowMs,
    digest: sha256Hex(`${question}\n${signed?.answer ?? ""}`),
    sealed: sealer.seal(subject, "registryAnswer", id, { question, ...signed, code, trouble }),
  });
  if (state === "fresh") return [answer, ...cacheRows(tx, sealer, subject, asked)];
  return state === "unknown" ? [answer, recheckRow(tx, sealer, subject, asked, about)] : [answer];
};

/** None for an answer that was overtaken by a later one. */
const cacheRows = (
  { db }: Tx,
  sealer: Sealer,
  subject: Subject,
  { ask, question, signed, answeredAtMs, untilMs }: Asked,
): readonly RowOp[] => {
  const index = cacheIndex(sealer, ask);
  const known = cachedAnswer({ db }, ask.source, index);
  if (known && known.answeredAtMs > (answeredAtMs ?? 0)) return [];
  const row = {
    source: ask.source,
    question: index,
    subject: subject.subject,
    sealed: sealer.seal(subject, "registryCache", `${ask.source}|${index}`, { question, ...signed }),
    answeredAtMs: answeredAtMs ?? 0,
    untilMs: untilMs ?? 0,
  };
  return [put("registryCache", row)];
};

const recheckRow = (
  tx: Tx,
  sealer: Sealer,
  subject: Subject,
  { source, ask }: Asked,
  about: string,
): RowOp => {
  const id = tx.newId();
  return put("recheck", {
    id,
    source,
    about,
    subject: subject.subject,
    attempts: 0,
    atMs: tx.nowMs,
    sealed: sealer.seal(subject, "recheck", id, ask),
    dueMs: tx.nowMs + recheckAfterMs,
    untilMs: tx.nowMs + recheckForMs,
  });
};
