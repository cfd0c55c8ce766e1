/** A supervisor's word on this machine's clock, over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Deps } from "../deps";
import { api, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, ownerOf, plainCommand } from "../http/request";
import { planConfirmClock } from "./clock.usecase";

export const clockRoutes = (deps: Deps) => {
  const confirm = createRoute({
    method: "post",
    path: "/branch/clock/confirm",
    summary: "Say that this machine's clock is right, for twelve hours",
    responses: {
      204: { description: "Places and codes are issued again" },
      ...refusedBy({ ClockIsRight: 409 }),
    },
  });
  return api().openapi(confirm, async (c) => {
    const done = await deps.writer.submit(plainCommand(c), (tx) => planConfirmClock(tx, ownerOf(actor(c))));
    if (!done.ok) throw refusal(done.error, { ClockIsRight: 409 });
    return c.body(null, 204);
  });
};
