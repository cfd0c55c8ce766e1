/** The kiosk over HTTP: check in, take a number, see the hall. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import type * as z from "zod";
import { lookingNow } from "../booking/availability.usecase";
import { findBooking, findByReference } from "../booking/find.usecase";
import type { Deps } from "../deps";
import { placesOfKiosk } from "../devices/kiosk-places";
import { answer, api, json, refusals } from "../http/api";
import { codeOf, ProblemError, refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf } from "../http/request";
import { pictureOf } from "../queue/picture.usecase";
import { ticketView } from "../queue/view.usecase";
import type { NumbersGone } from "../queue/walk-ins.usecase";
import { nextSteps } from "./checkin";
import { admitted, checkInBody, elsewhere, hall, numbersGone, walkedIn, walkInBody } from "./checkin.schema";
import { type About, type CheckInError, planCheckIn, readSlip, type Shown } from "./checkin.usecase";
import { nearestBranches, slotsHere, type Wish } from "./elsewhere.usecase";
import { hallShown } from "./kiosk.usecase";
import { planWalkIn, type WalkInError } from "./walk-in.usecase";

const statusByError = {
  SlipInvalid: 422,
  SlipCancelled: 410,
  SlipExpired: 410,
  SlipUsed: 410,
  SlipSuperseded: 409,
  BookingNotFound: 404,
  UnknownService: 404,
  UnknownBranch: 404,
  ServiceNotHere: 422,
  LaneNotServed: 422,
  IntakePaused: 409,
  SeriesUsedUp: 503,
  NotATicketNumber: 422,
  // The day is not in the calendar: staff must enter the year, nothing is guessed.
  NoHolidayData: 503,
  NoWeekendRule: 503,
  UnknownPattern: 503,
} as const;

export const checkinRoutes = (deps: Deps) => {
  const { writer, sealer } = deps;

  const checkIn = createRoute({
    method: "post",
    path: "/checkins",
    summary: "Check somebody in by slip, or by reference and document number",
    request: { body: json(checkInBody) },
    responses: {
      200: answer(admitted.or(elsewhere).or(numbersGone), "A number, or what to do instead"),
      ...refusals,
    },
  });
  const walkIn = createRoute({
    method: "post",
    path: "/walkins",
    summary: "A number without an appointment",
    request: { body: json(walkInBody) },
    responses: {
      201: answer(walkedIn, "The number"),
      200: answer(numbersGone, "None left now"),
      ...refusals,
    },
  });
  const kiosk = createRoute({
    method: "get",
    path: "/kiosk",
    summary: "The hall as a kiosk shows it",
    responses: { 200: answer(hall, "Services with their waits and numbers"), ...refusals },
  });

  const looking = () => lookingNow(deps);
  const shownTicket = (id: string) => {
    const ticket = ticketView(deps, id);
    if (!ticket) throw new Error(`ticket ${id} was issued and is not there`);
    return ticket;
  };
  const gone = (wish: Wish, nextBatchAtMs: number | null) => ({
    type: "numbers_gone" as const,
    service: wish.service,
    nextBatchAtMs,
    nearest: nearestBranches(looking(), wish.service),
    slots: slotsHere(looking(), wish),
    next: nextSteps.NumbersGone,
  });

  /** The slip of the scan, or the booking that reference and document name; looked up before the plan, which checks again. */
  const shownBy = async (c: Context<Env>, body: z.infer<typeof checkInBody>): Promise<Shown> => {
    if (body.by === "slip") {
      const slip = readSlip(body.slip, deps.findSlipKey, deps.clock.nowMs());
      if (!slip.ok) throw invalidSlip(slip.error.reason);
      return { by: "slip", slip: slip.value };
    }
    const command = { actor: actor(c), requestId: c.get("requestId") };
    const asker = { type: "kiosk", id: ownerOf(actor(c)) } as const;
    const found = await findByReference(deps, command, {
      ref: body.ref,
      documentNumber: body.documentNumber,
      asker,
    });
    if (!found.ok) throw refusal(found.error, { BookingNotFound: 404, TooManyTries: 429 });
    return { by: "reference", bookingId: found.value };
  };

  return api()
    .openapi(checkIn, async (c) => {
      const body = c.req.valid("json");
      const command = await commandOf(c);
      const shown = await shownBy(c, body);
      const done = await writer.submit(command, (tx) =>
        planCheckIn(tx, sealer, { shown, lang: body.lang, device: ownerOf(actor(c)) }),
      );
      if (done.ok) {
        const { type, ticketId, bookingId } = done.value;
        const { booking } = findBooking(deps, bookingId)!;
        const visit = { service: booking.service, startsAtMs: booking.startMin * 60_000 };
        return c.json({ type, ticket: shownTicket(ticketId), booking: visit, next: nextSteps[type] }, 200);
      }
      const { error } = done;
      switch (error.type) {
        case "Already": {
          const visit = { service: error.service, startsAtMs: error.startsAtMs };
          return c.json(
            {
              type: "already" as const,
              ticket: shownTicket(error.ticketId),
              booking: visit,
              next: nextSteps.Already,
            },
            200,
          );
        }
        case "WrongBranch":
        case "WrongDay": {
          const { branch, service, startsAtMs } = error;
          const type = error.type === "WrongBranch" ? ("wrong_branch" as const) : ("wrong_day" as const);
          return c.json(
            {
              type,
              branch,
              service,
              startsAtMs,
              slots: slotsHere(looking(), error),
              next: nextSteps[error.type],
            },
            200,
          );
        }
        case "NumbersGone":
          return c.json(gone(error, error.nextBatchAtMs), 200);
        case "SlipInvalid":
          throw invalidSlip(error.reason);
        case "SlipCancelled":
        case "SlipExpired":
        case "SlipUsed":
        case "SlipSuperseded":
          throw refusedSlip(error);
        default:
          throw refusal(error, statusByError);
      }
    })
    .openapi(walkIn, async (c) => {
      const body = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) => planWalkIn(tx, body));
      if (done.ok) return c.json({ type: "ticket" as const, ticket: shownTicket(done.value.ticketId) }, 201);
      if (done.error.type !== "NumbersGone")
        throw refusal<Exclude<WalkInError, NumbersGone>>(done.error, statusByError);
      return c.json(
        gone({ ...body, kind: body.lane === "employer" ? "employer" : null }, done.error.nextBatchAtMs),
        200,
      );
    })
    .openapi(kiosk, (c) => {
      const shown = hallShown(looking());
      const picture = pictureOf(deps);
      return c.json(
        {
          ...shown,
          services: shown.services.map(({ code, group, numbersLeft }) => ({
            code,
            waiting: picture.lineOf(group).length,
            estimate: picture.estimateForNewcomer(group),
            numbersLeft,
          })),
          printer: deps.printers.status(),
          readers: deps.reads.atKiosks,
          documents: deps.reads.readsDocuments(placesOfKiosk(looking(), ownerOf(actor(c)))),
        },
        200,
      );
    });
};

const invalidSlip = (reason: string): ProblemError =>
  new ProblemError({
    status: statusByError.SlipInvalid,
    code: "slip_invalid",
    reason: codeOf(reason),
    next: nextSteps.SlipInvalid,
  });

type RefusedSlip = Extract<
  CheckInError,
  About & { readonly type: "SlipCancelled" | "SlipExpired" | "SlipUsed" | "SlipSuperseded" }
>;

/** A genuine slip that is no longer good: which visit it was for, and what can be done now. */
const refusedSlip = ({ type, branch, service, startsAtMs }: RefusedSlip): ProblemError =>
  new ProblemError({
    status: statusByError[type],
    code: codeOf(type),
    branch,
    service,
    startsAtMs,
    next: nextSteps[type],
  });
