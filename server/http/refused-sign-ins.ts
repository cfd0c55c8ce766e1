/** Who was not let in: a line of the log each, by which door, why in one word, and from where. Never who they said they are. */
import type { MiddlewareHandler } from "hono";
import type { LogFields } from "../log";
import { networkOf } from "./network";
import { ProblemError } from "./problem";
import type { Env } from "./request";

/** The routes at which staff, applicants and devices prove who they are. */
export const signInDoors = [
  "/staff/sign-in",
  "/staff/unlock",
  "/staff/step-up",
  "/staff/keys/enrol/options",
  "/staff/keys/enrol",
  "/staff/sealed-codes/open",
  "/sign-in",
  "/sign-in/sms",
  "/recovery/codes/try",
  "/devices/enrol",
  "/devices/session",
] as const;

const refusedStatuses: readonly number[] = [401, 403, 429];

/** `pseudonym` stands for a network: the same one for the same network, worth nothing to who reads the log. */
export const logRefused =
  (
    door: (typeof signInDoors)[number],
    log: (event: string, fields: LogFields) => void,
    pseudonym: (network: string) => string,
  ): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (!(c.error instanceof ProblemError) || !refusedStatuses.includes(c.error.body.status)) return;
    const { code } = c.error.body;
    log("sign_in_refused", {
      what: `request ${c.get("requestId")}`,
      door,
      code,
      network: pseudonym(networkOf(c)),
    });
  };
