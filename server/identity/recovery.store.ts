/** SQL of ways back in. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

type Reader = Pick<Tx, "db">;

export type RecoveryKind = "two_supervisors" | "telephone" | "break_glass" | "document";

export interface RecoveryRow {
  readonly id: string;
  readonly at: string;
  readonly kind: RecoveryKind;
  readonly of: string | null;
  /** `asked`, then `done`; a sealed code is `sealed`, then `used`. */
  readonly state: "asked" | "done" | "sealed" | "used";
  readonly mac: string | null;
  readonly first: string | null;
  readonly second: string | null;
  readonly atMs: number;
  readonly untilMs: number;
  readonly doneAtMs: number | null;
}

const columns = `id, at, kind, of, state, mac, first, second, at_ms AS atMs, until_ms AS untilMs, done_at_ms AS doneAtMs`;

export const recoveryById = ({ db }: Reader, id: string): RecoveryRow | null =>
  statement(db, `SELECT ${columns} FROM recovery WHERE id = ?`).get(id) as RecoveryRow | null;

/** A sealed code of this very node: one that another node wrote opens nothing here. */
export const sealedByMac = ({ db, branch }: Reader & Pick<Tx, "branch">, mac: string): RecoveryRow | null =>
  statement(db, `SELECT ${columns} FROM recovery WHERE mac = ? AND kind = 'break_glass' AND at = ?`).get(
    mac,
    branch ?? "",
  ) as RecoveryRow | null;

/** What headquarters read out for somebody at this branch and was not used yet. */
export const telephonedFor = (
  { db, branch }: Reader & Pick<Tx, "branch">,
  staff: string,
): readonly (RecoveryRow & { readonly mac: string })[] =>
  statement(
    db,
    `SELECT ${columns} FROM recovery WHERE "of" = ? AND kind = 'telephone' AND at = ? AND state = 'asked' AND mac IS NOT NULL`,
  ).all(staff, branch ?? "") as (RecoveryRow & { readonly mac: string })[];

/** Those that wait for a second supervisor. */
export const askedRecoveries = ({ db }: Reader, nowMs: number): readonly RecoveryRow[] =>
  statement(
    db,
    `SELECT ${columns} FROM recovery WHERE kind = 'two_supervisors' AND state = 'asked' AND until_ms > ? ORDER BY at_ms`,
  ).all(nowMs) as RecoveryRow[];

/** Sealed codes that were opened since then, the newest first. */
export const brokenGlass = ({ db }: Reader, sinceMs: number): readonly RecoveryRow[] =>
  statement(
    db,
    `SELECT ${columns} FROM recovery WHERE kind = 'break_glass' AND state = 'used' AND done_at_ms >= ? ORDER BY done_at_ms DESC`,
  ).all(sinceMs) as RecoveryRow[];
