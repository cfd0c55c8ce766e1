/** Lets in whom the table of doors names (`server/access.ts`), and refuses every route that is not in it. */
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Actor } from "../../sync/core/plan";
import type { Door, Who } from "../access";
import { ProblemError } from "./problem";
import { actor, type Env, nobody } from "./request";

export type Access = { readonly [route: string]: Door };

const base = "/api/v1";

/** `GET /bookings/:id`, as the table names it; undefined where no route of the API is. */
export const routeNamed = (method: string, path: string): string | undefined =>
  path.startsWith(`${base}/`) && !path.endsWith("*") ? `${method} ${path.slice(base.length)}` : undefined;

/** What a node finds of itself before it lets anybody in. */
export interface NodeDoubts {
  /** Asked at doors that give out something that ends by the clock. */
  readonly isClockUnsure: () => boolean;
  /** Headquarters' word is too old: only doors that need none are open. */
  readonly isLineTooOld: () => boolean;
}

export const guard =
  (access: Access, { isClockUnsure, isLineTooOld }: NodeDoubts): MiddlewareHandler<Env> =>
  async (c, next) => {
    const route = routeOf(c);
    if (route !== undefined && !mayPass(access[route], actor(c))) {
      const isKnown = c.get("session") !== undefined;
      throw new ProblemError({
        status: isKnown ? 403 : 401,
        code: isKnown ? "not_allowed" : "sign_in_required",
      });
    }
    if (route !== undefined && !access[route]?.withoutLine?.includes(actor(c).kind) && isLineTooOld())
      throw new ProblemError({ status: 503, code: "line_too_old" });
    if (route !== undefined && access[route]?.ends && isClockUnsure())
      throw new ProblemError({ status: 503, code: "clock_unsure" });
    await next();
  };

/**
 * Where the table says so, lets a request through only with a touch of one's own key over this very request. `spend` looks for
 * it and uses it up. Comes after the cap of bodies: it reads them.
 */
export const stepUp =
  (access: Access, spend: (c: Context<Env>, body: string) => Promise<boolean>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const needs = access[routeOf(c) ?? ""]?.stepUp;
    if (needs !== undefined) {
      const body = await c.req.text();
      if ((needs === true || needs(parsed(body))) && !(await spend(c, body)))
        throw new ProblemError({ status: 403, code: "step_up" });
    }
    await next();
  };

/** What is no JSON is for the route to refuse. */
const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const routeOf = (c: Context<Env>): string | undefined =>
  matchedRoutes(c)
    .flatMap(({ method, path }) => (method === "ALL" ? [] : (routeNamed(method, path) ?? [])))
    .at(0);

/** Whether somebody may come in by this door. */
export const mayPass = (door: Door | undefined, who: Actor): boolean =>
  door !== undefined && (door.who.includes("anyone") || door.who.includes(whoIs(who)));

const whoIs = (who: Actor): Who => {
  switch (who.kind) {
    case "public":
      return who.account === nobody ? "anyone" : "person";
    case "staff":
      return who.role;
    case "device":
      return who.device;
    case "system":
      throw new Error("the system asks nobody");
  }
};
