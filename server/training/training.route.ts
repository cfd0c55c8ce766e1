/** The door to the training: from the branch's pages, and into the training itself. */
import { createRoute } from "@hono/zod-openapi";
import { Hono } from "hono";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, type Env } from "../http/request";
import { giveCookie } from "../identity/cookies";
import { nameAtWork } from "../identity/session.usecase";
import type { TrainingError } from "./training";
import { trainingWay, trainingWish } from "./training.schema";

const statusByError = { NoTraining: 409 } as const satisfies Record<TrainingError["type"], number>;

export const trainingRoutes = (deps: Deps) => {
  const enter = createRoute({
    method: "post",
    path: "/training",
    summary: "Practise on invented people: an address that lets this officer in once, within a minute",
    request: { body: json(trainingWish) },
    responses: { 200: answer(trainingWay, "Where to go"), ...refusedBy(statusByError) },
  });
  return api().openapi(enter, async (c) => {
    const who = actor(c);
    if (who.kind !== "staff" || !deps.training) throw refusal({ type: "NoTraining" }, statusByError);
    const trainee = { id: who.id, name: nameAtWork(deps, who.id), role: who.role };
    const opened = await deps.training.enter(trainee, c.req.valid("json").page);
    if (!opened.ok) throw refusal(opened.error, statusByError);
    return c.json(opened.value, 200);
  });
};

/** Of the training alone: `/training/enter?pass=…` gives the cookie of a session there. */
export const trainingDoor = (
  deps: Pick<Deps, "self">,
  take: (pass: string) => { token: string; page: string } | undefined,
) =>
  new Hono<Env>().get("/training/enter", (c) => {
    const way = take(c.req.query("pass") ?? "");
    if (!way) return c.redirect("/staff/me");
    giveCookie(c, deps.self.alias, "staff", way.token);
    return c.redirect(way.page);
  });
