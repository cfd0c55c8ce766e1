/** The branch's day and changes of its calendar, over HTTP: for supervisors. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { lookingNow } from "../booking/availability.usecase";
import { bookingView } from "../booking/booking.schema";
import type { Deps } from "../deps";
import { answer, api, json, line, listOf, refusals, text } from "../http/api";
import { codeOf, refusal } from "../http/problem";
import { actor, commandOf } from "../http/request";
import { branchDay as dayOf } from "./branch-day.usecase";
import { changeBody, localDate } from "./change.schema";
import { type ChangeError, changeMade, changesMade, planChange, previewOf } from "./changes.usecase";

const slot = z.object({
  slot: z.string(),
  startsAtMs: z.number(),
  capacity: z.number(),
  free: z.number(),
  held: z.number(),
  spent: z.number(),
  hq: z.object({ free: z.number(), sold: z.number() }),
});

const change = z.object({
  id: z.string(),
  atMs: z.number(),
  actor: z.string(),
  what: text,
  reason: z.string(),
});

/** What is wrong with the calendar: the code, and what it is about (year and state, for example). */
const problem = z.looseObject({ code: z.string() }).nullable();

export const branchDay = z
  .object({
    date: z.string(),
    plan: z.object({
      open: listOf(z.tuple([z.number(), z.number()]).readonly()),
      reason: text.nullable(),
      problem,
    }),
    groups: listOf(z.object({ group: z.string(), name: text, slots: listOf(slot) })),
    bookings: listOf(
      z.object({
        id: z.string(),
        ref: z.string(),
        startsAtMs: z.number(),
        service: z.string(),
        state: bookingView.shape.state,
        people: z.number(),
      }),
    ),
    changes: listOf(change),
    hours: z.object({ name: text, week: text }).nullable(),
    sale: z.object({ until: z.string().nullable(), problem }),
  })
  .meta({ id: "BranchDay" });

export const changePreview = z
  .object({
    hash: z.string(),
    ok: z.boolean(),
    findings: listOf(z.looseObject({ code: z.string() })),
    hits: listOf(
      z.object({
        bookingId: z.string(),
        ref: z.string(),
        startsAtMs: z.number(),
        service: z.string(),
        people: z.number(),
      }),
    ),
  })
  .meta({ id: "ChangePreview" });

const statusByError = {
  DatePast: 422,
  InvalidRange: 422,
  UnknownGroup: 404,
  UnknownPattern: 404,
  UnknownService: 404,
  UnknownBranch: 404,
  SlotLengthOnSale: 422,
  NothingChanges: 422,
  BadPlan: 422,
  PreviewStale: 409,
} as const satisfies Record<ChangeError["type"], number>;

/** A typed thing on the wire: its type is the code. */
const coded = <T extends { readonly type: string }>({ type, ...data }: T) => ({
  code: codeOf(type),
  ...data,
});

export const calendarRoutes = (deps: Deps) => {
  const looking = () => lookingNow(deps);

  const getDay = createRoute({
    method: "get",
    path: "/branch/day",
    summary: "A day of the branch: plan, slots, bookings, changes",
    request: { query: z.strictObject({ date: localDate.optional() }) },
    responses: { 200: answer(branchDay, "The day"), ...refusals },
  });
  const look = createRoute({
    method: "post",
    path: "/branch/changes/preview",
    summary: "What a change would do, and whom it would hit",
    request: { body: json(z.strictObject({ change: changeBody })) },
    responses: { 200: answer(changePreview, "Nothing was changed"), ...refusals },
  });
  const make = createRoute({
    method: "post",
    path: "/branch/changes",
    summary: "Make a change that was previewed",
    request: {
      body: json(z.strictObject({ change: changeBody, reason: line(200), previewed: z.string().max(64) })),
    },
    responses: { 201: answer(change, "Made, with an offer to everybody hit"), ...refusals },
  });
  const list = createRoute({
    method: "get",
    path: "/branch/changes",
    summary: "The branch's book of changes",
    request: { query: z.strictObject({ before: z.string().max(40).optional() }) },
    responses: {
      200: answer(z.object({ items: listOf(change), next: z.string().nullable() }), "Newest first"),
      ...refusals,
    },
  });

  return api()
    .openapi(getDay, (c) => {
      const { plan, sale, ...rest } = dayOf(looking(), c.req.valid("query").date);
      return c.json(
        {
          ...rest,
          plan: { ...plan, problem: plan.problem && coded(plan.problem) },
          sale: { ...sale, problem: sale.problem && coded(sale.problem) },
        },
        200,
      );
    })
    .openapi(look, (c) => {
      const found = previewOf(looking(), c.req.valid("json").change);
      if (!found.ok) throw refusal(found.error, statusByError);
      return c.json({ ...found.value, findings: found.value.findings.map(coded) }, 200);
    })
    .openapi(make, async (c) => {
      const body = c.req.valid("json");
      const done = await deps.writer.submit(await commandOf(c), (tx) =>
        planChange(tx, deps.sealer, { ...body, actor: actor(c) }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(changeMade(looking(), done.value.changeId), 201);
    })
    .openapi(list, (c) => {
      const pageSize = 50;
      const items = changesMade(looking(), c.req.valid("query").before ?? null, pageSize + 1);
      const next = items.length > pageSize ? (items[pageSize - 1]?.id ?? null) : null;
      return c.json({ items: items.slice(0, pageSize), next }, 200);
    });
};
