/** SQL of the people who work here, their roles and their codes. */
import type { StaffRole } from "../../sync/core/plan";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { Staff } from "./session.store";

type Reader = Pick<Tx, "db">;

export interface GrantRow {
  readonly id: string;
  readonly staff: string;
  readonly role: StaffRole;
  readonly branch: string | null;
  readonly untilMs: number;
  readonly standing: number;
  readonly by: string;
  readonly revokedAtMs: number | null;
}

const grantColumns = `id, staff, role, branch, until_ms AS untilMs, standing, by, revoked_at_ms AS revokedAtMs`;

/** All that were not revoked. A department has some thousands. */
export const liveGrants = ({ db }: Reader): readonly GrantRow[] =>
  statement(
    db,
    `SELECT ${grantColumns} FROM staff_grant WHERE revoked_at_ms IS NULL ORDER BY id`,
  ).all() as GrantRow[];

export const allStaff = ({ db }: Reader): readonly Staff[] =>
  statement(db, "SELECT id, name, branch, state, handle FROM staff ORDER BY name, id").all() as Staff[];

export const hasStaff = ({ db }: Reader): boolean =>
  statement(db, "SELECT 1 FROM staff LIMIT 1").get() !== null;

/** What a code enrols: a key of `staff`. */
export interface StaffCodeDoc {
  readonly staff: string;
  /** Recoveries that say the old keys are lost take them away. */
  readonly how: "administrator" | "first_start" | "two_supervisors" | "telephone" | "break_glass";
  /** The first administrator of all is made with their key. */
  readonly first?: { readonly handle: string; readonly role: StaffRole };
}

export interface StaffCode extends StaffCodeDoc {
  readonly mac: string;
  /** Staff id, or how it came. */
  readonly by: string;
  readonly endsMs: number;
}

export const staffCodeByMac = ({ db }: Reader, mac: string): StaffCode | undefined => {
  const row = statement(
    db,
    `SELECT doc, by, ends_ms AS endsMs FROM enrol_code WHERE mac = ? AND purpose IN ('staff_key', 'first_administrator')`,
  ).get(mac) as { doc: string; by: string; endsMs: number } | null;
  return row ? { ...(JSON.parse(row.doc) as StaffCodeDoc), mac, by: row.by, endsMs: row.endsMs } : undefined;
};

/** The code of the first administrator, while it was not used. */
export const firstCode = ({ db }: Reader): string | undefined =>
  (
    statement(db, "SELECT mac FROM enrol_code WHERE purpose = 'first_administrator'").get() as {
      mac: string;
    } | null
  )?.mac;

export const sessionsCount = ({ db }: Reader, staff: string, nowMs: number): number =>
  (
    statement(db, "SELECT count(*) AS count FROM session WHERE who = ? AND ends_ms > ?").get(
      staff,
      nowMs,
    ) as {
      count: number;
    }
  ).count;
