/** Staff sign-in over HTTP: without a name, by a passkey, and back to a page that had locked. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { floorMs, notBefore } from "../http/floor";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { type Env, plainCommand } from "../http/request";
import { cookieOf, giveCookie } from "./cookies";
import { labelOf } from "./label";
import { beginAssertion, checkAssertion } from "./passkey-ceremony.usecase";
import { type assertionAnswer, ceremonyOptions } from "./passkey.schema";
import { sessionOf } from "./session.route";
import { newToken } from "./session.usecase";
import { signedIn, signInBody, unlockBody } from "./sign-in.schema";
import { planSignIn, planUnlock, sessionBehind, type SignIn, type SignInRefused } from "./sign-in.usecase";

/** A branch's morning behind one address, with second tries; guessing a signature is hopeless anyway. */
const tried = { triesMax: 600, windowMs: 10 * 60_000 };

const statusByError = { SignInRefused: 401, TooManyTries: 429 } as const satisfies Record<
  SignInRefused["type"] | "TooManyTries",
  number
>;
const refusedSignIn = () => refusal({ type: "SignInRefused" }, statusByError);

export const signInRoutes = (deps: Deps) => {
  const { writer, self, sealer, identity, db, clock } = deps;
  const ceremony = { writer, rp: identity.rp };

  const options = createRoute({
    method: "post",
    path: "/staff/sign-in/options",
    summary: "What the browser asks a staff key for; the same for everybody",
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.get`"),
      ...refusedBy(statusByError),
    },
  });
  const signIn = createRoute({
    method: "post",
    path: "/staff/sign-in",
    summary: "Sign in as staff with a passkey; relieves the officer who sat here before",
    request: { body: json(signInBody) },
    responses: { 200: answer(signedIn, "Its cookie comes along"), ...refusedBy(statusByError) },
  });
  const unlock = createRoute({
    method: "post",
    path: "/staff/unlock",
    summary: "Open this browser's locked session again, by the same person's passkey",
    request: { body: json(unlockBody) },
    responses: { 200: answer(signedIn, "Its new cookie comes along"), ...refusedBy(statusByError) },
  });

  const countTry = async (c: Context<Env>) => {
    const bucket = `staff-sign-in:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...tried }]));
    if (!counted.ok) throw refusal(counted.error, statusByError);
  };

  /** The ceremony belongs to the person's own session, which everybody has: there is none of the staff yet. */
  const asking = (c: Context<Env>) => ({ session: sessionOf(c).id, purpose: "staff_sign_in" });

  const open = async (
    c: Context<Env>,
    given: z.infer<typeof assertionAnswer>,
    plan: (...wish: Parameters<typeof planSignIn>) => ReturnType<typeof planSignIn>,
  ): Promise<z.infer<typeof signedIn>> => {
    const command = plainCommand(c);
    const checked = await checkAssertion(ceremony, command, { ...asking(c), kind: "staff", answer: given });
    if (!checked.ok)
      throw checked.error.type === "PasskeyRefused" ? refusedSignIn() : refusal(checked.error, statusByError);
    const token = newToken(deps);
    const before = sessionBehind({ db, nowMs: clock.nowMs() }, getCookie(c, cookieOf(self.alias, "staff")));
    const wish: SignIn = {
      assertion: checked.value,
      policy: identity.staffKeys,
      before,
      token,
      label: labelOf(c.req.header("user-agent")),
    };
    const done = await writer.submit(command, (tx) => plan(tx, wish));
    if (!done.ok) throw refusal(done.error, statusByError);
    if (done.value.type !== "SignedIn") throw refusedSignIn();
    giveCookie(c, self.alias, "staff", token);
    return { staff: done.value.staff, counter: done.value.counter };
  };

  return api()
    .openapi(options, async (c) => {
      await countTry(c);
      const begun = await beginAssertion(ceremony, plainCommand(c), asking(c));
      if (!begun.ok) throw refusal(begun.error, statusByError);
      return c.json(begun.value, 200);
    })
    .openapi(signIn, async (c) => {
      await countTry(c);
      const { answer: given, role } = c.req.valid("json");
      const done = await notBefore(floorMs, () =>
        open(c, given, (tx, wish) => planSignIn(tx, { ...wish, role })),
      );
      return c.json(done, 200);
    })
    .openapi(unlock, async (c) => {
      await countTry(c);
      const done = await notBefore(floorMs, () =>
        open(c, c.req.valid("json").answer, (tx, wish) =>
          wish.before
            ? planUnlock(tx, { ...wish, before: wish.before })
            : { ok: false, error: { type: "SignInRefused" } },
        ),
      );
      return c.json(done, 200);
    });
};
