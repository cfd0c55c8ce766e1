/** Counters and their queues over HTTP: sign on, call the next, see who waits. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, listOf, refusals } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { commandOf } from "../http/request";
import { type Ending, planCallChosen, planNext } from "./call.usecase";
import { planBreak, planClose, planOpen, planSignOn } from "./counters.usecase";
import { planFreeCounter } from "./free-counter.usecase";
import { inHall, officerOf, statusByError } from "./refusals.route";
import { counterSchema, current, empty, ending, groups, id, queueSchema, why } from "./queue.schema";
import { caseAt, counterView, counterViews, queueView } from "./view.usecase";

const signOnBody = z.strictObject({ groups: groups.optional() });
const freeBody = z.strictObject({
  reason: why,
  /** Of whoever was called to this counter: still waiting in the hall, or served and gone. */
  person: z.enum(["waits", "served"]).default("waits"),
});
const nextBody = z.strictObject({ finish: z.boolean().optional(), ...ending });

/** The ending of a stage as rules know it: who is not said to have come, came. */
export const endingOf = (body: z.infer<z.ZodObject<typeof ending>>): Ending => ({
  outcome: body.outcome === "next_stage" ? "nextStage" : body.outcome,
  partiesAbsent: (body.parties ?? []).filter(({ outcome }) => outcome === "no_show").map(({ no }) => no),
});

export const queueRoutes = (deps: Deps) => {
  const { writer, live } = deps;
  const hall = inHall(deps);
  const oneCounter = { 200: answer(counterSchema, "The counter as it is now"), ...refusals };
  const calling = { 200: answer(current, "Who is at this counter now"), ...refusals };

  const list = createRoute({
    method: "get",
    path: "/counters",
    summary: "The counters of this branch",
    middleware: [hall],
    responses: { 200: answer(z.object({ items: listOf(counterSchema) }), "By their number"), ...refusals },
  });
  const signOn = createRoute({
    method: "post",
    path: "/counters/{id}/sign-on",
    summary: "Sit down at a counter and open it",
    middleware: [hall],
    request: { params: id, body: json(signOnBody) },
    responses: oneCounter,
  });
  const free = createRoute({
    method: "post",
    path: "/counters/{id}/free",
    summary: "Free a counter whose officer left without signing off",
    middleware: [hall],
    request: { params: id, body: json(freeBody) },
    responses: oneCounter,
  });
  const change = createRoute({
    method: "post",
    path: "/counters/{id}/{change}",
    summary: "Open, take a break, or close and sign off",
    middleware: [hall],
    request: { params: id.extend({ change: z.enum(["open", "break", "close"]) }), body: json(empty) },
    responses: oneCounter,
  });
  const callNext = createRoute({
    method: "post",
    path: "/counters/{id}/next",
    summary: "Call the next person; with `finish` the present one is finished in the same commit",
    middleware: [hall],
    request: { params: id, body: json(nextBody) },
    responses: calling,
  });
  const call = createRoute({
    method: "post",
    path: "/counters/{id}/call",
    summary: "Call a person out of turn, with a reason",
    middleware: [hall],
    request: { params: id, body: json(z.strictObject({ ticket: z.string().max(40), reason: why })) },
    responses: calling,
  });
  const queue = createRoute({
    method: "get",
    path: "/queue",
    summary: "An officer's page: who is here, who is next, who waits",
    middleware: [hall],
    request: { query: z.object({ counter: z.string().max(40) }) },
    responses: { 200: answer(queueSchema, "The queue of this counter"), ...refusals },
  });

  const shown = (counterId: string) => counterView(deps, counterId) ?? notFound();
  const planChange = { open: planOpen, break: planBreak, close: planClose } as const;

  if (deps.self.branch !== null)
    live.register({
      name: "queue",
      tables: [
        "ticket",
        "ticketStep",
        "counter",
        "counterStep",
        "caseNote",
        "party",
        "checkin",
        "branchRule",
        "deviceJob",
      ],
      route: "GET /queue",
      // Plain `queue` only says that something changed; `queue:<counter>` is the officer's whole page.
      snapshot: (counterId) =>
        counterId === "queue" ? { changedAtMs: deps.clock.nowMs() } : queueView(deps, counterId),
    });

  return api()
    .openapi(list, (c) => c.json({ items: counterViews(deps) }, 200))
    .openapi(signOn, async (c) => {
      const counterId = c.req.valid("param").id;
      const wanted = c.req.valid("json").groups;
      const done = await writer.submit(await commandOf(c), (tx) =>
        planSignOn(tx, officerOf(c), counterId, wanted),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(shown(counterId), 200);
    })
    .openapi(callNext, async (c) => {
      const counterId = c.req.valid("param").id;
      const body = c.req.valid("json");
      const finish = body.finish === true ? endingOf(body) : null;
      const done = await writer.submit(await commandOf(c), (tx) =>
        planNext(tx, officerOf(c), counterId, finish),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json({ current: caseAt(deps, counterId) }, 200);
    })
    .openapi(call, async (c) => {
      const counterId = c.req.valid("param").id;
      const { ticket, reason } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planCallChosen(tx, officerOf(c), counterId, ticket, reason),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json({ current: caseAt(deps, counterId) }, 200);
    })
    .openapi(free, async (c) => {
      const counterId = c.req.valid("param").id;
      const { reason, person } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planFreeCounter(tx, { counterId, actor: officerOf(c), reason, person }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(shown(counterId), 200);
    })
    .openapi(change, async (c) => {
      const { id: counterId, change: to } = c.req.valid("param");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planChange[to](tx, officerOf(c), counterId),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(shown(counterId), 200);
    })
    .openapi(queue, (c) => c.json(queueView(deps, c.req.valid("query").counter) ?? notFound(), 200));
};

const notFound = (): never => {
  throw new ProblemError({ status: 404, code: "counter_not_found" });
};
