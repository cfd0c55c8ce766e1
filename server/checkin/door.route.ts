/** The door over HTTP: an officer with an enrolled tablet asks for the day's list, and tells who came in. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { findBooking } from "../booking/find.usecase";
import { slipPublicKeys } from "../booking/slip-keys";
import type { Deps } from "../deps";
import { answer, api, json, refusedBy } from "../http/api";
import { type ProblemError, refusal } from "../http/problem";
import { commandOf, type Env } from "../http/request";
import { type NoTablet, tabletBeside } from "../identity/device-beside.route";
import { hallNow } from "../queue/hall.usecase";
import { ticketView } from "../queue/view.usecase";
import { readSlip, type CheckInError } from "./checkin.usecase";
import { type ActTooOld, signedList } from "./door";
import { doorAnswer, doorBody, signedDayList } from "./door.schema";
import { dayList, firstUseOf, planDoorCheckIn } from "./door.usecase";

const statusByError = {
  TabletNeeded: 403,
  TabletRevoked: 403,
  NoDoor: 409,
  ActTooOld: 410,
  Already: 409,
  SlipInvalid: 422,
  SlipCancelled: 410,
  SlipExpired: 410,
  SlipUsed: 410,
  SlipSuperseded: 409,
  WrongBranch: 409,
  WrongDay: 409,
  NumbersGone: 409,
  BookingNotFound: 404,
  UnknownService: 404,
  UnknownBranch: 404,
  ServiceNotHere: 422,
  SeriesUsedUp: 503,
  NotATicketNumber: 422,
  NoHolidayData: 503,
  NoWeekendRule: 503,
  UnknownPattern: 503,
} as const;

type Refused = CheckInError | ActTooOld | NoTablet | { readonly type: "NoDoor" };

export const doorRoutes = (deps: Deps) => {
  const { db, writer, sealer, self, slipSigner } = deps;

  const list = createRoute({
    method: "get",
    path: "/door/day",
    summary: "Today's and tomorrow's visits without names, signed, for a tablet that may lose its network",
    responses: { 200: answer(signedDayList, "The list"), ...refusedBy(statusByError) },
  });
  const checkIn = createRoute({
    method: "post",
    path: "/door/checkins",
    summary: "Somebody came in by the door, now or while the tablet had no network",
    request: { body: json(doorBody) },
    responses: { 200: answer(doorAnswer, "Recorded"), ...refusedBy(statusByError) },
  });

  const refused = (error: Refused): ProblemError => refusal<Refused>(error, statusByError);
  /** The tablet it comes from: one that was shut out is not believed, whoever is signed in at it. */
  const tabletOf = (c: Context<Env>): string => {
    if (self.branch === null) throw refused({ type: "NoDoor" });
    const tablet = tabletBeside(deps, c);
    if (!tablet.ok) throw refused(tablet.error);
    return tablet.value;
  };
  const shownTicket = (id: string | null) => (id === null ? null : (ticketView(deps, id) ?? null));

  return api()
    .openapi(list, (c) => {
      tabletOf(c);
      const text = JSON.stringify(dayList(hallNow(deps), slipPublicKeys(db, slipSigner, deps.clock.nowMs())));
      const signature = slipSigner.sign(new TextEncoder().encode(signedList(text)));
      const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
      return c.json({ text, key: base64url(slipSigner.publicKey), signature: base64url(signature) }, 200);
    })
    .openapi(checkIn, async (c) => {
      const tablet = tabletOf(c);
      const { slip: text, lang, atMs: saidMs, officer, told } = c.req.valid("json");
      const command = await commandOf(c);
      const slip = readSlip(text, deps.findSlipKey, deps.clock.nowMs());
      if (!slip.ok) throw refused(slip.error);
      const { key: id, route } = command.idempotency!;
      // The tablet's own command, whoever is signed in when it is sent again; told or not, it is the same act.
      const bodyHash = c.get("digest")(JSON.stringify([text, saidMs]));
      const done = await writer.submit(
        { ...command, idempotency: { owner: tablet, key: id, route, bodyHash } },
        (tx) => planDoorCheckIn(tx, sealer, { slip: slip.value, lang, tablet, officer, id, saidMs, told }),
      );
      if (!done.ok) {
        const { error } = done;
        if (error.type !== "Already") throw refusal<Refused>(error, statusByError);
        const { service, startsAtMs } = error;
        return c.json(
          { type: "already" as const, ticket: shownTicket(error.ticketId), booking: { service, startsAtMs } },
          200,
        );
      }
      const { booking: found } = findBooking(deps, done.value.bookingId)!;
      const booking = { service: found.service, startsAtMs: found.startMin * 60_000 };
      if (done.value.type === "used_twice") {
        const first = firstUseOf(deps, done.value.bookingId) ?? null;
        return c.json({ type: "used_twice" as const, booking, first }, 200);
      }
      return c.json({ type: done.value.type, ticket: shownTicket(done.value.ticketId), booking }, 200);
    });
};
