/** Holds and bookings over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { planTry } from "../../sync/limit";
import type { Deps } from "../deps";
import { answer, api, json, lang, line, listOf, refusals, text } from "../http/api";
import { networkOf } from "../http/network";
import { codeOf, ProblemError, refusal } from "../http/problem";
import { actor, commandOf, type Env, only, ownerOf, tokenOf } from "../http/request";
import { bookingById, bookingsOf, holdById } from "./booking.store";
import { type ChangeError, type CorrectionError, planCancel, planCorrect, planDrop, planMove } from "./change.usecase";
import { type ConfirmError, planConfirm } from "./confirm.usecase";
import type { DetailError } from "./details";
import { findByReference } from "./find.usecase";
import { type HoldError, planHold, planRelease } from "./hold.usecase";
import { slipIcs } from "./slip-ics";
import { slipPage } from "./slip-page";
import { drawSlipPdf } from "./slip-pdf-pool";
import type { SlipView } from "./slip-view";
import { slipOf, slipView, viewBooking } from "./view.usecase";

const kind = z.enum(["citizen", "foreigner", "employer", "minor", "permanent_resident", "undocumented", "diplomatic"]);

const holdBody = z.strictObject({
  slot: z.string().max(40),
  service: z.string().max(24),
  kind,
  parties: z.int().min(1).max(10),
  replaces: z.string().max(40).optional(),
});

const holdView = z
  .object({
    holdId: z.string(),
    slot: z.string(),
    service: z.string(),
    startsAtMs: z.number(),
    endsAtMs: z.number(),
    expiresAtMs: z.number(),
    parties: z.number(),
  })
  .meta({ id: "Hold" });

const document = z.union([
  z.strictObject({
    type: z.enum(["mykad", "mypr"]),
    number: line(40),
    country: z.string().max(3).optional(),
    expiresOn: z.string().optional(),
  }),
  z.strictObject({
    type: z.enum(["passport", "splp"]),
    number: line(40),
    country: line(3),
    expiresOn: line(10),
    mrz: z.string().max(200).optional(),
  }),
]);

const person = z.strictObject({
  document,
  name: line(100),
  bornOn: z.string().max(10).optional(),
  relation: z.enum(["self", "family", "worker", "helped"]).default("self"),
  priority: z.array(z.enum(["elderly", "oku", "pregnant", "infant", "haj"])).max(5).default([]),
  answers: z.record(z.string().max(40), z.string().max(1000)).default({}),
});

const bookingBody = z.strictObject({
  holdId: z.string().max(40),
  lang,
  kind,
  contact: z.strictObject({ email: line(254).optional(), phone: line(30).optional() }),
  parties: z.array(person).min(1).max(10),
  employer: z
    .strictObject({
      ssm: line(30),
      company: line(100),
      representative: z.strictObject({ name: line(100), mykad: line(30) }),
    })
    .optional(),
  consent: z.literal(true),
});

const state = z.enum(["confirmed", "cancelled", "superseded", "no_show", "checked_in", "serving", "served"]);
const offered = z.object({ slot: z.string(), startsAtMs: z.number() });

export const bookingView = z
  .object({
    id: z.string(),
    ref: z.string(),
    rev: z.number(),
    state,
    contested: z.boolean(),
    verified: z.boolean(),
    branch: z.string(),
    service: z.string(),
    group: z.string(),
    kind,
    startsAtMs: z.number(),
    endsAtMs: z.number(),
    arriveFromMs: z.number(),
    lateAfterMs: z.number(),
    createdAtMs: z.number(),
    changesLeft: z.number(),
    lang: z.string(),
    parties: listOf(
      z.object({
        no: z.number(),
        state,
        name: z.string(),
        documentMasked: z.string(),
        documentType: z.string(),
        mayDrop: z.boolean(),
      }),
    ),
    employer: z.object({ ssm: z.string(), company: z.string() }).optional(),
    offer: z.object({ reason: text, slots: listOf(offered) }).nullable(),
    ticketId: z.string().nullable(),
    can: z.object({ cancel: z.boolean(), move: z.boolean(), drop: z.boolean() }),
  })
  .meta({ id: "Booking" });

const id = z.object({ id: z.string().max(40) });
const partyId = z.object({ id: z.string().max(40), no: z.coerce.number().int().min(1).max(10) });
const proof = z.strictObject({ ref: line(20).optional(), documentNumber: line(40).optional() });
const created = { 201: answer(bookingView, "The booking"), ...refusals };
const changed = { 200: answer(bookingView, "The booking as it is now"), ...refusals };

const statusByHoldError = {
  UnknownService: 404,
  UnknownBranch: 404,
  UnknownSlot: 404,
  SlotPast: 409,
  SlotFull: 409,
  KindNotServed: 422,
  NotBookable: 422,
  TooManyPeople: 422,
  TooManyHolds: 429,
} as const satisfies Record<HoldError["type"], number>;

const statusByConfirmError = {
  HoldGone: 410,
  PartiesDiffer: 422,
  InvalidDetails: 422,
  AlreadyBooked: 409,
  BringDocument: 409,
} as const satisfies Record<ConfirmError["type"], number>;

const statusByChangeError = {
  BookingNotFound: 404,
  WrongState: 409,
  ChangesUsedUp: 409,
  HoldGone: 410,
  HoldDiffers: 422,
  UnknownParty: 404,
  LastParty: 409,
  InvalidDetails: 422,
} as const satisfies Record<CorrectionError["type"], number>;

/** Slot holds per owner: looking around is free, collecting is not. */
const holdLimits = (owner: string) => [{ bucket: `hold:${owner}`, triesMax: 60, windowMs: 600_000 }];

