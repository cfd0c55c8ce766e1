/** A registry over HTTP: the question is posted as it was written down, the answer comes signed. */
import { ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import type { Registry, RegistryName } from "./registry";

/** One question over HTTP in JSON, ended by its deadline and capped: `hardware/http-ask.ts`. */
export type AskHttp = (asked: {
  readonly url: string;
  readonly body: unknown;
  readonly deadlineMs: number;
  readonly bytesMax: number;
  readonly timers: Timers;
}) => Promise<Result<unknown, { readonly type: "Unreachable" | "Garbled" }>>;

export interface HttpRegistrySettings {
  readonly id: RegistryName;
  readonly url: string;
  readonly key: string;
  readonly deadlineMs: number;
  readonly maxAgeMs: number;
}

/** A signed answer is some hundred bytes. */
const answerBytesMax = 16 * 1024;

export const httpRegistry = (
  { id, url, key, deadlineMs, maxAgeMs }: HttpRegistrySettings,
  ask: AskHttp,
  timers: Timers,
): Registry => ({
  source: id,
  key,
  deadlineMs,
  maxAgeMs,
  ask: async (question, withinMs) => {
    const body = { question };
    const said = await ask({ url, body, deadlineMs: withinMs, bytesMax: answerBytesMax, timers });
    return said.ok ? ok(said.value) : { ok: false, error: said.error.type };
  },
});
