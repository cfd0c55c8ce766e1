/** Routes that describe themselves: the schemas that validate are the ones in `/api/openapi.json`. */
import { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import { problem, type FieldError } from "./problem";
import type { Env } from "./request";

/** A group of routes of one slice. A body or query that does not fit is refused here, with a code per field. */
export const api = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      return problem(c, { status: 400, code: "invalid_body", errors: result.error.issues.flatMap(fieldErrors) });
    },
  });

type Issue = z.core.$ZodIssue;

const fieldErrors = (issue: Issue): FieldError[] => {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: "unknown_key" }));
  }
  if (issue.code === "custom" && typeof issue.params?.["code"] === "string") return [{ path, code: issue.params["code"] }];
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

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    requestId: z.string().nullable(),
    errors: z.array(z.looseObject({ path: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

/** Every route may refuse: RFC 9457, told apart by `code`. */
export const refusals = {
  default: { description: "Refused; see `code`", content: { "application/problem+json": { schema: problemSchema } } },
};

/** A list in an answer. */
export const listOf = <T extends z.ZodType>(schema: T) => z.array(schema).readonly();

export const text = z.object({ ms: z.string(), en: z.string() }).meta({ id: "Text" });

// Control characters (C0, DEL, C1) and bidirectional overrides have no place in anything a person types.
const forbidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** One line that a person typed: trimmed, bounded, without control characters. */
export const line = (charsMax: number) =>
  z
    .string()
    .max(charsMax * 4)
    .transform((raw) => raw.trim())
    .refine((value) => !forbidden.test(value), { params: { code: "control_characters" } })
    .refine((value) => [...value].length <= charsMax, { params: { code: "too_long" } })
    .refine((value) => value.length > 0, { params: { code: "empty" } });

export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const lang = z.enum(["ms", "en"]);
