/** Check-in with the own phone over HTTP, and the code for it on the hall's display. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { findBooking } from "../booking/find.usecase";
import { linkQrSvg } from "../booking/slip-qr";
import type { Deps } from "../deps";
import { answer, api, json, line, refusals, refusedBy } from "../http/api";
import { networkOf } from "../http/network";
import { ProblemError, refusal } from "../http/problem";
import { actor, commandOf, type Env, ownerOf, plainCommand } from "../http/request";
import { beginAssertion, checkAssertion } from "../identity/passkey-ceremony.usecase";
import { assertionAnswer, ceremonyOptions } from "../identity/passkey.schema";
import { sessionOf } from "../identity/session.route";
import { inHall } from "../queue/refusals.route";
import { lang } from "./checkin.schema";
import { hallCode, hallCodeEndsMs } from "./hall-code";
import { ownVisit, planCodeTry, planOwnCheckIn } from "./own.usecase";

const statusByError = {
  BookingNotFound: 404,
  HallCodeWrong: 422,
  TooManyTries: 429,
  PasskeyRefused: 422,
  CheckInAtBranch: 409,
  Already: 409,
  WrongBranch: 409,
  WrongDay: 409,
  NumbersGone: 409,
  SlipInvalid: 422,
  SlipCancelled: 410,
  SlipExpired: 410,
  SlipUsed: 410,
  SlipSuperseded: 409,
  UnknownService: 404,
  UnknownBranch: 404,
  SeriesUsedUp: 503,
  NotATicketNumber: 422,
  NoHolidayData: 503,
  NoWeekendRule: 503,
  UnknownPattern: 503,
} as const;

const visit = { bookingId: z.string().max(40), code: line(12) };

const codeShown = z
  .object({ code: z.string(), endsAtMs: z.number(), now: z.number(), qrSvg: z.string() })
  .meta({ id: "HallCode" });

const ownCheckedIn = z
  .object({ type: z.enum(["checked_in", "early", "late"]), ticketId: z.string() })
  .meta({ id: "OwnCheckedIn" });

export const ownCheckinRoutes = (deps: Deps) => {
  const { writer, sealer, identity, self, clock, db } = deps;
  const ceremony = { writer, rp: identity.rp };

  const shown = createRoute({
    method: "get",
    path: "/display/code",
    summary: "The code of this half minute, for phones in the hall",
    middleware: [inHall(deps)],
    responses: { 200: answer(codeShown, "The code, and an address with it to scan"), ...refusals },
  });
  const options = createRoute({
    method: "post",
    path: "/checkins/own/options",
    summary: "What one's own passkey is asked for, once the code of the hall is right",
    request: { body: json(z.strictObject(visit)) },
    responses: {
      200: answer(ceremonyOptions, "For `navigator.credentials.get`"),
      ...refusedBy(statusByError),
    },
  });
  const checkIn = createRoute({
    method: "post",
    path: "/checkins/own",
    summary: "Check one's own booking in: passkey, and the code of the hall",
    request: { body: json(z.strictObject({ ...visit, lang, answer: assertionAnswer })) },
    responses: {
      200: answer(ownCheckedIn, "The number, to follow at its page"),
      ...refusedBy(statusByError),
    },
  });

  /** Numbers belong to the branch: headquarters sends people to its address, where it knows one. */
  const secretHere = (bookingId: string, account: string) => {
    if (self.branch !== null) return { key: identity.codesKey, branch: self.branch };
    const found = findBooking(deps, bookingId)?.booking;
    if (found?.account !== account) throw refusal({ type: "BookingNotFound" }, statusByError);
    const { branch } = found;
    const url = self.branchUrls.get(branch) ?? null;
    throw new ProblemError({
      status: statusByError.CheckInAtBranch,
      code: "check_in_at_branch",
      branch,
      url,
    });
  };
  const asking = (c: Context<Env>, bookingId: string) => ({
    session: sessionOf(c).id,
    purpose: `check_in/${bookingId}`,
    owner: { kind: "account", id: ownerOf(actor(c)) } as const,
  });

  return api()
    .openapi(shown, (c) => {
      const now = clock.nowMs();
      const code = hallCode({ key: identity.codesKey, branch: self.branch! }, now);
      const qrSvg = linkQrSvg(`${self.publicUrl}/checkin#${code}`, code);
      return c.json({ code, endsAtMs: hallCodeEndsMs(now), now, qrSvg }, 200, {
        "cache-control": "no-store",
      });
    })
    .openapi(options, async (c) => {
      const { bookingId, code } = c.req.valid("json");
      const account = ownerOf(actor(c));
      const secret = secretHere(bookingId, account);
      const tried = await writer.submit(plainCommand(c), (tx) => planCodeTry(tx, account, networkOf(c)));
      if (!tried.ok) throw refusal(tried.error, statusByError);
      const allowed = ownVisit({ db, nowMs: clock.nowMs() }, secret, { bookingId, account, code });
      if (!allowed.ok) throw refusal(allowed.error, statusByError);
      const begun = await beginAssertion(ceremony, plainCommand(c), asking(c, bookingId));
      if (!begun.ok) throw refusal(begun.error, {});
      return c.json(begun.value, 200);
    })
    .openapi(checkIn, async (c) => {
      const { answer: touched, ...visit } = c.req.valid("json");
      const account = ownerOf(actor(c));
      const secret = secretHere(visit.bookingId, account);
      const command = await commandOf(c);
      const ask = { ...asking(c, visit.bookingId), kind: "account", answer: touched } as const;
      const checked = await checkAssertion(ceremony, plainCommand(c), ask);
      if (!checked.ok)
        throw checked.error.type === "PasskeyRefused" ? keyRefused() : refusal(checked.error, statusByError);
      const done = await writer.submit(command, (tx) =>
        planOwnCheckIn(tx, sealer, secret, { ...visit, account, assertion: checked.value }),
      );
      if (!done.ok)
        throw done.error.type === "PasskeyRefused" ? keyRefused() : refusal(done.error, statusByError);
      if (done.value.type === "CounterWentBack") throw keyRefused();
      return c.json({ type: done.value.type, ticketId: done.value.ticketId }, 200);
    });
};

/** Which of a key's many troubles it was is nobody's business on the wire. */
const keyRefused = (): ProblemError => refusal({ type: "PasskeyRefused" }, statusByError);
