/** The audit log on the wire. */
import * as z from "zod";
import { type Intent, intents, isAudited } from "../../sync/core/intents";
import { listOf } from "../http/api";
import type { AuditFilter } from "./audit.usecase";

export const actorSchema = z.union([
  z.object({ kind: z.literal("public"), account: z.string() }),
  z.object({ kind: z.literal("staff"), id: z.string(), role: z.string() }),
  z.object({ kind: z.literal("device"), id: z.string(), device: z.string() }),
  z.object({ kind: z.literal("system"), task: z.string() }),
]);

const about = z.record(z.string(), z.union([z.string(), z.number(), listOf(z.string())]));

export const auditItem = z
  .object({
    node: z.number(),
    branch: z.string().nullable(),
    seq: z.number(),
    atMs: z.number(),
    intent: z.string(),
    actor: actorSchema,
    about,
  })
  .meta({ id: "AuditItem" });

export const auditPageSchema = z.object({
  items: listOf(auditItem),
  next: z.string().nullable(),
});

export const provenLeaf = z
  .object({
    item: auditItem,
    /** Leaves of the tree that the proof leads to. */
    size: z.number(),
    /** The proof itself, as a file to keep. */
    text: z.string(),
    /** With this line anybody can check it. */
    key: z.string(),
  })
  .meta({ id: "AuditProof" });

export const consistencySchema = z.object({
  from: z.number(),
  to: z.number(),
  /** RFC 9162, 2.1.4: base64 each. */
  hashes: listOf(z.string()),
});

export const auditedIntents = (Object.keys(intents) as Intent[]).filter(isAudited);

const millis = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What of the log is asked for; all of it, when nothing is said. */
export const auditFilter = {
  actor: z.string().min(1).max(64).optional(),
  intent: z.enum(auditedIntents as [Intent, ...Intent[]]).optional(),
  fromMs: millis.optional(),
  toMs: millis.optional(),
};

export const filterOf = (
  asked: {
    readonly actor?: string | undefined;
    readonly intent?: Intent | undefined;
    readonly fromMs?: number | undefined;
    readonly toMs?: number | undefined;
  },
  nowMs: number,
): AuditFilter => ({
  actor: asked.actor,
  intent: asked.intent,
  fromMs: asked.fromMs ?? 0,
  toMs: asked.toMs ?? nowMs,
});
