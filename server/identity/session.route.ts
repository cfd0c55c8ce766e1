/** Sessions over HTTP: a person's first step, who am I, my sessions, and the end of them. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { StaffRole } from "../../sync/core/plan";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, refusedBy, refusals } from "../http/api";
import { networkOf } from "../http/network";
import { ProblemError, refusal } from "../http/problem";
import { asHeader, type Env, type Identifying, plainCommand, type RequestSession } from "../http/request";
import { callerNamed, cookieOf, giveCookie, takeCookie } from "./cookies";
import { labelOf } from "./label";
import { type Caller, idleMs, touchMs } from "./session";
import { sessionList, sessionView } from "./session.schema";
import { deviceById, grantById, grantsOf, sessionById, sessionsOf, staffById } from "./session.store";
import {
  type EndError,
  findCaller,
  newToken,
  planEnd,
  planEndAll,
  planOpenPublic,
  planTouch,
  holdsHere,
} from "./session.usecase";

const statusByEndError = { SessionNotFound: 404 } as const satisfies Record<EndError["type"], number>;

/** New sessions of one network: a full hall on one Wi-Fi, and no more. */
const opensMax = { triesMax: 3000, windowMs: 3_600_000 };

export const sessionRoutes = (deps: Deps) => {
  const { writer, self } = deps;

  const open = createRoute({
    method: "post",
    path: "/session",
    summary: "Begin as a person: an account without anything in it yet",
    responses: { 201: answer(sessionView, "The session; its cookie comes along"), ...refusals },
  });
  const mine = createRoute({
    method: "get",
    path: "/session",
    summary: "Who this page asks as",
    responses: { 200: answer(sessionView, "The session"), ...refusals },
  });
  const active = createRoute({
    method: "post",
    path: "/session/active",
    summary: "Somebody is at the page: keeps the session from locking",
    responses: { 200: answer(sessionView, "The session"), ...refusals },
  });
  const end = createRoute({
    method: "delete",
    path: "/session",
    summary: "Sign out here",
    responses: { 204: { description: "Signed out" }, ...refusals },
  });
  const list = createRoute({
    method: "get",
    path: "/sessions",
    summary: "My sessions on this node",
    responses: { 200: answer(sessionList, "Newest first"), ...refusals },
  });
  const endOne = createRoute({
    method: "delete",
    path: "/sessions/{id}",
    summary: "End one of my sessions",
    request: { params: z.object({ id: z.string().max(60) }) },
    responses: { 204: { description: "Ended" }, ...refusedBy(statusByEndError) },
  });
  const endOthers = createRoute({
    method: "delete",
    path: "/sessions",
    summary: "Sign out everywhere but here",
    responses: { 200: answer(z.object({ ended: z.number() }), "How many ended"), ...refusals },
  });

  const shown = (session: RequestSession): z.infer<typeof sessionView> => {
    const row = sessionById(deps, session.id);
    if (!row) throw signInRequired();
    const grant = row.grant === null ? null : grantById(deps, row.grant);
    const staff = row.kind === "staff" ? staffById(deps, row.who) : null;
    const device = row.kind === "device" ? deviceById(deps, row.who) : null;
    const idle = idleMs[row.kind];
    return {
      kind: row.kind,
      staff:
        staff && grant
          ? {
              id: staff.id,
              name: staff.name,
              role: grant.role,
              grantEndsAtMs: grant.untilMs,
              roles: rolesHere(deps, staff.id),
            }
          : null,
      device: device ? { id: device.id, kind: device.kind, name: device.name } : null,
      verifiedAtMs: row.verifiedMs,
      idleMs: Number.isFinite(idle) ? idle : null,
      endsAtMs: row.endsMs,
    };
  };

  return api()
    .openapi(open, async (c) => {
      const known = c.get("session");
      if (known) return c.json(shown(known), 201);
      const network = deps.sealer.blindIndex(`network:${networkOf(c)}`);
      const counted = await writer.submit(plainCommand(c), (tx) =>
        planTry(tx, [{ bucket: `session:${network}`, ...opensMax }]),
      );
      if (!counted.ok) throw refusal(counted.error, { TooManyTries: 429 });
      const token = newToken(deps);
      const label = labelOf(c.req.header("user-agent"));
      const done = await writer.submit(plainCommand(c), (tx) => planOpenPublic(tx, { token, label }));
      if (!done.ok) throw refusal(done.error, {});
      giveCookie(c, self.alias, "public", token);
      return c.json(shown({ id: done.value.session, who: "", seenMs: 0, verifiedMs: null }), 201);
    })
    .openapi(mine, (c) => c.json(shown(sessionOf(c)), 200))
    .openapi(active, (c) => c.json(shown(sessionOf(c)), 200))
    .openapi(end, async (c) => {
      const { id, who } = sessionOf(c);
      const done = await writer.submit(plainCommand(c), (tx) => planEnd(tx, who, id));
      if (!done.ok) throw refusal(done.error, statusByEndError);
      takeCookie(c, self.alias, callerOf(c));
      return c.body(null, 204);
    })
    .openapi(list, (c) => {
      const { id: here, who } = sessionOf(c);
      const items = sessionsOf(deps, who).map(({ id, label, bornMs, seenMs }) => ({
        id,
        label,
        bornAtMs: bornMs,
        seenAtMs: seenMs,
        isThis: id === here,
      }));
      return c.json({ items }, 200);
    })
    .openapi(endOne, async (c) => {
      const { id } = c.req.valid("param");
      const done = await writer.submit(plainCommand(c), (tx) => planEnd(tx, sessionOf(c).who, id));
      if (!done.ok) throw refusal(done.error, statusByEndError);
      return c.body(null, 204);
    })
    .openapi(endOthers, async (c) => {
      const { id, who } = sessionOf(c);
      const done = await writer.submit(plainCommand(c), (tx) => planEndAll(tx, who, id));
      if (!done.ok) throw refusal(done.error, {});
      return c.json(done.value, 200);
    });
};

const rolesHere = ({ db, clock, self }: Deps, staff: string): readonly StaffRole[] => [
  ...new Set(
    grantsOf({ db }, staff).flatMap((grant) =>
      holdsHere({ db, nowMs: clock.nowMs(), branch: self.branch }, grant) ? grant.role : [],
    ),
  ),
];

/** The session of a request that must have one. */
export const sessionOf = (c: Context<Env>): RequestSession => {
  const session = c.get("session");
  if (!session) throw signInRequired();
  return session;
};

const signInRequired = (): ProblemError => new ProblemError({ status: 401, code: "sign_in_required" });

const callerOf = (c: Context<Env>): Caller => callerNamed(c.req.header(asHeader) ?? "public") ?? "public";

/** How the edge finds out who asks: by the sessions of this node. */
export const identifying = (deps: Deps): Identifying => ({
  newId: deps.newId,
  digest: (body) => deps.sealer.blindIndex(`body:${body}`),
  cookieOf: (caller) => cookieOf(deps.self.alias, caller),
  callerNamed,
  find: (caller, token) =>
    findCaller({ db: deps.db, nowMs: deps.clock.nowMs(), branch: deps.self.branch }, caller as Caller, token),
  touched: async ({ id, seenMs }) => {
    if (deps.clock.nowMs() - seenMs < touchMs) return;
    // A touch that cannot be written (a full disk) is no reason to refuse what the person came for.
    await deps.writer.submit({ actor: { kind: "system", task: "session" }, requestId: deps.newId() }, (tx) =>
      planTouch(tx, id),
    );
  },
});
