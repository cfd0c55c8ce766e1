/** The hall's display over HTTP and as a live topic. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, listOf, refusals, text } from "../http/api";
import { inHall } from "../queue/refusals.route";
import { displayView } from "./display.usecase";

const call = z.object({
  number: z.string(),
  counter: z.string(),
  lane: z.enum(["appointment", "priority", "normal", "employer"]),
  calledAtMs: z.number(),
  callNo: z.number(),
});

export const display = z
  .object({
    branch: z.string(),
    now: z.number(),
    calling: listOf(call),
    last: listOf(call),
    waiting: listOf(
      z.object({
        group: z.string(),
        name: text,
        count: z.number(),
        estimate: z.object({ lowMin: z.number(), highMin: z.number() }).nullable(),
      }),
    ),
    opensAtMs: z.number().nullable(),
    nextBatchAtMs: z.number().nullable(),
    announcement: z
      .object({ id: z.string(), text, atMs: z.number(), untilMs: z.number().nullable() })
      .nullable(),
  })
  .meta({ id: "Display" });

export const displayRoutes = (deps: Deps) => {
  const show = createRoute({
    method: "get",
    path: "/display",
    summary: "What the hall sees: who is called, the last five, how many wait",
    middleware: [inHall(deps)],
    responses: { 200: answer(display, "The display"), ...refusals },
  });

  if (deps.self.branch !== null)
    deps.live.register({
      name: "display",
      tables: ["ticket", "ticketStep", "counter", "counterStep", "branchRule", "closure", "hallEvent"],
      route: "GET /display",
      snapshot: () => displayView(deps),
    });

  return api().openapi(show, (c) => c.json(displayView(deps), 200));
};
