/** Availability over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { dayNumber, parseLocalDate, type LocalDate } from "../../sync/core/local-date";
import type { Deps } from "../deps";
import { answer, api, listOf, refusals, text } from "../http/api";
import { answerFromKept } from "../http/body-cache";
import { ProblemError, refusal } from "../http/problem";
import { actor, type Env } from "../http/request";
import { allStates, isSoldHere } from "../catalogue/catalogue.usecase";
import {
  type AvailabilityError,
  daysFor,
  earliestFor,
  earliestInState,
  lookingNow,
  slotsFor,
} from "./availability.usecase";

/** A year's calendar is four questions; nobody needs it in one. */
const daysMax = 100;

const isDate = (value: string): value is LocalDate => parseLocalDate(value).ok;
const localDate = z.string().refine(isDate, { params: { code: "invalid_date" } });

const visit = {
  service: z.string().max(24),
  kind: z.enum([
    "citizen",
    "foreigner",
    "employer",
    "minor",
    "permanent_resident",
    "undocumented",
    "diplomatic",
  ]),
  parties: z.coerce.number().int().min(1).max(10).default(1),
};
const branch = z.string().max(16);

export const day = z
  .object({
    date: z.string(),
    state: z.enum(["open", "full", "closed", "not_yet_open"]),
    places: z.number(),
    reason: text.nullable(),
  })
  .meta({ id: "Day" });

export const slot = z
  .object({
    slot: z.string(),
    startsAtMs: z.number(),
    endsAtMs: z.number(),
    free: z.number(),
    state: z.enum(["free", "full", "past"]),
  })
  .meta({ id: "Slot" });

const earliest = z.object({ branch: z.string(), date: z.string(), slot: z.string(), startsAtMs: z.number() });

const statusByError = {
  UnknownService: 404,
  UnknownBranch: 404,
  BranchElsewhere: 404,
  BranchNotOnline: 404,
  KindNotServed: 422,
  NotBookable: 422,
  TooManyPeople: 422,
} as const satisfies Record<AvailabilityError["type"], number>;

/** Everything that availability is made of; a start also passes with the minute. */
export const keptAvailability = ({ writer, clock }: Pick<Deps, "writer" | "clock">) =>
  answerFromKept(writer, clock, {
    tables: [
      "right",
      "mint",
      "burn",
      "allocation",
      "rightGrant",
      "credit",
      "thaw",
      "hold",
      "node",
      "closure",
      "branchRule",
      "branch",
      "service",
      "masterChange",
      "serviceGroup",
      "holiday",
      "weekendRule",
      "hoursPattern",
      "branchHours",
      "ramadan",
    ],
    momentOf: (nowMs) => Math.floor(nowMs / 60_000),
  });

export const availabilityRoutes = (deps: Deps) => {
  const looking = () => lookingNow(deps);
  const atDesk = (c: Context<Env>) => actor(c).kind !== "public";

  const days = createRoute({
    method: "get",
    path: "/availability",
    summary: "Which days have room for a visit",
    request: { query: z.strictObject({ branch, ...visit, from: localDate, to: localDate }) },
    responses: { 200: answer(z.object({ days: listOf(day) }), "One row a day"), ...refusals },
  });
  const slots = createRoute({
    method: "get",
    path: "/availability/day",
    summary: "The starts of one day",
    request: { query: z.strictObject({ branch, ...visit, date: localDate }) },
    responses: {
      200: answer(z.object({ date: z.string(), slots: listOf(slot) }), "In order of time"),
      ...refusals,
    },
  });
  const first = createRoute({
    method: "get",
    path: "/availability/earliest",
    summary: "The earliest free start here",
    request: { query: z.strictObject({ branch: branch.optional(), ...visit }) },
    responses: {
      200: answer(z.object({ earliest: listOf(earliest) }), "None when all is sold"),
      ...refusals,
    },
  });

  const inState = createRoute({
    method: "get",
    path: "/availability/earliest-in-state",
    summary: "The earliest free start of each branch of a state that this node sells",
    request: { query: z.strictObject({ state: z.string().max(8), ...visit }) },
    responses: {
      200: answer(z.object({ earliest: listOf(earliest) }), "The earliest first; a few"),
      ...refusals,
    },
  });

  return api()
    .openapi(days, (c) => {
      const { from, to, ...question } = c.req.valid("query");
      const count = dayNumber(to) - dayNumber(from) + 1;
      if (count < 1 || count > daysMax)
        throw new ProblemError({ status: 400, code: "invalid_range", daysMax });
      const found = daysFor(looking(), { ...question, atDesk: atDesk(c) }, from, to);
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json({ days: found.value }, 200);
    })
    .openapi(slots, (c) => {
      const { date, ...question } = c.req.valid("query");
      const found = slotsFor(looking(), { ...question, atDesk: atDesk(c) }, date);
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json({ date, slots: found.value }, 200);
    })
    .openapi(first, (c) => {
      const question = c.req.valid("query");
      const asked = question.branch ?? deps.self.branch;
      // Only what this node sells is known here; another one's answer would be a guess.
      if (asked === null || !isSoldHere(looking(), asked)) return c.json({ earliest: [] }, 200);
      const found = earliestFor(looking(), { ...question, branch: asked, atDesk: atDesk(c) });
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json({ earliest: found.value ? [found.value] : [] }, 200);
    })
    .openapi(inState, (c) => {
      const question = c.req.valid("query");
      if (!allStates(deps).some(({ code }) => code === question.state))
        throw new ProblemError({ status: 404, code: "unknown_state" });
      const found = earliestInState(looking(), { ...question, atDesk: atDesk(c) });
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json({ earliest: found.value }, 200);
    });
};
