/** SQL of faces and fingers. A record whose file is gone counts as gone. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";

export interface BiometricRow {
  readonly id: string;
  readonly kind: "face" | "finger" | "withdrawn";
  readonly blob: string;
  readonly purpose: string;
  readonly keepUntilMs: number;
  readonly officer: string;
  readonly subject: string;
  readonly atMs: number;
}

const columns = `b.id, b.kind, b.blob, b.purpose, b.keep_until_ms AS keepUntilMs, b.officer, b.subject, b.at_ms AS atMs`;

export const biometricById = ({ db }: Reader, id: string): BiometricRow | undefined =>
  (statement(
    db,
    `SELECT ${columns} FROM biometric b JOIN blob_file f ON f.name = b.blob
     WHERE b.id = ? AND b.kind <> 'withdrawn'`,
  ).get(id) as BiometricRow | null) ?? undefined;

/** Newest first. */
export const biometricsOf = ({ db }: Reader, subject: string): readonly BiometricRow[] =>
  statement(
    db,
    `SELECT ${columns} FROM biometric b JOIN blob_file f ON f.name = b.blob
     WHERE b.subject = ? AND b.kind <> 'withdrawn' ORDER BY b.at_ms DESC LIMIT 20`,
  ).all(subject) as BiometricRow[];

/** Files here whose time is over, or whose consent was taken back: that record is over from the start. */
export const overdueFiles = ({ db }: Reader, nowMs: number, countMax: number): readonly string[] =>
  (
    statement(
      db,
      `SELECT DISTINCT b.blob FROM biometric b JOIN blob_file f ON f.name = b.blob
       WHERE b.keep_until_ms < ? LIMIT ?`,
    ).values(nowMs, countMax) as [string][]
  ).map(([name]) => name);
