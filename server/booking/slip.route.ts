/** Slips over HTTP: the signed code, and the page, PDF and calendar file made of it. */
import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, file, refusals } from "../http/api";
import { ProblemError } from "../http/problem";
import { actor, type Env } from "../http/request";
import { byId } from "./booking.schema";
import { slipIcs } from "./slip-ics";
import { slipPage } from "./slip-page";
import { drawSlipPdf } from "./slip-pdf-pool";
import type { SlipView } from "./slip-view";
import { slipOf, slipView } from "./view.usecase";
import { bookingNotFound, maySee } from "./who.route";

export const slipInfo = z
  .object({ text: z.string(), qrSvg: z.string(), linkUrl: z.string() })
  .meta({ id: "Slip" });

const of = <Path extends string, Responses extends object>(path: Path, summary: string, ok: Responses) =>
  createRoute({
    method: "get",
    path,
    summary,
    request: { params: byId },
    responses: { ...ok, ...refusals },
  });

const slip = of("/bookings/{id}/slip", "The signed slip with its QR code", {
  200: answer(slipInfo, "The slip"),
});
const pdf = of("/bookings/{id}/slip.pdf", "The slip to print", {
  200: file("application/pdf", "A4, two languages"),
});
const ics = of("/bookings/{id}/slip.ics", "The visit for a calendar", {
  200: file("text/calendar", "One event"),
});
const page = of("/bookings/{id}/slip.html", "The slip as a page", { 200: file("text/html", "Prints on A4") });

export const slipRoutes = (deps: Deps) => {
  const viewFor = (c: Context<Env>, bookingId: string): SlipView => {
    const view = maySee(deps, actor(c), bookingId) ? slipView(deps, bookingId) : undefined;
    if (!view) throw bookingNotFound();
    return view;
  };

  return api()
    .openapi(slip, (c) => {
      const bookingId = c.req.valid("param").id;
      const made = maySee(deps, actor(c), bookingId) ? slipOf(deps, bookingId) : undefined;
      if (!made) throw bookingNotFound();
      return c.json(made, 200);
    })
    .openapi(pdf, async (c) => {
      const view = viewFor(c, c.req.valid("param").id);
      const drawing = drawSlipPdf(view);
      if (!drawing) throw new ProblemError({ status: 503, code: "overloaded", retryAfterS: 2 });
      return c.body(Buffer.from(await drawing), 200, download("application/pdf", view, "pdf"));
    })
    .openapi(ics, (c) => {
      const view = viewFor(c, c.req.valid("param").id);
      return c.body(slipIcs(view), 200, download("text/calendar; charset=utf-8", view, "ics"));
    })
    .openapi(page, (c) => {
      const view = viewFor(c, c.req.valid("param").id);
      const nonce = Buffer.from(deps.random.bytes(16)).toString("base64url");
      c.header(
        "content-security-policy",
        `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`,
      );
      return c.html(slipPage(view, nonce), 200);
    });
};

const download = (type: string, { reference }: SlipView, ending: string) => ({
  "content-type": type,
  "content-disposition": `attachment; filename="slip-${reference}.${ending}"`,
});
