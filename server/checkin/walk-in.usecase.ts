/** A number for somebody without an appointment, while the branch has any. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { CalendarError } from "../calendar/calendar";
import { type CatalogueError, findService } from "../catalogue/catalogue.usecase";
import { isOfferedAt, isRunningOn } from "../catalogue/offers";
import { type IntakePaused, intakePaused } from "../hall/standing.usecase";
import { branchOf, todayOf } from "../queue/hall.usecase";
import { issueTicket } from "../queue/issue.usecase";
import { claimAtStart, type PriorityReason, type WalkInLane } from "../queue/lanes";
import type { TicketNumberError } from "../queue/ticket-number";
import type { NumbersGone } from "../queue/walk-ins.usecase";
import { laneWithNumber } from "./numbers.usecase";

export interface WalkInInput {
  readonly service: string;
  readonly lane: WalkInLane;
  readonly claims: readonly PriorityReason[];
  /** How many people stand behind this one number. */
  readonly people: number;
  readonly lang: string;
}

export interface WalkedIn {
  readonly ticketId: string;
}

export type WalkInError =
  | NumbersGone
  | IntakePaused
  | CalendarError
  | CatalogueError
  /** The branch does not offer the service, or its programme does not run today. */
  | { readonly type: "ServiceNotHere"; readonly service: string }
  /** The service knows no employers. */
  | { readonly type: "LaneNotServed"; readonly lane: WalkInLane }
  | TicketNumberError;

/** The next number of the service's group, with its ticket to print. A claim is believed until an officer looks. */
export const planWalkIn = (tx: Tx, input: WalkInInput): Result<Plan<WalkedIn>, WalkInError> => {
  const { day } = todayOf(tx);
  const service = findService(tx, input.service, { branch: tx.branch!, startMin: tx.nowMs / 60_000 });
  if (!service.ok) return service;
  if (!isOfferedAt(service.value, branchOf(tx)) || !isRunningOn(service.value, day)) {
    return err({ type: "ServiceNotHere", service: input.service });
  }
  if (input.lane === "employer" && !service.value.applicants.some(({ kind }) => kind === "employer")) {
    return err({ type: "LaneNotServed", lane: input.lane });
  }
  const paused = intakePaused(tx, service.value.group);
  if (paused) return err(paused);
  const lane = laneWithNumber(tx, service.value.group, input.claims.length > 0 ? "priority" : input.lane);
  if (!lane.ok) return lane;
  const issued = issueTicket(tx, {
    service: service.value.code,
    booking: null,
    appointmentAtMs: null,
    source: "walkin",
    laneBase: lane.value === "employer" ? "employer" : "normal",
    claims: input.claims,
    claim: lane.value === "priority" ? claimAtStart(input.claims, null, day) : "none",
    people: input.people,
    lang: input.lang,
  });
  if (!issued.ok) return issued;
  const { ticketId, rows, jobs } = issued.value;
  return ok({ intent: "walkIn", rows, jobs, answer: { ticketId } });
};
