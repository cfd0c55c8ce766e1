/** The only SQL of the hall's events. */
import { statement } from "../../sync/tables";
import type { HallReader } from "../queue/hall.usecase";
import type { HallEvent } from "./hall";

const columns = `id, kind, doc, by, at_ms AS atMs, until_ms AS untilMs, ended_at_ms AS endedAtMs, ended_by AS endedBy`;

type Stored = Omit<HallEvent, "doc"> & { readonly doc: string };

const eventOf = (row: Stored): HallEvent => ({ ...row, doc: JSON.parse(row.doc) as unknown }) as HallEvent;

/** What nobody has ended and no clock has: since `fromMs`, oldest first. */
export const standingEvents = ({ db, branch, nowMs }: HallReader, fromMs: number): readonly HallEvent[] =>
  (
    statement(
      db,
      `SELECT ${columns} FROM hall_event
       WHERE branch = ? AND at_ms >= ? AND ended_at_ms IS NULL AND (until_ms IS NULL OR until_ms > ?) ORDER BY at_ms, id`,
    ).all(branch, fromMs, nowMs) as Stored[]
  ).map(eventOf);

export const eventById = ({ db, branch }: HallReader, id: string): HallEvent | undefined => {
  const row = statement(db, `SELECT ${columns} FROM hall_event WHERE id = ? AND branch = ?`).get(
    id,
    branch,
  ) as Stored | null;
  return row ? eventOf(row) : undefined;
};

/** The latest pause of a group, or of all, whether it stands or not. */
export const lastPause = (
  { db, branch }: HallReader,
  fromMs: number,
  group: string | null,
): HallEvent | undefined => {
  const row = statement(
    db,
    `SELECT ${columns} FROM hall_event WHERE branch = ? AND at_ms >= ? AND kind = 'pause' AND json_extract(doc, '$.group') IS ?
     ORDER BY at_ms DESC, id DESC LIMIT 1`,
  ).get(branch, fromMs, group) as Stored | null;
  return row ? eventOf(row) : undefined;
};

/** How often a kiosk has rung since. */
export const ringsSince = ({ db, branch }: HallReader, kiosk: string, fromMs: number): number =>
  (
    statement(
      db,
      "SELECT count(*) AS n FROM hall_event WHERE branch = ? AND at_ms >= ? AND kind = 'help' AND by = ?",
    ).get(branch, fromMs, kiosk) as { n: number }
  ).n;

/** The latest bell of a kiosk. */
export const lastRing = (
  { db, branch }: HallReader,
  kiosk: string,
  fromMs: number,
): HallEvent | undefined => {
  const row = statement(
    db,
    `SELECT ${columns} FROM hall_event WHERE branch = ? AND at_ms >= ? AND kind = 'help' AND by = ? ORDER BY at_ms DESC, id DESC LIMIT 1`,
  ).get(branch, fromMs, kiosk) as Stored | null;
  return row ? eventOf(row) : undefined;
};
