/** What the edge learns from a request: its id, who asks, and the command it carries. */
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Actor } from "../../sync/core/plan";
import { isUuidv7, type NewId } from "../../sync/core/ids";
import type { Result } from "../../sync/core/result";
import type { Command } from "../../sync/submit";
import { ProblemError, refusal } from "./problem";

/** The session that a cookie stands for, as far as the edge needs it. */
export interface RequestSession {
  readonly id: string;
  readonly who: string;
  readonly seenMs: number;
  /** The last assertion with user verification; null: none in this session. */
  readonly verifiedMs: number | null;
}

export interface Env {
  Variables: {
    requestId: string;
    actor: Actor;
    session: RequestSession | undefined;
    /** For answers that last: whether the session still stands. */
    mayGoOn: (() => boolean) | undefined;
    digest: Digest;
  };
}

/** Tells bodies apart without keeping them: they hold document numbers, so the hash needs a key of this node. */
export type Digest = (text: string) => string;

/** The account of somebody without a session: may read, may not hold or book. */
export const nobody = "nobody";

const statusByNoSession = {
  SignInRequired: 401,
  SessionLocked: 401,
  GrantEnded: 401,
  DeviceRevoked: 401,
} as const;

export interface Identifying {
  readonly newId: NewId;
  readonly digest: Digest;
  /** Short id of this node: browsers keep cookies per host, and several nodes may share one. */
  readonly cookieOf: (caller: string) => string;
  /** As whom a request says that it asks, as the header names it; undefined: there is no such caller. */
  readonly callerNamed: (name: string) => string | undefined;
  readonly find: (
    caller: string,
    token: string,
  ) => Result<
    { readonly actor: Actor; readonly session: RequestSession },
    { readonly type: keyof typeof statusByNoSession }
  >;
  /** Somebody is there: called for what people do, not for what pages fetch by themselves. */
  readonly touched: (session: RequestSession) => Promise<void>;
}

/** The header in which a page says as whom it asks: `staff`, `kiosk` …; without it the public's own cookie counts. */
export const asHeader = "x-sto-as";

/** Gives the request an id and an actor, by the cookie of the caller that it names. */
export const identify =
  ({ newId, digest, cookieOf, callerNamed, find, touched }: Identifying): MiddlewareHandler<Env> =>
  async (c, next) => {
    const requestId = newId();
    c.set("requestId", requestId);
    c.set("digest", digest);
    c.set("actor", { kind: "public", account: nobody });
    const caller = callerNamed(c.req.header(asHeader) ?? "public");
    if (caller === undefined) throw new ProblemError({ status: 400, code: "unknown_caller" });
    const token = getCookie(c, cookieOf(caller));
    if (token === undefined && caller !== "public")
      throw new ProblemError({ status: 401, code: "sign_in_required" });
    if (token !== undefined) {
      const found = find(caller, token);
      // A person whose session is over may still read what everybody may.
      if (!found.ok && caller !== "public") throw refusal(found.error, statusByNoSession);
      if (found.ok) {
        c.set("actor", found.value.actor);
        c.set("session", found.value.session);
        c.set("mayGoOn", () => find(caller, token).ok);
        if (changes(c)) await touched(found.value.session);
      }
    }
    await next();
    c.header("x-request-id", requestId);
  };

/** Whether a request may change something. */
export const changes = (c: Context): boolean => !["GET", "HEAD", "OPTIONS"].includes(c.req.method);

export const actor = (c: Context<Env>): Actor => c.get("actor");

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
    ...plainCommand(c),
    idempotency: {
      owner: ownerOf(actor(c)),
      key,
      route: `${c.req.method} ${c.req.path}`,
      bodyHash: c.get("digest")(body),
    },
  };
};

/** A command that may be sent twice without harm, or must not be answered from memory. */
export const plainCommand = (c: Context<Env>): Command => ({
  actor: actor(c),
  requestId: c.get("requestId"),
});
