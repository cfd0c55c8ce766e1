/** SQL of sessions, staff, grants and devices. */
import type { Database } from "bun:sqlite";
import { statement } from "../../sync/tables";
import type { Device, Grant, Session } from "./session";

interface Reader {
  readonly db: Database;
}

const sessionColumns = `id, kind, who, "grant", label, born_ms AS bornMs, seen_ms AS seenMs, verified_ms AS verifiedMs, ends_ms AS endsMs`;

export const sessionById = ({ db }: Reader, id: string): Session | null =>
  statement(db, `SELECT ${sessionColumns} FROM session WHERE id = ?`).get(id) as Session | null;

/** Newest first. */
export const sessionsOf = ({ db }: Reader, who: string): readonly Session[] =>
  statement(db, `SELECT ${sessionColumns} FROM session WHERE who = ? ORDER BY born_ms DESC, id`).all(
    who,
  ) as Session[];

const grantColumns = `id, staff, role, branch, until_ms AS untilMs, standing, revoked_at_ms AS revokedAtMs`;

export const grantById = ({ db }: Reader, id: string): Grant | null =>
  statement(db, `SELECT ${grantColumns} FROM staff_grant WHERE id = ?`).get(id) as Grant | null;

export const grantsOf = ({ db }: Reader, staff: string): readonly Grant[] =>
  statement(db, `SELECT ${grantColumns} FROM staff_grant WHERE staff = ? ORDER BY id`).all(staff) as Grant[];

export interface Staff {
  readonly id: string;
  readonly name: string;
  readonly branch: string | null;
  readonly state: "active" | "left";
  readonly handle: string;
}

export const staffById = ({ db }: Reader, id: string): Staff | null =>
  statement(db, "SELECT id, name, branch, state, handle FROM staff WHERE id = ?").get(id) as Staff | null;

const deviceColumns = `id, kind, branch, name, key, state`;

export const deviceById = ({ db }: Reader, id: string): Device | null =>
  statement(db, `SELECT ${deviceColumns} FROM device WHERE id = ?`).get(id) as Device | null;
