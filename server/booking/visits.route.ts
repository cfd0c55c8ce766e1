/** Visits that were begun at a kiosk and end at a counter, over HTTP. */
import { createRoute } from "@hono/zod-openapi";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy, refusals } from "../http/api";
import { refusal } from "../http/problem";
import { actor, commandOf, ownerOf, plainCommand } from "../http/request";
import { bookingView, byId, documentOf } from "./booking.schema";
import { askHeadquarters, claimRequest } from "./claim-ask.usecase";
import { detailsRefusal, statusByConfirmError } from "./confirm.route";
import { confirmInput } from "./pending.usecase";
import { checkBody, waitingSchema } from "./visits.schema";
import { shownBooking } from "./who.route";
import {
  type ConfirmCheckedError,
  kioskVisit,
  planConfirmChecked,
  planTryVisit,
  type TryVisitError,
  type VisitTried,
  waitingVisits,
} from "./visits.usecase";

/** What is refused after a check that counted. */
type Refused = Exclude<VisitTried["type"], "CodeRight">;

const statusByCheckError = {
  ...statusByConfirmError,
  NeedsAnotherKind: 409,
  DocumentDiffers: 409,
  CodeWrong: 422,
  TriesUsedUp: 429,
  TooManyChecks: 429,
} as const satisfies Record<(ConfirmCheckedError | TryVisitError)["type"] | Refused, number>;

const list = createRoute({
  method: "get",
  path: "/visits",
  summary: "Visits of this branch's kiosks that wait for an officer",
  responses: { 200: answer(waitingSchema, "Who came first first"), ...refusals },
});
const check = createRoute({
  method: "post",
  path: "/visits/{id}/check",
  summary:
    "Book a visit that was begun at a kiosk: the document is in hand, the code from the paper is typed",
  request: { params: byId, body: json(checkBody) },
  responses: {
    201: answer(bookingView, "The booking; its slip is printed"),
    ...refusedBy(statusByCheckError),
  },
});

export const visitRoutes = (deps: Deps) => {
  const { writer, sealer, identity, live } = deps;
  const codes = { sealer, codesKey: identity.codesKey, rules: identity.sending };
  const now = () => ({
    db: deps.db,
    nowMs: deps.clock.nowMs(),
    node: deps.self.alias,
    branch: deps.self.branch,
  });
  const shown = () => ({ items: waitingVisits(now(), sealer) });

  live.register({
    name: "visits",
    tables: ["pendingVisit", "code"],
    route: "GET /visits",
    snapshot: shown,
  });

  return api()
    .openapi(list, (c) => c.json({ items: [...shown().items] }, 200))
    .openapi(check, async (c) => {
      const holdId = c.req.valid("param").id;
      const { code, document: given } = c.req.valid("json");
      const command = await commandOf(c);
      const checking = { holdId, officer: ownerOf(actor(c)), document: documentOf(given) };
      const pending = kioskVisit(now(), sealer, holdId);
      // A visit that is booked already is answered from memory, or has gone.
      if (pending) {
        const tried = await writer.submit(plainCommand(c), (tx) =>
          planTryVisit(tx, codes, { ...checking, typed: code }),
        );
        if (!tried.ok) throw refusal(tried.error, statusByCheckError);
        const { type } = tried.value;
        if (type !== "CodeRight") throw refusal<{ type: Refused }>({ type }, statusByCheckError);
      }
      const request =
        pending && deps.claims
          ? claimRequest(now(), sealer, confirmInput(pending, ["document", "paper_code"]))
          : undefined;
      const said = await askHeadquarters(deps.claims, request);
      const done = await writer.submit(command, (tx) =>
        planConfirmChecked(tx, sealer, { ...checking, said }),
      );
      if (!done.ok) throw detailsRefusal(done.error) ?? refusal(done.error, statusByCheckError);
      return c.json(shownBooking(deps, done.value.bookingId), 201);
    });
};
