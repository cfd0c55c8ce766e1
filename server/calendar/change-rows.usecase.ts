/** A change as the row that keeps it, and as the calendar it would make: pure. */
import type { RowOp } from "../../sync/core/plan";
import type { LocalDate } from "../../sync/core/local-date";
import { insert } from "../../sync/rows";
import type { BranchRule, BranchRuleKind } from "../catalogue/catalogue.usecase";
import type { BatchRule } from "../queue/batches";
import { type HoursRule, withHours, withOpening } from "./branch-calendar";
import type { BranchDays, Proposed } from "./calendar.usecase";
import type { EveryNWeeksOpening, SpecialOpening } from "./calendar";
import type { Capacity } from "./capacity";
import type { Change } from "./change";

/** The row to commit. `now` is the branch as it is. */
export const ruleRow = (change: Change, id: string, now: BranchDays): RowOp => {
  const branch = now.branch.code;
  const rule = (kind: BranchRuleKind, fromDate: LocalDate, toDate: LocalDate | null, doc: unknown) =>
    insert("branchRule", { id, branch, kind, fromDate, toDate, doc: JSON.stringify(doc) });
  switch (change.type) {
    case "closure": {
      const { fromMs, toMs, groups, note } = change;
      const doc = JSON.stringify({ reasonMs: note.ms, reasonEn: note.en });
      return insert("closure", { id, branch, fromMs, toMs, groups: groups && JSON.stringify(groups), doc });
    }
    case "special_opening":
      return rule("opening", change.date, change.date, openingOf(change, id));
    case "hours":
      return rule("hours", change.from, change.to, hoursOf(change));
    case "every_n_weeks":
      return rule("everyNWeeks", change.from, change.to, everyNWeeksOf(change, id));
    case "capacity":
      return rule("capacity", change.from, change.to, capacityOf(change, now));
    case "service":
      return rule("service", change.from, change.to, change.settings);
    case "batches":
      return rule("batches", change.from, change.to, batchesOf(change));
  }
};

/** What the branch's days would be made of. Rows stand in order of their beginning, the proposed one last of its day. */
export const proposedBy = (
  change: Change,
  id: string,
  now: BranchDays,
  capacities: readonly BranchRule<Capacity>[],
): Proposed => {
  const { calendar } = now;
  switch (change.type) {
    case "closure": {
      const { fromMs, toMs, groups, note } = change;
      const closure = { id, fromMs, toMs, groups, reasonMs: note.ms, reasonEn: note.en };
      return { calendar: { ...calendar, closures: [...calendar.closures, closure] } };
    }
    case "special_opening":
      return { calendar: withOpening(calendar, openingOf(change, id)) };
    case "hours":
      return {
        calendar: withHours(calendar, { id, from: change.from, to: change.to, doc: hoursOf(change) }),
      };
    case "every_n_weeks":
      return { calendar: { ...calendar, everyNWeeks: [...calendar.everyNWeeks, everyNWeeksOf(change, id)] } };
    case "capacity": {
      const rule = { id, from: change.from, to: change.to, doc: capacityOf(change, now) };
      const at = capacities.findIndex(({ from }) => from > rule.from);
      return { capacities: at < 0 ? [...capacities, rule] : capacities.toSpliced(at, 0, rule) };
    }
    case "service":
    case "batches":
      return {};
  }
};

type Of<Type extends Change["type"]> = Extract<Change, { readonly type: Type }>;

const openingOf = (change: Of<"special_opening">, id: string): SpecialOpening => {
  const { date, note, openMin, closeMin, breaks } = change;
  return { id, date, openMin, closeMin, breaks, reasonMs: note.ms, reasonEn: note.en };
};

const hoursOf = (change: Of<"hours">): HoursRule =>
  "pattern" in change ? { pattern: change.pattern } : { weekly: change.weekly };

const everyNWeeksOf = ({ type: _type, ...opening }: Of<"every_n_weeks">, id: string): EveryNWeeksOpening => ({
  id,
  ...opening,
});

const batchesOf = ({ type: _type, from: _from, to: _to, ...rule }: Of<"batches">): BatchRule => rule;

const capacityOf = (change: Of<"capacity">, now: BranchDays): Capacity => {
  const { group, unitsPerStart, slotMinutes, from } = change;
  const row = now.groups.find(({ code }) => code === group);
  if (!row) throw new Error(`group ${group} was not checked`);
  return { group, unitsPerStart, slotMinutes, walkInPercent: now.capacityOn(from, row).walkInPercent };
};
