/** The only SQL of the calendar. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";
import { allDocs } from "../catalogue/catalogue.store";
import type { Branch } from "../catalogue/catalogue";
import type { BranchCalendar, Closure, EveryNWeeksOpening, SpecialOpening } from "./calendar";
import { type CountryCalendar, countryCalendar } from "./country";
import type { Holiday, WeekendRule } from "./holidays";
import type { BranchHours, HoursPattern } from "./hours";
import type { LocalDate } from "./local-date";
import type { RamadanPeriod, RamadanRule } from "./ramadan";

/** The country's calendar, indexed. Reads every holiday: for a day's work, not for every request. */
export const readCountryCalendar = (reader: Reader): CountryCalendar => {
  const ramadan = allDocs<RamadanPeriod | RamadanRule>(reader, "ramadan");
  return countryCalendar({
    patterns: allDocs<HoursPattern>(reader, "hours_pattern"),
    weekends: allDocs<WeekendRule>(reader, "weekend_rule"),
    holidays: allDocs<Holiday>(reader, "holiday"),
    ramadanPeriods: ramadan.filter((row): row is RamadanPeriod => "hijriYear" in row),
    ramadanRules: ramadan.filter((row): row is RamadanRule => "patterns" in row),
  });
};

/** One dated rule of a branch, as its row stands. */
export interface BranchRule<Doc> {
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly doc: Doc;
}

export type BranchRuleKind =
  | "hours"
  | "opening"
  | "everyNWeeks"
  | "capacity"
  | "duration"
  | "batches"
  | "policy";

/** The branch's rules of one kind, the newest beginning last. */
export const branchRules = <Doc>(
  { db }: Reader,
  branch: string,
  kind: BranchRuleKind,
): readonly BranchRule<Doc>[] =>
  (
    statement(
      db,
      `SELECT id, from_date AS "from", to_date AS "to", doc FROM branch_rule WHERE branch = ? AND kind = ? ORDER BY from_date, id`,
    ).all(branch, kind) as { id: string; from: LocalDate; to: LocalDate | null; doc: string }[]
  ).map((row) => ({ ...row, doc: JSON.parse(row.doc) as Doc }));

/** The rule in force on a date: of several the one that began last. */
export const ruleOn = <Doc>(
  rules: readonly BranchRule<Doc>[],
  date: LocalDate,
): BranchRule<Doc> | undefined =>
  rules.findLast((rule) => rule.from <= date && (rule.to === null || date <= rule.to));

/** Closures that end after `fromMs`. */
export const closuresFrom = ({ db }: Reader, branch: string, fromMs: number): readonly Closure[] =>
  (
    statement(
      db,
      `SELECT id, from_ms AS fromMs, to_ms AS toMs, groups, doc FROM closure WHERE branch = ? AND to_ms > ? ORDER BY from_ms, id`,
    ).all(branch, fromMs) as {
      id: string;
      fromMs: number;
      toMs: number;
      groups: string | null;
      doc: string;
    }[]
  ).map(({ id, fromMs: from, toMs, groups, doc }) => ({
    id,
    fromMs: from,
    toMs,
    groups: groups === null ? null : (JSON.parse(groups) as string[]),
    ...(JSON.parse(doc) as { reasonMs: string; reasonEn: string }),
  }));

/** Everything a branch decided for itself, on top of the hours it was shipped with. */
export const readBranchCalendar = (
  reader: Reader,
  branch: Branch,
  closuresFromMs: number,
): BranchCalendar => ({
  branch: branch.code,
  state: branch.state,
  zone: branch.zone,
  hours: [
    ...allDocs<BranchHours>(reader, "branch_hours").filter((row) => row.branch === branch.code),
    ...branchRules<{ pattern: string }>(reader, branch.code, "hours").map(({ id, from, to, doc }) => ({
      id,
      branch: branch.code,
      pattern: doc.pattern,
      from,
      to,
      source: "branch",
      confidence: "official" as const,
    })),
  ],
  specialOpenings: branchRules<SpecialOpening>(reader, branch.code, "opening").map(({ doc }) => doc),
  everyNWeeks: branchRules<EveryNWeeksOpening>(reader, branch.code, "everyNWeeks").map(({ doc }) => doc),
  closures: closuresFrom(reader, branch.code, closuresFromMs),
});

/** Dates of one branch whose rights were minted already, from `from` on, by group: `2027-02-11 C`. */
export const mintedDays = ({ db }: Reader, branch: string, from: LocalDate): ReadonlySet<string> =>
  new Set(
    (
      statement(db, `SELECT DISTINCT date, grp FROM mint WHERE branch = ? AND date >= ?`).values(
        branch,
        from,
      ) as [string, string][]
    ).map(([date, grp]) => `${date} ${grp}`),
  );
