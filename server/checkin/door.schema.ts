/** Bodies and answers of the door. */
import * as z from "zod";
import { id } from "../http/api";
import { ticketSchema } from "../queue/queue.schema";
import { lang } from "./checkin.schema";

export const doorBody = z.strictObject({
  // As at the kiosk: what is no slip is still read, to say so.
  slip: z.string().min(1).max(1000),
  lang,
  atMs: z.int().min(0),
  officer: id,
  told: z.boolean(),
});

const booking = z.object({ service: z.string(), startsAtMs: z.number() });

export const doorAnswer = z
  .union([
    z.object({
      type: z.enum(["checked_in", "early", "late", "already"]),
      // Null: told of on a later day, when nobody waits for a number.
      ticket: ticketSchema.nullable(),
      booking,
    }),
    z.object({
      type: z.literal("used_twice"),
      booking,
      first: z.object({ place: z.string().nullable(), atMs: z.number() }).nullable(),
    }),
  ])
  .meta({ id: "DoorAnswer" });

/** The list as one text, so that its signature stands over the very bytes. */
export const signedDayList = z
  .object({ text: z.string(), key: z.string(), signature: z.string() })
  .meta({ id: "SignedDayList" });
