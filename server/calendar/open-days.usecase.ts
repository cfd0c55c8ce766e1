/** Opening days for sale: at a branch's opening time the next day of the horizon becomes rights, one commit a day. */
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { slotStarts } from "../booking/availability-grid";
import { mintDay } from "../booking/availability-mint";
import { allGroups, allServices, branchByCode } from "../catalogue/catalogue.store";
import { type CalendarError, dayPlan, type DayPlanInput } from "./calendar";
import { branchRules, mintedDays, readBranchCalendar, readCountryCalendar, ruleOn } from "./calendar.store";
import { dayOpensAtMs, openingMsOn } from "./horizon";
import { addDays, addMonths, type LocalDate } from "./local-date";
import { type Capacity, capacityDefault, groupsAt, horizonMonthsOf } from "./open-days";
import { utcToLocal } from "./time-zone";

/** The name of the recurring task; its row is written at first start. */
export const openDaysTask: Task = {
  name: "openDays",
  plan: (tx) => {
    const planned = planOpenDay(tx);
    if (!planned.ok) return planned;
    const { plan, nextDueMs } = planned.value;
    return ok({ plan, nextDueMs });
  },
};

export interface OpenDayPlan {
  /** The first day that is due and not yet for sale; undefined when there is none. */
  readonly plan: Plan<{ readonly date: LocalDate }> | undefined;
  readonly nextDueMs: number;
}

/** Mints the rights of the first day that is due. A year without holiday data is an error, never an open year. */
export const planOpenDay = (tx: Tx): Result<OpenDayPlan, CalendarError> => {
  const branch = branchByCode(tx, tx.branch ?? "");
  if (!branch) throw new Error(`branch ${tx.branch} is not in the catalogue`);
  const input: DayPlanInput = {
    country: readCountryCalendar(tx),
    branch: readBranchCalendar(tx, branch, tx.nowMs),
  };
  const services = allServices(tx);
  const groups = allGroups(tx).filter((group) => groupsAt(branch, services).includes(group.code));
  const months = horizonMonthsOf(services);
  const openingMs = openingMsOn(input);
  const today = utcToLocal(branch.zone, tx.nowMs).date;
  const minted = mintedDays(tx, branch.code, today);
  const capacities = branchRules<Capacity>(tx, branch.code, "capacity");

  for (let date = today; date <= addMonths(today, months); date = addDays(date, 1)) {
    const opensAtMs = dayOpensAtMs(date, months, openingMs);
    if (opensAtMs === null) continue;
    if (opensAtMs > tx.nowMs) break;
    const rows = [];
    for (const group of groups) {
      if (minted.has(`${date} ${group.code}`)) continue;
      const day = dayPlan({ ...input, group: group.code }, date);
      if (!day.ok) return day;
      if (day.value.type === "closed") continue;
      const own = ruleOn(
        capacities.filter(({ doc }) => doc.group === group.code),
        date,
      )?.doc;
      const { unitsPerStart, slotMinutes, walkInPercent } = own ?? capacityDefault(branch, group);
      const starts = slotStarts(day.value.intervals, slotMinutes);
      const made = mintDay({ starts, unitsPerStart, walkInPercent, pools: group.pools });
      if (made.rows.length === 0) continue;
      rows.push(
        insert("mint", {
          id: tx.newId(),
          branch: branch.code,
          grp: group.code,
          date,
          slotMinutes,
          pools: JSON.stringify(group.pools.map(({ code }) => code)),
          starts: JSON.stringify(made.rows.map(({ startMin, units }) => [startMin, ...units])),
        }),
      );
    }
    if (rows.length > 0)
      return ok({ plan: { intent: "openDay", rows, answer: { date } }, nextDueMs: tx.nowMs });
  }
  return ok({ plan: undefined, nextDueMs: nextOpeningMs(openingMs, today, tx.nowMs) });
};

/** The next time the doors open, when the next day may appear; an hour from now when nobody knows. */
const nextOpeningMs = (
  openingMs: (date: LocalDate) => number | null,
  today: LocalDate,
  nowMs: number,
): number => {
  for (let day = 0; day < 14; day++) {
    const ms = openingMs(addDays(today, day));
    if (ms !== null && ms > nowMs) return ms;
  }
  return nowMs + 3_600_000;
};
