/** Holds over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { networkOf } from "../http/network";
import { ProblemError, refusal } from "../http/problem";
import { actor, commandOf, ownerOf } from "../http/request";
import { byId, holdBody, holdView } from "./booking.schema";
import { type HoldError, type HoldGone, ownHold, planHold, planRelease } from "./hold.usecase";
import { placeOf } from "./who.route";

const statusByHoldError = {
  UnknownService: 404,
  UnknownBranch: 404,
  UnknownSlot: 404,
  SlotNotOpen: 409,
  SlotPast: 409,
  SlotFull: 409,
  KindNotServed: 422,
  NotBookable: 422,
  TooManyPeople: 422,
  TooManyHolds: 429,
  TooManyTries: 429,
} as const satisfies Record<HoldError["type"], number>;

const statusByGone = { HoldGone: 404 } as const satisfies Record<HoldGone["type"], number>;

const hold = createRoute({
  method: "post",
  path: "/holds",
  summary: "Hold a slot while the form is filled in",
  request: { body: json(holdBody) },
  responses: { 201: answer(holdView, "Held until expiresAtMs"), ...refusedBy(statusByHoldError) },
});
const show = createRoute({
  method: "get",
  path: "/holds/{id}",
  summary: "A hold that still runs",
  request: { params: byId },
  responses: { 200: answer(holdView, "The hold"), ...refusedBy(statusByGone) },
});
const letGo = createRoute({
  method: "delete",
  path: "/holds/{id}",
  summary: "Let a hold go",
  request: { params: byId },
  responses: { 204: { description: "Gone" }, ...refusals },
});

export const holdRoutes = (deps: Deps) => {
  const { db, clock, writer } = deps;
  const shown = (owner: string, holdId: string) => {
    const row = ownHold({ db, nowMs: clock.nowMs() }, owner, holdId);
    if (!row) throw new ProblemError({ status: 404, code: "hold_gone" });
    return {
      holdId: row.id,
      slot: row.slot,
      service: row.service,
      startsAtMs: row.startMin * 60_000,
      endsAtMs: row.endMin * 60_000,
      expiresAtMs: row.expiresAtMs,
      parties: row.parties,
    };
  };

  return api()
    .openapi(hold, async (c) => {
      const body = c.req.valid("json");
      const who = actor(c);
      const owner = ownerOf(who);
      const held = await writer.submit(await commandOf(c), (tx) =>
        planHold(tx, { ...body, replaces: body.replaces, owner, at: placeOf(who), network: networkOf(c) }),
      );
      if (!held.ok) throw refusal(held.error, statusByHoldError);
      return c.json(shown(owner, held.value.holdId), 201);
    })
    .openapi(show, (c) => c.json(shown(ownerOf(actor(c)), c.req.valid("param").id), 200))
    .openapi(letGo, async (c) => {
      const who = actor(c);
      const released = await writer.submit({ actor: who, requestId: c.get("requestId") }, (tx) =>
        planRelease(tx, ownerOf(who), c.req.valid("param").id),
      );
      if (!released.ok) throw refusal(released.error, statusByGone);
      return c.body(null, 204);
    });
};
