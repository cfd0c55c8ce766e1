/**
 * The demo room's strings: the supervisor of `sto demo` answers on a loopback port, and each of its nodes passes `/demo/api` on
 * to it. A node outside a demo has no such port and no such routes.
 */
import { Hono } from "hono";
import type { Env } from "../http/request";

/** Set by the supervisor for its children; nothing else makes a node a demo node. */
const variable = "STO_DEMO_CONTROL";

export const demoControlUrl = (): string | null => process.env[variable] ?? null;

export const demoEnvironment = (url: string): { readonly [name: string]: string } => ({ [variable]: url });

/** `/demo/api/*` of a demo's node: handed to the supervisor as it is. */
export const demoRoutes = (controlUrl: string) =>
  new Hono<Env>().all("/demo/api/*", async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const path = pathname.replace(/^\/demo\/api/, "") + search;
    const method = c.req.method;
    const body = method === "POST" ? await c.req.text() : undefined;
    const answer = await fetch(`${controlUrl}${path}`, { method, ...(body === undefined ? {} : { body }) });
    return new Response(answer.body, {
      status: answer.status,
      headers: {
        "content-type": answer.headers.get("content-type") ?? "application/json",
        "cache-control": "no-store",
      },
    });
  });
