/** Sessions on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";
import { staffRoles } from "./roles";

export const sessionView = z
  .object({
    kind: z.enum(["public", "staff", "device"]),
    /** Staff only: name at work, role, until when headquarters gave it, and every role they may come in with here. */
    staff: z
      .object({
        id: z.string(),
        name: z.string(),
        role: z.string(),
        grantEndsAtMs: z.number(),
        roles: listOf(z.enum(staffRoles)),
      })
      .nullable(),
    device: z.object({ id: z.string(), kind: z.string(), name: z.string() }).nullable(),
    verifiedAtMs: z.number().nullable(),
    idleMs: z.number().nullable(),
    endsAtMs: z.number(),
  })
  .meta({ id: "Session" });

export const sessionList = z.object({
  items: listOf(
    z.object({
      id: z.string(),
      label: z.string(),
      bornAtMs: z.number(),
      seenAtMs: z.number(),
      isThis: z.boolean(),
    }),
  ),
});
