/** The cookies of sessions. Browsers keep them per host and forget the port, so each node has names of its own (kernel.md 7). */
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { type Caller, callers, lifeMs } from "./session";

export const cookieOf = (alias: number, caller: string): string => `__Host-sto-${alias}-${caller}`;

export const callerNamed = (name: string): Caller | undefined => callers.find((caller) => caller === name);

/**
 * ASVS 3.3: `__Host-` (Secure, Path=/, no Domain), HttpOnly, SameSite=Strict. Browsers take Secure cookies from `http://localhost`
 * too; no other address is served without TLS.
 */
export const giveCookie = (c: Context, alias: number, caller: Caller, token: string): void =>
  setCookie(c, cookieOf(alias, caller), token, {
    secure: true,
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    maxAge: lifeMs / 1000,
  });

export const takeCookie = (c: Context, alias: number, caller: Caller): void => {
  deleteCookie(c, cookieOf(alias, caller), { secure: true, path: "/" });
};
