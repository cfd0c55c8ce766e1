/** What the edge learns from a request: its id, who asks, and the command it carries. */
import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Actor } from "../../sync/core/plan";
import { isUuidv7, type NewId } from "../../sync/core/ids";
import type { Command } from "../../sync/submit";
import { ProblemError } from "./problem";

export interface Env {
  Variables: { requestId: string; actor: Actor; digest: Digest };
}

/** Tells bodies apart without keeping them: they hold document numbers, so the hash needs a key of this node. */
export type Digest = (text: string) => string;

/** The account of somebody who shows no token: may read, may not hold or book. */
export const nobody = "nobody";

/**
 * An account until sign-in exists is the device that books: a random token of 32 bytes that the phone makes and keeps. Only its
 * hash is stored.
 */
export const accountOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Gives the request an id and an actor. `demo` accepts `Authorization: Demo officer:rohani` in place of a sign-in. */
export const identify =
  ({ newId, demo, digest }: { newId: NewId; demo: boolean; digest: Digest }): MiddlewareHandler<Env> =>
  async (c, next) => {
    const requestId = newId();
    c.set("requestId", requestId);
    c.set("digest", digest);
    c.set("actor", actorOf(c.req.header("authorization"), demo));
    await next();
    c.header("x-request-id", requestId);
  };

const actorOf = (authorization: string | undefined, demo: boolean): Actor => {
  if (authorization === undefined) return { kind: "public", account: nobody };
  const token = /^Bearer ([\w-]{43})$/.exec(authorization)?.[1];
  if (token) return { kind: "public", account: accountOf(token) };
  const shown = /^Demo (officer|supervisor|kiosk|display):([\w-]{1,40})$/.exec(authorization);
  if (shown && demo) {
    const [, role, id] = shown as unknown as [string, "officer" | "supervisor" | "kiosk" | "display", string];
    return role === "officer" || role === "supervisor"
      ? { kind: "staff", id, role }
      : { kind: "device", id: `${role}-${id}`, device: role };
  }
  throw new ProblemError({ status: 401, code: "sign_in_required" });
};

/** The phone's own token, for the links of its slips. */
export const tokenOf = (c: Context<Env>): string | undefined =>
  /^Bearer ([\w-]{43})$/.exec(c.req.header("authorization") ?? "")?.[1];

export const actor = (c: Context<Env>): Actor => c.get("actor");

/** Who may come in: roles of staff, kinds of device, or a person with an account. */
export type Door = "account" | "officer" | "supervisor" | "kiosk" | "display";

/** Lets only these in: a supervisor may do what an officer may. */
export const only =
  (...doors: readonly Door[]): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (!doors.some((door) => fits(actor(c), door))) {
      const known = actor(c).kind !== "public";
      throw new ProblemError({ status: known ? 403 : 401, code: known ? "not_allowed" : "sign_in_required" });
    }
    await next();
  };

const fits = (who: Actor, door: Door): boolean => {
  if (door === "account") return who.kind === "public" && who.account !== nobody;
  if (who.kind === "staff") return door === who.role || (door === "officer" && who.role === "supervisor");
  return who.kind === "device" && who.device === door;
};

/** Owner of idempotency keys, holds and limits: the account, officer or device. */
export const ownerOf = (who: Actor): string => {
  if (who.kind === "public") return who.account;
  return who.kind === "system" ? who.task : who.id;
};

/** The command of a POST that creates: its Idempotency-Key is the id made when the person acted. */
export const commandOf = async (c: Context<Env>): Promise<Command> => {
  const key = c.req.header("idempotency-key");
  if (!key || !isUuidv7(key)) throw new ProblemError({ status: 400, code: "idempotency_key_required" });
  const body = await c.req.text();
  return {
    actor: actor(c),
    requestId: c.get("requestId"),
    idempotency: {
      owner: ownerOf(actor(c)),
      key,
      route: `${c.req.method} ${c.req.path}`,
      bodyHash: c.get("digest")(body),
    },
  };
};
