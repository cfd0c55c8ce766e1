/** What pages send and read of lists, look-ups at a counter and late answers. */
import * as z from "zod";
import { partBody, takeBody } from "../usb/usb.schema";

export { partBody, takeBody };

export const listsView = z
  .object({
    lists: z.array(
      z.object({
        list: z.string(),
        kind: z.enum(["deny", "allow"]),
        version: z.number(),
        entries: z.number(),
        madeAt: z.number().nullable(),
        ageMs: z.number().nullable(),
        maxAgeMs: z.number(),
        usable: z.boolean(),
        trouble: z.enum(["missing", "no_key", "old", "clock"]).nullable(),
        /** The newest that headquarters has sent; a higher one than `version` is on its way. */
        newest: z.number(),
        building: z.number().nullable(),
        /** A version that did not add up here. */
        refused: z.number().nullable(),
      }),
    ),
    registries: z.array(
      z.object({
        source: z.string(),
        breaker: z.enum(["closed", "open", "half_open"]),
        trouble: z.string().nullable(),
        answeredAt: z.number().nullable(),
      }),
    ),
    /** At headquarters: the file that was handed over last. */
    taking: z
      .discriminatedUnion("state", [
        z.object({ state: z.literal("taking") }),
        z.object({
          state: z.literal("taken"),
          list: z.string(),
          version: z.number(),
          entries: z.number(),
        }),
        z.object({ state: z.literal("refused"), code: z.string(), line: z.number().nullable() }),
      ])
      .nullable(),
    canTake: z.boolean(),
  })
  .meta({ id: "Lists" });

const document = z.strictObject({
  country: z.string().regex(/^[A-Z]{1,3}$/),
  type: z.enum(["mykad", "passport", "splp"]),
  number: z.string().regex(/^[\p{L}\p{N} -]{0,20}[\p{L}\p{N}][\p{L}\p{N} -]{0,20}$/u),
});

export const lookBody = z.strictObject({
  person: z.strictObject({
    document: document.nullable(),
    mykad: z
      .string()
      .regex(/^\d{6}-?\d{2}-?\d{4}$/)
      .nullable(),
    name: z.string().min(1).max(400).nullable(),
    birthDate: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .nullable(),
  }),
  purpose: z.enum(["pass", "identity", "document"]),
  /** The ticket that the person has; null: none, which is counted and told. */
  ticket: z.string().max(64).nullable(),
});

export const lookView = z
  .object({
    denies: z.array(z.object({ list: z.string(), code: z.string(), agency: z.string().nullable() })),
    allows: z.array(z.string()),
  })
  .meta({ id: "ScreeningLook" });

export const recheckViewSchema = z
  .object({
    waiting: z.array(z.object({ source: z.string(), count: z.number(), sinceMs: z.number() })),
    late: z.array(
      z.object({
        id: z.string(),
        source: z.string(),
        about: z.string(),
        code: z.string(),
        atMs: z.number(),
      }),
    ),
    /** Staff who looked people up without a case, more often than work explains. */
    curious: z.array(z.object({ who: z.string(), looks: z.number() })),
  })
  .meta({ id: "Rechecks" });
