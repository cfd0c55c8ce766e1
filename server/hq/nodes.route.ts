/** Headquarters takes boxes in and shuts them out: what an administrator asks, and what a new box asks. */
import { createRoute } from "@hono/zod-openapi";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isSoundAsk, keysOfCode, newNodeCode, sealWelcome, shownNodeCode } from "../../sync/enrolment";
import { planTry } from "../../sync/limit";
import { ed25519Verifier } from "../../sync/request-signing";
import { findBranch } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { networkOf } from "../http/network";
import { ProblemError, problem, refusal } from "../http/problem";
import { actor, type Env, ownerOf, plainCommand } from "../http/request";
import { byAlias, enrolAsk, nodeCodeBody, nodeCodeView, suspendBody } from "./nodes.schema";
import { nodeCodeById } from "./nodes.store";
import {
  type EnrolNodeError,
  type NodeCodeError,
  planEnrolNode,
  planNodeCode,
  planSuspendNode,
} from "./nodes.usecase";

const statusByCodeError = {
  UnknownBranch: 404,
  NodeNotFound: 404,
  BranchHasNode: 409,
} as const satisfies Record<NodeCodeError["type"], number>;

const statusByEnrolError = {
  NodeCodeWrong: 403,
  RosterFull: 409,
  TooManyTries: 429,
} as const satisfies Record<EnrolNodeError["type"] | "TooManyTries", number>;

export const nodesRoutes = (deps: Deps) => {
  const { writer, self } = deps;
  const makeCode = createRoute({
    method: "post",
    path: "/hq/node-codes",
    summary: "A code for one new box, ten minutes, one use",
    request: { body: json(nodeCodeBody) },
    responses: {
      201: answer(nodeCodeView, "Shown once"),
      ...refusedBy({ ...statusByCodeError, NotHeadquarters: 409 }),
    },
  });
  const suspend = createRoute({
    method: "post",
    path: "/hq/nodes/{alias}/suspend",
    summary: "Shut a node out, for good",
    request: { params: byAlias, body: json(suspendBody) },
    responses: {
      204: { description: "Shut out" },
      ...refusedBy({ NodeNotFound: 404, NotHeadquarters: 409 }),
    },
  });
  const mustBeHq = () => {
    if (self.role !== "hq") throw new ProblemError({ status: 409, code: "not_headquarters" });
  };
  return api()
    .openapi(makeCode, async (c) => {
      mustBeHq();
      const code = newNodeCode(deps.random);
      const wish = { ...c.req.valid("json"), by: ownerOf(actor(c)) };
      const isBranch = (branch: string) => findBranch(deps, branch).ok;
      const done = await writer.submit(plainCommand(c), (tx) =>
        planNodeCode(tx, wish, keysOfCode(code), isBranch),
      );
      if (!done.ok) throw refusal(done.error, statusByCodeError);
      const shown = shownNodeCode(code);
      const command = `sto enrol --hq ${self.publicUrl} --code ${shown}`;
      return c.json({ code: shown, command, ...done.value }, 201);
    })
    .openapi(suspend, async (c) => {
      mustBeHq();
      const wish = { ...c.req.valid("param"), ...c.req.valid("json") };
      const done = await writer.submit(plainCommand(c), (tx) => planSuspendNode(tx, wish));
      if (!done.ok) throw refusal(done.error, { NodeNotFound: 404 });
      return c.body(null, 204);
    });
};

/** Of one network: a code has 140 bits, this only bounds the work. */
const asksMax = { triesMax: 30, windowMs: 10 * 60_000 };
const askBytesMax = 4096;

/**
 * `/sync/v1/enrol`: the one question of a stranger. No browser asks it, and no roster knows its sender: the code does. One answer for
 * every wrong code.
 */
export const enrolRoutes = (deps: Deps) => {
  const { writer, sealer, sync, db } = deps;
  const verify = ed25519Verifier();
  return new Hono<Env>().post("/enrol", bodyLimit({ maxSize: askBytesMax }), async (c) => {
    const requestId = deps.newId();
    c.set("requestId", requestId);
    const command = { actor: { kind: "system", task: "enrol" }, requestId } as const;
    const bucket = `node-code:${sealer.blindIndex(`network:${networkOf(c)}`)}`;
    const counted = await writer.submit(command, (tx) => planTry(tx, [{ bucket, ...asksMax }]));
    if (!counted.ok) throw refusal(counted.error, statusByEnrolError);
    const parsed = enrolAsk.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return problem(c, { status: 400, code: "invalid_body" });
    const ask = parsed.data;
    const code = nodeCodeById({ db }, ask.id);
    const key = Buffer.from(code?.key ?? "", "base64url");
    if (!isSoundAsk(ask, key, verify)) throw refusal({ type: "NodeCodeWrong" }, statusByEnrolError);
    const { logKey, slipKey, boxKey } = ask;
    const done = await writer.submit(command, (tx) => planEnrolNode(tx, ask.id, { logKey, slipKey, boxKey }));
    if (!done.ok) throw refusal(done.error, statusByEnrolError);
    const welcome = sync.welcome?.({ ...done.value, rpId: deps.identity.rp.id });
    if (!welcome) throw new Error("only headquarters takes nodes in");
    return c.json(sealWelcome({ id: ask.id, key }, boxKey, welcome, deps.random), 200, {
      "cache-control": "no-store",
    });
  });
};
