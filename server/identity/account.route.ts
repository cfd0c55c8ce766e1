/** An applicant's account over HTTP: what is in it, and its passkeys. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { refusal, type StatusByError } from "../http/problem";
import { type Env, plainCommand } from "../http/request";
import { handleOf } from "./account";
import { contactRoutes } from "./account-contact.route";
import { planAddOwnPasskey, planRemoveOwnPasskey } from "./account-passkeys.usecase";
import { accountSignInRoutes } from "./account-sign-in.route";
import { accountView, newPasskeyBody, renameBody } from "./account.schema";
import {
  type AccountNotReady,
  accountHere,
  codeDepsOf,
  mustBeFresh,
  ownerOfAccount,
  type StepUp,
} from "./account.usecase";
import { viewAccount } from "./account-view.usecase";
import { giveCookie } from "./cookies";
import { labelOf } from "./label";
import type { PasskeyRefused } from "./passkey";
import { beginRegistration, checkRegistration } from "./passkey-ceremony.usecase";
import { ceremonyOptions } from "./passkey.schema";
import { type AddPasskeyError, type LastWayIn, type PasskeyGone, planRenamePasskey } from "./passkey.usecase";
import { sessionOf } from "./session.route";
import { newToken } from "./session.usecase";

const statusByAddError = {
  StepUp: 403,
  AccountNotReady: 503,
  PasskeyKnown: 409,
  TooManyPasskeys: 409,
  PasskeyRefused: 401,
} as const satisfies StatusByError<AddPasskeyError | StepUp | AccountNotReady | PasskeyRefused>;

const statusByChangeError = {
  StepUp: 403,
  PasskeyNotFound: 404,
  LastWayIn: 409,
} as const satisfies StatusByError<PasskeyGone | LastWayIn | StepUp>;

const purpose = "add_passkey";

export const accountRoutes = (deps: Deps) => {
  const { writer, self, identity, sealer } = deps;
  const ceremony = { writer, rp: identity.rp };
  const byId = { params: z.object({ id: z.string().max(1364) }) };

  const mine = createRoute({
    method: "get",
    path: "/account",
    summary: "The account of this session: its passkeys and contacts",
    responses: { 200: answer(accountView, "The account; empty when there is none yet"), ...refusals },
  });
  const options = createRoute({
    method: "post",
    path: "/account/passkeys/options",
    summary: "What the browser is asked for a new passkey",
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.create`"),
      ...refusedBy(statusByAddError),
    },
  });
  const add = createRoute({
    method: "post",
    path: "/account/passkeys",
    summary: "Keep a new passkey; the first one makes the account",
    request: { body: json(newPasskeyBody) },
    responses: {
      201: answer(accountView, "The session's new cookie comes along"),
      ...refusedBy(statusByAddError),
    },
  });
  const rename = createRoute({
    method: "post",
    path: "/account/passkeys/{id}/rename",
    summary: "Call a passkey something else",
    request: { ...byId, body: json(renameBody) },
    responses: { 200: answer(accountView, "The account"), ...refusedBy(statusByChangeError) },
  });
  const remove = createRoute({
    method: "delete",
    path: "/account/passkeys/{id}",
    summary: "Remove a passkey, with one of the account's passkeys used in the last five minutes",
    request: byId,
    responses: { 200: answer(accountView, "The account"), ...refusedBy(statusByChangeError) },
  });

  const looking = () => ({ db: deps.db, branch: self.branch, nowMs: deps.clock.nowMs() });
  const shown = (c: Context<Env>) => viewAccount(looking(), sealer, sessionOf(c));

  return api()
    .route("/", accountSignInRoutes(deps))
    .route("/", contactRoutes(deps))
    .openapi(mine, (c) => c.json(shown(c), 200))
    .openapi(options, async (c) => {
      const { id: session, who } = sessionOf(c);
      const fresh = mustBeFresh(looking(), who, session);
      if (!fresh.ok) throw refusal(fresh.error, statusByAddError);
      const begun = await beginRegistration(ceremony, plainCommand(c), {
        session,
        purpose,
        owner: ownerOfAccount(who),
        handle: accountHere(looking(), who)?.handle ?? handleOf(identity.codesKey, who),
        userName: identity.rp.name,
      });
      if (!begun.ok) throw refusal(begun.error, statusByAddError);
      return c.json(begun.value, 200);
    })
    .openapi(add, async (c) => {
      const { answer: given, name, lang } = c.req.valid("json");
      const { id: session, who } = sessionOf(c);
      const command = plainCommand(c);
      const checked = await checkRegistration(ceremony, command, { session, purpose, answer: given });
      if (!checked.ok) throw refusal(checked.error, statusByAddError);
      const token = newToken(deps);
      const label = labelOf(c.req.header("user-agent"));
      const made = { made: checked.value, name: name ?? (label || identity.rp.name), lang };
      const done = await writer.submit(command, (tx) =>
        planAddOwnPasskey(tx, codeDepsOf(deps), { session, who, token, label }, made),
      );
      if (!done.ok) throw refusal(done.error, statusByAddError);
      giveCookie(c, self.alias, "public", token);
      return c.json(viewAccount(looking(), sealer, { who, verifiedMs: deps.clock.nowMs() }), 201);
    })
    .openapi(rename, async (c) => {
      const { id } = c.req.valid("param");
      const { name } = c.req.valid("json");
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRenamePasskey(tx, ownerOfAccount(sessionOf(c).who), id, name),
      );
      if (!done.ok) throw refusal(done.error, statusByChangeError);
      return c.json(shown(c), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const { id: session, who } = sessionOf(c);
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRemoveOwnPasskey(tx, codeDepsOf(deps), { session, who }, id),
      );
      if (!done.ok) throw refusal(done.error, statusByChangeError);
      return c.json(shown(c), 200);
    });
};
