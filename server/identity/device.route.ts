/** Devices over HTTP: a supervisor's codes and list, a device's way in. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { linkQrSvg } from "../booking/slip-qr";
import { type Limit, planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy, refusals } from "../http/api";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf, plainCommand } from "../http/request";
import { planMakeChallenge, planTakeChallenge } from "./challenge.usecase";
import { codeMac } from "./code";
import { giveCookie } from "./cookies";
import {
  devicePages,
  enrolText,
  newDeviceCode,
  parseDeviceCode,
  sessionText,
  shownDeviceCode,
} from "./device";
import { isSignedBy } from "./device-key";
import {
  challengeBody,
  deviceCodeView,
  deviceWish,
  enrolBody,
  enrolledList,
  openBody,
  openedView,
  renameBody,
  revokeBody,
} from "./device.schema";
import { devicesOf } from "./device.store";
import {
  deviceHere,
  planDeviceCode,
  planEnrolDevice,
  planOpenDevice,
  planRenameDevice,
  planRevokeDevice,
} from "./device.usecase";
import { labelOf } from "./label";
import { newToken } from "./session.usecase";

const statusByCodeError = { NoHall: 409 } as const;
const statusByEnrolError = { DeviceCodeWrong: 403, TooManyTries: 429 } as const;
const statusByOpenError = { DeviceUnknown: 403, DeviceRevoked: 403, TooManyTries: 429 } as const;
const statusByGone = { DeviceNotFound: 404 } as const;

const minuteMs = 60_000;
/** Codes tried from one network: a person mistypes, a hall of screens is enrolled in one morning. */
const codesTried = { triesMax: 30, windowMs: 10 * minuteMs };
/** Sessions wished for from one network: some hundred devices, each a few times an hour. */
const sessionsTried = { triesMax: 600, windowMs: 60 * minuteMs };