export const bookingRoutes = (deps: Deps) => {
  const { writer, sealer } = deps;
  const booker = only("account", "kiosk", "officer");

  const hold = createRoute({
    method: "post",
    path: "/holds",
    summary: "Hold a slot while the form is filled in",
    middleware: [booker],
    request: { body: json(holdBody) },
    responses: { 201: answer(holdView, "Held until expiresAtMs"), ...refusals },
  });
  const getHold = createRoute({
    method: "get",
    path: "/holds/{id}",
    summary: "A hold that still runs",
    middleware: [booker],
    request: { params: id },
    responses: { 200: answer(holdView, "The hold"), ...refusals },
  });
  const letGo = createRoute({
    method: "delete",
    path: "/holds/{id}",
    summary: "Let a hold go",
    middleware: [booker],
    request: { params: id },
    responses: { 204: { description: "Gone" }, ...refusals },
  });
  const confirm = createRoute({
    method: "post",
    path: "/bookings",
    summary: "Confirm a held slot",
    middleware: [booker],
    request: { body: json(bookingBody) },
    responses: created,
  });
  const list = createRoute({
    method: "get",
    path: "/bookings",
    summary: "Bookings of this account",
    middleware: [only("account")],
    request: { query: z.object({ before: z.string().max(40).optional() }) },
    responses: { 200: answer(z.object({ items: listOf(bookingView), next: z.string().nullable() }), "Newest first"), ...refusals },
  });
  const one = createRoute({
    method: "get",
    path: "/bookings/{id}",
    summary: "One booking of this account",
    middleware: [booker],
    request: { params: id },
    responses: changed,
  });
  const find = createRoute({
    method: "post",
    path: "/bookings/find",
    summary: "Open a booking by reference and document number, to read and to cancel",
    request: { body: json(z.strictObject({ ref: line(20), documentNumber: line(40) })) },
    responses: changed,
  });
  const cancel = createRoute({
    method: "post",
    path: "/bookings/{id}/cancel",
    summary: "Cancel a booking",
    request: { params: id, body: json(proof) },
    responses: changed,
  });
  const move = createRoute({
    method: "post",
    path: "/bookings/{id}/move",
    summary: "Move a booking to a held slot",
    middleware: [booker],
    request: { params: id, body: json(z.strictObject({ holdId: z.string().max(40) })) },
    responses: changed,
  });
  const drop = createRoute({
    method: "post",
    path: "/bookings/{id}/parties/{no}/drop",
    summary: "Take one person off a booking",
    middleware: [booker],
    request: { params: partyId, body: json(z.strictObject({})) },
    responses: changed,
  });
  const correct = createRoute({
    method: "post",
    path: "/bookings/{id}/parties/{no}/correct",
    summary: "Put a slip of the pen right, with the document seen",
    middleware: [only("officer")],
    request: {
      params: partyId,
      body: json(z.strictObject({ reason: line(200), name: line(100).optional(), document: document.optional() })),
    },
    responses: changed,
  });
  const slip = createRoute({
    method: "get",
    path: "/bookings/{id}/slip",
    summary: "The signed slip with its QR code",
    middleware: [booker],
    request: { params: id },
    responses: { 200: answer(z.object({ text: z.string(), qrSvg: z.string(), linkUrl: z.string() }), "The slip"), ...refusals },
  });

  /** Whether whoever asks may see this booking: its own account, an officer, or the kiosk that just made it. */
  const mine = (c: Context<Env>, bookingId: string): boolean => {
    const who = actor(c);
    const booking = bookingById(deps, bookingId);
    if (!booking) return false;
    if (who.kind === "staff") return true;
    if (who.kind === "device") return booking.account.startsWith("desk:") && deps.clock.nowMs() - booking.createdAtMs < 600_000;
    return who.kind === "public" && who.account === booking.account;
  };
  const shown = (bookingId: string) => {
    const view = viewBooking(deps, bookingId);
    if (!view) throw unknown();
    return view;
  };

  const findBy = async (c: Context<Env>, ref: string, documentNumber: string): Promise<string> => {
    const command = { actor: actor(c), requestId: c.get("requestId") };
    const found = await findByReference(deps, command, { ref, documentNumber, asker: { type: "network", network: networkOf(c) } });
    if (!found.ok) throw refusal(found.error, { BookingNotFound: 404, TooManyTries: 429 });
    return found.value;
  };

  return api()
    .openapi(hold, async (c) => {
      const body = c.req.valid("json");
      const who = actor(c);
      const owner = ownerOf(who);
      const command = await commandOf(c);
      if (who.kind === "public") {
        const tried = await writer.submit({ actor: who, requestId: command.requestId }, (tx) => planTry(tx, holdLimits(owner)));
        if (!tried.ok) throw refusal(tried.error, { TooManyTries: 429 });
      }
      const held = await writer.submit(command, (tx) =>
        planHold(tx, { ...body, replaces: body.replaces, owner, atDesk: who.kind !== "public" }),
      );
      if (!held.ok) throw refusal(held.error, statusByHoldError);
      return c.json(shownHold(deps, held.value.holdId, owner), 201);
    })
    .openapi(getHold, (c) => c.json(shownHold(deps, c.req.valid("param").id, ownerOf(actor(c))), 200))
    .openapi(letGo, async (c) => {
      const released = await writer.submit({ actor: actor(c), requestId: c.get("requestId") }, (tx) =>
        planRelease(tx, ownerOf(actor(c)), c.req.valid("param").id),
      );
      if (!released.ok) throw refusal(released.error, { HoldGone: 404 });
      return c.body(null, 204);
    })
    .openapi(confirm, async (c) => {
      const body = c.req.valid("json");
      const who = actor(c);
      const done = await writer.submit(await commandOf(c), (tx) =>
        planConfirm(tx, sealer, {
          owner: ownerOf(who),
          holdId: body.holdId,
          lang: body.lang,
          account: who.kind === "public" ? who.account : null,
          verified: who.kind === "staff",
          contact: body.contact,
          parties: body.parties.map((party) => ({ ...party, document: documentOf(party.document) })),
          employer: body.employer,
        }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByConfirmError);
      return c.json(shown(done.value.bookingId), 201);
    })
    .openapi(one, (c) => {
      const bookingId = c.req.valid("param").id;
      if (!mine(c, bookingId)) throw unknown();
      return c.json(shown(bookingId), 200);
    })
    .openapi(list, (c) => {
      const pageSize = 20;
      const { before } = c.req.valid("query");
      const who = actor(c);
      const ids = who.kind === "public" ? bookingsOf(deps, who.account, before ?? null, pageSize + 1) : [];
      const items = ids.slice(0, pageSize).flatMap((bookingId) => viewBooking(deps, bookingId) ?? []);
      return c.json({ items, next: ids.length > pageSize ? (ids[pageSize - 1] ?? null) : null }, 200);
    })
    .openapi(find, async (c) => {
      const body = c.req.valid("json");
      return c.json(shown(await findBy(c, body.ref, body.documentNumber)), 200);
    })
    .openapi(cancel, async (c) => {
      const bookingId = c.req.valid("param").id;
      const { ref, documentNumber } = c.req.valid("json");
      const byDocument = ref !== undefined && documentNumber !== undefined;
      if (byDocument) {
        if ((await findBy(c, ref, documentNumber)) !== bookingId) throw unknown();
      } else if (!mine(c, bookingId)) throw unknown();
      const done = await writer.submit(await commandOf(c), (tx) => planCancel(tx, bookingId));
      if (!done.ok) throw refusal<ChangeError>(done.error, statusByChangeError);
      return c.json(shown(bookingId), 200);
    })
    .openapi(move, async (c) => {
      const bookingId = c.req.valid("param").id;
      if (!mine(c, bookingId)) throw unknown();
      const { holdId } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) => planMove(tx, bookingId, ownerOf(actor(c)), holdId));
      if (!done.ok) throw refusal<ChangeError>(done.error, statusByChangeError);
      return c.json(shown(bookingId), 200);
    })
    .openapi(drop, async (c) => {
      const { id: bookingId, no } = c.req.valid("param");
      if (!mine(c, bookingId)) throw unknown();
      const done = await writer.submit(await commandOf(c), (tx) => planDrop(tx, bookingId, no));
      if (!done.ok) throw refusal<ChangeError>(done.error, statusByChangeError);
      return c.json(shown(bookingId), 200);
    })
    .openapi(correct, async (c) => {
      const { id: bookingId, no } = c.req.valid("param");
      const body = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planCorrect(tx, sealer, {
          bookingId,
          no,
          reason: body.reason,
          officer: ownerOf(actor(c)),
          name: body.name,
          document: body.document ? documentOf(body.document) : undefined,
        }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal<CorrectionError>(done.error, statusByChangeError);
      return c.json(shown(bookingId), 200);
    })
    .openapi(slip, (c) => {
      const bookingId = c.req.valid("param").id;
      const made = mine(c, bookingId) ? slipOf(deps, bookingId, tokenOf(c)) : undefined;
      if (!made) throw unknown();
      return c.json(made, 200);
    })
    .get("/bookings/:id/slip.:form{pdf|ics|html}", booker, async (c) => {
      const bookingId = c.req.param("id");
      const view = mine(c, bookingId) ? slipView(deps, bookingId, tokenOf(c)) : undefined;
      if (!view) throw unknown();
      switch (c.req.param("form")) {
        case "pdf":
          return c.body(Buffer.from(await pdfOf(view)), 200, download("application/pdf", view.reference, "pdf"));
        case "ics":
          return c.body(slipIcs(view), 200, download("text/calendar; charset=utf-8", view.reference, "ics"));
        default: {
          const nonce = Buffer.from(deps.random.bytes(16)).toString("base64url");
          c.header("content-security-policy", `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`);
          return c.html(slipPage(view, nonce));
        }
      }
    });
};

