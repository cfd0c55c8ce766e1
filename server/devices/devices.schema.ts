/** What printers look like on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";

const shown = {
  online: z.boolean(),
  paper: z.enum(["ok", "near", "out"]),
  cover: z.enum(["open", "closed"]),
};

/** As kiosk and counter show the branch's printer. */
export const printerSchema = z
  .object({
    ...shown,
    /** Name of the printer whose papers come out for it; null: they come out where they always do. */
    elsewhere: z.string().nullable(),
  })
  .meta({ id: "Printer" });

const trouble = z.object({
  kind: z.enum(["ticket", "slip"]),
  /** Of the ticket or the booking. */
  id: z.string(),
  /** The ticket's number, or the booking's reference. */
  number: z.string(),
  print: z.enum(["suspect", "failed"]),
  reason: z.string().nullable(),
  atMs: z.number(),
});

const lastSeen = { error: z.string().nullable(), lastSeenMs: z.number().nullable() };

const printerListed = z.object({
  id: z.string(),
  kind: z.literal("printer"),
  name: z.string(),
  model: z.string(),
  /** Where it is fastened. */
  address: z.string(),
  ...shown,
  /** With `error`, why it cannot print now. */
  ...lastSeen,
  queued: z.number(),
  suspect: z.number(),
  /** Asked of it today. */
  copies: z.number(),
  /** Name of the printer that it stands in for. */
  spareFor: z.string().nullable(),
  /** Name of the printer that prints its papers now. */
  coveredBy: z.string().nullable(),
  /** The last test paper. */
  test: z.object({ print: z.enum(["queued", "printed", "suspect", "failed"]), atMs: z.number() }).nullable(),
  /** Tickets and slips of the last day whose paper is doubtful or never came, newest first. */
  trouble: listOf(trouble),
});

const otherListed = z.object({
  id: z.string(),
  kind: z.enum(["scanner", "reader", "fingerprint", "lane"]),
  name: z.string(),
  model: z.string().nullable(),
  online: z.boolean(),
  ...lastSeen,
});

const found = z.object({ kind: z.enum(["usb_printer", "serial", "other"]), path: z.string() });

export const devicesSchema = z
  .object({
    items: listOf(printerListed),
    others: listOf(otherListed),
    /** Fastened to this machine, and no configuration names it. */
    found: listOf(found),
  })
  .meta({ id: "Devices" });
