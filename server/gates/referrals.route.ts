/** The referral desk over HTTP: who waits, why, and what officers do. Every look at a person leaves a leaf. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { readBlob } from "../../sync/blobs";
import type { Deps } from "../deps";
import { answer, api, file, id, json, refusedBy } from "../http/api";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf, plainCommand } from "../http/request";
import { emptyBody, noteBody, passBody, referralSchema, referralsSchema } from "./gates.schema";
import { imageOf } from "./image.usecase";
import type { ReferralAct } from "./referral";
import { liveShown, planLookedAt, planReferral, referralShown } from "./referral.usecase";

const statusByError = {
  NotABranch: 409,
  ReferralNotFound: 404,
  ImageNotFound: 404,
  ReferralOver: 409,
  TakenByAnother: 409,
  NotTaken: 409,
  OverrideNeeded: 409,
  NothingToAgree: 409,
  SameOfficer: 403,
} as const;

const params = z.object({ id });

export const referralRoutes = (deps: Deps) => {
  const { writer, sealer, self, db, clock, gates, blobs } = deps;

  const list = createRoute({
    method: "get",
    path: "/gates/referrals",
    summary: "People whom lanes sent to an officer, open and taken",
    responses: { 200: answer(referralsSchema, "The oldest first"), ...refusedBy(statusByError) },
  });
  const one = createRoute({
    method: "get",
    path: "/gates/referrals/{id}",
    summary: "One of them with reasons, checks and document; the look is audited",
    request: { params },
    responses: { 200: answer(referralSchema, "For staff alone"), ...refusedBy(statusByError) },
  });
  const image = createRoute({
    method: "get",
    path: "/gates/referrals/{id}/image",
    summary: "The picture of the page that the lane's reader took; the look is audited",
    request: { params },
    responses: { 200: file("image/jpeg", "As the reader gave it"), ...refusedBy(statusByError) },
  });
  const act = <Name extends string, Body extends z.ZodType>(name: Name, summary: string, body: Body) =>
    createRoute({
      method: "post",
      path: `/gates/referrals/{id}/${name}`,
      summary,
      request: { params, body: json(body) },
      responses: { 200: answer(referralSchema, "As it is now"), ...refusedBy(statusByError) },
    });
  const take = act("take", "Go to this person", emptyBody);
  const pass = act("pass", "Let the person through; against a grave reason, ask a second officer", passBody);
  const agree = act("agree", "Be the second officer who lets the person through", emptyBody);
  const refuse = act("refuse", "Do not let the person through", noteBody);
  const left = act("left", "The person went away", emptyBody);

  const branch = (): string => {
    if (self.branch === null) throw refusal({ type: "NotABranch" }, statusByError);
    return self.branch;
  };
  const looking = () => ({ db, nowMs: clock.nowMs(), branch: self.branch });
  const nameOf = (lane: string): string => gates.find(lane)?.of.setup.name ?? lane;
  const shown = (referral: string) => {
    const found = referralShown(looking(), sealer, branch(), referral);
    if (!found) throw refusal({ type: "ReferralNotFound" }, statusByError);
    return { ...found, laneName: nameOf(found.lane) };
  };
  /** Nobody sees a person before the leaf about it is on disk. */
  const looked = async (c: Context<Env>, referral: string) => {
    const done = await writer.submit(plainCommand(c), () => planLookedAt(referral));
    if (!done.ok) throw refusal(done.error, statusByError);
  };
  const does = async (c: Context<Env>, referral: string, what: ReferralAct) => {
    branch();
    const officer = ownerOf(actor(c));
    const done = await writer.submit(await commandOf(c), (tx) =>
      planReferral(tx, sealer, { id: referral, act: what, officer }),
    );
    if (!done.ok) throw refusal(done.error, statusByError);
    return shown(referral);
  };

  return api()
    .openapi(list, (c) => c.json({ items: liveShown(looking(), branch()) }, 200))
    .openapi(one, async (c) => {
      const referral = c.req.valid("param").id;
      const found = shown(referral);
      await looked(c, referral);
      return c.json(found, 200);
    })
    .openapi(image, async (c) => {
      const referral = c.req.valid("param").id;
      shown(referral);
      const name = imageOf(looking(), sealer, referral);
      const read = name !== undefined && blobs ? readBlob({ db, folder: blobs, sealer }, name) : undefined;
      if (!read?.ok) throw refusal({ type: "ImageNotFound" }, statusByError);
      await looked(c, referral);
      return c.body(Buffer.from(read.value), 200, {
        "content-type": "image/jpeg",
        "cache-control": "no-store",
      });
    })
    .openapi(take, async (c) => c.json(await does(c, c.req.valid("param").id, { type: "take" }), 200))
    .openapi(pass, async (c) => {
      const { note = null, override } = c.req.valid("json");
      return c.json(await does(c, c.req.valid("param").id, { type: "pass", note, override }), 200);
    })
    .openapi(agree, async (c) => c.json(await does(c, c.req.valid("param").id, { type: "agree" }), 200))
    .openapi(refuse, async (c) => {
      const { note } = c.req.valid("json");
      return c.json(await does(c, c.req.valid("param").id, { type: "refuse", note }), 200);
    })
    .openapi(left, async (c) => c.json(await does(c, c.req.valid("param").id, { type: "left" }), 200));
};
