/** Routes that describe themselves: the schemas that validate are the ones in `/api/openapi.json`. */
import { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import { codeOf, problem, problemBody, type FieldError } from "./problem";
import type { Env } from "./request";

/** A group of routes of one slice. A body or query that does not fit is refused here, with a code per field. */
export const api = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return problem(c, {
        status: 400,
        code: "invalid_body",
        errors: result.error.issues.flatMap(fieldErrors),
      });
    },
  });

type Issue = z.core.$ZodIssue;

const fieldErrors = (issue: Issue): FieldError[] => {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: "unknown_key" }));
  }
  if (issue.code === "custom" && typeof issue.params?.["code"] === "string")
    return [{ path, code: issue.params["code"] }];
  return [{ path, code: issue.code, expected: issue.message }];
};

/** A body in the documentation and the validator at once. */
export const json = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A file to show or to save. */
export const file = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: { type: "string" as const, format: "binary" } } },
});

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    requestId: z.string().nullable(),
    retryAfterS: z.number().optional(),
    errors: z.array(z.looseObject({ path: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

const problemAnswer = (description: string, codes: readonly (readonly [code: string, status: number])[]) => ({
  description,
  content: {
    "application/problem+json": {
      schema: problemSchema,
      examples: Object.fromEntries(
        codes.map(([code, status]) => [code, { value: problemBody({ status, code }, requestIdExample) }]),
      ),
    },
  },
});

const requestIdExample = "019430b2-3c00-7000-8000-000000000001";

/** What any route may answer instead: RFC 9457, told apart by `code`. */
export const refusals = {
  default: problemAnswer("Refused; see `code`", [
    ["malformed_json", 400],
    ["invalid_body", 400],
    ["idempotency_key_required", 400],
    ["sign_in_required", 401],
    ["not_allowed", 403],
    ["step_up", 403],
    ["wrong_origin", 403],
    ["body_too_large", 413],
    ["json_expected", 415],
    ["idempotency_key_reused", 422],
    ["overloaded", 503],
    ["outcome_unknown", 503],
    ["io_error", 503],
    ["stopping", 503],
    ["line_too_old", 503],
    ["old_copy", 503],
    ["node_suspended", 503],
    ["disk_full", 507],
  ]),
};

/** The same, with the refusals of a use-case documented by their statuses. */
export const refusedBy = (statusByError: { readonly [type: string]: number }): typeof refusals => {
  const codesByStatus = new Map<number, (readonly [string, number])[]>();
  for (const [type, status] of Object.entries(statusByError)) {
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), [codeOf(type), status]]);
  }
  const documented = [...codesByStatus].map(([status, codes]) => [
    status,
    problemAnswer(codes.map(([code]) => `\`${code}\``).join(", "), codes),
  ]);
  return { ...(Object.fromEntries(documented) as object), ...refusals };
};

/** A list in an answer. */
export const listOf = <T extends z.ZodType>(schema: T) => z.array(schema).readonly();

export const text = z.object({ ms: z.string(), en: z.string() }).meta({ id: "Text" });

/**
 * Control characters, halves of characters, line separators and direction overrides have no place in anything a person types:
 * they steer printers and screens, or hide.
 */
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Text that a person typed, empty or not; `charsMax` counts Unicode characters. */
export const typedText = (charsMax: number) =>
  z
    .string()
    .max(charsMax * 4)
    .transform((raw) => raw.trim())
    .refine((value) => !forbidden.test(value), { params: { code: "control_characters" } })
    .refine((value) => [...value].length <= charsMax, { params: { code: "too_long" } });

/** One line that a person typed: trimmed, bounded, without control characters, not empty. */
export const line = (charsMax: number) =>
  typedText(charsMax).refine((value) => value.length > 0, { params: { code: "empty" } });

/** An id of ours; whether it names anything is for the use-case to say. */
export const id = z.string().max(40);

export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const lang = z.enum(["ms", "en"]);
