/** What printers look like on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";

const shown = {
  online: z.boolean(),
  paper: z.enum(["ok", "near", "out"]),
  cover: z.enum(["open", "closed"]),
};

/** As kiosk and counter show the branch's printer. */
export const printerSchema = z.object(shown).meta({ id: "Printer" });

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

export const devicesSchema = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        kind: z.literal("printer"),
        name: z.string(),
        ...shown,
        /** Why it cannot print now. */
        error: z.string().nullable(),
        lastSeenMs: z.number().nullable(),
        queued: z.number(),
        suspect: z.number(),
        /** Tickets and slips of the last day whose paper is doubtful or never came, newest first. */
        trouble: listOf(trouble),
      }),
    ),
  })
  .meta({ id: "Devices" });
