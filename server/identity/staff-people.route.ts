/** The people of the staff over HTTP: who works here as what, for administrators; at a branch mostly to look. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy, refusals } from "../http/api";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, plainCommand } from "../http/request";
import { newDeviceCode, shownDeviceCode } from "./device";
import { macOfStaffCode } from "./first-admin.usecase";
import { type Giver, planAddStaff, planExtend, planGrant, planLeave, planRevoke } from "./grant.usecase";
import { planEndAll } from "./session.usecase";
import { planKeyCode } from "./staff-code.usecase";
import { peopleHere } from "./staff-people.usecase";
import {
  addStaffBody,
  byId,
  extendBody,
  grantBody,
  peopleList,
  peopleWish,
  staffCodeView,
} from "./staff.schema";

const statusByError = {
  BranchNeeded: 422,
  NoBranchHere: 422,
  UnknownBranch: 422,
  StaffNotFound: 404,
  GrantNotFound: 404,
  RoleAboveYours: 403,
  LastAdministrator: 409,
  EndPast: 422,
  HasKey: 409,
  HeadquartersOnly: 409,
} as const;

/** Where a key is enrolled: the code stands behind `#`, which no server and no log sees. */
export const keyPage = "/staff/key";

export const staffPeopleRoutes = (deps: Deps) => {
  const { writer, self } = deps;
  /** People and roles are headquarters' rows; a branch without one writes them itself. */
  const writes = self.role === "hq" || deps.claims === undefined;
  const done204 = (description: string) => ({ 204: { description }, ...refusedBy(statusByError) });

  const list = createRoute({
    method: "post",
    path: "/staff/people/find",
    summary: "Who works here as what, by part of a name; at headquarters, everybody",
    request: { body: json(peopleWish) },
    responses: { 200: answer(peopleList, "By name"), ...refusals },
  });
  const add = createRoute({
    method: "post",
    path: "/staff/people",
    summary: "Add somebody, with a first role",
    request: { body: json(addStaffBody) },
    responses: { 201: answer(z.object({ id: z.string() }), "Their id"), ...refusedBy(statusByError) },
  });
  const grant = createRoute({
    method: "post",
    path: "/staff/people/{id}/grants",
    summary: "Give somebody a role at a branch",
    request: { ...byId, body: json(grantBody) },
    responses: done204("Given"),
  });
  const revoke = createRoute({
    method: "post",
    path: "/staff/grants/{id}/revoke",
    summary: "Take a role back",
    request: byId,
    responses: done204("Taken back; each node refuses it as soon as it hears"),
  });
  const extend = createRoute({
    method: "post",
    path: "/staff/grants/{id}/extend",
    summary: "Give a role another end; null stands until it is taken back",
    request: { ...byId, body: json(extendBody) },
    responses: done204("It ends then"),
  });
  const leave = createRoute({
    method: "post",
    path: "/staff/people/{id}/leave",
    summary: "Somebody works here no more",
    request: byId,
    responses: done204("All roles have ended, their keys open nothing"),
  });
  const code = createRoute({
    method: "post",
    path: "/staff/people/{id}/codes",
    summary: "A one-time code with which somebody enrols their first key here, within an hour",
    request: byId,
    responses: { 201: answer(staffCodeView, "The code, shown once"), ...refusedBy(statusByError) },
  });
  const endSessions = createRoute({
    method: "post",
    path: "/staff/people/{id}/sessions/end",
    summary: "End all sessions of somebody on this node",
    request: byId,
    responses: { 200: answer(z.object({ ended: z.number() }), "How many"), ...refusals },
  });

  const giver = (c: Context<Env>): Giver => {
    const who = actor(c);
    if (who.kind !== "staff") throw new Error("the table of doors lets only staff in");
    return who;
  };
  const mustWrite = () => {
    if (!writes) throw refusal({ type: "HeadquartersOnly" }, statusByError);
  };
  const wishOf = ({ untilMs, ...wish }: z.infer<typeof grantBody>) => ({ ...wish, standing: untilMs ?? 1 });

  return api()
    .openapi(list, (c) =>
      c.json({ writes, ...peopleHere(deps, self.branch, c.req.valid("json"), deps.clock.nowMs()) }, 200),
    )
    .openapi(add, async (c) => {
      mustWrite();
      const { name, ...body } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planAddStaff(tx, giver(c), { name, ...wishOf(body) }),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(done.value, 201);
    })
    .openapi(grant, async (c) => {
      mustWrite();
      const wish = { staff: c.req.valid("param").id, ...wishOf(c.req.valid("json")) };
      const done = await writer.submit(await commandOf(c), (tx) => planGrant(tx, giver(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(revoke, async (c) => {
      mustWrite();
      const done = await writer.submit(plainCommand(c), (tx) =>
        planRevoke(tx, giver(c), c.req.valid("param").id),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(extend, async (c) => {
      mustWrite();
      const wish = { id: c.req.valid("param").id, standing: c.req.valid("json").untilMs ?? 1 };
      const done = await writer.submit(plainCommand(c), (tx) => planExtend(tx, giver(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(leave, async (c) => {
      mustWrite();
      const done = await writer.submit(plainCommand(c), (tx) =>
        planLeave(tx, giver(c), c.req.valid("param").id),
      );
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(code, async (c) => {
      const made = newDeviceCode(deps.random);
      const wish = { staff: c.req.valid("param").id, mac: macOfStaffCode(deps, made) };
      const done = await writer.submit(plainCommand(c), (tx) => planKeyCode(tx, giver(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      const shown = shownDeviceCode(made);
      return c.json({ code: shown, url: `${self.publicUrl}${keyPage}#${shown}`, ...done.value }, 201);
    })
    .openapi(endSessions, async (c) => {
      const staff = c.req.valid("param").id;
      const done = await writer.submit(plainCommand(c), (tx) => {
        const ended = planEndAll(tx, staff);
        return ended.ok
          ? { ok: true, value: { ...ended.value, intent: "endStaffSessions", about: { staff } } }
          : ended;
      });
      if (!done.ok) throw refusal(done.error, {});
      return c.json(done.value, 200);
    });
};
