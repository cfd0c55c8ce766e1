/**
 * The end of the day, at the branch's midnight: numbers end with their day, counters are closed, and whoever never came is
 * `no_show`. A node that was off at midnight does it when it starts.
 */
import { addDays, type LocalDate } from "../../sync/core/local-date";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, orThrow } from "../../sync/core/result";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { appointmentsToCome, outcomeRows } from "../booking/hall.usecase";
import { closeRow } from "./counters.usecase";
import { allCounters } from "./counters.store";
import { dayRange, todayOf } from "./hall.usecase";
import { outcomeBy } from "./party-states.usecase";
import { type HallTicket, leftOver, stepsOf } from "./queue.store";
import { step } from "./step";
import { stepRow } from "./step-row";

/** So many tickets or bookings a commit, so that the night's work never holds up a counter. */
const rowsMax = 200;
/** Numbers and bookings of this long ago are looked at: a node may have been off over the holidays. */
const lookBackDays = 31;

export const endOfDayTask: Task = {
  name: "endOfDay",
  plan: (tx) => {
    const { day } = todayOf(tx);
    const { fromMs, toMs } = dayRange(tx, day);
    const rows = [...ticketRows(tx, day), ...counterRows(tx, fromMs), ...absenceRows(tx, fromMs)];
    const plan: Plan<null> | undefined =
      rows.length > 0 ? { intent: "endOfDay", rows, answer: null } : undefined;
    return ok({ plan, nextDueMs: plan ? tx.nowMs : toMs });
  },
};

const ticketRows = (tx: Tx, day: LocalDate): readonly RowOp[] =>
  leftOver(tx, addDays(day, -lookBackDays), day, rowsMax).flatMap((left) => endRows(tx, left));

/**
 * Closes one ticket, and says what became of its people: whoever was at a counter is served, whoever missed both calls did
 * not come. People who waited in vain stay checked in: they did come.
 */
const endRows = (tx: Tx, left: HallTicket): readonly RowOp[] => {
  const { ticket, now } = left;
  const by = { officerId: null, counterId: null };
  const closed = orThrow(step(ticket, now, { type: "close", reason: "end_of_day" }, by, tx.nowMs));
  if (ticket.bookingId === null) return [stepRow(tx.branch!, closed)];
  const outcomeOf = outcomeBy(stepsOf(tx, ticket.ticketId));
  const outcomes = outcomeRows(tx, ticket.bookingId, (no) => {
    if (now.state === "absent") return "no_show";
    return outcomeOf(no) === "serving" ? "served" : outcomeOf(no);
  });
  return [stepRow(tx.branch!, closed), ...outcomes];
};

/** Counters that an officer left open on a day before. */
const counterRows = (tx: Tx, dayFromMs: number): readonly RowOp[] =>
  allCounters(tx)
    .filter(({ state, sinceMs }) => state !== "closed" && sinceMs < dayFromMs)
    .map((counter) => closeRow(tx, counter));

const absenceRows = (tx: Tx, dayFromMs: number): readonly RowOp[] => {
  const { fromMs } = dayRange(tx, addDays(todayOf(tx).day, -lookBackDays));
  const missed = appointmentsToCome(tx, tx.branch!, fromMs, dayFromMs).slice(0, rowsMax);
  return missed.flatMap(({ booking }) => outcomeRows(tx, booking, () => "no_show"));
};
