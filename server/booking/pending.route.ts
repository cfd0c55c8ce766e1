/** Visits that wait for their proofs over HTTP: details, codes, and the booking once two kinds are there. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { readTogether } from "../../drizzle/db";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { ProblemError, refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf, plainCommand } from "../http/request";
import { planTryCode } from "../identity/code.usecase";
import { sessionOf } from "../identity/session.route";
import { bookingView, byId, documentOf, visitBody } from "./booking.schema";
import { askHeadquarters, claimRequest } from "./claim-ask.usecase";
import { detailsRefusal, statusByConfirmError } from "./confirm.route";
import { planPaper, type PrintCodeError } from "./pending-paper.usecase";
import { codeKind, pendingView, typedKind } from "./pending.schema";
import {
  type Asker,
  type ConfirmVisitError,
  confirmInput,
  kindsOfVisit,
  type PendError,
  pendingVisit,
  planConfirmVisit,
  planPend,
  planSendVisitCode,
  purposeOf,
  type SendVisitCodeError,
} from "./pending.usecase";
import { pendingShown } from "./pending-view.usecase";
import { shownBooking } from "./who.route";

const { HoldGone, PartiesDiffer, KindDiffers, InvalidDetails } = statusByConfirmError;

const statusByPendError = {
  HoldGone,
  PartiesDiffer,
  KindDiffers,
  InvalidDetails,
  ContactUsedUp: 409,
  TooManyChecks: 429,
} as const satisfies Record<PendError["type"], number>;

const statusBySendError = {
  HoldGone,
  NoContact: 422,
  NumberNotServed: 422,
  CodeTooSoon: 429,
  TooManyCodes: 429,
  SendingPaused: 503,
} as const satisfies Record<SendVisitCodeError["type"], number>;

const statusByConfirmVisitError = {
  ...statusByConfirmError,
  NeedsAnotherKind: 409,
  ContactUsedUp: 409,
} as const satisfies Record<ConfirmVisitError["type"], number>;

const statusByPaperError = {
  HoldGone,
  TooManyCodes: 429,
} as const satisfies Record<PrintCodeError["type"], number>;

const statusByTryError = { HoldGone, CodeWrong: 422, TriesUsedUp: 429 } as const;

const give = createRoute({
  method: "post",
  path: "/holds/{id}/visit",
  summary: "Give the details of a held visit: from then on it waits for two kinds of proof",
  request: { params: byId, body: json(visitBody) },
  responses: { 200: answer(pendingView, "What it waits for"), ...refusedBy(statusByPendError) },
});
const show = createRoute({
  method: "get",
  path: "/holds/{id}/visit",
  summary: "What a visit waits for",
  request: { params: byId },
  responses: { 200: answer(pendingView, "What it waits for"), ...refusedBy({ HoldGone: 404 }) },
});
const send = createRoute({
  method: "post",
  path: "/holds/{id}/codes",
  summary: "Send a code to the contact that was given",
  request: { params: byId, body: json(z.strictObject({ kind: codeKind })) },
  responses: { 200: answer(pendingView, "What it waits for"), ...refusedBy(statusBySendError) },
});
const typed = createRoute({
  method: "post",
  path: "/holds/{id}/codes/try",
  summary: "Type a code; each try counts",
  request: { params: byId, body: json(z.strictObject({ kind: typedKind, code: z.string().max(40) })) },
  responses: { 200: answer(pendingView, "What it waits for"), ...refusedBy(statusByTryError) },
});
const paper = createRoute({
  method: "post",
  path: "/holds/{id}/paper",
  summary: "Print a code for who stands at a kiosk or a desk",
  request: { params: byId, body: json(z.strictObject({})) },
  responses: { 200: answer(pendingView, "What it waits for"), ...refusedBy(statusByPaperError) },
});
const confirm = createRoute({
  method: "post",
  path: "/holds/{id}/confirm",
  summary: "Make the booking: two kinds of proof are there",
  request: { params: byId, body: json(z.strictObject({})) },
  responses: { 201: answer(bookingView, "The booking"), ...refusedBy(statusByConfirmVisitError) },
});

export const pendingRoutes = (deps: Deps) => {
  const { writer, sealer, identity } = deps;
  const codes = { sealer, codesKey: identity.codesKey, rules: identity.sending };
  const now = () => ({ db: deps.db, nowMs: deps.clock.nowMs(), node: deps.self.alias });

  const shown = (c: Context<Env>, holdId: string): z.infer<typeof pendingView> =>
    readTogether(deps, () => {
      const pending = pendingVisit(now(), sealer, holdId, ownerOf(actor(c)));
      if (!pending) throw new ProblemError({ status: 404, code: "hold_gone" });
      return pendingShown(deps, pending);
    });

  return api()
    .openapi(give, async (c) => {
      const holdId = c.req.valid("param").id;
      const { consent: _consent, parties, ...body } = c.req.valid("json");
      const given = {
        ...body,
        parties: parties.map((party) => ({ ...party, document: documentOf(party.document) })),
      };
      const asker = askerOf(c);
      const done = await writer.submit(await commandOf(c), (tx) =>
        planPend(tx, sealer, { holdId, asker, given }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByPendError);
      return c.json(shown(c, holdId), 200);
    })
    .openapi(show, (c) => c.json(shown(c, c.req.valid("param").id), 200))
    .openapi(send, async (c) => {
      const holdId = c.req.valid("param").id;
      const { kind: channel } = c.req.valid("json");
      const owner = ownerOf(actor(c));
      const done = await writer.submit(await commandOf(c), (tx) =>
        planSendVisitCode(tx, codes, { holdId, owner, channel }),
      );
      if (!done.ok) throw refusal(done.error, statusBySendError);
      return c.json(shown(c, holdId), 200);
    })
    .openapi(paper, async (c) => {
      const holdId = c.req.valid("param").id;
      const who = actor(c);
      const at = who.kind === "staff" ? ("counter" as const) : ("kiosk" as const);
      const done = await writer.submit(await commandOf(c), (tx) =>
        planPaper(tx, codes, { holdId, by: ownerOf(who), at }),
      );
      if (!done.ok) throw refusal(done.error, statusByPaperError);
      return c.json(shown(c, holdId), 200);
    })
    .openapi(typed, async (c) => {
      const holdId = c.req.valid("param").id;
      const { kind, code } = c.req.valid("json");
      // A kiosk's paper says who stood there, and the kiosk may show its code: only an officer takes it, document in hand.
      if (kind === "paper_code" && actor(c).kind !== "staff")
        throw new ProblemError({ status: 403, code: "not_allowed" });
      const pending = pendingVisit(now(), sealer, holdId, ownerOf(actor(c)));
      if (!pending) throw new ProblemError({ status: HoldGone, code: "hold_gone" });
      const channel = kind === "paper_code" ? ("paper" as const) : kind;
      // By itself, and without a key: the try counts whatever comes of it.
      const tried = await writer.submit(plainCommand(c), (tx) =>
        planTryCode(tx, codes, {
          session: pending.session,
          purpose: purposeOf(holdId),
          channel,
          typed: code,
        }),
      );
      if (!tried.ok) throw refusal(tried.error, {});
      if (tried.value.type !== "CodeRight")
        throw refusal<{ type: "CodeWrong" | "TriesUsedUp" }>({ type: tried.value.type }, statusByTryError);
      return c.json(shown(c, holdId), 200);
    })
    .openapi(confirm, async (c) => {
      const holdId = c.req.valid("param").id;
      const owner = ownerOf(actor(c));
      const command = await commandOf(c);
      const pending = deps.claims && pendingVisit(now(), sealer, holdId, owner);
      const request =
        pending && claimRequest(now(), sealer, confirmInput(pending, kindsOfVisit(now(), pending).have));
      const said = await askHeadquarters(deps.claims, request);
      const printsSlip = actor(c).kind === "staff" && deps.self.branch !== null;
      const done = await writer.submit(command, (tx) =>
        planConfirmVisit(tx, sealer, { holdId, owner, said, printsSlip }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByConfirmVisitError);
      return c.json(shownBooking(deps, done.value.bookingId), 201);
    });
};

/** Who gives the details. An officer has the documents in hand. */
const askerOf = (c: Context<Env>): Asker => {
  const who = actor(c);
  return {
    owner: ownerOf(who),
    session: sessionOf(c).id,
    account: who.kind === "public" ? who.account : null,
    officer: who.kind === "staff" ? who.id : null,
  };
};
