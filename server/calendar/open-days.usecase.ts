/** Opening days for sale: at a branch's opening time the next day of the horizon becomes rights. */
import { addDays, addMonths, type LocalDate } from "../../sync/core/local-date";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { slotStarts } from "../booking/availability-grid";
import { mintDay } from "../booking/availability-mint";
import type { ServiceGroup } from "../catalogue/catalogue";
import { ownBranch } from "../catalogue/catalogue.usecase";
import type { CalendarError } from "./calendar";
import { mintedDays } from "./calendar.store";
import { type BranchDays, branchDays } from "./calendar.usecase";
import { utcToLocal } from "./time-zone";

/** The name of the recurring task; its row is written at first start. */
export const openDaysTask: Task = { name: "openDays", plan: (tx) => planOpenDays(tx) };

export interface OpenDaysPlan {
  /** Undefined when nothing is due. */
  readonly plan: Plan<{ readonly dates: readonly LocalDate[] }> | undefined;
  readonly nextDueMs: number;
}

/** Days in one commit: a first start opens three months, and other plans of the moment must not wait for all of them. */
const daysPerCommitMax = 20;

/** Mints the rights of the days that are due, the nearest first. A year without holiday data is an error, never an open year. */
export const planOpenDays = (tx: Tx): Result<OpenDaysPlan, CalendarError> => {
  const days = branchDays(tx, ownBranch(tx), tx.nowMs);
  const today = utcToLocal(days.branch.zone, tx.nowMs).date;
  const minted = mintedDays(tx, days.branch.code, today);
  const rows: RowOp[] = [];
  const dates: LocalDate[] = [];
  for (let date = today; date <= addMonths(today, days.horizonMonths); date = addDays(date, 1)) {
    const day = days.planOn(date);
    // What is due before the unknown day is opened first; then the error stands alone, and stays.
    if (!day.ok) return rows.length > 0 ? opened(rows, dates, tx.nowMs) : day;
    if (day.value.type === "closed") continue;
    const onSaleAtMs = days.onSaleAtMs(date);
    if (onSaleAtMs === null || onSaleAtMs > tx.nowMs) break;
    const ofDay = days.groups
      .filter(({ code }) => !minted.has(`${date} ${code}`))
      .flatMap((group) => mintRow(tx, days, date, group) ?? []);
    if (ofDay.length === 0) continue;
    rows.push(...ofDay);
    dates.push(date);
    if (dates.length === daysPerCommitMax) break;
  }
  if (rows.length > 0) return opened(rows, dates, tx.nowMs);
  return ok({ plan: undefined, nextDueMs: nextOpeningMs(days, today, tx.nowMs) });
};

const opened = (rows: readonly RowOp[], dates: readonly LocalDate[], nowMs: number) =>
  ok({ plan: { intent: "openDays" as const, rows, answer: { dates } }, nextDueMs: nowMs });

/** The whole capacity of one group's day as rights; undefined when the group has nothing to sell that day. */
const mintRow = (tx: Tx, days: BranchDays, date: LocalDate, group: ServiceGroup): RowOp | undefined => {
  const day = days.planOn(date, group.code);
  if (!day.ok || day.value.type === "closed") return undefined;
  const { unitsPerStart, slotMinutes, walkInPercent } = days.capacityOn(date, group);
  const starts = slotStarts(day.value.intervals, slotMinutes);
  const { rows } = mintDay({ starts, unitsPerStart, walkInPercent, pools: group.pools });
  if (rows.length === 0) return undefined;
  return insert("mint", {
    id: tx.newId(),
    branch: days.branch.code,
    grp: group.code,
    date,
    slotMinutes,
    pools: JSON.stringify(group.pools.map(({ code }) => code)),
    starts: JSON.stringify(rows.map(({ startMin, units }) => [startMin, ...units])),
  });
};

/** The next time the doors open, when the next day may appear; an hour from now when nobody knows. */
const nextOpeningMs = (days: BranchDays, today: LocalDate, nowMs: number): number => {
  for (let day = 0; day < 14; day++) {
    const ms = days.opensAtMs(addDays(today, day));
    if (ms !== null && ms > nowMs) return ms;
  }
  return nowMs + 3_600_000;
};