const pdfOf = (view: SlipView): Promise<Uint8Array> => {
  const drawing = drawSlipPdf(view);
  if (!drawing) throw new ProblemError({ status: 503, code: "overloaded", retryAfterS: 2 });
  return drawing;
};

const download = (type: string, ref: string, ending: string) => ({
  "content-type": type,
  "content-disposition": `attachment; filename="slip-${ref}.${ending}"`,
});

/** The same answer whether a booking does not exist or is somebody else's. */
const unknown = () => new ProblemError({ status: 404, code: "booking_not_found" });

const shownHold = (deps: Deps, holdId: string, owner: string) => {
  const row = holdById(deps, holdId);
  if (!row || row.owner !== owner || row.expiresAtMs <= deps.clock.nowMs()) throw new ProblemError({ status: 404, code: "hold_gone" });
  return {
    holdId: row.id,
    slot: row.slot,
    service: row.service,
    startsAtMs: row.startMin * 60_000,
    endsAtMs: row.endMin * 60_000,
    expiresAtMs: row.expiresAtMs,
    parties: row.parties,
  };
};

const documentOf = (given: z.infer<typeof document>) =>
  given.type === "passport" || given.type === "splp"
    ? { type: given.type, number: given.number, country: given.country, expiresOn: given.expiresOn }
    : ({ type: "mykad", number: given.number } as const);

/** Field errors of the form: the rule's own type becomes the code, its data goes along. */
const detailsRefusal = (error: { readonly type: string; readonly details?: readonly DetailError[] }): ProblemError | undefined => {
  if (error.type !== "InvalidDetails" || !error.details) return undefined;
  return new ProblemError({
    status: 422,
    code: "invalid_details",
    errors: error.details.map(({ path, error: { type, ...data } }) => ({ path, code: codeOf(type), ...data })),
  });
};
