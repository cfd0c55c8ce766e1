/** Keys of the staff over HTTP: the first by a code, more by a touch of one that is there. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { StaffRole } from "../../sync/core/plan";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy, refusals } from "../http/api";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { type Env, plainCommand } from "../http/request";
import { judgeStaffKey } from "./attestation";
import { parseDeviceCode } from "./device";
import { macOfStaffCode } from "./first-admin.usecase";
import { beginRegistration, checkRegistration } from "./passkey-ceremony.usecase";
import { ceremonyOptions } from "./passkey.schema";
import type { NewPasskey } from "./passkey-verify";
import { passkeysOf, planRemovePasskey, planRenamePasskey } from "./passkey.usecase";
import { sessionOf } from "./session.route";
import { staffById } from "./session.store";
import { holderOf, planAddOwnKey, planEnrolByCode } from "./staff-code.usecase";
import { byKey, codeBody, enrolKeyBody, keyList, newKeyBody, renameKeyBody } from "./staff.schema";

const statusByError = {
  StaffCodeWrong: 403,
  PasskeyRefused: 403,
  KeyNotAllowed: 422,
  PasskeyKnown: 409,
  TooManyPasskeys: 409,
  PasskeyNotFound: 404,
  LastWayIn: 409,
  TooManyTries: 429,
} as const;

/** Codes have 40 random bits: a person mistypes, nobody guesses. */
const codesTried = { triesMax: 30, windowMs: 10 * 60_000 };

export const staffKeyRoutes = (deps: Deps) => {
  const { writer, identity, sealer, clock } = deps;
  const ceremony = { writer, rp: identity.rp };
  const done204 = (description: string) => ({ 204: { description }, ...refusedBy(statusByError) });

  const enrolOptions = createRoute({
    method: "post",
    path: "/staff/keys/enrol/options",
    summary: "What the browser makes a key from, for whom a code was made",
    request: { body: json(codeBody) },
    responses: {
      200: answer(
        z.object({ name: z.string().nullable(), options: ceremonyOptions }),
        "`name` null: the first administrator, who says it",
      ),
      ...refusedBy(statusByError),
    },
  });
  const enrol = createRoute({
    method: "post",
    path: "/staff/keys/enrol",
    summary: "Use a code up for a new key",
    request: { body: json(enrolKeyBody) },
    responses: { 201: answer(z.object({ staff: z.string() }), "Whose it is"), ...refusedBy(statusByError) },
  });
  const list = createRoute({
    method: "get",
    path: "/staff/keys",
    summary: "My keys",
    responses: { 200: answer(keyList, "The oldest first"), ...refusals },
  });
  const addOptions = createRoute({
    method: "post",
    path: "/staff/keys/options",
    summary: "What the browser makes one more key of mine from",
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.create`"),
      ...refusedBy(statusByError),
    },
  });
  const add = createRoute({
    method: "post",
    path: "/staff/keys",
    summary: "Keep one more key of mine",
    request: { body: json(newKeyBody) },
    responses: { 201: answer(z.object({ id: z.string() }), "Its id"), ...refusedBy(statusByError) },
  });
  const rename = createRoute({
    method: "post",
    path: "/staff/keys/{id}/rename",
    summary: "Give a key of mine another name",
    request: { ...byKey, body: json(renameKeyBody) },
    responses: done204("Renamed"),
  });
  const removeKey = createRoute({
    method: "delete",
    path: "/staff/keys/{id}",
    summary: "Remove a key of mine; never the last",
    request: byKey,
    responses: done204("Removed"),
  });

  const countTry = async (c: Context<Env>) => {
    const bucket = `staff-code:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...codesTried }]));
    if (!counted.ok) throw refusal(counted.error, statusByError);
  };
  const macOf = (typed: string): string => macOfStaffCode(deps, parseDeviceCode(typed) ?? "");
  const judge = (made: NewPasskey) => (role: StaffRole) =>
    judgeStaffKey(identity.staffKeys, role, made, identity.makers, clock.nowMs());
  const enrolling = (c: Context<Env>, mac: string) => ({
    session: sessionOf(c).id,
    purpose: `staff_key/${mac}`,
  });
  const adding = (c: Context<Env>) => ({ session: sessionOf(c).id, purpose: "add_staff_key" });
  const me = (c: Context<Env>) => ({ kind: "staff", id: sessionOf(c).who }) as const;

  return api()
    .openapi(enrolOptions, async (c) => {
      await countTry(c);
      const mac = macOf(c.req.valid("json").code);
      const holder = holderOf({ db: deps.db, nowMs: clock.nowMs() }, mac);
      if (!holder.ok) throw refusal(holder.error, statusByError);
      const { code, handle, name } = holder.value;
      const begun = await beginRegistration(ceremony, plainCommand(c), {
        ...enrolling(c, mac),
        owner: { kind: "staff", id: code.staff },
        handle,
        userName: name ?? "STO",
      });
      if (!begun.ok) throw refusal(begun.error, statusByError);
      return c.json({ name, options: begun.value }, 200);
    })
    .openapi(enrol, async (c) => {
      await countTry(c);
      const { code, keyName, name, answer: given } = c.req.valid("json");
      const mac = macOf(code);
      const command = plainCommand(c);
      const made = await checkRegistration(ceremony, command, { ...enrolling(c, mac), answer: given });
      if (!made.ok) throw refusal(made.error, statusByError);
      const wish = { mac, made: made.value, keyName, nameAtWork: name ?? "STO", judge: judge(made.value) };
      const done = await writer.submit(command, (tx) => planEnrolByCode(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(done.value, 201);
    })
    .openapi(list, (c) => {
      const items = passkeysOf({ db: deps.db, branch: deps.self.branch }, me(c)).map(
        ({ id, name, createdAtMs, state, backupEligible }) => ({
          id,
          name,
          createdAtMs,
          state,
          isSynced: backupEligible,
        }),
      );
      return c.json({ items }, 200);
    })
    .openapi(addOptions, async (c) => {
      const person = staffById(deps, sessionOf(c).who)!;
      const begun = await beginRegistration(ceremony, plainCommand(c), {
        ...adding(c),
        owner: me(c),
        handle: person.handle,
        userName: person.name,
      });
      if (!begun.ok) throw refusal(begun.error, statusByError);
      return c.json(begun.value, 200);
    })
    .openapi(add, async (c) => {
      const { keyName, answer: given } = c.req.valid("json");
      const command = plainCommand(c);
      const made = await checkRegistration(ceremony, command, { ...adding(c), answer: given });
      if (!made.ok) throw refusal(made.error, statusByError);
      const done = await writer.submit(command, (tx) =>
        planAddOwnKey(tx, me(c).id, { made: made.value, keyName, judge: judge(made.value) }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(done.value, 201);
    })
    .openapi(rename, async (c) => {
      const { name } = c.req.valid("json");
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRenamePasskey(tx, me(c), c.req.valid("param").id, name),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(removeKey, async (c) => {
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRemovePasskey(tx, me(c), c.req.valid("param").id, { hasAnotherWay: false }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    });
};
