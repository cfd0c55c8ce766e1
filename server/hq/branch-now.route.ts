/** The public page of a branch over HTTP, and live. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { findBranch, isSoldHere } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { answer, api, refusedBy } from "../http/api";
import { ProblemError } from "../http/problem";
import { lookingNow } from "../booking/availability.usecase";
import { branchNowView } from "./branch-now.schema";
import { branchNow } from "./branch-now.usecase";

/** However many numbers are called, a page that people read at home is told at most this often. */
const tellEveryMs = 10_000;

export const branchNowRoutes = (deps: Deps) => {
  const show = createRoute({
    method: "get",
    path: "/branches/{branch}/now",
    summary: "A branch as it is now, for everybody: open, waiting, numbers left, next free appointments",
    request: { params: z.object({ branch: z.string().max(16) }) },
    responses: {
      200: answer(branchNowView, "With the age of what is told"),
      ...refusedBy({ BranchElsewhere: 404 }),
    },
  });
  /** A branch tells of itself, headquarters of every branch that has a node. */
  const shown = (code: string) => {
    const looking = lookingNow(deps);
    return findBranch(looking, code).ok && isSoldHere(looking, code) ? branchNow(deps, code) : undefined;
  };
  deps.live.register({
    name: "office",
    tables: ["ticket", "ticketStep", "counterStep", "branchRule", "closure", "allocation", "hallEvent"],
    route: "GET /branches/:branch/now",
    everyMs: tellEveryMs,
    snapshot: shown,
  });
  deps.pulses.onKeep(() => deps.live.touch("office"));

  return api().openapi(show, (c) => {
    const view = shown(c.req.valid("param").branch);
    if (!view) throw new ProblemError({ status: 404, code: "branch_elsewhere" });
    return c.json(view, 200);
  });
};
