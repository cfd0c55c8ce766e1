/** Entries and exits over HTTP, for whoever holds the document: the list, and a signed page to print. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, file, id, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, type Env, ownerOf, plainCommand } from "../http/request";
import { movementsBody, movementsSchema, proofBody, proofSchema } from "./gates.schema";
import { movementsWith, planLooked } from "./movement.usecase";
import { decodeProof } from "./proof";
import { proofPage } from "./proof-page";
import { signedProof } from "./signed-proof.usecase";

const statusByError = {
  NotABranch: 409,
  MovementNotFound: 404,
  TooManyTries: 429,
  ProofUnreadable: 422,
  ProofSignatureBad: 422,
} as const;

/** Nobody tries out numbers, not at a counter either. */
const findsMax = { triesMax: 60, windowMs: 60 * 60_000 };

export const movementRoutes = (deps: Deps) => {
  const { writer, sealer, self, db, clock, random, findSlipKey } = deps;

  const find = createRoute({
    method: "post",
    path: "/movements/find",
    summary: "The entries and exits of a document, by all that its zone says",
    request: { body: json(movementsBody) },
    responses: { 200: answer(movementsSchema, "The newest first"), ...refusedBy(statusByError) },
  });
  const check = createRoute({
    method: "post",
    path: "/movements/check",
    summary: "Whether the code of a printed proof is one of ours, and what it says",
    request: { body: json(proofBody) },
    responses: { 200: answer(proofSchema, "It is genuine"), ...refusedBy(statusByError) },
  });
  const proof = createRoute({
    method: "get",
    path: "/movements/{id}/proof.html",
    summary: "The proof of one of them, signed, to print",
    request: { params: z.object({ id }) },
    responses: { 200: file("text/html", "Prints on A4"), ...refusedBy(statusByError) },
  });

  const looking = () => {
    if (self.branch === null) throw refusal({ type: "NotABranch" }, statusByError);
    return { db, nowMs: clock.nowMs(), branch: self.branch };
  };
  /** Of staff it is known whom they looked at. */
  const looked = async (c: Context<Env>, ids: readonly string[]) => {
    const done = await writer.submit(plainCommand(c), () => planLooked(ids));
    if (!done.ok) throw refusal(done.error, statusByError);
  };

  return api()
    .openapi(find, async (c) => {
      const here = looking();
      const bucket = `movements:${ownerOf(actor(c))}`;
      const counted = await writer.submit(plainCommand(c), (tx) => planTry(tx, [{ bucket, ...findsMax }]));
      if (!counted.ok) throw refusal(counted.error, statusByError);
      const items = movementsWith(here, sealer, c.req.valid("json"));
      await looked(
        c,
        items.map((item) => item.id),
      );
      return c.json({ items }, 200);
    })
    .openapi(check, (c) => {
      const read = decodeProof(c.req.valid("json").text.trim(), findSlipKey);
      if (!read.ok) throw refusal(read.error, statusByError);
      const { branch, kind, atMs } = read.value;
      return c.json({ id: read.value.id, kind, branch, atMs }, 200);
    })
    .openapi(proof, async (c) => {
      looking();
      const view = signedProof(deps, c.req.valid("param").id);
      if (!view) throw refusal({ type: "MovementNotFound" }, statusByError);
      await looked(c, [c.req.valid("param").id]);
      const nonce = Buffer.from(random.bytes(16)).toString("base64url");
      c.header(
        "content-security-policy",
        `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
      );
      c.header("cache-control", "no-store");
      return c.html(proofPage(view, nonce), 200);
    });
};
