/** The edge of the process: security headers, body caps, errors as problems, and the listening socket. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { problem, ProblemError } from "./problem";
import { changes, type Env } from "./request";

/** The largest body of a command; also for bodies sent in chunks. */
export const bodyBytesMax = 64 * 1024;

export const capBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) => problem(c, { status: 413, code: "body_too_large", bytesMax: bodyBytesMax }),
});

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Only the camera decoder's worker may compile WebAssembly; the page itself stays strict. */
const workerCsp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Scripts, styles and fonts are no documents: opened by themselves they may do nothing. Each byte here weighs on every file. */
const assetCsp = "default-src 'none'; frame-ancestors 'none'";

/** Two years, as lists of browsers ask. On plain http, as on localhost, browsers pass it over (RFC 6797, 8.1). */
const hsts = "max-age=63072000; includeSubDomains";

export const secure: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set("strict-transport-security", hsts);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  if (c.req.path.startsWith("/assets/")) {
    headers.set("content-security-policy", assetCsp);
    return;
  }
  headers.set("content-security-policy", c.req.path.startsWith("/worker/") ? workerCsp : csp);
  headers.set("x-frame-options", "DENY");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("permissions-policy", "camera=(self), microphone=(), geolocation=(self)");
  if (c.req.path.startsWith("/api/") && !headers.has("cache-control"))
    headers.set("cache-control", "no-store");
};

/**
 * A page of another site must not act for a person: any method that changes state needs one of our own origins, whatever its
 * content type (ASVS 3.5). Browsers name the origin of every such request; other programs have to. Reading needs none, since
 * browsers leave it out for a page of our own, but who names another one reads nothing, not the live pages either (ASVS 4.4.2).
 */
export const sameOrigin =
  (origins: readonly string[]): MiddlewareHandler<Env> =>
  async (c, next) => {
    const origin = c.req.header("origin");
    if (origin === undefined ? changes(c) : !origins.includes(origin))
      throw new ProblemError({ status: 403, code: "wrong_origin" });
    const hasBody = c.req.method === "POST" || c.req.method === "PUT";
    if (hasBody && !/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? ""))
      throw new ProblemError({ status: 415, code: "json_expected" });
    await next();
  };

export const onError =
  (report: (cause: unknown, requestId: string) => void) =>
  (cause: Error, c: Context): Response => {
    if (cause instanceof ProblemError) return problem(c, cause.body);
    if (cause instanceof HTTPException) {
      const malformed = cause.status === 400;
      return problem(c, { status: cause.status as 400, code: malformed ? "malformed_json" : "refused" });
    }
    if (cause instanceof SyntaxError) return problem(c, { status: 400, code: "malformed_json" });
    report(cause, c.get("requestId") as string);
    return problem(c, { status: 500, code: "internal_error" });
  };

export const notFound = (c: Context): Response => problem(c, { status: 404, code: "not_found" });
