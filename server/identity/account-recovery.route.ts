/** Back into an account without its passkeys, over HTTP: the person's side, and the counter's. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { floorMs, notBefore } from "../http/floor";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, plainCommand } from "../http/request";
import { addressIn } from "./account-contact.route";
import { statusBySendError } from "./account-sign-in.route";
import { codeSentView } from "./account.schema";
import { accountHere, codeDepsOf, ownerOfAccount } from "./account.usecase";
import { stopMac } from "./account-recovery";
import {
  recoveryCodeBody,
  recoveryPasskeyBody,
  recoveryStartBody,
  recoveryStopBody,
  recoveryTryBody,
  recoveryView,
  seenDocument,
  waitingRecoveries,
} from "./account-recovery.schema";
import { recoveriesAt } from "./account-recovery.store";
import {
  behindCodes,
  planFinishRecovery,
  planSeeDocument,
  planSendRecoveryCode,
  planStartRecovery,
  planStopRecovery,
  planTryDocument,
  provenKinds,
  recoverable,
  recoveryRun,
  recoveryPurpose,
  type Stopper,
} from "./account-recovery.usecase";
import { planTryCode } from "./code.usecase";
import { giveCookie } from "./cookies";
import { identityOf } from "./document";
import { newDeviceCode } from "./device";
import { labelOf } from "./label";
import { beginRegistration, checkRegistration } from "./passkey-ceremony.usecase";
import { ceremonyOptions } from "./passkey.schema";
import { sessionOf } from "./session.route";
import { newToken } from "./session.usecase";

const statusByError = {
  ...statusBySendError,
  CodeWrong: 401,
  PasskeyRefused: 401,
  AccountNotReady: 503,
  NeedsBothCodes: 409,
  NoAccountBehind: 409,
  BranchNotOffered: 409,
  RecoveryNotReady: 409,
  RecoveryNotFound: 404,
  DocumentDiffers: 409,
  DocumentNotSeen: 409,
  PasskeyKnown: 409,
  TooManyTries: 429,
} as const;

const tenMinutesMs = 10 * 60_000;
/** From one network: codes that strangers wish for cost money, and a stop code is 60 bits long. */
const codesMax = { triesMax: 60, windowMs: tenMinutesMs };
const stopsMax = { triesMax: 60, windowMs: tenMinutesMs };

const purpose = "recover";

