/** Master data over HTTP, at headquarters: what would change and whom it touches, the change, and taking it back. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { lookingNow } from "../booking/availability.usecase";
import type { Deps } from "../deps";
import { answer, api, id, json, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { actor, commandOf, ownerOf, plainCommand } from "../http/request";
import { gateRulesView, masterBody, masterList, masterPreview, masterWish } from "./master.schema";
import type { MasterWish } from "./master";
import {
  gateRulesToday,
  type MakeMasterError,
  mastersMade,
  planMaster,
  planWithdrawMaster,
  previewMaster,
  type WithdrawError,
} from "./master.usecase";

const statusByError = {
  DatePast: 422,
  DateFar: 422,
  NothingChanges: 422,
  FeesDiffer: 422,
  NotOfCategory: 422,
  UnknownBranch: 404,
  UnknownService: 404,
  UnknownState: 404,
  HolidayThere: 409,
  PreviewStale: 409,
} as const satisfies Record<MakeMasterError["type"], number>;

const statusByWithdraw = {
  MasterNotFound: 404,
  MasterInForce: 409,
  HolidayTold: 409,
} as const satisfies Record<WithdrawError["type"], number>;

const pageSize = 50;

export const masterRoutes = (deps: Deps) => {
  const { writer, self } = deps;
  const hqOnly = { NotHeadquarters: 409 } as const;
  const list = createRoute({
    method: "get",
    path: "/hq/master",
    summary:
      "Corrections of branches, services, holidays and rules of gate lanes: coming, in force, withdrawn",
    request: { query: z.strictObject({ before: id.optional() }) },
    responses: { 200: answer(masterList, "The newest first"), ...refusedBy(hqOnly) },
  });
  const gates = createRoute({
    method: "get",
    path: "/hq/master/gates",
    summary: "The rules of gate lanes as they hold today",
    responses: { 200: answer(gateRulesView, "For the whole country"), ...refusedBy(hqOnly) },
  });
  const look = createRoute({
    method: "post",
    path: "/hq/master/preview",
    summary: "What a correction would change from which day, and whose bookings it touches",
    request: { body: json(z.strictObject({ wish: masterWish })) },
    responses: {
      200: answer(masterPreview, "Nothing was changed"),
      ...refusedBy({ ...statusByError, ...hqOnly }),
    },
  });
  const make = createRoute({
    method: "post",
    path: "/hq/master",
    summary: "Make a correction that was looked at",
    request: { body: json(masterBody) },
    responses: {
      201: answer(z.object({ id: z.string() }), "Every node changes on its day"),
      ...refusedBy({ ...statusByError, ...hqOnly }),
    },
  });
  const withdraw = createRoute({
    method: "post",
    path: "/hq/master/{id}/withdraw",
    summary: "Take a correction back before its day",
    request: { params: z.object({ id }) },
    responses: {
      204: { description: "It never comes into force" },
      ...refusedBy({ ...statusByWithdraw, ...hqOnly }),
    },
  });

  const mustBeHq = () => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
  };
  return api()
    .openapi(list, (c) => {
      mustBeHq();
      const { before = null } = c.req.valid("query");
      const items = mastersMade(lookingNow(deps), before, pageSize + 1);
      const next = items.length > pageSize ? (items[pageSize - 1]?.id ?? null) : null;
      return c.json({ items: items.slice(0, pageSize), next }, 200);
    })
    .openapi(gates, (c) => {
      mustBeHq();
      return c.json(gateRulesToday(lookingNow(deps)), 200);
    })
    .openapi(look, (c) => {
      mustBeHq();
      const seen = previewMaster(lookingNow(deps), c.req.valid("json").wish as MasterWish);
      if (!seen.ok) throw refusal(seen.error, statusByError);
      return c.json(seen.value, 200);
    })
    .openapi(make, async (c) => {
      mustBeHq();
      const { wish, ...rest } = c.req.valid("json");
      const input = { ...rest, wish: wish as MasterWish, by: ownerOf(actor(c)) };
      const done = await writer.submit(await commandOf(c), (tx) => planMaster(tx, input));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(done.value, 201);
    })
    .openapi(withdraw, async (c) => {
      mustBeHq();
      const wish = { id: c.req.valid("param").id, by: ownerOf(actor(c)) };
      const done = await writer.submit(plainCommand(c), (tx) => planWithdrawMaster(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByWithdraw);
      return c.body(null, 204);
    });
};
