/**
 * The end of the day, at the branch's midnight: numbers end with their day, counters are closed, and whoever never came is
 * `no_show`. A node that was off at midnight does it when it starts.
 */
import { addDays, type LocalDate } from "../../sync/core/local-date";
import type { Notice, Plan, RowOp } from "../../sync/core/plan";
import { ok, orThrow } from "../../sync/core/result";
import type { Task } from "../../sync/scheduler";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { neverOffered, offerNewTime } from "../booking/availability-change.usecase";
import { appointmentsToCome, outcomeRows } from "../booking/hall.usecase";
import { forgivenVisits } from "../downtime/forgiven.usecase";
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

export const endOfDayTask = (sealer: Sealer): Task => ({
  name: "endOfDay",
  plan: (tx) => {
    const { day } = todayOf(tx);
    const { fromMs, toMs } = dayRange(tx, day);
    const { rows: absent, notices } = absences(tx, sealer, fromMs);
    const rows = [...ticketRows(tx, day), ...counterRows(tx, fromMs), ...absent];
    const plan: Plan<null> | undefined =
      rows.length > 0 ? { intent: "endOfDay", rows, notices, answer: null } : undefined;
    return ok({ plan, nextDueMs: plan ? tx.nowMs : toMs });
  },
});

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

/**
 * Whoever never came. Whoever was to come while the branch could not take anybody in is not absent: the booking stays, and another time
 * is offered with priority.
 */
const absences = (
  tx: Tx,
  sealer: Sealer,
  dayFromMs: number,
): { readonly rows: readonly RowOp[]; readonly notices: readonly Notice[] } => {
  const branch = tx.branch!;
  const { fromMs } = dayRange(tx, addDays(todayOf(tx).day, -lookBackDays));
  const missed = appointmentsToCome(tx, branch, fromMs, dayFromMs);
  const forgiven = forgivenVisits(tx, branch, missed, [fromMs, dayFromMs]);
  const absent = missed.filter((visit) => !forgiven.has(visit)).slice(0, rowsMax);
  const stay = [...forgiven].map(({ booking }) => booking);
  const unasked = neverOffered(tx, stay).slice(0, rowsMax);
  const offered = offerNewTime(tx, sealer, branch, unasked, downReason);
  return {
    rows: [...absent.flatMap(({ booking }) => outcomeRows(tx, booking, () => "no_show")), ...offered.rows],
    notices: offered.notices,
  };
};

const downReason = {
  ms: "Pejabat tidak dapat menerima orang pada masa temu janji anda. Anda tidak dikira tidak hadir.",
  en: "The office could not take anybody in at the time of your appointment. You are not counted absent.",
};
