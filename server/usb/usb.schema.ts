/** What the pages send and read of files on a stick. */
import * as z from "zod";

/** Bytes of a file in one part: in base64url they stay below the cap of bodies. */
export const partBytesMax = 45_000;

export const makeBody = z.strictObject({
  /** At headquarters: for which branch. At a branch: null. */
  branch: z.string().max(40).nullable(),
});

export const partBody = z.strictObject({
  /** Where in the file it begins; 0 begins a new one. */
  from: z.number().int().min(0),
  bytes: z
    .string()
    .min(1)
    .max(Math.ceil((partBytesMax * 4) / 3))
    .regex(/^[\w-]+$/),
});

export const takeBody = z.strictObject({ bytes: z.number().int().min(0) });

export const usbView = z
  .object({
    /** The file that was handed over last, as far as this process knows. */
    taking: z
      .discriminatedUnion("state", [
        z.object({ state: z.literal("taking"), bytes: z.number(), of: z.number() }),
        z.object({
          state: z.literal("taken"),
          branch: z.string().nullable(),
          madeAt: z.number(),
          records: z.number(),
          isOlder: z.boolean(),
          more: z.boolean(),
        }),
        z.object({ state: z.literal("refused"), code: z.string(), branch: z.string().nullable() }),
      ])
      .nullable(),
    /** Headquarters' last word here; null at headquarters. */
    word: z.object({ at: z.number(), by: z.enum(["line", "file"]) }).nullable(),
  })
  .meta({ id: "Usb" });
