/** The audit log's answers, as the node describes them itself. */
import type * as z from "zod";
import type { auditItem, auditPageSchema, provenLeaf } from "../../../server/audit/audit.schema";

export type AuditItem = z.infer<typeof auditItem>;
export type AuditPage = z.infer<typeof auditPageSchema>;
export type ProvenLeaf = z.infer<typeof provenLeaf>;
