/** Staff sign-in on the wire. */
import * as z from "zod";
import { assertionAnswer } from "./passkey.schema";
import { staffRoles } from "./roles";

export const signInBody = z.strictObject({ answer: assertionAnswer, role: z.enum(staffRoles).optional() });
export const unlockBody = z.strictObject({ answer: assertionAnswer });

export const signedIn = z
  .object({
    staff: z.string(),
    /** The counter that was taken over from the officer before. */
    counter: z.string().nullable(),
  })
  .meta({ id: "StaffSignedIn" });
