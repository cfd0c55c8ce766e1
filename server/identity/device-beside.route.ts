/** A device that stands beside who asks: an officer's request from an enrolled tablet carries the cookies of both. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { err, ok, type Result } from "../../sync/core/result";
import type { Deps } from "../deps";
import { cookieOf } from "./cookies";
import { findCaller } from "./session.usecase";

export type NoTablet =
  /** None, or its session is over: it comes in again by its own key. */
  { readonly type: "TabletNeeded" } | { readonly type: "TabletRevoked" };

/** The id of the enrolled tablet that a request comes from. */
export const tabletBeside = (
  { db, clock, self }: Pick<Deps, "db" | "clock" | "self">,
  c: Context,
): Result<string, NoTablet> => {
  const token = getCookie(c, cookieOf(self.alias, "tablet"));
  if (token === undefined) return err({ type: "TabletNeeded" });
  const found = findCaller({ db, nowMs: clock.nowMs(), branch: self.branch }, "tablet", token);
  if (found.ok) return ok(found.value.session.who);
  return err({ type: found.error.type === "DeviceRevoked" ? "TabletRevoked" : "TabletNeeded" });
};
