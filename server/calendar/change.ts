/** What a supervisor may change of a branch, and what the branch's days would then be like: pure. */
import { isWithin, type LocalDate } from "../../sync/core/local-date";
import type { BilingualText } from "../catalogue/catalogue";
import type { ServiceChange } from "../catalogue/service-settings";
import type { BatchRule } from "../queue/batches";
import type { EveryNWeeksOpening } from "./calendar";
import type { OpeningTimes, WeeklyHours } from "./hours";
import { utcToLocal, type ZoneName } from "./time-zone";

export type Change =
  /** [fromMs, toMs) in UTC; `groups` null closes the whole branch. */
  | {
      readonly type: "closure";
      readonly fromMs: number;
      readonly toMs: number;
      readonly groups: readonly string[] | null;
      readonly note: BilingualText;
    }
  | ({
      readonly type: "special_opening";
      readonly date: LocalDate;
      readonly note: BilingualText;
    } & OpeningTimes)
  /** A shared pattern, or a week of the branch's own. */
  | ({ readonly type: "hours"; readonly from: LocalDate; readonly to: LocalDate | null } & (
      | { readonly pattern: string }
      | { readonly weekly: readonly WeeklyHours[] }
    ))
  | ({ readonly type: "every_n_weeks" } & Omit<EveryNWeeksOpening, "id">)
  | {
      readonly type: "capacity";
      readonly group: string;
      readonly unitsPerStart: number;
      readonly slotMinutes: number;
      readonly from: LocalDate;
      readonly to: LocalDate | null;
    }
  | {
      readonly type: "service";
      readonly settings: ServiceChange;
      readonly from: LocalDate;
      readonly to: LocalDate | null;
    }
  /** When numbers without an appointment are given out, how many, and to which lane; `group` null is every other group. */
  | ({ readonly type: "batches"; readonly from: LocalDate; readonly to: LocalDate | null } & BatchRule);

/** The days and groups that a change may touch; null is all of them. */
export interface Scope {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly groups: readonly string[] | null;
}

export const scopeOf = (change: Change, zone: ZoneName): Scope => {
  switch (change.type) {
    case "closure": {
      const day = (ms: number) => utcToLocal(zone, ms).date;
      return { from: day(change.fromMs), to: day(change.toMs - 1), groups: change.groups };
    }
    case "special_opening":
      return { from: change.date, to: change.date, groups: null };
    case "capacity":
      return { from: change.from, to: change.to, groups: [change.group] };
    case "batches":
      return { from: change.from, to: change.to, groups: change.group === null ? null : [change.group] };
    default:
      return { from: change.from, to: change.to, groups: null };
  }
};

export const isInScope = ({ from, to, groups }: Scope, date: LocalDate, group: string): boolean =>
  isWithin(date, from, to) && (groups === null || groups.includes(group));
