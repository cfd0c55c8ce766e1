/** Signing in as an applicant over HTTP. Known or unknown: the same answer, status and floor of time. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import { parsePhone } from "../applicants/contact";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { floorMs, notBefore } from "../http/floor";
import { networkOf } from "../http/network";
import { ProblemError, refusal, type StatusByError } from "../http/problem";
import { commandOf, type Env, plainCommand } from "../http/request";
import { planSendSignInCode, planSignIn, planSignInBySms, signInPurpose } from "./account-sign-in.usecase";
import { codeSentView, signInBody, signInOptionsBody, smsCodeBody, smsSignInBody } from "./account.schema";
import { codeDepsOf, ownerOfAccount } from "./account.usecase";
import { planTryCode, type SendError } from "./code.usecase";
import { giveCookie } from "./cookies";
import { labelOf } from "./label";
import { type PasskeyRefused, refused } from "./passkey";
import { beginAssertion, checkAssertion } from "./passkey-ceremony.usecase";
import { ceremonyOptions } from "./passkey.schema";
import { sessionOf } from "./session.route";
import { newToken } from "./session.usecase";

type SignInError = PasskeyRefused | { readonly type: "CodeWrong" } | { readonly type: "TooManyTries" };

const statusBySignInError = {
  PasskeyRefused: 401,
  CodeWrong: 401,
  TooManyTries: 429,
} as const satisfies StatusByError<SignInError>;

export const statusBySendError = {
  NumberNotServed: 422,
  CodeTooSoon: 429,
  TooManyCodes: 429,
  SendingPaused: 503,
} as const satisfies StatusByError<SendError>;

const statusBySmsError = { ...statusBySendError, TooManyTries: 429 } as const;

/** From one network: a full hall signs in behind one address. */
const triedMax = { triesMax: 600, windowMs: 10 * 60_000 };
/** Codes that strangers wish for cost money: fewer of them. */
const smsMax = { triesMax: 60, windowMs: 10 * 60_000 };

const notNumber = () =>
  new ProblemError({ status: 400, code: "invalid_body", errors: [{ path: "to", code: "phone_shape" }] });

export const accountSignInRoutes = (deps: Deps) => {
  const { writer, self, identity, sealer } = deps;
  const ceremony = { writer, rp: identity.rp };
  const done = z.object({ signedIn: z.literal(true) });

  const options = createRoute({
    method: "post",
    path: "/sign-in/options",
    summary: "What the browser asks a passkey for; nobody types a name",
    request: { body: json(signInOptionsBody) },
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.get`"),
      ...refusedBy(statusBySignInError),
    },
  });
  const signIn = createRoute({
    method: "post",
    path: "/sign-in",
    summary: "Sign in with a passkey; what this session holds comes along",
    request: { body: json(signInBody) },
    responses: { 200: answer(done, "Its new cookie comes along"), ...refusedBy(statusBySignInError) },
  });
  const sendCode = createRoute({
    method: "post",
    path: "/sign-in/sms/codes",
    summary: "Send a code to a telephone that an account proved; the same answer where none did",
    request: { body: json(smsCodeBody) },
    responses: { 202: answer(codeSentView, "Sent, if there is an account"), ...refusedBy(statusBySmsError) },
  });
  const bySms = createRoute({
    method: "post",
    path: "/sign-in/sms",
    summary: "Sign in with the code that came to the account's telephone",
    request: { body: json(smsSignInBody) },
    responses: { 200: answer(done, "Its new cookie comes along"), ...refusedBy(statusBySignInError) },
  });

  const countTry = async (c: Context<Env>, what: string, max: typeof triedMax) => {
    const bucket = `${what}:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...max }]));
    if (!counted.ok) throw refusal(counted.error, statusBySignInError);
  };

  /** What a passkey is asked for: anybody's, or once more that of who is signed in. */
  const asking = (c: Context<Env>, again: boolean | undefined) => {
    const { id: session, who } = sessionOf(c);
    return again
      ? { session, purpose: "step_up", owner: ownerOfAccount(who) }
      : { session, purpose: "sign_in" };
  };

  const rotating = (c: Context<Env>) => {
    const { id: session, who } = sessionOf(c);
    return { session, who, token: newToken(deps), label: labelOf(c.req.header("user-agent")) };
  };

  const numberIn = (text: string): string => {
    const phone = parsePhone(text);
    if (!phone.ok) throw notNumber();
    return phone.value.number;
  };

  return api()
    .openapi(options, async (c) => {
      await countTry(c, "sign-in", triedMax);
      const begun = await beginAssertion(ceremony, plainCommand(c), asking(c, c.req.valid("json").again));
      if (!begun.ok) throw refusal(begun.error, statusBySignInError);
      return c.json(begun.value, 200);
    })
    .openapi(signIn, async (c) => {
      const { answer: given, again } = c.req.valid("json");
      await notBefore(floorMs, async () => {
        await countTry(c, "sign-in", triedMax);
        const command = plainCommand(c);
        const asked = { ...asking(c, again), kind: "account" as const, answer: given };
        const checked = await checkAssertion(ceremony, command, asked);
        if (!checked.ok) throw signInRefusal(checked.error);
        const from = rotating(c);
        const opened = await writer.submit(command, (tx) =>
          planSignIn(tx, codeDepsOf(deps), from, checked.value),
        );
        if (!opened.ok) throw signInRefusal(opened.error);
        if (opened.value.type === "CounterWentBack") throw signInRefusal(refused("its counter went back"));
        giveCookie(c, self.alias, "public", from.token);
      });
      return c.json({ signedIn: true } as const, 200);
    })
    .openapi(sendCode, async (c) => {
      const { to, lang } = c.req.valid("json");
      const phone = numberIn(to);
      const command = await commandOf(c);
      const sent = await notBefore(floorMs, async () => {
        await countTry(c, "sign-in-sms", smsMax);
        const input = { session: sessionOf(c).id, to: phone, lang };
        return writer.submit(command, (tx) => planSendSignInCode(tx, codeDepsOf(deps), input));
      });
      if (!sent.ok) throw refusal(sent.error, statusBySmsError);
      return c.json({ nextAtMs: sent.value.nextMs }, 202);
    })
    .openapi(bySms, async (c) => {
      const { to, code } = c.req.valid("json");
      const phone = numberIn(to);
      await notBefore(floorMs, async () => {
        await countTry(c, "sign-in", triedMax);
        const command = plainCommand(c);
        const from = rotating(c);
        const what = { session: from.session, purpose: signInPurpose, channel: "sms", typed: code } as const;
        const tried = await writer.submit(command, (tx) => planTryCode(tx, codeDepsOf(deps), what));
        if (!tried.ok) throw signInRefusal(tried.error);
        // Used-up tries are told as a wrong code: only a code that was really sent can have any.
        if (tried.value.type !== "CodeRight") throw signInRefusal({ type: "CodeWrong" });
        const opened = await writer.submit(command, (tx) =>
          planSignInBySms(tx, codeDepsOf(deps), from, phone),
        );
        if (!opened.ok) throw signInRefusal(opened.error);
        giveCookie(c, self.alias, "public", from.token);
      });
      return c.json({ signedIn: true } as const, 200);
    });
};

/** Whoever signs in is told only that it did not work. */
const signInRefusal = (error: Parameters<typeof refusal<SignInError>>[0]): ProblemError =>
  refusal(error.type === "PasskeyRefused" ? { type: error.type } : error, statusBySignInError);
