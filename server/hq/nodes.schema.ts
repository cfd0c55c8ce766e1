/** Nodes on the wire. */
import * as z from "zod";
import { listOf } from "../http/api";
import { staffRoles } from "../identity/roles";
import { pulseBody } from "../sync/sync.schema";
import { suspendReasons } from "./nodes";

export const nodeCodeBody = z.strictObject({
  branch: z.string().max(16),
  /** Alias of the node that the new box goes on for. */
  replaces: z.int().min(1).max(1023).nullable().default(null),
});

export const nodeCodeView = z
  .object({
    /** Shown once: nothing here knows it afterwards. */
    code: z.string(),
    endsAtMs: z.number(),
    /** What to type at the new box. */
    command: z.string(),
  })
  .meta({ id: "NodeCode" });

export const suspendBody = z.strictObject({ reason: z.enum(suspendReasons) });

export const byAlias = z.object({ alias: z.coerce.number().int().min(0).max(1023) });

const count = z.number();

export const fleetView = z
  .object({
    version: z.string(),
    nodes: listOf(
      z.object({
        alias: z.number(),
        role: z.enum(["branch", "hq"]),
        branch: z.string().nullable(),
        contact: z.enum(["heard", "silent", "suspended", "replaced"]),
        heardAtMs: z.number().nullable(),
        frozenUnits: count,
        aheadMs: z.number(),
        toReceive: count,
        pulse: pulseBody.nullable(),
        pulseAtMs: z.number().nullable(),
      }),
    ),
    country: z.object({
      branches: count,
      heard: count,
      waiting: count,
      servedToday: count,
      numbersToday: count,
      countersOpen: count,
    }),
  })
  .meta({ id: "Fleet" });

export const fleetDayView = z
  .object({
    date: z.string(),
    items: listOf(z.object({ atMs: count, waiting: count, numbers: count, served: count, branches: count })),
  })
  .meta({ id: "FleetDay" });

export const revocationsView = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        role: z.enum(staffRoles),
        branch: z.string().nullable(),
        revokedAtMs: count,
        at: listOf(z.object({ branch: z.string(), isKnown: z.boolean(), sinceMs: count.nullable() })),
      }),
    ),
  })
  .meta({ id: "Revocations" });

/** Base64url without padding, of so many bytes. */
const bytes = (length: number) => z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}$`));

export const enrolAsk = z.strictObject({
  id: bytes(16),
  logKey: bytes(32),
  slipKey: bytes(32),
  boxKey: bytes(32),
  logSignature: bytes(64),
  slipSignature: bytes(64),
  mac: bytes(32),
});
