/** A step as a row of the log: the whole step as JSON, so that the log alone tells the story of the visit. */
import type { RowOp } from "../../sync/core/plan";
import { insert } from "../../sync/rows";
import type { TicketStep } from "./ticket";

export const stepRow = (branch: string, step: TicketStep): RowOp =>
  insert("ticketStep", {
    ticket: step.ticketId,
    seq: step.seq,
    branch,
    doc: JSON.stringify(step),
    atMs: step.atMs,
  });

export const stepOf = (doc: string): TicketStep => JSON.parse(doc) as TicketStep;
