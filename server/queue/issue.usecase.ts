/** A number for somebody who came: the ticket, its first step and its print job, to be part of a check-in's or walk-in's plan. */
import type { Job, RowOp } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { findService } from "../catalogue/catalogue.usecase";
import { todayOf } from "./hall.usecase";
import type { BaseLane, ClaimState, PriorityReason } from "./lanes";
import { lastNumber } from "./queue.store";
import { startsAtMs, type TicketSource } from "./source";
import { stepRow } from "./step-row";
import { issueStep, type Ticket } from "./ticket";
import { takeNumber, type TicketNumber, type TicketNumberError } from "./ticket-number";

export interface IssueInput {
  readonly service: string;
  readonly booking: string | null;
  readonly appointmentAtMs: number | null;
  readonly source: TicketSource;
  readonly laneBase: BaseLane;
  readonly claims: readonly PriorityReason[];
  readonly claim: ClaimState;
  /** How many people stand behind this one number. */
  readonly people: number;
  readonly lang: string;
  /** The paper is printed in large type. */
  readonly large?: boolean;
}

export interface Issued {
  readonly ticketId: string;
  readonly number: TicketNumber;
  readonly rows: readonly RowOp[];
  readonly jobs: readonly Job[];
}

/** Paper that comes later than this meets nobody: the number stood on the kiosk's screen all the time. */
const printWithinMs = 30 * 60_000;

/** The next number of the service's group today. The only refusal is a series used up: 9,999 in a day. */
export const issueTicket = (tx: Tx, input: IssueInput): Result<Issued, TicketNumberError> => {
  const service = findService(tx, input.service);
  if (!service.ok) throw new Error(`service ${input.service} is not in the catalogue`);
  const { group, stages, series: prefix = group } = service.value;
  const { day } = todayOf(tx);
  const taken = takeNumber({ prefix, last: lastNumber(tx, tx.branch!, day, prefix) });
  if (!taken.ok) return taken;
  const { number, series } = taken.value;
  const ticket: Ticket = {
    ticketId: tx.newId(),
    number,
    day,
    service: input.service,
    stages,
    laneBase: input.laneBase,
    startsAtMs: startsAtMs(input.source, input.appointmentAtMs),
    claims: input.claims,
    bookingId: input.booking,
  };
  const { ticketId } = ticket;
  return ok({
    ticketId,
    number,
    rows: [
      insert("ticket", {
        id: ticketId,
        branch: tx.branch!,
        day,
        prefix,
        no: series.last,
        booking: input.booking,
        service: input.service,
        source: input.source,
        lane: input.laneBase,
        claims: JSON.stringify(input.claims),
        people: input.people,
        lang: input.lang,
        issuedAtMs: tx.nowMs,
        appointmentAtMs: input.appointmentAtMs,
        stages: JSON.stringify(stages),
      }),
      stepRow(tx.branch!, issueStep(ticket, group, input.claim, tx.nowMs)),
    ],
    jobs: [
      {
        id: tx.newId(),
        device: "printer",
        kind: "ticket",
        of: ticketId,
        payload: { lang: input.lang, ...(input.large ? { large: true as const } : {}) },
        expiresAtMs: tx.nowMs + printWithinMs,
      },
    ],
  });
};
