/** Step-up over HTTP, and what the guard asks before it lets such a request through. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { type Env, plainCommand } from "../http/request";
import { giveCookie } from "./cookies";
import { beginAssertion, checkAssertion } from "./passkey-ceremony.usecase";
import { assertionAnswer, ceremonyOptions } from "./passkey.schema";
import { sessionOf } from "./session.route";
import { newToken } from "./session.usecase";
import { actionOf, bodyHashOf, stepUpHeader } from "./step-up";
import { planSpendStepUp, planStepUp } from "./step-up.usecase";

const statusByError = { StepUpRefused: 403 } as const;
const refused = () => refusal({ type: "StepUpRefused" }, statusByError);

const act = z.strictObject({
  method: z.enum(["POST", "PUT", "DELETE"]),
  path: z.string().max(300),
  bodyHash: z.string().regex(/^[\w-]{43}$/),
});

export const stepUpRoutes = (deps: Deps) => {
  const { writer, identity, self } = deps;
  const ceremony = { writer, rp: identity.rp };

  const options = createRoute({
    method: "post",
    path: "/staff/step-up/options",
    summary: "What one's own key is asked to sign before a request goes through",
    request: { body: json(act) },
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.get`"),
      ...refusedBy(statusByError),
    },
  });
  const done = createRoute({
    method: "post",
    path: "/staff/step-up",
    summary: "The signature over that request; its nonce lets it through once, within five minutes",
    request: { body: json(z.strictObject({ act, answer: assertionAnswer })) },
    responses: {
      200: answer(
        z.object({ nonce: z.string() }),
        "For the header `x-sto-step-up`; a new cookie comes along",
      ),
      ...refusedBy(statusByError),
    },
  });

  const asking = (c: Context<Env>, given: z.infer<typeof act>) => {
    const { id: session, who } = sessionOf(c);
    return {
      session,
      purpose: "step_up",
      action: actionOf(given),
      kind: "staff",
      owner: { kind: "staff", id: who },
    } as const;
  };

  return api()
    .openapi(options, async (c) => {
      const begun = await beginAssertion(ceremony, plainCommand(c), asking(c, c.req.valid("json")));
      if (!begun.ok) throw refusal(begun.error, statusByError);
      return c.json(begun.value, 200);
    })
    .openapi(done, async (c) => {
      const { act: given, answer: touched } = c.req.valid("json");
      const command = plainCommand(c);
      const ask = asking(c, given);
      const checked = await checkAssertion(ceremony, command, { ...ask, answer: touched });
      if (!checked.ok)
        throw checked.error.type === "PasskeyRefused" ? refused() : refusal(checked.error, statusByError);
      const token = newToken(deps);
      const { session } = ask;
      const kept = await writer.submit(command, (tx) =>
        planStepUp(tx, { act: given, checked: checked.value, answer: touched, session, token }),
      );
      if (!kept.ok) throw refusal(kept.error, statusByError);
      if (kept.value.type !== "SteppedUp") throw refused();
      giveCookie(c, self.alias, "staff", token);
      return c.json({ nonce: kept.value.nonce }, 200);
    });
};

/** Whether a request carries a step-up of its own: spent by asking. */
export const spendStepUp =
  ({ writer }: Deps) =>
  async (c: Context<Env>, body: string): Promise<boolean> => {
    const nonce = c.req.header(stepUpHeader);
    if (nonce === undefined) return false;
    const spent = await writer.submit(plainCommand(c), (tx) =>
      planSpendStepUp(tx, {
        session: sessionOf(c).id,
        act: { method: c.req.method, path: c.req.path, bodyHash: bodyHashOf(body) },
        nonce,
      }),
    );
    if (!spent.ok && spent.error.type !== "StepUp") throw refusal(spent.error, { StepUp: 403 });
    return spent.ok;
  };
