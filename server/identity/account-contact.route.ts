/** An account's contacts over HTTP, and which ways of sending a code work now. */
import { createRoute } from "@hono/zod-openapi";
import { parseEmail, parsePhone } from "../applicants/contact";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { ProblemError, refusal, type StatusByError } from "../http/problem";
import { commandOf, plainCommand } from "../http/request";
import {
  type ContactChannel,
  contactPurpose,
  type CodeWrong,
  planKeepContact,
  planSendContactCode,
} from "./account-contact.usecase";
import { statusBySendError } from "./account-sign-in.route";
import {
  accountView,
  channelsView,
  codeSentView,
  codesView,
  contactBody,
  contactCodeBody,
} from "./account.schema";
import { type AccountNotReady, codeDepsOf, type StepUp } from "./account.usecase";
import { viewAccount } from "./account-view.usecase";
import { codesUnderWay, planTryCode } from "./code.usecase";
import { sessionOf } from "./session.route";

const statusByContactError = { StepUp: 403, AccountNotReady: 503 } as const satisfies StatusByError<
  StepUp | AccountNotReady
>;
const statusByCodeError = { ...statusBySendError, ...statusByContactError } as const;
const statusByKeepError = {
  CodeWrong: 401,
  TriesUsedUp: 401,
  ...statusByContactError,
} as const satisfies StatusByError<CodeWrong | { type: "TriesUsedUp" } | StepUp | AccountNotReady>;

export const contactRoutes = (deps: Deps) => {
  const { writer, self, sealer, channels, identity, db, clock } = deps;

  const ways = createRoute({
    method: "get",
    path: "/channels",
    summary: "Which ways of sending a code work now, and which numbers get an SMS",
    responses: { 200: answer(channelsView, "As the gateways answered last"), ...refusals },
  });
  const sendCode = createRoute({
    method: "post",
    path: "/account/contacts/codes",
    summary: "Send a code to a telephone or e-mail address that shall belong to this account",
    request: { body: json(contactCodeBody) },
    responses: { 202: answer(codeSentView, "On its way"), ...refusedBy(statusByCodeError) },
  });
  const underWay = createRoute({
    method: "get",
    path: "/account/contacts/codes",
    summary: "Codes on their way to a contact of this account",
    responses: { 200: answer(codesView, "One for each kind at most"), ...refusals },
  });
  const keep = createRoute({
    method: "post",
    path: "/account/contacts",
    summary: "Prove a contact by the code that came there; the contact before it is told",
    request: { body: json(contactBody) },
    responses: { 200: answer(accountView, "The account"), ...refusedBy(statusByKeepError) },
  });

  return api()
    .openapi(ways, (c) => {
      const health = (kind: ContactChannel) => channels.health(kind).type;
      const { prefixes } = identity.sending;
      return c.json({ sms: { health: health("sms"), prefixes }, email: { health: health("email") } }, 200);
    })
    .openapi(sendCode, async (c) => {
      const { kind, to, lang } = c.req.valid("json");
      const { id: session, who } = sessionOf(c);
      const input = { session, who, channel: kind, to: addressIn(kind, to), lang };
      const sent = await writer.submit(await commandOf(c), (tx) =>
        planSendContactCode(tx, codeDepsOf(deps), input),
      );
      if (!sent.ok) throw refusal(sent.error, statusByCodeError);
      return c.json({ nextAtMs: sent.value.nextMs }, 202);
    })
    .openapi(underWay, (c) => {
      const of = { session: sessionOf(c).id, purpose: contactPurpose };
      const items = codesUnderWay({ db, nowMs: clock.nowMs() }, of).flatMap(
        ({ channel, sentAtMs, endsMs, resendAtMs }) =>
          channel === "paper" ? [] : [{ kind: channel, sentAtMs, endsAtMs: endsMs, resendAtMs }],
      );
      return c.json({ items }, 200);
    })
    .openapi(keep, async (c) => {
      const { kind, to, code, lang } = c.req.valid("json");
      const { id: session, who, verifiedMs } = sessionOf(c);
      const input = { session, who, channel: kind, to: addressIn(kind, to), lang };
      const command = plainCommand(c);
      const what = { session, purpose: contactPurpose, channel: kind, typed: code };
      const tried = await writer.submit(command, (tx) => planTryCode(tx, codeDepsOf(deps), what));
      if (!tried.ok) throw refusal(tried.error, statusByKeepError);
      if (tried.value.type !== "CodeRight") throw refusal(tried.value, statusByKeepError);
      const kept = await writer.submit(command, (tx) => planKeepContact(tx, codeDepsOf(deps), input));
      if (!kept.ok) throw refusal(kept.error, statusByKeepError);
      const looking = { db, branch: self.branch, nowMs: clock.nowMs() };
      return c.json(viewAccount(looking, sealer, { who, verifiedMs }), 200);
    });
};

/** The address as it is kept and written to; a shape that is none is the field's error. */
export const addressIn = (kind: ContactChannel, text: string): string => {
  const read = kind === "sms" ? parsePhone(text) : parseEmail(text);
  if (!read.ok)
    throw new ProblemError({
      status: 400,
      code: "invalid_body",
      errors: [{ path: "to", code: kind === "sms" ? "phone_shape" : "email_shape" }],
    });
  return typeof read.value === "string" ? read.value : read.value.number;
};