export const accountRecoveryRoutes = (deps: Deps) => {
  const { writer, sealer, self, identity, db, clock } = deps;
  const ceremony = { writer, rp: identity.rp };
  const view = answer(recoveryView, "What is proven, and how far it is");
  const byId = { params: z.object({ id: z.string().max(36) }) };

  const look = createRoute({
    method: "get",
    path: "/recovery",
    summary:
      "What this session has proven of an account whose passkeys are lost, and how far its recovery is",
    responses: { 200: view, ...refusals },
  });
  const sendCode = createRoute({
    method: "post",
    path: "/recovery/codes",
    summary: "Send a code to a contact that an account proved; the same answer where none did",
    request: { body: json(recoveryCodeBody) },
    responses: { 202: answer(codeSentView, "Sent, if there is an account"), ...refusedBy(statusByError) },
  });
  const tryCode = createRoute({
    method: "post",
    path: "/recovery/codes/try",
    summary: "Prove one of the two contacts by the code that came there",
    request: { body: json(recoveryTryBody) },
    responses: { 200: view, ...refusedBy(statusByError) },
  });
  const start = createRoute({
    method: "post",
    path: "/recovery",
    summary:
      "Ask for a new passkey, with both contacts proven; every contact is told, and it opens after a day",
    request: { body: json(recoveryStartBody) },
    responses: { 200: view, ...refusedBy(statusByError) },
  });
  const options = createRoute({
    method: "post",
    path: "/recovery/passkey/options",
    summary: "What the browser is asked for the new passkey, once the document was seen and the day is over",
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.create`"),
      ...refusedBy(statusByError),
    },
  });
  const finish = createRoute({
    method: "post",
    path: "/recovery/passkey",
    summary: "Keep the new passkey: all others end, and every session but this one",
    request: { body: json(recoveryPasskeyBody) },
    responses: {
      201: answer(z.object({ signedIn: z.literal(true) }), "The session's new cookie comes along"),
      ...refusedBy(statusByError),
    },
  });
  const stopByCode = createRoute({
    method: "post",
    path: "/recovery/stop",
    summary: "Stop a recovery with the code from its message, which can do nothing else",
    request: { body: json(recoveryStopBody) },
    responses: { 204: { description: "Stopped" }, ...refusedBy(statusByError) },
  });
  const stopOwn = createRoute({
    method: "delete",
    path: "/account/recovery",
    summary: "Stop the recovery of this session's own account",
    responses: { 204: { description: "Stopped" }, ...refusedBy(statusByError) },
  });
  const waiting = createRoute({
    method: "get",
    path: "/recoveries",
    summary: "Recoveries whose document is shown at this branch",
    responses: { 200: answer(waitingRecoveries, "The oldest first"), ...refusals },
  });
  const see = createRoute({
    method: "post",
    path: "/recoveries/{id}/document",
    summary: "The person is here with the document of one of the account's appointments",
    request: { ...byId, body: json(z.strictObject({ document: seenDocument })) },
    responses: { 204: { description: "It is theirs" }, ...refusedBy(statusByError) },
  });
  const stopAtCounter = createRoute({
    method: "post",
    path: "/recoveries/{id}/stop",
    summary: "Stop a recovery for somebody who did not ask for it",
    request: byId,
    responses: { 204: { description: "Stopped" }, ...refusedBy(statusByError) },
  });

  const looking = () => ({ db, branch: self.branch, nowMs: clock.nowMs() });
  const shown = (c: Context<Env>): z.infer<typeof recoveryView> => {
    const { id: session } = sessionOf(c);
    const behind = behindCodes(looking(), session);
    const proven = provenKinds(looking(), session);
    if (!behind.ok) return { proven, account: null, branches: [], recovery: null };
    const { account, branches, recovery } = behind.value;
    return {
      proven,
      account: account === undefined ? "unknown" : "known",
      branches: [...branches],
      recovery: recovery ? { ...recoveryRun(recovery, clock.nowMs()), branch: recovery.at } : null,
    };
  };
  const countTry = async (c: Context<Env>, what: string, max: typeof codesMax) => {
    const bucket = `${what}:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...max }]));
    if (!counted.ok) throw refusal(counted.error, statusByError);
  };
  const stop = async (c: Context<Env>, stopper: Stopper) => {
    const done = await writer.submit(plainCommand(c), (tx) => planStopRecovery(tx, stopper));
    if (!done.ok) throw refusal(done.error, statusByError);
    return c.body(null, 204);
  };
  const macOf = (code: string) => stopMac((text) => sealer.blindIndex(text), code);

  return api()
    .openapi(look, (c) => c.json(shown(c), 200))
    .openapi(sendCode, async (c) => {
      const { kind, to, lang } = c.req.valid("json");
      const input = { session: sessionOf(c).id, channel: kind, to: addressIn(kind, to), lang };
      const command = await commandOf(c);
      const sent = await notBefore(floorMs, async () => {
        await countTry(c, "recovery-codes", codesMax);
        return writer.submit(command, (tx) => planSendRecoveryCode(tx, codeDepsOf(deps), input));
      });
      if (!sent.ok) throw refusal(sent.error, statusByError);
      return c.json({ nextAtMs: sent.value.nextMs }, 202);
    })
    .openapi(tryCode, async (c) => {
      const { kind, code } = c.req.valid("json");
      const what = { session: sessionOf(c).id, purpose: recoveryPurpose, channel: kind, typed: code };
      await notBefore(floorMs, async () => {
        const tried = await writer.submit(plainCommand(c), (tx) => planTryCode(tx, codeDepsOf(deps), what));
        if (!tried.ok) throw refusal(tried.error, statusByError);
        // Used-up tries are told as a wrong code: only a code that was really sent can have any.
        if (tried.value.type !== "CodeRight") throw refusal({ type: "CodeWrong" }, statusByError);
      });
      return c.json(shown(c), 200);
    })
    .openapi(start, async (c) => {
      const { branch } = c.req.valid("json");
      const drawn = newDeviceCode(deps.random) + newDeviceCode(deps.random).slice(0, 4);
      const code = `${drawn.slice(0, 4)}-${drawn.slice(4, 8)}-${drawn.slice(8)}`;
      const wish = { session: sessionOf(c).id, branch, stop: code, mac: macOf(code) };
      const done = await writer.submit(plainCommand(c), (tx) =>
        planStartRecovery(tx, codeDepsOf(deps), wish),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(shown(c), 200);
    })
    .openapi(options, async (c) => {
      const { id: session } = sessionOf(c);
      const may = recoverable(looking(), session);
      if (!may.ok) throw refusal(may.error, statusByError);
      const { account } = may.value;
      const begun = await beginRegistration(ceremony, plainCommand(c), {
        session,
        purpose,
        owner: ownerOfAccount(account),
        handle: accountHere(looking(), account)!.handle,
        userName: identity.rp.name,
        replacing: true,
      });
      if (!begun.ok) throw refusal(begun.error, statusByError);
      return c.json(begun.value, 200);
    })
    .openapi(finish, async (c) => {
      const { answer: given, name } = c.req.valid("json");
      const { id: session, who } = sessionOf(c);
      const command = plainCommand(c);
      const checked = await checkRegistration(ceremony, command, { session, purpose, answer: given });
      if (!checked.ok) throw refusal(checked.error, statusByError);
      const label = labelOf(c.req.header("user-agent"));
      const token = newToken(deps);
      const made = { made: checked.value, name: name ?? (label || identity.rp.name) };
      const done = await writer.submit(command, (tx) =>
        planFinishRecovery(tx, codeDepsOf(deps), { session, who, token, label }, made),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      giveCookie(c, self.alias, "public", token);
      return c.json({ signedIn: true } as const, 201);
    })
    .openapi(stopByCode, async (c) => {
      await countTry(c, "recovery-stop", stopsMax);
      return notBefore(floorMs, () => stop(c, { by: "code", mac: macOf(c.req.valid("json").code) }));
    })
    .openapi(stopOwn, (c) => stop(c, { by: "account", account: sessionOf(c).who }))
    .openapi(waiting, (c) => {
      const rows = self.branch === null ? [] : recoveriesAt({ db, nowMs: clock.nowMs() }, self.branch);
      return c.json({ items: rows.map((row) => ({ id: row.id, ...recoveryRun(row, clock.nowMs()) })) }, 200);
    })
    .openapi(see, async (c) => {
      const { id: recovery } = c.req.valid("param");
      const document = identityOf(c.req.valid("json").document);
      const who = actor(c);
      if (who.kind !== "staff") throw new Error("the table of doors lets only staff in");
      const identity = document === undefined ? "" : sealer.blindIndex(document);
      const command = plainCommand(c);
      const tried = await writer.submit(command, (tx) => planTryDocument(tx, recovery));
      if (!tried.ok) throw refusal(tried.error, statusByError);
      const done = await writer.submit(command, (tx) =>
        planSeeDocument(tx, { recovery, officer: who.id, identity }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(stopAtCounter, (c) => stop(c, { by: "officer", recovery: c.req.valid("param").id }));
};
