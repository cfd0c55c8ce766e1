/** Errors on the wire: RFC 9457 `application/problem+json` with a stable `code` and the request's id. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { SubmitError } from "../../sync/submit";

export interface FieldError {
  /** Where in the body: `parties.0.document.number`. */
  readonly path: string;
  readonly code: string;
  readonly [data: string]: unknown;
}

export interface ProblemBody {
  readonly status: ContentfulStatusCode;
  /** The key that clients turn into words; never changes its meaning. */
  readonly code: string;
  /** For engineers, in English, without personal data. */
  readonly title?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterS?: number;
  readonly [data: string]: unknown;
}

/** The body as it is sent. */
export const problemBody = (
  { status, code, title, ...data }: Pick<ProblemBody, "code" | "title"> & { readonly status: number },
  requestId: string | null,
) => ({ type: "about:blank", title: title ?? titleOf(code), status, code, requestId, ...data });

/** Answers a request with a problem. */
export const problem = (c: Context, body: ProblemBody): Response => {
  const requestId = (c.get("requestId") as string | undefined) ?? null;
  return c.body(JSON.stringify(problemBody(body, requestId)), body.status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(body.retryAfterS === undefined ? {} : { "retry-after": String(body.retryAfterS) }),
  });
};

/** Throws through a handler to the edge, where it becomes a problem. Only `server/http` and routes use it. */
export class ProblemError extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.code);
  }
}

/** `slot_full` reads as "Slot full". */
const titleOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll("_", " ");

/** `SlotFull` is `slot_full` on the wire. */
export const codeOf = (type: string): string =>
  type.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

const submitStatus = {
  IdempotencyKeyReused: 422,
  Overloaded: 503,
  DiskFull: 507,
  IoError: 503,
  OutcomeUnknown: 503,
  Stopping: 503,
  OldCopy: 503,
  NodeSuspended: 503,
} as const satisfies Record<SubmitError["type"], ContentfulStatusCode>;

/** Refusals of the writer after which the same request may go through in a moment. */
const soon: ReadonlySet<string> = new Set<SubmitError["type"]>(["Stopping", "OutcomeUnknown", "IoError"]);

/** How a slice's errors become statuses; errors of the writer are the same everywhere. */
export type StatusByError<E extends { readonly type: string }> = {
  readonly [Type in Exclude<E["type"], SubmitError["type"]>]: ContentfulStatusCode;
};

/** A refusal as a problem to throw: the error's type is the code, its data goes along. */
export const refusal = <E extends { readonly type: string }>(
  error: E | SubmitError,
  statusByError: StatusByError<E>,
): ProblemError => {
  const { type, ...data } = error as { readonly type: string; readonly [field: string]: unknown };
  const statuses: { readonly [type: string]: ContentfulStatusCode } = { ...statusByError, ...submitStatus };
  const status = statuses[type];
  if (!status) throw new Error(`no status for error ${type}`);
  const retryAfterS = soon.has(type) ? { retryAfterS: 2 } : {};
  return new ProblemError({ ...data, ...retryAfterS, status, code: codeOf(type) });
};
