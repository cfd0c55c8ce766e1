/** A person's own passkey on an officer's tablet, over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { SubmitError } from "../../sync/submit";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { actor, type Env, ownerOf, plainCommand } from "../http/request";
import { refused } from "../identity/passkey";
import { beginAssertion, checkAssertion } from "../identity/passkey-ceremony.usecase";
import { assertionAnswer, ceremonyOptions } from "../identity/passkey.schema";
import { sessionOf } from "../identity/session.route";
import { byId } from "./booking.schema";
import { pendingView } from "./pending.schema";
import { pendingVisit, purposeOf } from "./pending.usecase";
import { pendingShown } from "./pending-view.usecase";
import { planShowPasskey, type VisitPasskeyError } from "./visit-passkey.usecase";

const statusByError = {
  HoldGone: 410,
  TooManyTries: 429,
  PasskeyRefused: 422,
} as const satisfies Record<VisitPasskeyError["type"], number>;

/** Whose key it was, or what was wrong with it, is nobody's business at a counter. */
const refusedFor = (error: VisitPasskeyError | SubmitError): ProblemError =>
  refusal(error.type === "PasskeyRefused" ? { type: error.type } : error, statusByError);

const options = createRoute({
  method: "post",
  path: "/holds/{id}/passkey/options",
  summary: "What the tablet asks the person's own passkey for",
  request: { params: byId },
  responses: { 200: answer(ceremonyOptions, "For `navigator.credentials.get`"), ...refusedBy(statusByError) },
});
const shown = createRoute({
  method: "post",
  path: "/holds/{id}/passkey",
  summary: "The person used a passkey of theirs: one kind of proof for this visit, and no sign-in",
  request: { params: byId, body: json(z.strictObject({ answer: assertionAnswer })) },
  responses: { 200: answer(pendingView, "What the visit waits for"), ...refusedBy(statusByError) },
});

export const visitPasskeyRoutes = (deps: Deps) => {
  const { writer, sealer, identity } = deps;
  const ceremony = { writer, rp: identity.rp };

  const waiting = (c: Context<Env>, holdId: string) => {
    const now = { db: deps.db, nowMs: deps.clock.nowMs() };
    const pending = pendingVisit(now, sealer, holdId, ownerOf(actor(c)));
    if (!pending) throw new ProblemError({ status: statusByError.HoldGone, code: "hold_gone" });
    return pending;
  };
  const asking = (c: Context<Env>, holdId: string) => ({
    session: sessionOf(c).id,
    purpose: purposeOf(holdId),
  });

  return api()
    .openapi(options, async (c) => {
      const holdId = c.req.valid("param").id;
      waiting(c, holdId);
      const begun = await beginAssertion(ceremony, plainCommand(c), asking(c, holdId));
      if (!begun.ok) throw refusal(begun.error, {});
      return c.json(begun.value, 200);
    })
    .openapi(shown, async (c) => {
      const holdId = c.req.valid("param").id;
      waiting(c, holdId);
      const command = plainCommand(c);
      const ask = { ...asking(c, holdId), kind: "account", answer: c.req.valid("json").answer } as const;
      const checked = await checkAssertion(ceremony, command, ask);
      if (!checked.ok) throw refusedFor(checked.error);
      const visit = { holdId, owner: ownerOf(actor(c)) };
      const done = await writer.submit(command, (tx) => planShowPasskey(tx, sealer, visit, checked.value));
      if (!done.ok) throw refusedFor(done.error);
      if (done.value.type === "CounterWentBack") throw refusedFor(refused("its counter went back"));
      return c.json(pendingShown(deps, waiting(c, holdId)), 200);
    });
};
