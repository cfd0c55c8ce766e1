/** Bodies and answers about faces and fingers. */
import * as z from "zod";
import { listOf } from "../http/api";
import { consent, fingers, pictureBytesMax, purposes, type Purpose } from "./biometrics";

const person = { ticket: z.string().max(40), party: z.int().min(1).max(99) };
const purpose = z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]]);
/** The version that was read to, or by, the person: the newest only. */
const agreed = z.strictObject({ version: z.literal(consent.version) });
const share = z.number().min(0).max(1);

export const takeBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("face"),
    ...person,
    purpose,
    consent: agreed,
    /** JPEG, base64. */
    picture: z.base64().max(Math.ceil(pictureBytesMax / 3) * 4),
    figures: z.strictObject({
      widthPx: z.int().min(1).max(4096),
      heightPx: z.int().min(1).max(4096),
      sharpness: z.number().min(0),
      light: z.number().min(0).max(255),
      darkShare: share,
      burntShare: share,
      greys: z.int().min(0).max(256),
    }),
    /** The officer has looked: one face, this person's. */
    oneFace: z.literal("officer"),
  }),
  z.strictObject({
    kind: z.literal("finger"),
    ...person,
    purpose,
    consent: agreed,
    finger: z.enum(fingers),
    reader: z.string().max(40),
  }),
]);

export const keptQuery = z.object({
  ticket: z.string().max(40),
  party: z.coerce.number().int().min(1).max(99),
});

export const takenView = z.object({ id: z.string(), keepUntilMs: z.number() });

export const keptView = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        kind: z.enum(["face", "finger"]),
        purpose,
        keepUntilMs: z.number(),
        atMs: z.number(),
      }),
    ),
    /** Fingerprint readers of this node. */
    readers: listOf(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: "Biometrics" });

/** JPEG, base64. */
export const pictureView = z.object({ picture: z.string() });
