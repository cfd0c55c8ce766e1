/** What a node says of itself: to its pages, to whoever watches over it. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Deps } from "./deps";
import { behindOf } from "../sync/log-end";
import { clockNow } from "./hq/clock.usecase";
import { lineNow } from "./hq/line.usecase";
import { lineAgeNow } from "./hq/line-age.usecase";
import { answer, api, refusals } from "./http/api";
import { codeOf } from "./http/problem";

export const nodeView = z
  .object({
    nodeId: z.string(),
    role: z.enum(["branch", "hq"]),
    branchId: z.string().nullable(),
    version: z.string(),
    now: z.number(),
    demo: z.boolean(),
    /** `here`: everything is invented. `offered`: staff may go there from here. */
    training: z.enum(["here", "offered", "none"]),
    official: z.boolean(),
    sync: z.object({
      connected: z.boolean(),
      lastHqAt: z.number().nullable(),
      /** Why headquarters was not reached in the last try; null when it was, or was not tried. */
      trouble: z.string().nullable(),
      pendingOut: z.number(),
      behind: z.number(),
      /** Whether the second device has everything, or was lost; null when there is none. */
      mirror: z.enum(["complete", "lost"]).nullable(),
    }),
    /** What is wrong with this machine's clock; null where nothing is. Until a supervisor confirms it, nothing that ends is issued. */
    clock: z
      .object({ trouble: z.enum(["behind_records", "off"]), byMs: z.number(), isConfirmed: z.boolean() })
      .nullable(),
    /** Headquarters' word is old: what stops at `stopsAt`, or has stopped. Null while it is young, and where nobody is asked. */
    lineAge: z
      .object({ phase: z.enum(["soon", "last_hours", "stopped"]), wordAt: z.number(), stopsAt: z.number() })
      .nullable(),
  })
  .meta({ id: "Node" });

export const nodeRoutes = (deps: Deps) => {
  const node = createRoute({
    method: "get",
    path: "/node",
    summary: "Who this node is, its clock, and how it stands with headquarters",
    responses: { 200: answer(nodeView, "The node"), ...refusals },
  });
  return api()
    .openapi(node, (c) => {
      const { id, role, branch, version, demo, official } = deps.self;
      const { connected, lastHqAtMs, trouble } = lineNow(deps);
      return c.json(
        {
          nodeId: id,
          role,
          branchId: branch,
          version,
          now: deps.clock.nowMs(),
          demo,
          training: trainingOf(deps),
          official,
          sync: {
            connected,
            lastHqAt: lastHqAtMs,
            trouble: trouble && codeOf(trouble),
            pendingOut: deps.sync.pendingOut() ?? 0,
            behind: behindOf(deps.db),
            mirror: mirrorOf(deps),
          },
          clock: clockOf(deps),
          lineAge: lineAgeOf(deps),
        },
        200,
      );
    })
    .get("/events", (c) => deps.live.stream(c, (c.req.query("topics") ?? "").split(",").filter(Boolean)));
};

const trainingOf = ({ self, training }: Deps): "here" | "offered" | "none" => {
  if (self.training) return "here";
  return training ? "offered" : "none";
};

const clockOf = ({ db, clock, self }: Deps) => {
  const { trouble, isConfirmed } = clockNow({ db, nowMs: clock.nowMs(), node: self.alias });
  return trouble && { trouble: trouble.type, byMs: trouble.byMs, isConfirmed };
};

const lineAgeOf = ({ db, clock }: Deps) => {
  const age = lineAgeNow({ db, nowMs: clock.nowMs() });
  return age ? { phase: age.phase, wordAt: age.wordAtMs, stopsAt: age.stopsAtMs } : null;
};

const mirrorOf = ({ mirror }: Deps): "complete" | "lost" | null =>
  mirror ? (mirror.isComplete ? "complete" : "lost") : null;
