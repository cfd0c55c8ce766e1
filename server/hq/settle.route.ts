/** Headquarters shows what nodes that are gone still hold of a branch's days, and gives it to the node that goes on for them. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { nodeByAlias } from "../../sync/roster";
import type { Deps } from "../deps";
import { answer, api, json, listOf, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { plainCommand } from "../http/request";
import { byAlias } from "./nodes.schema";
import { frozenDays, planSettle, settleDaysMax, type SettleError } from "./settle.usecase";

const units = z.int().min(0);

const frozenDay = z.object({ alias: z.number(), date: z.string(), group: z.string(), units });

const settleBody = z.strictObject({
  /** Left where they are, of each day and group: slips of the old box that may turn up. */
  keepEach: z.int().min(0).max(20),
  reason: z.string().trim().min(3).max(200),
});

const statusBySettleError = {
  NodeNotFound: 404,
  NodeNotInPlace: 409,
  OldBoxUnderWay: 409,
} as const satisfies Record<SettleError["type"], number>;

export const settleRoutes = (deps: Deps) => {
  const { writer, self, db, clock } = deps;
  const frozen = createRoute({
    method: "get",
    path: "/hq/nodes/{alias}/frozen",
    summary: "Units of days to come that earlier nodes of this one's branch took along",
    request: { params: byAlias },
    responses: {
      200: answer(z.object({ days: listOf(frozenDay) }), "By node, day and service group"),
      ...refusedBy({ NodeNotFound: 404, NotHeadquarters: 409 }),
    },
  });
  const settle = createRoute({
    method: "post",
    path: "/hq/nodes/{alias}/settle",
    summary: "Give them to this node, and shut the earlier ones out",
    request: { params: byAlias, body: json(settleBody) },
    responses: {
      200: answer(z.object({ units }), "So many units are on sale again"),
      ...refusedBy({ ...statusBySettleError, NotHeadquarters: 409 }),
    },
  });
  const daysOf = (alias: number) => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
    const branch = nodeByAlias(db, alias)?.branch;
    if (!branch) throw refusal({ type: "NodeNotFound" }, statusBySettleError);
    return frozenDays({ db, nowMs: clock.nowMs() }, branch);
  };
  return api()
    .openapi(frozen, (c) => c.json({ days: daysOf(c.req.valid("param").alias) }, 200))
    .openapi(settle, async (c) => {
      const wish = { ...c.req.valid("param"), ...c.req.valid("json") };
      const dates = [...new Set(daysOf(wish.alias).map(({ date }) => date))];
      let units = 0;
      // Each week is a commit of its own; cut short in between, it is asked again and gives the rest.
      for (let at = 0; at === 0 || at < dates.length; at += settleDaysMax) {
        const week = { ...wish, dates: dates.slice(at, at + settleDaysMax) };
        const done = await writer.submit(plainCommand(c), (tx) => planSettle(tx, week));
        if (!done.ok) throw refusal(done.error, statusBySettleError);
        units += done.value.units;
      }
      return c.json({ units }, 200);
    });
};
