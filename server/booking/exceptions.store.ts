/** SQL of the report on what officers vouched for. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";

export interface VouchedRow {
  readonly officer: string;
  /** At work; null when this node does not know who it was. */
  readonly name: string | null;
  /** The kinds of proof that the booking was made with, JSON. */
  readonly kinds: string;
}

/** Bookings that an officer of this node made, in [fromMs, toMs): the audit leaf says who, the booking says with what. */
export const vouchedBookings = (
  { db }: Reader,
  node: number,
  fromMs: number,
  toMs: number,
): readonly VouchedRow[] =>
  statement(
    db,
    `SELECT json_extract(a.actor, '$.id') AS officer, s.name, b.kinds
     FROM audit a JOIN booking b ON b.id = json_extract(a.about, '$.booking[0]')
       LEFT JOIN staff s ON s.id = json_extract(a.actor, '$.id')
     WHERE a.at_ms >= ? AND a.at_ms < ? AND a.node = ? AND a.intent = 'confirm'
       AND json_extract(a.actor, '$.kind') = 'staff' AND b.kinds IS NOT NULL`,
  ).all(fromMs, toMs, node) as VouchedRow[];

/** Checks of documents that did not fit, by officer. */
export const misfits = (
  { db }: Reader,
  node: number,
  fromMs: number,
  toMs: number,
): readonly (Omit<VouchedRow, "kinds"> & { readonly count: number })[] =>
  statement(
    db,
    `SELECT json_extract(a.actor, '$.id') AS officer, s.name, count(*) AS count
     FROM audit a LEFT JOIN staff s ON s.id = json_extract(a.actor, '$.id')
     WHERE a.at_ms >= ? AND a.at_ms < ? AND a.node = ? AND a.intent = 'checkDocument'
       AND json_extract(a.about, '$.outcome') = 'DocumentDiffers'
     GROUP BY officer`,
  ).all(fromMs, toMs, node) as (Omit<VouchedRow, "kinds"> & { count: number })[];
