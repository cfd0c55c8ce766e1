/** Bookings over HTTP; holds and slips are in files of their own. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { ClaimRequest } from "../../sync/transport";
import type { Deps } from "../deps";
import { answer, api, id, json, line, listOf, refusals, refusedBy } from "../http/api";
import { networkOf } from "../http/network";
import { refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf } from "../http/request";
import { lookingNow } from "./availability.usecase";
import { bookingView, byId, byParty, document, documentOf } from "./booking.schema";
import { bookingsOf } from "./booking.store";
import {
  type ChangeError,
  type DropError,
  type MoveError,
  planCancel,
  planDrop,
  planMove,
} from "./change.usecase";
import { askHeadquarters, correctionRequest, seenRequest } from "./claim-ask.usecase";
import type { Said } from "./claim.usecase";
import { detailsRefusal } from "./confirm.route";
import { type CorrectionError, planCorrect, planSeen, type Reading, type SeenError } from "./correct.usecase";
import { type Asker, findByReference } from "./find.usecase";
import { holdRoutes } from "./hold.route";
import { pendingRoutes } from "./pending.route";
import { visitRoutes } from "./visits.route";
import { slipRoutes } from "./slip.route";
import { asFound, viewBooking } from "./view.usecase";
import { bookingNotFound, mustSee, shownBooking } from "./who.route";

const statusByFindError = { BookingNotFound: 404, TooManyTries: 429 } as const;

const statusByChangeError = {
  BookingNotFound: 404,
  WrongState: 409,
} as const satisfies Record<ChangeError["type"], number>;

const statusByMoveError = {
  ...statusByChangeError,
  NeedsHome: 409,
  ChangesUsedUp: 409,
  HoldGone: 410,
  HoldDiffers: 422,
  InvalidDetails: 422,
} as const satisfies Record<MoveError["type"], number>;

const statusByDropError = {
  ...statusByChangeError,
  UnknownParty: 404,
  LastParty: 409,
} as const satisfies Record<DropError["type"], number>;

const statusBySeenError = {
  ...statusByChangeError,
  UnknownParty: 404,
  AlreadyBooked: 409,
  BringDocument: 409,
} as const satisfies Record<SeenError["type"], number>;

const statusByCorrectionError = {
  ...statusBySeenError,
  NeedsHome: 409,
  InvalidDetails: 422,
} as const satisfies Record<CorrectionError["type"], number>;

const list = createRoute({
  method: "get",
  path: "/bookings",
  summary: "Bookings of this account",
  request: { query: z.strictObject({ before: id.optional() }) },
  responses: {
    200: answer(
      z.object({ items: listOf(bookingView), next: z.string().nullable() }),
      "Newest first; `next` is the next `before`",
    ),
    ...refusals,
  },
});
const one = createRoute({
  method: "get",
  path: "/bookings/{id}",
  summary: "One booking of this account",
  request: { params: byId },
  responses: { 200: answer(bookingView, "The booking"), ...refusedBy({ BookingNotFound: 404 }) },
});
const find = createRoute({
  method: "post",
  path: "/bookings/find",
  summary: "Open a booking by reference and document number, to read and to cancel",
  request: { body: json(z.strictObject({ ref: line(20), documentNumber: line(40) })) },
  responses: { 200: answer(bookingView, "The booking"), ...refusedBy(statusByFindError) },
});
const cancel = createRoute({
  method: "post",
  path: "/bookings/{id}/cancel",
  summary: "Cancel a booking: by its account, or with reference and document number",
  request: {
    params: byId,
    body: json(z.strictObject({ ref: line(20).optional(), documentNumber: line(40).optional() })),
  },
  responses: {
    200: answer(bookingView, "The booking, cancelled"),
    ...refusedBy({ ...statusByFindError, ...statusByChangeError }),
  },
});
const move = createRoute({
  method: "post",
  path: "/bookings/{id}/move",
  summary: "Move a booking to a held slot",
  request: { params: byId, body: json(z.strictObject({ holdId: id })) },
  responses: { 200: answer(bookingView, "The booking at its new time"), ...refusedBy(statusByMoveError) },
});
const drop = createRoute({
  method: "post",
  path: "/bookings/{id}/parties/{no}/drop",
  summary: "Take one person off a booking",
  request: { params: byParty, body: json(z.strictObject({})) },
  responses: { 200: answer(bookingView, "The booking without that person"), ...refusedBy(statusByDropError) },
});
const correct = createRoute({
  method: "post",
  path: "/bookings/{id}/parties/{no}/correct",
  summary: "Put a slip of the pen right, with the document seen",
  request: {
    params: byParty,
    body: json(
      z.strictObject({ reason: line(200), name: line(100).optional(), document: document.optional() }),
    ),
  },
  responses: { 200: answer(bookingView, "The booking, corrected"), ...refusedBy(statusByCorrectionError) },
});

const seen = createRoute({
  method: "post",
  path: "/bookings/{id}/parties/{no}/seen",
  summary: "The officer saw this person's document, and it is as booked",
  request: { params: byParty, body: json(z.strictObject({})) },
  responses: { 200: answer(bookingView, "The booking"), ...refusedBy(statusBySeenError) },
});

const pageSize = 20;

export const bookingRoutes = (deps: Deps) => {
  const { writer, sealer } = deps;

  const idByReference = async (c: Context<Env>, ref: string, documentNumber: string): Promise<string> => {
    const command = { actor: actor(c), requestId: c.get("requestId") };
    const found = await findByReference(deps, command, { ref, documentNumber, asker: askerOf(c) });
    if (!found.ok) throw refusal(found.error, statusByFindError);
    return found.value;
  };

  /** What waits happens before the plan: its answer is input, and the plan looks again at what may have changed. */
  const ask = (requestOf: (now: Reading) => ClaimRequest | undefined): Promise<Said | undefined> =>
    askHeadquarters(deps.claims, deps.claims && requestOf(lookingNow(deps)));

  return api()
    .route("/", holdRoutes(deps))
    .route("/", pendingRoutes(deps))
    .route("/", visitRoutes(deps))
    .route("/", slipRoutes(deps))
    .openapi(list, (c) => {
      const { before } = c.req.valid("query");
      const ids = bookingsOf(deps, ownerOf(actor(c)), before ?? null, pageSize + 1);
      const items = ids.slice(0, pageSize).flatMap((bookingId) => viewBooking(deps, bookingId) ?? []);
      return c.json({ items, next: ids.length > pageSize ? (ids[pageSize - 1] ?? null) : null }, 200);
    })
    .openapi(one, (c) => {
      const bookingId = c.req.valid("param").id;
      mustSee(deps, c, bookingId);
      return c.json(shownBooking(deps, bookingId), 200);
    })
    .openapi(find, async (c) => {
      const { ref, documentNumber } = c.req.valid("json");
      return c.json(asFound(shownBooking(deps, await idByReference(c, ref, documentNumber))), 200);
    })
    .openapi(cancel, async (c) => {
      const bookingId = c.req.valid("param").id;
      const { ref, documentNumber } = c.req.valid("json");
      const isByDocument = ref !== undefined && documentNumber !== undefined;
      if (!isByDocument) mustSee(deps, c, bookingId);
      else if ((await idByReference(c, ref, documentNumber)) !== bookingId) throw bookingNotFound();
      const by = ownerOf(actor(c));
      const done = await writer.submit(await commandOf(c), (tx) => planCancel(tx, sealer, bookingId, by));
      if (!done.ok) throw refusal(done.error, statusByChangeError);
      return c.json(shownBooking(deps, bookingId), 200);
    })
    .openapi(move, async (c) => {
      const bookingId = c.req.valid("param").id;
      const { holdId } = c.req.valid("json");
      mustSee(deps, c, bookingId);
      const owner = ownerOf(actor(c));
      const done = await writer.submit(await commandOf(c), (tx) =>
        planMove(tx, sealer, { bookingId, owner, holdId }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByMoveError);
      return c.json(shownBooking(deps, bookingId), 200);
    })
    .openapi(drop, async (c) => {
      const { id: bookingId, no } = c.req.valid("param");
      mustSee(deps, c, bookingId);
      const by = ownerOf(actor(c));
      const done = await writer.submit(await commandOf(c), (tx) => planDrop(tx, bookingId, no, by));
      if (!done.ok) throw refusal(done.error, statusByDropError);
      return c.json(shownBooking(deps, bookingId), 200);
    })
    .openapi(seen, async (c) => {
      const { id: bookingId, no } = c.req.valid("param");
      const command = await commandOf(c);
      const said = await ask((now) => seenRequest(now, bookingId, no));
      const done = await writer.submit(command, (tx) => planSeen(tx, sealer, bookingId, no, said));
      if (!done.ok) throw refusal(done.error, statusBySeenError);
      return c.json(shownBooking(deps, bookingId), 200);
    })
    .openapi(correct, async (c) => {
      const { id: bookingId, no } = c.req.valid("param");
      const { reason, name, document: given } = c.req.valid("json");
      const officer = ownerOf(actor(c));
      const command = await commandOf(c);
      const input = { bookingId, no, reason, officer, name, document: given && documentOf(given) };
      const said = await ask((now) => correctionRequest(now, sealer, input));
      const done = await writer.submit(command, (tx) => planCorrect(tx, sealer, input, said));
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByCorrectionError);
      return c.json(shownBooking(deps, bookingId), 200);
    });
};

/** Through a kiosk many honest people type; its own tries are counted, not the branch's network. */
const askerOf = (c: Context<Env>): Asker => {
  const who = actor(c);
  return who.kind === "device" ? { type: "kiosk", id: who.id } : { type: "network", network: networkOf(c) };
};
