/** The declared calling policy, and the check of a day's calls against it. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { parseLocalDate } from "../../sync/core/local-date";
import type { SubmitError } from "../../sync/submit";
import type { Deps } from "../deps";
import { answer, api, date, json, listOf, refusals } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { actor } from "../http/request";
import { hallNow } from "./hall.usecase";
import {
  checkDay,
  latestPolicy,
  planSetPolicy,
  policyDeclared,
  type PolicyChangeError,
} from "./policy.usecase";
import { policyNow } from "./line.usecase";
import { policySchema, why } from "./queue.schema";
import { inHall, officerOf } from "./refusals.route";

export const declaredPolicy = z
  .object({
    policy: policySchema,
    fromMs: z.number(),
    inForceVersion: z.number(),
    /** Who declared it and why; null for the policy a branch begins with. */
    declared: z.object({ atMs: z.number(), actor: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: "DeclaredPolicy" });

const changeBody = z.strictObject({
  policy: policySchema,
  reason: why,
  fromMs: z.int().positive().optional(),
});
const called = z.object({ ticket: z.string(), turn: z.string() });

const statusByPolicyError = {
  OutOfRange: 422,
  UnknownStage: 422,
  VersionNotNext: 409,
  BeginsInThePast: 422,
} as const satisfies Record<PolicyChangeError["type"], number>;

export const policyRoutes = (deps: Deps) => {
  const hall = inHall(deps);
  const read = createRoute({
    method: "get",
    path: "/branch/policy",
    summary: "The calling policy declared last, and the version in force",
    middleware: [hall],
    responses: { 200: answer(declaredPolicy, "The policy"), ...refusals },
  });
  const change = createRoute({
    method: "put",
    path: "/branch/policy",
    summary: "Declare the next version of the calling policy",
    middleware: [hall],
    request: { body: json(changeBody) },
    responses: { 200: answer(declaredPolicy, "The policy"), ...refusals },
  });
  const check = createRoute({
    method: "get",
    path: "/branch/calls/check",
    summary: "Make every call of a day once more from the log",
    middleware: [hall],
    request: { query: z.object({ date }) },
    responses: {
      200: answer(
        z.object({
          calls: z.number(),
          deviations: listOf(
            z.object({
              atMs: z.number(),
              counter: z.string().nullable(),
              made: called,
              expected: called.nullable(),
            }),
          ),
        }),
        "Calls that came out otherwise; none is the proof",
      ),
      ...refusals,
    },
  });

  const shown = () => {
    const now = hallNow(deps);
    return { ...latestPolicy(now), inForceVersion: policyNow(now).version, declared: policyDeclared(now) };
  };

  return api()
    .openapi(read, (c) => c.json(shown(), 200))
    .openapi(change, async (c) => {
      const { policy, reason, fromMs } = c.req.valid("json");
      // No idempotency key: a version is declared once, a second try is refused by its number.
      const done = await deps.writer.submit({ actor: actor(c), requestId: c.get("requestId") }, (tx) =>
        planSetPolicy(tx, { policy, reason, fromMs: fromMs ?? null, actor: officerOf(c) }),
      );
      if (!done.ok) throw policyRefusal(done.error);
      return c.json(shown(), 200);
    })
    .openapi(check, (c) => {
      const day = parseLocalDate(c.req.valid("query").date);
      if (!day.ok) throw new ProblemError({ status: 400, code: "invalid_date" });
      const { calls, deviations } = checkDay(hallNow(deps), day.value);
      return c.json(
        {
          calls,
          deviations: deviations.map(({ row, expected }) => ({
            atMs: row.atMs,
            counter: row.counterId,
            made: { ticket: row.ticketId, turn: row.turn ?? "chosen" },
            expected: expected ? { ticket: expected.ticketId, turn: expected.turn } : null,
          })),
        },
        200,
      );
    });
};

/** A number out of its range is told field by field, as the body has it. */
const policyRefusal = (error: PolicyChangeError | SubmitError): ProblemError => {
  const refused = refusal(error, statusByPolicyError);
  if (error.type !== "OutOfRange") return refused;
  const errors = error.fields.map(({ path, ...data }) => ({
    path: `policy.${path}`,
    code: "out_of_range",
    ...data,
  }));
  return new ProblemError({ status: 422, code: "out_of_range", errors });
};
