/** Tickets over HTTP: a person's own number, and what an officer does with it. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Plan } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { answer, api, json, line, refusals, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { commandOf, type Env } from "../http/request";
import { ticketShown } from "../hq/halls.usecase";
import { marks } from "../rating/rating";
import { planRating } from "../rating/rating.usecase";
import { empty, ending, id, stepped, ticketSchema, why } from "./queue.schema";
import { endingOf } from "./queue.route";
import { inHall, officerOf, statusByError } from "./refusals.route";
import {
  type Done,
  planCommand,
  planFinish,
  planNote,
  planTransfer,
  type TransferError,
} from "./ticket-command.usecase";
import { planUndo } from "./undo.usecase";
import { caseOfOfficer, queueItem } from "./view.usecase";

const transferBody = z.union([
  z.strictObject({ group: z.string().regex(/^[A-Z]$/), reason: why }),
  z.strictObject({ counter: z.string().max(40), reason: why }),
]);

/** At headquarters: when the branch was last heard. Null at the branch itself. */
const shownSchema = ticketSchema
  .extend({
    heardAtMs: z.number().nullable(),
    rating: z.union(marks.map((mark) => z.literal(mark))).nullable(),
  })
  .meta({ id: "TicketShown" });

const ratingStatus = {
  TicketNotFound: 404,
  VisitNotOver: 409,
  RatingClosed: 409,
  TooManyTries: 429,
} as const;

/** However many branches call, headquarters tells its telephones at most this often. */
const elsewhereEveryMs = 2_000;

export const ticketRoutes = (deps: Deps) => {
  const { writer, live, sealer } = deps;
  const hall = inHall(deps);
  const responses = {
    200: answer(stepped, "The ticket, and who is at this officer's counter now"),
    ...refusals,
  };
  /** One command of an officer on one ticket. */
  const command = <Name extends string, Body extends z.ZodType>(path: Name, summary: string, body: Body) =>
    createRoute({
      method: "post",
      path: `/tickets/{id}/${path}`,
      summary,
      middleware: [hall],
      request: { params: id, body: json(body) },
      responses,
    });

  const one = createRoute({
    method: "get",
    path: "/tickets/{id}",
    summary: "A number: its place, its wait, and why",
    request: { params: id },
    responses: { 200: answer(shownSchema, "The ticket"), ...refusals },
  });
  const rate = createRoute({
    method: "post",
    path: "/tickets/{id}/rating",
    summary: "How the visit was, in one touch",
    request: {
      params: id,
      body: json(z.strictObject({ mark: z.union(marks.map((mark) => z.literal(mark))) })),
    },
    responses: {
      200: answer(shownSchema, "The ticket, with what was given last"),
      ...refusedBy(ratingStatus),
    },
  });
  const simple = createRoute({
    method: "post",
    path: "/tickets/{id}/{command}",
    summary: "Call again, begin to serve, set aside, take back in, or undo within ten seconds",
    middleware: [hall],
    request: {
      params: id.extend({ command: z.enum(["recall", "serve", "absent", "park", "unpark", "undo"]) }),
      body: json(empty),
    },
    responses,
  });
  const finish = command("finish", "End a stage: the next one, or done", z.strictObject(ending));
  const transfer = command(
    "transfer",
    "To another queue or counter; the time waited goes along",
    transferBody,
  );
  const priority = command(
    "priority",
    "Confirm or refuse a claim of priority",
    z.strictObject({ confirmed: z.boolean() }),
  );
  const note = command("note", "Leave a note for the next officer", z.strictObject({ text: line(500) }));

  const act = async (
    c: Context<Env>,
    ticketId: string,
    plan: (tx: Tx, officer: string) => Result<Plan<Done>, TransferError>,
  ) => {
    const officer = officerOf(c);
    const done = await writer.submit(await commandOf(c), (tx) => plan(tx, officer));
    if (!done.ok) throw refusal(done.error, statusByError);
    return c.json(
      { ticket: queueItem(deps, ticketId) ?? notFound(), current: caseOfOfficer(deps, officer) },
      200,
    );
  };

  live.register({
    name: "ticket",
    tables: ["ticket", "ticketStep", "counter", "counterStep", "branchRule", "deviceJob", "rating"],
    // The id is 74 random bits, and the view holds no personal data: whoever has the link may look.
    route: "GET /tickets/:id",
    ...(deps.self.role === "hq" ? { everyMs: elsewhereEveryMs } : {}),
    snapshot: (ticketId) => ticketShown(deps, ticketId),
  });
  // A picture of a hall says that what is shown still holds.
  deps.pulses.onKeep(() => live.touch("ticket"));

  return api()
    .openapi(one, (c) => c.json(ticketShown(deps, c.req.valid("param").id) ?? notFound(), 200))
    .openapi(rate, async (c) => {
      const { id: ticket } = c.req.valid("param");
      const { mark } = c.req.valid("json");
      const shown = ticketShown(deps, ticket);
      const made = await writer.submit(await commandOf(c), (tx) => planRating(tx, { ticket, mark, shown }));
      if (!made.ok) throw refusal(made.error, ratingStatus);
      return c.json(ticketShown(deps, ticket) ?? notFound(), 200);
    })
    .openapi(finish, (c) => {
      const { id: ticketId } = c.req.valid("param");
      const end = endingOf(c.req.valid("json"));
      return act(c, ticketId, (tx, officer) => planFinish(tx, officer, ticketId, end));
    })
    .openapi(transfer, (c) => {
      const { id: ticketId } = c.req.valid("param");
      const body = c.req.valid("json");
      const to = "group" in body ? { group: body.group } : { counterId: body.counter };
      return act(c, ticketId, (tx, officer) =>
        planTransfer(tx, officer, ticketId, { ...to, reason: body.reason }),
      );
    })
    .openapi(priority, (c) => {
      const { id: ticketId } = c.req.valid("param");
      const type = c.req.valid("json").confirmed ? "confirmPriority" : "denyPriority";
      return act(c, ticketId, (tx, officer) => planCommand(tx, officer, ticketId, { type }));
    })
    .openapi(note, (c) => {
      const { id: ticketId } = c.req.valid("param");
      const { text } = c.req.valid("json");
      return act(c, ticketId, (tx, officer) => planNote(tx, sealer, officer, ticketId, text));
    })
    .openapi(simple, (c) => {
      const { id: ticketId, command: type } = c.req.valid("param");
      return act(c, ticketId, (tx, officer) =>
        type === "undo" ? planUndo(tx, officer, ticketId) : planCommand(tx, officer, ticketId, { type }),
      );
    });
};

const notFound = (): never => {
  throw new ProblemError({ status: 404, code: "ticket_not_found" });
};
