/** Which changes make no sense, before anything is looked up: pure. */
import { addDays, addMonths, isWithin, type LocalDate } from "../../sync/core/local-date";
import { type BatchError, checkBatchPlan } from "../queue/batches";
import type { BranchDays } from "./calendar.usecase";
import type { Change, Scope } from "./change";

export type ChangeRefused =
  /** A change begins today or later: what was, was. */
  | { readonly type: "DatePast"; readonly today: LocalDate }
  /** Its end lies before its beginning, or a closure is longer than a year. */
  | { readonly type: "InvalidRange" }
  | { readonly type: "UnknownGroup"; readonly group: string }
  | { readonly type: "UnknownPattern"; readonly pattern: string }
  /** Days on sale keep their slot length, so that no two slots overlap: it may change from this day on. */
  | { readonly type: "SlotLengthOnSale"; readonly freeFrom: LocalDate }
  /** Batches of numbers out of order, or shares that do not make 100. */
  | Extract<BatchError, { readonly type: "BadPlan" }>
  /** It says nothing. */
  | { readonly type: "NothingChanges" };

export interface CheckInput {
  readonly change: Change;
  readonly scope: Scope;
  readonly now: BranchDays;
  readonly today: LocalDate;
  readonly nowMs: number;
  /** Days whose rights are made, by group: `2027-02-11 C`. */
  readonly minted: ReadonlySet<string>;
}

export const checkChange = (input: CheckInput): ChangeRefused | undefined => {
  const { change, scope, now, today, nowMs } = input;
  const { from, to } = scope;
  if (change.type === "closure" ? change.toMs <= nowMs : from < today) return { type: "DatePast", today };
  if (to !== null && to < from) return { type: "InvalidRange" };
  if (
    change.type === "closure" &&
    (change.toMs <= change.fromMs || to === null || to > addMonths(from, 12))
  ) {
    return { type: "InvalidRange" };
  }
  const unknown = scope.groups?.find((code) => !now.groups.some((group) => group.code === code));
  if (unknown !== undefined) return { type: "UnknownGroup", group: unknown };
  switch (change.type) {
    case "hours":
      if ("weekly" in change) return change.weekly.length === 0 ? { type: "NothingChanges" } : undefined;
      return now.country.patterns.has(change.pattern)
        ? undefined
        : { type: "UnknownPattern", pattern: change.pattern };
    case "service":
      return Object.keys(change.settings).length === 1 ? { type: "NothingChanges" } : undefined;
    case "capacity":
      return slotLengthOnSale(change, input);
    case "batches":
      return badPlan(change);
    default:
      return undefined;
  }
};

const badPlan = (plan: Extract<Change, { readonly type: "batches" }>): ChangeRefused | undefined => {
  const checked = checkBatchPlan(plan);
  return !checked.ok && checked.error.type === "BadPlan" ? checked.error : undefined;
};

const slotLengthOnSale = (
  change: Extract<Change, { readonly type: "capacity" }>,
  { scope, now, minted }: CheckInput,
): ChangeRefused | undefined => {
  const group = now.groups.find(({ code }) => code === change.group)!;
  const sold = [...minted]
    .filter((key) => key.endsWith(` ${group.code}`))
    .map((key) => key.slice(0, 10) as LocalDate)
    .filter(
      (date) =>
        isWithin(date, scope.from, scope.to) &&
        now.capacityOn(date, group).slotMinutes !== change.slotMinutes,
    )
    .sort();
  return sold.length === 0 ? undefined : { type: "SlotLengthOnSale", freeFrom: addDays(sold.at(-1)!, 1) };
};
