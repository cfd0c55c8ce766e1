/** Gate lanes over HTTP: what an officer watches and does, what a lane's own screen shows, shifts and figures. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { parseLocalDate } from "../../sync/core/local-date";
import type { Deps } from "../deps";
import { answer, api, id, json, refusals, refusedBy } from "../http/api";
import { codeOf, ProblemError, refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf } from "../http/request";
import { todayOf } from "../queue/hall.usecase";
import { planEndAlarm } from "./alarms.usecase";
import { planCompanions } from "./companions.usecase";
import { figuresOf, reconciliationOf } from "./figures.usecase";
import {
  companionsBody,
  dayQuery,
  emptyBody,
  figuresSchema,
  gatesSchema,
  laneId,
  modeBody,
  orderAnswer,
  orderBody,
  reconciliationSchema,
  scanBody,
  screenSchema,
  shiftBody,
  shiftSchema,
} from "./gates.schema";
import type { LaneLoop } from "./lane-loop.usecase";
import { planMode, planOrder } from "./lane.usecase";
import { gatesPicture, laneNamed, laneOfDevice, screenOf } from "./picture.usecase";
import { planShift, shiftShown } from "./shift.usecase";

const statusByError = {
  NotABranch: 409,
  LaneNotFound: 404,
  DrillNeedsEmulator: 409,
  LaneNotWide: 409,
  AlarmNotFound: 404,
  AlarmNeedsAction: 409,
  ShiftRuns: 409,
  NoShift: 409,
  ReferralsOpen: 409,
  NotOnDuty: 409,
} as const;

const byLane = z.object({ id: laneId });
const byId = z.object({ id });

export const gatesRoutes = (deps: Deps) => {
  const { writer, live, self, db, clock, gates } = deps;
  const picture = gatesPicture(deps);

  const watch = createRoute({
    method: "get",
    path: "/gates",
    summary: "Every lane of this branch with its alarms and referrals",
    responses: { 200: answer(gatesSchema, "As topic `gates`"), ...refusedBy(statusByError) },
  });
  const screen = createRoute({
    method: "get",
    path: "/gates/lanes/{id}/screen",
    summary: "What a lane's own screen shows; a screen asks for `mine`",
    request: { params: byLane },
    responses: { 200: answer(screenSchema, "As topic `lane:<id>`"), ...refusedBy(statusByError) },
  });
  const scan = createRoute({
    method: "post",
    path: "/gates/lanes/{id}/scan",
    summary: "What the lane's own camera or wedge has read",
    request: { params: byLane, body: json(scanBody) },
    responses: { 202: answer(screenSchema, "The lane looks at it"), ...refusedBy(statusByError) },
  });
  const setMode = createRoute({
    method: "post",
    path: "/gates/lanes/{id}/mode",
    summary: "Open, close or take out a lane, or begin a drill",
    request: { params: byLane, body: json(modeBody) },
    responses: { 200: answer(orderAnswer, "What the controller said of it"), ...refusedBy(statusByError) },
  });
  const order = createRoute({
    method: "post",
    path: "/gates/lanes/{id}/orders",
    summary: "Move a lane by hand",
    request: { params: byLane, body: json(orderBody) },
    responses: { 200: answer(orderAnswer, "What became of it"), ...refusedBy(statusByError) },
  });
  const companions = createRoute({
    method: "post",
    path: "/gates/lanes/{id}/companions",
    summary: "Confirm who goes with the next adult at a wide lane",
    request: { params: byLane, body: json(companionsBody) },
    responses: { 204: { description: "Confirmed" }, ...refusedBy(statusByError) },
  });
  const endAlarm = createRoute({
    method: "post",
    path: "/gates/alarms/{id}/end",
    summary: "Say that an alarm has been seen to",
    request: { params: byId, body: json(emptyBody) },
    responses: { 204: { description: "Ended" }, ...refusedBy(statusByError) },
  });
  const shift = createRoute({
    method: "get",
    path: "/gates/shift",
    summary: "Who has the lanes, and how one's own shift stands",
    responses: { 200: answer(shiftSchema, "With the shifts of seven days"), ...refusals },
  });
  const changeShift = createRoute({
    method: "post",
    path: "/gates/shift",
    summary: "Begin a shift, hand it over with what is open, or end it",
    request: { body: json(shiftBody) },
    responses: { 200: answer(shiftSchema, "As it is now"), ...refusedBy(statusByError) },
  });
  const figures = createRoute({
    method: "get",
    path: "/gates/figures",
    summary: "Lane seconds per traveller, and who is sent to officers more often than others",
    request: { query: dayQuery },
    responses: { 200: answer(figuresSchema, "Of one day"), ...refusals },
  });
  const reconciliation = createRoute({
    method: "get",
    path: "/gates/reconciliation",
    summary: "Passages without a command, and commands without a passage",
    request: { query: dayQuery },
    responses: { 200: answer(reconciliationSchema, "By lane"), ...refusals },
  });

  live.register({
    name: "gates",
    tables: ["laneAlarm", "referralStep", "gateShift", "lane"],
    route: "GET /gates",
    snapshot: () => (self.branch === null ? undefined : picture()),
  });
  live.register({
    name: "lane",
    tables: [],
    route: "GET /gates/lanes/:id/screen",
    snapshot: (lane) => {
      const found = gates.find(lane);
      return found && screenOf(found);
    },
  });

  const looking = () => ({ db, nowMs: clock.nowMs(), branch: self.branch });
  const mustBeBranch = () => {
    if (self.branch === null) throw refusal({ type: "NotABranch" }, statusByError);
  };
  const laneOf = (lane: string): LaneLoop => {
    const found = laneNamed(deps, lane);
    if (!found.ok) throw refusal(found.error, statusByError);
    return found.value;
  };
  /** A screen may say `mine`, and hands in only what its own lane reads. */
  const laneFor = (c: Context<Env>, lane: string, only: "own" | "any"): LaneLoop => {
    const caller = actor(c);
    if (caller.kind !== "device" || (lane !== "mine" && only === "any")) return laneOf(lane);
    const own = laneOfDevice(deps, caller.id);
    if (!own.ok || (lane !== "mine" && own.value.of.setup.id !== lane))
      throw refusal({ type: "LaneNotFound" }, statusByError);
    return own.value;
  };
  const dayOf = (day: string | undefined) => {
    mustBeBranch();
    const parsed = day === undefined ? undefined : parseLocalDate(day);
    if (parsed && !parsed.ok)
      throw new ProblemError({
        status: 400,
        code: "invalid_body",
        errors: [{ path: "day", code: "invalid_date" }],
      });
    return parsed?.value ?? todayOf(looking()).day;
  };
  const told = (outcome: Awaited<ReturnType<LaneLoop["send"]>>) => ({
    outcome: outcome.type,
    reason: outcome.type === "done" ? null : codeOf(outcome.reason.type),
  });
  const nameOf = (lane: string): string => gates.find(lane)?.of.setup.name ?? lane;
  const officer = (c: Context<Env>): string => ownerOf(actor(c));

  return api()
    .openapi(watch, (c) => {
      mustBeBranch();
      return c.json(picture(), 200);
    })
    .openapi(screen, (c) => c.json(screenOf(laneFor(c, c.req.valid("param").id, "any")), 200))
    .openapi(scan, (c) => {
      const lane = laneFor(c, c.req.valid("param").id, "own");
      // The screen tells the rest: nobody waits here for a person to walk through.
      void lane.scan(c.req.valid("json").text, clock.nowMs());
      return c.json(screenOf(lane), 202);
    })
    .openapi(setMode, async (c) => {
      const lane = laneOf(c.req.valid("param").id);
      const { setup, isEmulator } = lane.of;
      const wish = { lane: setup, ...c.req.valid("json"), officer: officer(c), isEmulator };
      const done = await writer.submit(await commandOf(c), (tx) => planMode(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(told(await lane.send(done.value, officer(c))), 200);
    })
    .openapi(order, async (c) => {
      const lane = laneOf(c.req.valid("param").id);
      const wish = { lane: lane.of.setup.id, order: c.req.valid("json").order };
      const done = await writer.submit(await commandOf(c), (tx) => planOrder(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(told(await lane.send(done.value, officer(c))), 200);
    })
    .openapi(companions, async (c) => {
      const lane = laneOf(c.req.valid("param").id).of.setup;
      const wish = { lane, count: c.req.valid("json").count, officer: officer(c) };
      const done = await writer.submit(await commandOf(c), (tx) => planCompanions(tx, wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      live.touch("gates");
      return c.body(null, 204);
    })
    .openapi(endAlarm, async (c) => {
      mustBeBranch();
      const alarm = c.req.valid("param").id;
      const done = await writer.submit(await commandOf(c), (tx) => planEndAlarm(tx, alarm, officer(c)));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.body(null, 204);
    })
    .openapi(shift, (c) => {
      mustBeBranch();
      return c.json(shiftShown(looking(), officer(c)), 200);
    })
    .openapi(changeShift, async (c) => {
      mustBeBranch();
      const wish = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) => planShift(tx, officer(c), wish));
      if (!done.ok) throw refusal(done.error, statusByError);
      return c.json(shiftShown(looking(), officer(c)), 200);
    })
    .openapi(figures, (c) => {
      const day = dayOf(c.req.valid("query").day);
      return c.json(figuresOf(looking(), day), 200);
    })
    .openapi(reconciliation, (c) => {
      const day = dayOf(c.req.valid("query").day);
      return c.json(reconciliationOf(looking(), day, nameOf), 200);
    });
};
