/** The SQL of the door. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";

/** Where and when somebody checked in with a booking. */
export interface FirstUse {
  /** The tablet or kiosk by its name, an officer by theirs; null when this node knows neither. */
  readonly place: string | null;
  readonly atMs: number;
}

export const firstUseOf = ({ db }: Reader, booking: string): FirstUse | undefined =>
  (statement(
    db,
    `SELECT coalesce(d.name, s.name) AS place, c.at_ms AS atMs
     FROM checkin c LEFT JOIN device d ON d.id = c.device LEFT JOIN staff s ON s.id = c.device WHERE c.booking = ?`,
  ).get(booking) as FirstUse | null) ?? undefined;
