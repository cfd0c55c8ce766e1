/** What supervisors see of the line to the other nodes, over HTTP: one question for a branch and for headquarters. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { parseLocalDate, type LocalDate } from "../../sync/core/local-date";
import { lookingNow } from "../booking/availability.usecase";
import type { Deps } from "../deps";
import { answer, api, listOf, refusals, text } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { lineNow } from "./line.usecase";
import { type RightsError, rightsOfDay } from "./rights.usecase";
import { supervision } from "./supervision.usecase";

const role = z.enum(["branch", "hq"]);

export const hqState = z
  .object({
    role,
    nodes: listOf(
      z.object({
        alias: z.number(),
        role,
        branch: z.string().nullable(),
        contact: z.enum(["heard", "silent", "suspended", "replaced"]),
        heardAtMs: z.number().nullable(),
        frozenUnits: z.number(),
      }),
    ),
    conflicts: listOf(
      z.object({
        kind: z.enum(["both_arrived", "contested", "superseding", "superseded"]),
        branch: z.string(),
        booking: z.string(),
        ref: z.string(),
        startsAtMs: z.number(),
        beside: z.object({ ref: z.string(), branch: z.string() }).nullable(),
      }),
    ),
    overruns: listOf(
      z.object({
        branch: z.string(),
        group: z.string(),
        startsAtMs: z.number(),
        units: z.number(),
        ref: z.string().nullable(),
      }),
    ),
    usedTwice: listOf(
      z.object({
        branch: z.string(),
        ref: z.string(),
        officer: z.string().nullable(),
        place: z.string().nullable(),
        atMs: z.number(),
        firstPlace: z.string().nullable(),
        firstAtMs: z.number().nullable(),
      }),
    ),
    aside: listOf(
      z.object({
        why: z.enum(["newer_program", "refused"]),
        count: z.number(),
        sinceMs: z.number(),
        first: z.string(),
      }),
    ),
    copies: listOf(
      z.object({ branch: z.string().nullable(), alias: z.number(), atMs: z.number(), proof: z.string() }),
    ),
    forged: listOf(
      z.object({ branch: z.string().nullable(), alias: z.number(), atMs: z.number(), proof: z.string() }),
    ),
    opened: listOf(z.object({ branch: z.string().nullable(), atMs: z.number(), name: z.string() })),
    clockAheadMs: z.number().nullable(),
  })
  .meta({ id: "HqState" });

const side = z.object({ free: z.number(), resting: z.number(), sold: z.number() });
const units = { branch: side, hq: side, underWay: z.number(), capacity: z.number() };

export const branchRights = z
  .object({
    branch: z.string(),
    group: z.string(),
    date: z.string(),
    groups: listOf(z.object({ group: z.string(), name: text })),
    day: z.object(units),
    slots: listOf(z.object({ slot: z.string(), startsAtMs: z.number(), ...units })),
  })
  .meta({ id: "BranchRights" });

const isDate = (value: string): value is LocalDate => parseLocalDate(value).ok;

const statusByError = {
  UnknownBranch: 404,
  UnknownService: 404,
  BranchElsewhere: 404,
  UnknownGroup: 404,
} as const satisfies Record<RightsError["type"], number>;

export const hqRoutes = (deps: Deps) => {
  const looking = () => lookingNow(deps);

  const state = createRoute({
    method: "get",
    path: "/hq/state",
    summary:
      "What needs a supervisor: nodes that are silent, conflicts, people too many, records put aside, copies, sealed codes opened",
    responses: { 200: answer(hqState, "As this node knows it"), ...refusals },
  });
  const rights = createRoute({
    method: "get",
    path: "/branch/rights",
    summary: "Units of a day by where they are: at the branch, at headquarters, between them",
    request: {
      query: z.strictObject({
        branch: z.string().max(16).optional(),
        group: z.string().max(4),
        date: z.string().refine(isDate, { params: { code: "invalid_date" } }),
      }),
    },
    responses: { 200: answer(branchRights, "As this node knows it"), ...refusals },
  });

  return api()
    .openapi(state, (c) => c.json(supervision(looking(), lineNow(deps).lastHqAtMs), 200))
    .openapi(rights, (c) => {
      const { branch = deps.self.branch, group, date } = c.req.valid("query");
      if (branch === null) throw new ProblemError({ status: 400, code: "branch_required" });
      const found = rightsOfDay(looking(), { branch, group, date });
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json(found.value, 200);
    });
};
