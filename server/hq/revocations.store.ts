/** SQL of roles taken back, and of how far a branch has read what headquarters writes for all. */
import type { StaffRole } from "../../sync/core/plan";
import type { Tx } from "../../sync/submit";
import { statement, tableOf } from "../../sync/tables";

type Reader = Pick<Tx, "db">;

export interface Revoked {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly branch: string | null;
  readonly revokedAtMs: number;
  /** Of the word that took it back. */
  readonly stamp: number;
}

/** Taken back since `sinceMs`, the latest first. */
export const revokedSince = ({ db }: Reader, sinceMs: number, count: number): readonly Revoked[] => {
  const { policy, wire } = tableOf("staffGrant");
  return statement(
    db,
    `SELECT g.id, s.name, g.role, g.branch, g.revoked_at_ms AS revokedAtMs,
            coalesce((SELECT h FROM clk WHERE tab = ? AND rid = g.id AND col = ?), g._h) AS stamp
     FROM staff_grant g JOIN staff s ON s.id = g.staff
     WHERE g.revoked_at_ms >= ? ORDER BY g.revoked_at_ms DESC LIMIT ?`,
  ).all(policy.id, wire["revokedAtMs"]!, sinceMs, count) as Revoked[];
};

/** The last stamp of this node's stream `all` that somebody has who has it up to `seq`. */
export const stampOfAll = ({ db, node }: Pick<Tx, "db" | "node">, seq: number): number =>
  (
    statement(
      db,
      "SELECT stamp FROM batch WHERE origin = ? AND stream = 'all' AND seq_to <= ? ORDER BY seq_to DESC LIMIT 1",
    ).get(node, seq) as { stamp: number } | null
  )?.stamp ?? 0;
