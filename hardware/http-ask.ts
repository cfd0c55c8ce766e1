/** One question to a device's HTTP service, in JSON. It always ends within its deadline, and takes no more than it was told to take. */
import { err, ok, type Result } from "../sync/core/result";
import type { Timers } from "../sync/core/timers";

export interface Question {
  readonly url: string;
  /** Sent as JSON by POST; left out: GET. */
  readonly body?: unknown;
  readonly deadlineMs: number;
  readonly bytesMax: number;
  readonly timers: Timers;
  /** Ends the question before its deadline. */
  readonly signal?: AbortSignal;
}

export type AskError =
  /** No answer within the deadline, no connection, or an answer that says no. */
  | { readonly type: "Unreachable"; readonly cause: string }
  /** An answer that is no JSON, or too long. */
  | { readonly type: "Garbled"; readonly bytes: number };

/** Never rejects. */
export const ask = async ({
  url,
  body,
  deadlineMs,
  bytesMax,
  timers,
  signal,
}: Question): Promise<Result<unknown, AskError>> => {
  const ending = new AbortController();
  let over: (cause: string) => void = () => {};
  // The answer of a service that hangs is not waited for, whatever the run-time does with its socket.
  const tooLate = new Promise<Result<unknown, AskError>>((resolve) => {
    over = (cause) => {
      resolve(err({ type: "Unreachable", cause }));
      ending.abort();
    };
  });
  const cancel = timers.after(deadlineMs, () => over(`no answer within ${deadlineMs} ms`));
  const stopped = () => over("stopped");
  signal?.addEventListener("abort", stopped, { once: true });
  try {
    if (signal?.aborted === true) return err({ type: "Unreachable", cause: "stopped" });
    return await Promise.race([answerOf(url, body, bytesMax, ending.signal), tooLate]);
  } finally {
    cancel();
    signal?.removeEventListener("abort", stopped);
  }
};

const answerOf = async (
  url: string,
  body: unknown,
  bytesMax: number,
  signal: AbortSignal,
): Promise<Result<unknown, AskError>> => {
  try {
    const response = await fetch(url, {
      signal,
      redirect: "error",
      ...(body === undefined
        ? {}
        : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return err({ type: "Unreachable", cause: `it answers ${response.status}` });
    }
    const bytes =
      Number(response.headers.get("content-length")) > bytesMax
        ? undefined
        : await bytesOf(response, bytesMax);
    if (!bytes) return err({ type: "Garbled", bytes: bytesMax });
    try {
      return ok(JSON.parse(bytes.toString("utf8")));
    } catch {
      return err({ type: "Garbled", bytes: bytes.length });
    }
  } catch (cause) {
    const code = (cause as { readonly code?: unknown }).code;
    return err({ type: "Unreachable", cause: typeof code === "string" ? code : "no connection" });
  }
};

/** The body, or undefined when it is longer than allowed. */
const bytesOf = async (response: Response, bytesMax: number): Promise<Buffer | undefined> => {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > bytesMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};
