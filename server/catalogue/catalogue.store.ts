/** The only SQL of the catalogue: documents by code, and a branch's own dated rules. Each is parsed once per text. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { statement } from "../../sync/tables";
import type { Branch, Country, Service, ServiceGroup, State } from "./catalogue";
import type { MasterChange } from "./master";

/**
 * A document is read from its row every time; only the parsing is remembered, by its text. So a decision always stands on what
 * the database says now.
 */
const parsed = new Map<string, unknown>();
const parsedMax = 4000;

const parse = <T>(doc: string): T => {
  let value = parsed.get(doc);
  if (value === undefined) {
    if (parsed.size >= parsedMax) parsed.clear();
    value = JSON.parse(doc) as unknown;
    parsed.set(doc, value);
  }
  return value as T;
};

const one =
  <T>(table: string) =>
  ({ db }: Reader, code: string): T | undefined => {
    const row = statement(db, `SELECT doc FROM ${table} WHERE code = ?`).get(code) as { doc: string } | null;
    return row ? parse<T>(row.doc) : undefined;
  };

const all =
  <T>(table: string) =>
  ({ db }: Reader): readonly T[] =>
    (statement(db, `SELECT doc FROM ${table} ORDER BY rowid`).values() as [string][]).map(([doc]) =>
      parse<T>(doc),
    );

export const branchByCode = one<Branch>("branch");
export const serviceByCode = one<Service>("service");
export const groupByCode = one<ServiceGroup>("service_group");
export const allBranches = all<Branch>("branch");
export const allServices = all<Service>("service");
export const allGroups = all<ServiceGroup>("service_group");
export const allStates = all<State>("state");
export const allCountries = all<Country>("country");

/** Rows of the country's calendar: the same object as long as its text is the same. */
export type CalendarTable = "holiday" | "weekend_rule" | "hours_pattern" | "ramadan" | "branch_hours";
export const calendarDocs = <T>(reader: Reader, table: CalendarTable): readonly T[] => all<T>(table)(reader);

export type MasterKind = "branch" | "service" | "holiday" | "gates";

/** What headquarters corrects of one thing, in order of the days from which it holds; what was withdrawn is not among it. */
export const masterChanges = <Patch>(
  { db }: Reader,
  kind: MasterKind,
  code: string,
): readonly MasterChange<Patch>[] =>
  (
    statement(
      db,
      "SELECT id, from_date, doc FROM master_change WHERE kind = ? AND code = ? AND withdrawn_at_ms IS NULL",
    ).values(kind, code) as [string, LocalDate, string][]
  )
    .map(([id, from, doc]) => ({ id, from, patch: parse<Patch>(doc) }))
    .toSorted(byBeginning);

/** The same of all things of a kind, by code. */
export const allMasterChanges = <Patch>(
  { db }: Reader,
  kind: MasterKind,
): ReadonlyMap<string, readonly MasterChange<Patch>[]> => {
  const rows = statement(
    db,
    "SELECT code, id, from_date, doc FROM master_change WHERE kind = ? AND withdrawn_at_ms IS NULL",
  ).values(kind) as [string, string, LocalDate, string][];
  const changes = new Map<string, MasterChange<Patch>[]>();
  for (const [code, id, from, doc] of rows) {
    const change = { id, from, patch: parse<Patch>(doc) };
    changes.set(code, [...(changes.get(code) ?? []), change].toSorted(byBeginning));
  }
  return changes;
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
  | "service"
  | "batches"
  | "policy"
  | "reminders";

/** The branch's rules of one kind, the newest beginning last; of two that begin together, the one made later. */
export const branchRules = <Doc>(
  { db }: Reader,
  branch: string,
  kind: BranchRuleKind,
): readonly BranchRule<Doc>[] =>
  (
    statement(db, "SELECT id, from_date, to_date, doc FROM branch_rule WHERE branch = ? AND kind = ?").values(
      branch,
      kind,
    ) as [string, LocalDate, LocalDate | null, string][]
  )
    .map(([id, from, to, doc]) => ({ id, from, to, doc: parse<Doc>(doc) }))
    // Sorted here: SQLite's own sorter costs 6 µs even for no row, ten times the look-up (measured).
    .toSorted(byBeginning);

/** Of two that begin together, the one made later comes last. */
const byBeginning = (
  a: { readonly from: string; readonly id: string },
  b: { readonly from: string; readonly id: string },
): number => compare(a.from, b.from) || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
