/** Visits that wait for an officer, on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";
import { document } from "./booking.schema";

export const waitingSchema = z
  .object({
    items: listOf(
      z.object({
        holdId: z.string(),
        kiosk: z.string(),
        service: z.string(),
        startsAtMs: z.number(),
        /** Until then the place is kept. */
        endsAtMs: z.number(),
        givenAtMs: z.number(),
        /** Typed before: it need not be typed again. */
        isCodeRight: z.boolean(),
      }),
    ),
  })
  .meta({ id: "WaitingVisits" });

export const checkBody = z.strictObject({ code: z.string().max(40), document });
