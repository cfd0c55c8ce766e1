/**
 * The registries of other authorities as a program of their own, for `sto demo`, for training and for tests: answers signed with keys that
 * it makes from its seed, and every way in which a registry has ever failed, to be switched on while it runs.
 */
import { createHash } from "node:crypto";
import type { Timers } from "../../sync/core/timers";
import { ed25519Signer } from "../../sync/request-signing";
import {
  type AnswerCode,
  type RegistryAnswer,
  type RegistryName,
  registryNames,
  type RegistryQuestion,
  signedBytes,
} from "./registry";

/**
 * - `up`: it answers.
 * - `slow`: after `slowMs`.
 * - `stalled`: it takes the question and never answers, as the line of July 2025.
 * - `wrong`: with an answer to somebody else's question.
 * - `unsigned`: with a signature that is not its own.
 * - `stale`: with an answer of yesterday. `future`: with one of tomorrow.
 * - `garbage`: with bytes that are no answer. `flood`: with more of them than anybody should read.
 * - `down`: it says that it is out of order.
 */
export const registryModes = [
  "up",
  "slow",
  "stalled",
  "wrong",
  "unsigned",
  "stale",
  "future",
  "garbage",
  "flood",
  "down",
] as const;
export type RegistryMode = (typeof registryModes)[number];

/** Somebody whom a registry knows. Who is not named is clear to PDRM and immigration, and found by JPN. */
export interface KnownPerson {
  readonly key: string;
  readonly source: RegistryName;
  readonly code: AnswerCode;
  readonly score?: number;
}

export interface SimulatorOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Its keys are made of it. */
  readonly seed: string;
  readonly people?: readonly KnownPerson[];
  readonly timers: Timers;
  readonly slowMs?: number;
  /** How long an answer is good for. */
  readonly validMs?: number;
}

export interface RegistrySimulator {
  readonly port: number;
  urlOf(source: RegistryName): string;
  publicKeyOf(source: RegistryName): string;
  set(source: RegistryName, mode: RegistryMode): void;
  /** What it knows of a person from now on. */
  know(person: KnownPerson): void;
  /** Questions that came, whatever became of them. */
  asked(source: RegistryName): number;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const keyOf = (seed: string, source: RegistryName) =>
  ed25519Signer(createHash("sha256").update(`registry ${source} ${seed}`).digest());

export const startRegistrySimulator = (options: SimulatorOptions): RegistrySimulator => {
  const { port, seed, people = [], timers, slowMs = 2_000, validMs = dayMs } = options;
  const keys = Object.fromEntries(registryNames.map((source) => [source, keyOf(seed, source)])) as {
    readonly [Source in RegistryName]: ReturnType<typeof keyOf>;
  };
  const stranger = ed25519Signer(createHash("sha256").update(`stranger ${seed}`).digest());
  const modes = new Map<RegistryName, RegistryMode>();
  const counts = new Map<RegistryName, number>();
  const known = new Map<string, KnownPerson>();
  const know = (person: KnownPerson) => void known.set(`${person.source}|${person.key}`, person);
  for (const person of people) know(person);
  /** Answers that are held back: let go when it stops. */
  const held = new Set<() => void>();

  const answerTo = (question: string, asked: RegistryQuestion, mode: RegistryMode): Response => {
    const { source } = asked;
    const found = asked.keys.map((key) => known.get(`${source}|${key}`)).find((person) => person);
    const shiftMs = mode === "stale" ? -dayMs : mode === "future" ? dayMs : 0;
    const said: RegistryAnswer = {
      id: mode === "wrong" ? `${asked.id}-another` : asked.id,
      source,
      code: found?.code ?? (source === "jpn" ? "found" : "clear"),
      answeredAtMs: timers.nowMs() + shiftMs,
      validMs,
      keyId: `${source}-1`,
      ...(found?.score === undefined ? {} : { score: found.score }),
    };
    const answer = JSON.stringify(said);
    const of = mode === "wrong" ? JSON.stringify({ ...asked, id: said.id, keys: ["another"] }) : question;
    const { sign } = mode === "unsigned" ? stranger : keys[source];
    const signature = Buffer.from(sign(signedBytes(source, of, answer))).toString("base64url");
    return Response.json({ answer, signature });
  };

  const later = (delayMs: number | null, make: () => Response): Promise<Response> =>
    new Promise((resolve) => {
      const go = () => {
        held.delete(go);
        resolve(make());
      };
      held.add(go);
      if (delayMs !== null) timers.after(delayMs, go);
    });

  const server = Bun.serve({
    port,
    hostname: "127.0.0.1",
    // What is stalled stays stalled.
    idleTimeout: 0,
    fetch: async (request) => {
      const [, asked, part] = new URL(request.url).pathname.split("/");
      const source = registryNames.find((name) => name === asked);
      if (source && part === "mode" && request.method === "PUT") {
        const wanted = (await request.text()).trim();
        const mode = registryModes.find((each) => each === wanted);
        if (!mode) return new Response(`modes: ${registryModes.join(", ")}\n`, { status: 400 });
        modes.set(source, mode);
        return new Response(`${source}: ${mode}\n`);
      }
      if (!source || part !== undefined || request.method !== "POST")
        return new Response("no registry", { status: 404 });
      counts.set(source, (counts.get(source) ?? 0) + 1);
      const read = readQuestion(await request.text(), source);
      if (!read) return new Response("no question", { status: 400 });
      const mode = modes.get(source) ?? "up";
      const answer = () => answerTo(read.text, read.question, mode);
      switch (mode) {
        case "slow":
          return later(slowMs, answer);
        case "stalled":
          return later(null, answer);
        case "garbage":
          return new Response("\u0000\u0001not an answer}{");
        case "flood":
          return new Response("a".repeat(4 * 1024 * 1024));
        case "down":
          return new Response("out of order", { status: 503 });
        default:
          return answer();
      }
    },
  });
  return {
    port: server.port ?? port,
    urlOf: (source) => `http://127.0.0.1:${server.port}/${source}`,
    publicKeyOf: (source) => keys[source].publicKey,
    set: (source, mode) => void modes.set(source, mode),
    know,
    asked: (source) => counts.get(source) ?? 0,
    stop: async () => {
      for (const go of held) go();
      await server.stop(true);
    },
  };
};

const readQuestion = (
  body: string,
  source: RegistryName,
): { readonly text: string; readonly question: RegistryQuestion } | undefined => {
  try {
    const { question: text } = JSON.parse(body) as { readonly question: string };
    const question = JSON.parse(text) as RegistryQuestion;
    const isQuestion =
      question.source === source && typeof question.id === "string" && Array.isArray(question.keys);
    return isQuestion ? { text, question } : undefined;
  } catch {
    return undefined;
  }
};
