/** A kiosk's own entries and exits on the wire. */
import * as z from "zod";

/** The lines of a document's zone as they were read: two of a passport, three of a card. */
const lines = z
  .array(z.string().regex(/^[A-Z0-9<]{30,44}$/))
  .min(2)
  .max(3);

export const zoneBody = z.strictObject({ lines });

export const ownProofBody = z.strictObject({ lines, lang: z.enum(["ms", "en"]) });

export const ownMovement = z
  .object({
    id: z.string(),
    kind: z.enum(["entry", "exit"]),
    way: z.enum(["lane", "officer"]),
    branch: z.string(),
    /** Its name, where this branch knows the lane. */
    lane: z.string().nullable(),
    atMs: z.number(),
  })
  .meta({ id: "OwnMovement" });

export const proofPrintSchema = z
  .object({ print: z.enum(["queued", "printed", "suspect", "failed"]) })
  .meta({ id: "ProofPrint" });
