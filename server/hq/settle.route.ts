/** Headquarters shows what a node that is gone still holds, and gives it to the one that goes on for it. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { nodeByAlias } from "../../sync/roster";
import type { Deps } from "../deps";
import { answer, api, json, listOf, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { plainCommand } from "../http/request";
import { byAlias } from "./nodes.schema";
import { frozenDays, planSettle, settleDaysMax, type SettleError } from "./settle.usecase";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const units = z.int().min(0).max(100_000);
const group = z.string().max(4);

const settleBody = z.strictObject({
  dates: z.array(date).min(1).max(settleDaysMax),
  /** Left where they are: slips of the old box that somebody holds. */
  keep: z.array(z.strictObject({ date, group, units })).max(400).default([]),
  reason: z.string().trim().min(3).max(200),
});

const statusBySettleError = {
  NodeNotFound: 404,
  NodeNotGone: 409,
  NoNodeInPlace: 409,
} as const satisfies Record<SettleError["type"], number>;

export const settleRoutes = (deps: Deps) => {
  const { writer, self, db, clock } = deps;
  const frozen = createRoute({
    method: "get",
    path: "/hq/nodes/{alias}/frozen",
    summary: "Units of days to come that a node holds which is gone",
    request: { params: byAlias },
    responses: {
      200: answer(z.object({ days: listOf(z.object({ date, group, units })) }), "By day and service group"),
      ...refusedBy({ NodeNotFound: 404, NotHeadquarters: 409 }),
    },
  });
  const settle = createRoute({
    method: "post",
    path: "/hq/nodes/{alias}/settle",
    summary: "Give a gone node's units of these days to the node that goes on for it",
    request: { params: byAlias, body: json(settleBody) },
    responses: {
      200: answer(z.object({ units }), "So many units are on sale again"),
      ...refusedBy({ ...statusBySettleError, NotHeadquarters: 409 }),
    },
  });
  const mustBeHq = () => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
  };
  return api()
    .openapi(frozen, (c) => {
      mustBeHq();
      const { alias } = c.req.valid("param");
      const branch = nodeByAlias(db, alias)?.branch;
      if (!branch) throw refusal({ type: "NodeNotFound" }, statusBySettleError);
      const days = frozenDays({ db, nowMs: clock.nowMs() }, branch).filter((day) => day.alias === alias);
      return c.json({ days: days.map(({ date, group, units }) => ({ date, group, units })) }, 200);
    })
    .openapi(settle, async (c) => {
      mustBeHq();
      const wish = { ...c.req.valid("param"), ...c.req.valid("json") };
      const done = await writer.submit(plainCommand(c), (tx) => planSettle(tx, wish));
      if (!done.ok) throw refusal(done.error, statusBySettleError);
      return c.json(done.value, 200);
    });
};
