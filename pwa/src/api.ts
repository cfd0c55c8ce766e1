/**
 * The only file that fetches. A call answers a Result: the body, or a Problem whose `code` the pages turn into words.
 * What creates or changes something carries an Idempotency-Key; a lost line is tried again with the same key, so the
 * thing happens once however often it was sent.
 */
import { signal } from "@preact/signals";
import type { Caller } from "../../server/identity/session";
import { err, ok, type Result } from "../../sync/core/result";

export interface FieldProblem {
  /** Where in the body, such as `parties.0.document.number`. */
  readonly path: string;
  readonly code: string;
  readonly [data: string]: unknown;
}

/** RFC 9457 as this API speaks it. `line_lost` and `timed_out` are ours: no answer came. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  /** What else the problem says: `retryAfterS`, `ref`, `slot` … */
  readonly data: Readonly<Record<string, unknown>>;
}

export type Answer<T> = Promise<Result<T, Problem>>;

export interface Call {
  /** As whom: each has a cookie of its own. The public unless told. */
  readonly as?: Caller;
  /** A command's id (`newCommandId()`), made when the person acts. Required by the server for every creating POST. */
  readonly key?: string;
  readonly timeoutMs?: number;
  /** Not tried again when no answer comes: the caller knows better what to do then. */
  readonly once?: true;
  /** The nonce of a step-up for this very request; `attempt` fills it in. */
  readonly stepUp?: string;
  /** Where the path begins: `/api/v1` unless told; the demo room has its own. */
  readonly base?: string;
}

/** Names the cookie that counts (`server/http/request.ts`). */
const asHeader = "x-sto-as";
/** Carries the nonce of a step-up (`server/identity/step-up.ts`). */
const stepUpHeader = "x-sto-step-up";

const timeoutMsDefault = 10_000;
const retryAfterMs = [400, 1200, 3000] as const;

export const get = <T>(path: string, call: Call = {}): Answer<T> => send<T>("GET", path, undefined, call);

export const post = <T>(path: string, body: unknown, call: Call = {}): Answer<T> =>
  send<T>("POST", path, body, call);

/** Puts a thing in its place as a whole: sent again it is the same, so no key is needed. */
export const put = <T>(path: string, body: unknown, call: Call = {}): Answer<T> =>
  send<T>("PUT", path, body, call);

export const remove = (path: string, call: Call = {}): Answer<null> =>
  send<null>("DELETE", path, undefined, call);

/** A file behind a session (PDF, calendar), as a blob to save or open. */
export const getFile = (path: string, call: Call = {}): Answer<Blob> =>
  attempt("GET", path, undefined, call, (response) => response.blob());

/** A file that is made when it is asked for (an export). Not sent again by itself. */
export const postFile = (path: string, body: unknown, call: Call): Answer<Blob> =>
  attempt("POST", path, body, call, (response) => response.blob());

/** A file of the application itself (a voice clip): outside the API, open to everybody. Undefined when it is not there. */
export const getAsset = (path: string): Promise<ArrayBuffer | undefined> =>
  fetch(path).then(
    (response) => (response.ok ? response.arrayBuffer() : undefined),
    () => undefined,
  );

/** Opens a server-sent stream. `live.ts` reads it. */
export const openStream = async (path: string, signal: AbortSignal, as?: Caller): Promise<Response> => {
  const response = await fetch(`/api/v1${path}`, {
    signal,
    headers: headersFor(as ? { as } : {}, "text/event-stream"),
  });
  // A stream that a locked page's line asks for anew is often the first to be refused: else the page took the node for gone.
  if (!response.ok) noteRefusal(as, await readProblem(response));
  return response;
};

const send = async <T>(method: string, path: string, body: unknown, call: Call): Answer<T> => {
  const once = () =>
    attempt(
      method,
      path,
      body,
      call,
      async (response) => (response.status === 204 ? null : response.json()) as T,
    );
  let answer = await once();
  const mayRepeat = !call.once && (method !== "POST" || call.key !== undefined);
  for (const waitMs of retryAfterMs) {
    if (answer.ok || !mayRepeat || !isLineTrouble(answer.error)) return answer;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    answer = await once();
  }
  return answer;
};

/** No answer, or one that says "ask again with the same id" (a full disk or a restart between two words). */
export const isLineTrouble = (problem: Problem): boolean =>
  problem.code === "line_lost" || problem.code === "timed_out" || problem.code === "outcome_unknown";

