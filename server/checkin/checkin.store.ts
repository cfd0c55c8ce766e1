/** The only SQL of check-in. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";

export interface CheckInRow {
  readonly ticketId: string;
  /** Local day of the ticket. */
  readonly day: string;
  /** State of the ticket now, in the queue's words. */
  readonly state: string;
}

/** The ticket a booking got at its check-in; a slip checks in once. */
export const checkinOf = ({ db }: Reader, booking: string): CheckInRow | undefined =>
  (statement(
    db,
    "SELECT n.ticket AS ticketId, n.day, n.state FROM checkin c JOIN ticket_now n ON n.ticket = c.ticket WHERE c.booking = ?",
  ).get(booking) as CheckInRow | null) ?? undefined;
