/** Devices over HTTP: how they are, a test paper, and another paper for somebody whose ticket did not come out well. */
import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Deps } from "../deps";
import { answer, api, json, refusals, refusedBy } from "../http/api";
import { codeOf, refusal } from "../http/problem";
import { actor, commandOf, ownerOf } from "../http/request";
import { ticketSchema } from "../queue/queue.schema";
import { ticketView } from "../queue/view.usecase";
import { type CopyError, planCopy, planPrintSlip, type SlipCopyError } from "./copy.usecase";
import { copyReasons } from "./devices";
import { devicesSchema } from "./devices.schema";
import { deviceList } from "./list.usecase";
import { planTestPaper, type TestPaperError } from "./test-paper.usecase";
import { readsTopic } from "./reads.topic";

const statusByError = { TicketNotFound: 404, TicketOver: 409, StillPrinting: 409 } as const;
const statusByTestError = { PrinterNotFound: 404, StillPrinting: 409 } as const;
const statusBySlipError = { BookingNotFound: 404, BookingOver: 409, StillPrinting: 409 } as const;

export const deviceRoutes = (deps: Deps) => {
  const { writer, live } = deps;

  const list = createRoute({
    method: "get",
    path: "/devices",
    summary: "The devices of this branch, and the tickets whose paper is doubtful",
    responses: { 200: answer(devicesSchema, "In the order of the configuration"), ...refusals },
  });
  const reprint = createRoute({
    method: "post",
    path: "/tickets/{id}/reprint",
    summary: "Print a ticket again, with the same number and marked as a copy",
    request: {
      params: z.object({ id: z.string().max(40) }),
      body: json(z.strictObject({ reason: z.enum(copyReasons) })),
    },
    responses: {
      201: answer(z.object({ copy: z.number().int(), ticket: ticketSchema }), "The copy is on its way"),
      ...refusals,
    },
  });

  const printSlip = createRoute({
    method: "post",
    path: "/bookings/{id}/slip/print",
    summary: "Print the slip of a booking; from the second on it is marked as a copy",
    request: {
      params: z.object({ id: z.string().max(40) }),
      body: json(z.strictObject({ reason: z.enum(copyReasons) })),
    },
    responses: {
      201: answer(z.object({ copy: z.number().int() }), "The slip is on its way"),
      ...refusedBy(statusBySlipError),
    },
  });

  const test = createRoute({
    method: "post",
    path: "/devices/{id}/test",
    summary: "Print a paper that is nobody's, to see what a printer can do",
    request: { params: z.object({ id: z.string().max(40) }) },
    responses: {
      201: answer(z.object({ print: z.literal("queued") }), "The paper is on its way"),
      ...refusedBy(statusByTestError),
    },
  });

  /** The reasons of drivers and of ourselves are words of the API, too. */
  const shown = () => {
    const { items, others, found } = deviceList(deps);
    return {
      items: items.map((device) => ({
        ...device,
        error: device.error && codeOf(device.error),
        trouble: device.trouble.map((each) => ({ ...each, reason: each.reason && codeOf(each.reason) })),
      })),
      others: others.map((device) => ({ ...device, error: device.error && codeOf(device.error) })),
      found,
    };
  };

  live.register(readsTopic(deps));
  live.register({
    name: "devices",
    tables: ["deviceJob"],
    route: "GET /devices",
    snapshot: shown,
  });

  return api()
    .openapi(list, (c) => c.json(shown(), 200))
    .openapi(test, async (c) => {
      const { id } = c.req.valid("param");
      const done = await writer.submit(await commandOf(c), (tx) => planTestPaper(tx, deps.printers, id));
      if (!done.ok) throw refusal<TestPaperError>(done.error, statusByTestError);
      return c.json(done.value, 201);
    })
    .openapi(reprint, async (c) => {
      const ticketId = c.req.valid("param").id;
      const { reason } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planCopy(tx, { id: ticketId, by: ownerOf(actor(c)), reason }),
      );
      if (!done.ok) throw refusal<CopyError>(done.error, statusByError);
      return c.json({ copy: done.value.copy, ticket: ticketView(deps, ticketId)! }, 201);
    })
    .openapi(printSlip, async (c) => {
      const { id } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const done = await writer.submit(await commandOf(c), (tx) =>
        planPrintSlip(tx, { id, by: ownerOf(actor(c)), reason }),
      );
      if (!done.ok) throw refusal<SlipCopyError>(done.error, statusBySlipError);
      return c.json(done.value, 201);
    });
};
