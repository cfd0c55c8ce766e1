/** Calling people: the next by the policy, or one that the officer chose and gives a reason for. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, orThrow, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { todayOf } from "./hall.usecase";
import { callsFor, loadWaiting, policyNow, reachOf } from "./line.usecase";
import { next } from "./order";
import { type HallTicket, ticketById, ticketByNumber } from "./queue.store";
import { type By, step } from "./step";
import { type CounterPageError, currentAt, openCounter, pageError, rowsOf } from "./steps.usecase";
import { laterStages } from "./ticket";
import { parseTicketNumber } from "./ticket-number";

export interface Called {
  /** Null when nobody waits in this counter's reach. */
  readonly ticketId: string | null;
}

export interface Ending {
  /** Left out: the next stage where there is one, else done. */
  readonly outcome?: "nextStage" | "done" | undefined;
  readonly partiesAbsent?: readonly number[] | undefined;
}

/**
 * Calls the next person. With `finish` the present one is finished first, in the same commit; the next is chosen among those
 * who waited when the officer pressed, so whoever just got up is never called back in the same breath.
 */
export const planNext = (
  tx: Tx,
  officer: string,
  counterId: string,
  finish: Ending | null,
): Result<Plan<Called>, CounterPageError> => {
  const counter = openCounter(tx, officer, counterId);
  if (!counter.ok) return counter;
  const by: By = { officerId: officer, counterId };
  const current = currentAt(tx, counterId);
  if (current && !finish) return err({ type: "CounterBusy", ticket: current.ticket.ticketId });
  const finished = current ? finishRows(tx, current, by, finish ?? {}) : ok([]);
  if (!finished.ok) return finished;

  const policy = policyNow(tx);
  const reach = reachOf(counter.value);
  const { waiting, ticketById: waitingById } = loadWaiting(tx);
  const found = next(policy, waiting, callsFor(tx, policy, reach), reach, tx.nowMs);
  if (!found) return ok({ intent: "next", rows: finished.value, answer: { ticketId: null } });
  const { ticketId } = found.waiting;
  const chosen = waitingById.get(ticketId)!;
  const called = orThrow(
    step(
      chosen.ticket,
      chosen.now,
      { type: "call", turn: found.turn, policyVersion: policy.version },
      by,
      tx.nowMs,
    ),
  );
  return ok({
    intent: "next",
    rows: [...rowsOf(tx, chosen, called), ...finished.value],
    answer: { ticketId },
  });
};

/** Calls somebody out of turn: by number or id, with a reason that stays in the log. */
export const planCallChosen = (
  tx: Tx,
  officer: string,
  counterId: string,
  asked: string,
  reason: string,
): Result<Plan<Called>, CounterPageError> => {
  const counter = openCounter(tx, officer, counterId);
  if (!counter.ok) return counter;
  const current = currentAt(tx, counterId);
  if (current) return err({ type: "CounterBusy", ticket: current.ticket.ticketId });
  const chosen = findAsked(tx, asked);
  if (!chosen) return err({ type: "TicketNotFound" });
  const by: By = { officerId: officer, counterId };
  const command = { type: "call", turn: "chosen", policyVersion: policyNow(tx).version, reason } as const;
  const called = step(chosen.ticket, chosen.now, command, by, tx.nowMs);
  if (!called.ok) return err(pageError(called.error));
  return ok({
    intent: "callChosen",
    rows: rowsOf(tx, chosen, called.value),
    answer: { ticketId: chosen.ticket.ticketId },
  });
};

/** The rows that end a stage at this counter. */
export const finishRows = (
  tx: Tx,
  current: HallTicket,
  by: By,
  ending: Ending,
): Result<readonly RowOp[], CounterPageError> => {
  const { ticket, now } = current;
  const outcome = ending.outcome ?? (laterStages(ticket, now.stage).length > 0 ? "nextStage" : "done");
  const finished = step(
    ticket,
    now,
    { type: "finish", outcome, partiesAbsent: ending.partiesAbsent ?? [] },
    by,
    tx.nowMs,
  );
  return finished.ok ? ok(rowsOf(tx, current, finished.value)) : err(pageError(finished.error));
};

/** A ticket of today as the officer names it: its id, or the number that the person shows. */
const findAsked = (tx: Tx, asked: string): HallTicket | undefined => {
  const { day } = todayOf(tx);
  const number = parseTicketNumber(asked);
  if (number.ok) return ticketByNumber(tx, day, number.value.slice(0, 1), Number(number.value.slice(1)));
  const found = ticketById(tx, asked);
  return found?.branch === tx.branch && found.ticket.day === day ? found : undefined;
};