/** Staff or a device was refused for want of a session: their pages ask who they are. */
export const refused = signal<{ readonly as: Caller; readonly code: string } | undefined>(undefined);

const noteRefusal = (as: Caller = "public", { status, code }: Problem): void => {
  if (status === 401 && as !== "public") refused.value = { as, code };
};

/** A request of the staff that needs a touch of their key over it. */
export interface StepUpAsked {
  /** The address as it is sent, without what follows `?`. */
  readonly act: { readonly method: string; readonly path: string; readonly body: string };
  /** The nonce that lets it through; undefined: they would rather not. */
  readonly done: (nonce: string | undefined) => void;
}

/** What waits for a touch: `staff/step-up-dialog.tsx` asks for it over whatever page there is. */
export const stepUpAsked = signal<StepUpAsked | undefined>(undefined);

const touched = (method: string, path: string, body: unknown): Promise<string | undefined> =>
  new Promise((resolve) => {
    const act = {
      method,
      path: `/api/v1${path.split("?")[0]!}`,
      body: body === undefined ? "" : JSON.stringify(body),
    };
    stepUpAsked.peek()?.done(undefined);
    const done = (nonce: string | undefined) => {
      stepUpAsked.value = undefined;
      resolve(nonce);
    };
    stepUpAsked.value = { act, done };
  });

/** Somebody of the public who has no session gets one with the first thing that needs it. */
const attempt = async <T>(
  method: string,
  path: string,
  body: unknown,
  call: Call,
  read: (response: Response) => Promise<T>,
): Answer<T> => {
  const answer = await ask(method, path, body, call, read);
  if (!answer.ok && answer.error.code === "step_up" && call.as === "staff" && call.stepUp === undefined) {
    const stepUp = await touched(method, path, body);
    return stepUp === undefined ? answer : attempt(method, path, body, { ...call, stepUp }, read);
  }
  if (answer.ok) return answer;
  noteRefusal(call.as, answer.error);
  const isNew = answer.error.code === "sign_in_required" && (call.as ?? "public") === "public";
  if (!isNew || call.base !== undefined) return answer;
  return (await openSession()).ok ? ask(method, path, body, call, read) : answer;
};

let opening: Answer<unknown> | undefined;

/** One session for all requests that find out at once that there is none: another one would be another person. */
const openSession = (): Answer<unknown> => {
  opening ??= ask("POST", "/session", {}, {}, (response) => response.json()).finally(() => {
    opening = undefined;
  });
  return opening;
};

const ask = async <T>(
  method: string,
  path: string,
  body: unknown,
  call: Call,
  read: (response: Response) => Promise<T>,
): Answer<T> => {
  const timeoutMs = call.timeoutMs ?? timeoutMsDefault;
  try {
    const response = await fetch(`${call.base ?? "/api/v1"}${path}`, {
      method,
      headers: headersFor(call, "application/json", body),
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.ok ? ok(await read(response)) : err(await readProblem(response));
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === "TimeoutError";
    return err({
      code: late ? "timed_out" : "line_lost",
      status: 0,
      requestId: null,
      errors: [],
      data: { method, path, ...(late ? { timeoutMs } : {}) },
    });
  }
};

const headersFor = (call: Call, accept: string, body?: unknown): Record<string, string> => ({
  accept,
  ...(body === undefined ? {} : { "content-type": "application/json" }),
  ...(call.as === undefined || call.as === "public" ? {} : { [asHeader]: call.as }),
  ...(call.key === undefined ? {} : { "idempotency-key": call.key }),
  ...(call.stepUp === undefined ? {} : { [stepUpHeader]: call.stepUp }),
});

/** Reads problem+json; an answer that is none (a proxy's page) becomes `unexpected_answer`. */
const readProblem = async (response: Response): Promise<Problem> => {
  const body: Record<string, unknown> = await response.json().catch(() => ({}));
  const {
    code,
    status: _status,
    requestId,
    errors,
    type: _type,
    title: _title,
    detail: _detail,
    ...data
  } = body;
  return {
    code: typeof code === "string" ? code : "unexpected_answer",
    status: response.status,
    requestId: typeof requestId === "string" ? requestId : response.headers.get("x-request-id"),
    errors: Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    data,
  };
};
