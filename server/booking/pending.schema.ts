/** Visits that wait for their proofs, on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";

export const codeKind = z.enum(["sms", "email"]);

/** `paper_code` is what an officer printed. */
export const typedKind = z.enum(["sms", "email", "paper_code"]);

const kindView = z.object({
  kind: z.enum(["passkey", "sms", "email", "document", "paper_code"]),
  /** `unavailable`: `why` says what stands in its way. */
  state: z.enum(["done", "open", "sent", "unavailable"]),
  why: z.enum(["no_contact", "number_not_served", "not_configured", "gateway_silent"]).nullable(),
  /** The contact, masked. */
  to: z.string().nullable(),
  /** When the last code left, when it ends, and from when another may be sent. */
  sentAtMs: z.number().nullable(),
  codeEndsAtMs: z.number().nullable(),
  resendAtMs: z.number().nullable(),
});

export const pendingView = z
  .object({
    holdId: z.string(),
    startsAtMs: z.number(),
    /** Until then the place is kept. */
    endsAtMs: z.number(),
    /** What keeps it: the form's own time, or a code that may still be good. */
    clock: z.enum(["hold", "code"]),
    /** Two different kinds are there: the booking can be made. */
    isEnough: z.boolean(),
    kinds: listOf(kindView),
    /** The paper with a code; null: none was asked for, or it was used. */
    paper: z
      .object({
        print: z.enum(["queued", "printed", "suspect", "failed"]),
        /** At a kiosk whose paper does not come: the code, to be photographed. */
        onScreen: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "PendingVisit" });
