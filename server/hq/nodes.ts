/** Rules of nodes that come and go. Pure; the pages use it too. */

/** Why a node was shut out; kept in the audit log. */
export const suspendReasons = ["stolen", "copied", "retired", "misused"] as const;
export type SuspendReason = (typeof suspendReasons)[number];