export const enrolledRoutes = (deps: Deps) => {
  const { writer, sealer, self, identity } = deps;
  const byId = { params: z.object({ id: z.string().max(40) }) };

  const makeCode = createRoute({
    method: "post",
    path: "/devices/codes",
    summary: "A one-time code that enrols one device within ten minutes",
    request: { body: json(deviceWish) },
    responses: { 201: answer(deviceCodeView, "The code, shown once"), ...refusedBy(statusByCodeError) },
  });
  const enrol = createRoute({
    method: "post",
    path: "/devices/enrol",
    summary: "Enrol this device by a code, with the public half of a key of its own",
    request: { body: json(enrolBody) },
    responses: {
      201: answer(z.object({ device: z.string() }), "The device's id"),
      ...refusedBy(statusByEnrolError),
    },
  });
  const challenge = createRoute({
    method: "post",
    path: "/devices/session/challenge",
    summary: "What a device has to sign to come in; the same answer whether it is known or not",
    request: { body: json(challengeBody) },
    responses: {
      201: answer(z.object({ challenge: z.string() }), "Good once, for five minutes"),
      ...refusedBy(statusByOpenError),
    },
  });
  const open = createRoute({
    method: "post",
    path: "/devices/session",
    summary: "Open a device's session by its signature over the challenge",
    request: { body: json(openBody) },
    responses: { 201: answer(openedView, "Its cookie comes along"), ...refusedBy(statusByOpenError) },
  });
  const list = createRoute({
    method: "get",
    path: "/devices/enrolled",
    summary: "The devices that were enrolled at this branch",
    responses: { 200: answer(enrolledList, "Those in use first, then by name"), ...refusals },
  });
  const rename = createRoute({
    method: "post",
    path: "/devices/{id}/rename",
    summary: "Give a device another name",
    request: { ...byId, body: json(renameBody) },
    responses: { 204: { description: "Renamed" }, ...refusedBy(statusByGone) },
  });
  const revoke = createRoute({
    method: "post",
    path: "/devices/{id}/revoke",
    summary: "Shut a device out, for good",
    request: { ...byId, body: json(revokeBody) },
    responses: { 204: { description: "Shut out; its sessions have ended" }, ...refusedBy(statusByGone) },
  });

  const macOf = (code: string): string => codeMac(identity.codesKey, "", "device", code);
  const countTry = async (c: Context<Env>, what: string, limit: Omit<Limit, "bucket">) => {
    const bucket = `${what}:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...limit }]));
    if (!counted.ok) throw refusal(counted.error, { TooManyTries: 429 });
  };
  /** The session column of a device's challenge: nobody has it as a session. */
  const challengeOf = (device: string) => ({ session: `device/${device}`, purpose: "device_session" });

  return api()
    .openapi(makeCode, async (c) => {
      const code = newDeviceCode(deps.random);
      const wish = { ...c.req.valid("json"), mac: macOf(code), by: ownerOf(actor(c)) };
      const done = await writer.submit(plainCommand(c), (tx) => planDeviceCode(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByCodeError);
      const page = devicePages[wish.kind];
      const url = page ? `${self.publicUrl}${page}#${shownDeviceCode(code)}` : null;
      return c.json(
        { code: shownDeviceCode(code), url, qrSvg: url && linkQrSvg(url, "QR"), ...done.value },
        201,
      );
    })
    .openapi(enrol, async (c) => {
      await countTry(c, "device-code", codesTried);
      const { code: typed, kind, publicKey, signature } = c.req.valid("json");
      const code = parseDeviceCode(typed);
      if (code === undefined || !isSignedBy(publicKey, enrolText(code), signature))
        throw refusal({ type: "DeviceCodeWrong" }, statusByEnrolError);
      const wish = { mac: macOf(code), kind, key: publicKey };
      const done = await writer.submit(await commandOf(c), (tx) => planEnrolDevice(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByEnrolError);
      return c.json(done.value, 201);
    })
    .openapi(challenge, async (c) => {
      await countTry(c, "device-session", sessionsTried);
      const { device } = c.req.valid("json");
      const made = await writer.submit(plainCommand(c), (tx) => planMakeChallenge(tx, challengeOf(device)));
      if (!made.ok) throw refusal(made.error, statusByOpenError);
      return c.json(made.value, 201);
    })
    .openapi(open, async (c) => {
      const { device, challenge: value, signature } = c.req.valid("json");
      const taken = await writer.submit(plainCommand(c), (tx) =>
        planTakeChallenge(tx, { ...challengeOf(device), value }),
      );
      if (!taken.ok) throw refusal(taken.error, statusByOpenError);
      const known = deviceHere({ db: deps.db, branch: self.branch }, device);
      const isItself = known && isSignedBy(known.key, sessionText(device, value), signature);
      if (!taken.value.isGood || !isItself) throw refusal({ type: "DeviceUnknown" }, statusByOpenError);
      const token = newToken(deps);
      const label = labelOf(c.req.header("user-agent"));
      const done = await writer.submit(plainCommand(c), (tx) => planOpenDevice(tx, { device, token, label }));
      if (!done.ok) throw refusal(done.error, statusByOpenError);
      giveCookie(c, self.alias, known.kind, token);
      return c.json({ device, endsAtMs: done.value.endsMs }, 201);
    })
    .openapi(list, (c) => {
      const items = devicesOf(deps, self.branch ?? "");
      return c.json({ items: items.map(({ byName, ...device }) => ({ ...device, by: byName })) }, 200);
    })
    .openapi(rename, async (c) => {
      const { name } = c.req.valid("json");
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRenameDevice(tx, c.req.valid("param").id, name),
      );
      if (!done.ok) throw refusal(done.error, statusByGone);
      return c.body(null, 204);
    })
    .openapi(revoke, async (c) => {
      const wish = { device: c.req.valid("param").id, ...c.req.valid("json") };
      const done = await writer.submit(plainCommand(c), (tx) => planRevokeDevice(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByGone);
      return c.body(null, 204);
    });
};
