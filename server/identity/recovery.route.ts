/** Ways back in for staff, over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { StaffRole } from "../../sync/core/plan";
import { planTry } from "../../sync/limit";
import { nodeOfBranch } from "../../sync/roster";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy, refusals } from "../http/api";
import { floorMs, notBefore } from "../http/floor";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { actor, type Env, plainCommand } from "../http/request";
import { codeMac, newCode } from "./code";
import { newDeviceCode, shownDeviceCode } from "./device";
import { macOfStaffCode } from "./first-admin.usecase";
import { askedRecoveries } from "./recovery.store";
import {
  isDigits,
  planAskRecovery,
  planBreakGlass,
  planConfirmRecovery,
  planSeal,
  planTelephone,
  planTelephoned,
  sealedDigits,
} from "./recovery.usecase";
import { sessionOf } from "./session.route";
import { staffById } from "./session.store";
import { keyPage } from "./staff-people.route";
import { breakGlassBody, byId, codeBody, recoveryList, staffCodeView, telephoneBody } from "./staff.schema";

const statusByError = {
  StaffNotFound: 404,
  RoleAboveYours: 403,
  NotYourself: 409,
  RecoveryNotFound: 404,
  NeedsAnother: 409,
  StaffCodeWrong: 403,
  TooManyTries: 429,
  BranchNotEnrolled: 409,
} as const;

const tenMinutesMs = 10 * 60_000;
/** Eight digits read out: as many tries as a code that is sent (`code.ts`). */
const heardTried = { triesMax: 5, windowMs: tenMinutesMs };
const sealedTried = { triesMax: 10, windowMs: tenMinutesMs };

export const recoveryRoutes = (deps: Deps) => {
  const { writer, sealer, self, db, clock, identity } = deps;
  const code = answer(staffCodeView, "The code, shown once");

  const ask = createRoute({
    method: "post",
    path: "/staff/people/{id}/recovery",
    summary: "Ask that somebody may enrol a new key: the first of two supervisors",
    request: byId,
    responses: { 204: { description: "Asked" }, ...refusedBy(statusByError) },
  });
  const list = createRoute({
    method: "get",
    path: "/staff/recoveries",
    summary: "Who waits for a second supervisor",
    responses: { 200: answer(recoveryList, "The oldest first"), ...refusals },
  });
  const confirm = createRoute({
    method: "post",
    path: "/staff/recoveries/{id}/confirm",
    summary:
      "Confirm as the second supervisor: the code enrols a new key within ten minutes, the old ones end",
    request: byId,
    responses: { 201: code, ...refusedBy(statusByError) },
  });
  const telephone = createRoute({
    method: "post",
    path: "/staff/people/{id}/recovery/telephone",
    summary: "At headquarters: eight digits to read to a supervisor at a branch",
    request: { ...byId, body: json(telephoneBody) },
    responses: { 201: code, ...refusedBy(statusByError) },
  });
  const telephoned = createRoute({
    method: "post",
    path: "/staff/people/{id}/recovery/telephoned",
    summary: "At the branch: the digits that headquarters read out, for a code that enrols a new key",
    request: { ...byId, body: json(codeBody) },
    responses: { 201: code, ...refusedBy(statusByError) },
  });
  const seal = createRoute({
    method: "post",
    path: "/staff/sealed-codes",
    summary: "A code for an envelope, to be opened when no administrator can sign in",
    responses: { 201: code, ...refusedBy(statusByError) },
  });
  const breakGlass = createRoute({
    method: "post",
    path: "/staff/sealed-codes/open",
    summary: "Open the envelope: once; headquarters sees it",
    request: { body: json(breakGlassBody) },
    responses: { 201: code, ...refusedBy(statusByError) },
  });

  const helper = (c: Context<Env>): { readonly id: string; readonly role: StaffRole } => {
    const who = actor(c);
    if (who.kind !== "staff") throw new Error("the table of doors lets only staff in");
    return who;
  };
  const countTry = async (c: Context<Env>, bucket: string, limit: typeof heardTried) => {
    const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...limit }]));
    if (!counted.ok) throw refusal(counted.error, statusByError);
  };
  const keyCode = () => {
    const made = newDeviceCode(deps.random);
    const shown = shownDeviceCode(made);
    return { mac: macOfStaffCode(deps, made), code: shown, url: `${self.publicUrl}${keyPage}#${shown}` };
  };
  const sealedMac = (typed: string) =>
    codeMac(identity.codesKey, "", "sealed_code", typed.toUpperCase().replace(/[^0-9A-Z]/g, ""));

  return api()
    .openapi(ask, async (c) => {
      const done = await writer.submit(plainCommand(c), (tx) =>
        planAskRecovery(tx, helper(c), c.req.valid("param").id),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(list, (c) => {
      const me = sessionOf(c).who;
      const nameOf = (id: string | null) => (id === null ? "" : (staffById(deps, id)?.name ?? id));
      const items = askedRecoveries({ db }, clock.nowMs()).map(({ id, of, first, atMs, untilMs }) => ({
        id,
        staff: of ?? "",
        name: nameOf(of),
        by: nameOf(first),
        isMine: first === me,
        atMs,
        untilMs,
      }));
      return c.json({ items }, 200);
    })
    .openapi(confirm, async (c) => {
      const { mac, ...shown } = keyCode();
      const wish = { id: c.req.valid("param").id, mac };
      const done = await writer.submit(plainCommand(c), (tx) => planConfirmRecovery(tx, helper(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json({ ...shown, ...done.value }, 201);
    })
    .openapi(telephone, async (c) => {
      const digits = newCode(deps.random);
      const staff = c.req.valid("param").id;
      const { branch } = c.req.valid("json");
      const to = nodeOfBranch(db, branch);
      if (!to) throw refusal({ type: "BranchNotEnrolled" }, statusByError);
      const wish = { staff, branch, mac: sealedDigits(to.boxKey, staff, digits, deps.random) };
      const done = await writer.submit(plainCommand(c), (tx) => planTelephone(tx, helper(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      const shown = `${digits.slice(0, 4)} ${digits.slice(4)}`;
      return c.json({ code: shown, url: null, ...done.value }, 201);
    })
    .openapi(telephoned, async (c) => {
      const staff = c.req.valid("param").id;
      await countTry(c, `telephone:${staff}`, heardTried);
      const { mac, ...shown } = keyCode();
      const { code: typed } = c.req.valid("json");
      const isHeard = (sealed: string) => isDigits(identity.openBox, staff, sealed, typed);
      const wish = { staff, isHeard, mac };
      const done = await writer.submit(plainCommand(c), (tx) => planTelephoned(tx, helper(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json({ ...shown, ...done.value }, 201);
    })
    .openapi(seal, async (c) => {
      const made = [0, 1, 2, 3].map(() => newDeviceCode(deps.random).slice(0, 4)).join("-");
      const done = await writer.submit(plainCommand(c), (tx) => planSeal(tx, helper(c), sealedMac(made)));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json({ code: made, url: null, ...done.value }, 201);
    })
    .openapi(breakGlass, async (c) => {
      await countTry(c, `sealed:${sealer.blindIndex(`network:${networkOf(c)}`)}`, sealedTried);
      const { code: typed, name } = c.req.valid("json");
      const { mac, ...shown } = keyCode();
      const made = await notBefore(floorMs, async () => {
        const done = await writer.submit(plainCommand(c), (tx) =>
          planBreakGlass(tx, { sealed: sealedMac(typed), name, mac }),
        );
        if (!done.ok) throw refusal(done.error, statusByError);
        return done.value;
      });
      return c.json({ ...shown, ...made }, 201);
    });
};
