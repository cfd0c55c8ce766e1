/** How somebody came into the hall. `early` keeps the right of way of its appointment, `late` waits as a walk-in. */
export type TicketSource = "appointment" | "early" | "late" | "walkin";

/** The appointment that counts in the calling order: a latecomer's no longer does. */
export const startsAtMs = (source: TicketSource, appointmentAtMs: number | null): number | null =>
  source === "appointment" || source === "early" ? appointmentAtMs : null;
