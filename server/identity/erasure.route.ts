/** Erasing a person over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { api, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, type Env, plainCommand } from "../http/request";
import { seenDocument } from "./account-recovery.schema";
import { mustBeFresh } from "./account.usecase";
import { identityOf } from "./document";
import { planErase, type Whom } from "./erasure.usecase";
import { sessionOf } from "./session.route";

const statusByError = { NobodyToErase: 404, StillToCome: 409, StepUp: 403, TooManyTries: 429 } as const;

/** An officer erases who stands before them; nobody tries out numbers. */
const erasuresMax = { triesMax: 20, windowMs: 24 * 60 * 60_000 };

export const erasureRoutes = (deps: Deps) => {
  const { writer, sealer, self, db, clock, channels } = deps;

  const own = createRoute({
    method: "delete",
    path: "/account",
    summary: "Erase this session's account and what hangs on it alone, with one of its passkeys in hand",
    responses: { 204: { description: "Erased" }, ...refusedBy(statusByError) },
  });
  const atCounter = createRoute({
    method: "post",
    path: "/erasures",
    summary: "Erase the person whose document lies before the officer",
    request: { body: json(z.strictObject({ document: seenDocument })) },
    responses: { 204: { description: "Erased" }, ...refusedBy(statusByError) },
  });

  const erase = async (c: Context<Env>, whom: Whom) => {
    const done = await writer.submit(plainCommand(c), (tx) => planErase(tx, sealer, whom));
    if (!done.ok) throw refusal(done.error, statusByError);
    await channels.forget(done.value);
    return c.body(null, 204);
  };

  return api()
    .openapi(own, async (c) => {
      const { id: session, who } = sessionOf(c);
      const looking = { db, branch: self.branch, nowMs: clock.nowMs() };
      const fresh = mustBeFresh(looking, who, session);
      if (!fresh.ok) throw refusal(fresh.error, statusByError);
      return erase(c, { by: "holder", account: who });
    })
    .openapi(atCounter, async (c) => {
      const who = actor(c);
      if (who.kind !== "staff") throw new Error("the table of doors lets only staff in");
      const counted = await writer.submit(plainCommand(c), (tx) =>
        planTry(tx, [{ bucket: `erase:${who.id}`, ...erasuresMax }]),
      );
      if (!counted.ok) throw refusal(counted.error, statusByError);
      const key = identityOf(c.req.valid("json").document);
      if (key === undefined) throw refusal({ type: "NobodyToErase" }, statusByError);
      return erase(c, { by: "officer", officer: who.id, identity: sealer.blindIndex(key) });
    });
};
