/** The hall over HTTP: what its supervisor sees and orders, emergencies, and bells. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf } from "../http/request";
import { deviceHere } from "../identity/device.usecase";
import { nameAtWork } from "../identity/session.usecase";
import { counterSignedOn } from "../queue/counters.usecase";
import { hallNow } from "../queue/hall.usecase";
import { inHall } from "../queue/refusals.route";
import {
  bellOf,
  planAnnounce,
  planCounterOrder,
  planDisruption,
  planEndEvent,
  planIntake,
  planPanic,
  planRing,
} from "./acts.usecase";
import type { BothTexts, HallChanged } from "./hall";
import {
  alertsSchema,
  announcementBody,
  bellSchema,
  counterOrderBody,
  disruptionBody,
  endBody,
  hallSchema,
  intakeBody,
  panicBody,
} from "./hall.schema";
import { alertsNow, hallView } from "./hall.usecase";

const statusByError = {
  HallChanged: 409,
  CounterNotFound: 404,
  CounterNotOpen: 409,
  CounterNotOnBreak: 409,
  CounterNotClosed: 409,
  UnknownGroup: 422,
  EventNotFound: 404,
  NotYours: 403,
  NoteMissing: 422,
  TooManyTries: 429,
} as const;

const byId = z.object({ id: z.string().max(40) });
const done = z.object({ id: z.string() });
const supervisors: ReadonlySet<string> = new Set(["supervisor", "branch_admin"]);

export const hallRoutes = (deps: Deps) => {
  const { writer, live, self, db } = deps;
  const hall = inHall(deps);
  const refused = refusedBy(statusByError);

  const watch = createRoute({
    method: "get",
    path: "/hall",
    summary: "The hall: queues, counters, devices, and what to do next",
    middleware: [hall],
    responses: { 200: answer(hallSchema, "As topic `hall`"), ...refused },
  });
  const orderCounter = createRoute({
    method: "post",
    path: "/hall/counters/{id}",
    summary: "Move, open or close a counter, or ask for an officer",
    middleware: [hall],
    request: { params: byId, body: json(counterOrderBody) },
    responses: { 200: answer(hallSchema, "The hall as it is now"), ...refused },
  });
  const intake = createRoute({
    method: "post",
    path: "/hall/intake",
    summary: "Stop giving new numbers, or go on",
    middleware: [hall],
    request: { body: json(intakeBody) },
    responses: { 200: answer(hallSchema, "The hall as it is now"), ...refused },
  });
  const announce = createRoute({
    method: "post",
    path: "/hall/announcements",
    summary: "Show something on every display of the hall",
    middleware: [hall],
    request: { body: json(announcementBody) },
    responses: { 200: answer(hallSchema, "The hall as it is now"), ...refused },
  });
  const disrupt = createRoute({
    method: "post",
    path: "/hall/disruption",
    summary: "Something has stopped the branch: tell everybody, offer other times, blame nobody",
    middleware: [hall],
    request: { body: json(disruptionBody) },
    responses: { 200: answer(hallSchema, "The hall as it is now"), ...refused },
  });
  const alerts = createRoute({
    method: "get",
    path: "/panic",
    summary: "Emergencies and bells that stand",
    middleware: [hall],
    responses: { 200: answer(alertsSchema, "As topic `panic`"), ...refused },
  });
  const panic = createRoute({
    method: "post",
    path: "/panic",
    summary: "Tell all staff of an emergency here, silently",
    middleware: [hall],
    request: { body: json(panicBody) },
    responses: { 200: answer(done, "Sent; its id ends it"), ...refused },
  });
  const end = createRoute({
    method: "post",
    path: "/hall/events/{id}/end",
    summary: "End an emergency or an announcement, or go to whoever rang",
    middleware: [hall],
    request: { params: byId, body: json(endBody) },
    responses: { 204: { description: "Ended" }, ...refused },
  });
  const bell = createRoute({
    method: "get",
    path: "/bell",
    summary: "Whether somebody comes to this kiosk",
    middleware: [hall],
    responses: { 200: answer(bellSchema, "As topic `bell`"), ...refused },
  });
  const ring = createRoute({
    method: "post",
    path: "/bell",
    summary: "Somebody at this kiosk needs a person",
    middleware: [hall],
    request: { body: json(z.strictObject({})) },
    responses: { 200: answer(bellSchema, "Staff see it"), ...refused },
  });

  const isHere = self.branch !== null;
  live.register({
    name: "hall",
    tables: [
      "ticket",
      "ticketStep",
      "counter",
      "counterStep",
      "booking",
      "checkin",
      "branchRule",
      "closure",
      "hallEvent",
      "deviceJob",
      "rating",
    ],
    route: "GET /hall",
    everyMs: 1_000,
    snapshot: () => (isHere ? hallView(deps) : undefined),
  });
  live.register({
    name: "panic",
    tables: ["hallEvent"],
    route: "GET /panic",
    snapshot: () => (isHere ? alertsNow(deps) : undefined),
  });
  live.register({
    name: "bell",
    tables: ["hallEvent"],
    route: "GET /bell",
    argument: ownerOf,
    snapshot: (kiosk) => (isHere ? bellOf(hallNow(deps), kiosk) : undefined),
  });

  const officer = (c: Context<Env>): string => ownerOf(actor(c));
  /** Who did it, by name: what a supervisor who came second reads. */
  const named = <E extends { readonly type: string }>(error: E): E => {
    const changed = error as unknown as HallChanged;
    return error.type === "HallChanged" ? { ...error, by: nameAtWork({ db }, changed.by) } : error;
  };

  /** Where the officer sits; else the page in front of them. */
  const placeOf = (who: string, page: string): BothTexts => {
    const counter = counterSignedOn(hallNow(deps), who);
    return counter === undefined
      ? { ms: `Halaman ${page}`, en: `Page ${page}` }
      : { ms: `Kaunter ${counter.no}`, en: `Counter ${counter.no}` };
  };

  return api()
    .openapi(watch, (c) => c.json(hallView(deps), 200))
    .openapi(orderCounter, async (c) => {
      const { id: counterId } = c.req.valid("param");
      const asked = { counterId, ...c.req.valid("json"), actor: officer(c) };
      const made = await writer.submit(await commandOf(c), (tx) => planCounterOrder(tx, asked));
      if (!made.ok) throw refusal(named(made.error), statusByError);
      return c.json(hallView(deps), 200);
    })
    .openapi(intake, async (c) => {
      const asked = { ...c.req.valid("json"), actor: officer(c) };
      const made = await writer.submit(await commandOf(c), (tx) => planIntake(tx, asked));
      if (!made.ok) throw refusal(named(made.error), statusByError);
      return c.json(hallView(deps), 200);
    })
    .openapi(announce, async (c) => {
      const asked = { ...c.req.valid("json"), actor: officer(c) };
      const made = await writer.submit(await commandOf(c), (tx) => planAnnounce(tx, asked));
      if (!made.ok) throw refusal(made.error, statusByError);
      return c.json(hallView(deps), 200);
    })
    .openapi(disrupt, async (c) => {
      const asked = { ...c.req.valid("json"), actor: officer(c) };
      const made = await writer.submit(await commandOf(c), (tx) => planDisruption(tx, deps.sealer, asked));
      if (!made.ok) throw refusal(named(made.error), statusByError);
      return c.json(hallView(deps), 200);
    })
    .openapi(alerts, (c) => c.json(alertsNow(deps), 200))
    .openapi(panic, async (c) => {
      const place = placeOf(officer(c), c.req.valid("json").page);
      const made = await writer.submit(await commandOf(c), (tx) => planPanic(tx, officer(c), place));
      if (!made.ok) throw refusal(made.error, statusByError);
      return c.json(made.value, 200);
    })
    .openapi(end, async (c) => {
      const who = actor(c);
      const { note } = c.req.valid("json");
      const ending = {
        who: officer(c),
        isSupervisor: who.kind === "staff" && supervisors.has(who.role),
        note,
      };
      const made = await writer.submit(await commandOf(c), (tx) =>
        planEndEvent(tx, c.req.valid("param").id, ending),
      );
      if (!made.ok) throw refusal(named(made.error), statusByError);
      return c.body(null, 204);
    })
    .openapi(bell, (c) => c.json(bellOf(hallNow(deps), officer(c)), 200))
    .openapi(ring, async (c) => {
      const kiosk = officer(c);
      const name = deviceHere(hallNow(deps), kiosk)?.name ?? "Kiosk";
      const made = await writer.submit(await commandOf(c), (tx) =>
        planRing(tx, kiosk, { ms: name, en: name }),
      );
      if (!made.ok) throw refusal(made.error, statusByError);
      return c.json(bellOf(hallNow(deps), kiosk), 200);
    });
};
