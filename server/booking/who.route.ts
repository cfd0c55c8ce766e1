/** Who books and who may see a booking, told from the actor of a request. */
import type { Context } from "hono";
import type { Actor } from "../../sync/core/plan";
import type { Deps } from "../deps";
import { ProblemError } from "../http/problem";
import { actor, type Env } from "../http/request";
import { bookingById } from "./booking.store";
import type { Place } from "./hold.usecase";
import { type BookingView, viewBooking } from "./view.usecase";

export const placeOf = (who: Actor): Place => {
  if (who.kind === "public") return "phone";
  return who.kind === "staff" ? "counter" : "kiosk";
};

/** A kiosk shows what it just booked, and then forgets it. */
const kioskShowsMs = 600_000;

/** The account that booked, an officer, or for some minutes a kiosk what was booked at a kiosk. */
export const maySee = (deps: Pick<Deps, "db" | "clock">, who: Actor, bookingId: string): boolean => {
  const booking = bookingById(deps, bookingId);
  if (!booking) return false;
  switch (who.kind) {
    case "public":
      return who.account === booking.account;
    case "staff":
      return true;
    case "device": {
      const isFresh = deps.clock.nowMs() - booking.createdAtMs < kioskShowsMs;
      return who.device === "kiosk" && booking.account.startsWith("desk:") && isFresh;
    }
    case "system":
      return false;
  }
};

/** Refuses a booking that is not this actor's as if it did not exist. */
export const mustSee = (deps: Pick<Deps, "db" | "clock">, c: Context<Env>, bookingId: string): void => {
  if (!maySee(deps, actor(c), bookingId)) throw bookingNotFound();
};

export const shownBooking = (deps: Deps, bookingId: string): BookingView => {
  const view = viewBooking(deps, bookingId);
  if (!view) throw bookingNotFound();
  return view;
};

export const bookingNotFound = (): ProblemError =>
  new ProblemError({ status: 404, code: "booking_not_found" });
