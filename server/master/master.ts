/** Which corrections of master data make no sense, before anybody is looked up: pure. */
import { addMonths, type LocalDate } from "../../sync/core/local-date";
import type { Branch, Service } from "../catalogue/catalogue";
import type { GateRules, GatesPatch } from "../gates/eligibility";
import type { BranchPatch, DeclaredHoliday, ServicePatch } from "../catalogue/master";

export type MasterWish =
  | { readonly kind: "branch"; readonly code: string; readonly from: LocalDate; readonly set: BranchPatch }
  | { readonly kind: "service"; readonly code: string; readonly from: LocalDate; readonly set: ServicePatch }
  | { readonly kind: "holiday"; readonly from: LocalDate; readonly set: DeclaredHoliday }
  /** Who may use an automated lane: one set of rules for the country. */
  | { readonly kind: "gates"; readonly code: "national"; readonly from: LocalDate; readonly set: GatesPatch };

export type MasterRefused =
  /** A correction begins tomorrow or later: what holds today was promised to somebody. */
  | { readonly type: "DatePast"; readonly first: LocalDate }
  /** More than two years ahead is a slip of the pen. */
  | { readonly type: "DateFar"; readonly last: LocalDate }
  /** It says what holds on that day anyway. */
  | { readonly type: "NothingChanges" }
  /** As many fees as the service has. */
  | { readonly type: "FeesDiffer"; readonly fees: number };

const monthsAheadMax = 24;

/** `first` is the first day that may be changed. */
export const checkFrom = (from: LocalDate, first: LocalDate): MasterRefused | undefined => {
  const last = addMonths(first, monthsAheadMax);
  if (from < first) return { type: "DatePast", first };
  return from > last ? { type: "DateFar", last } : undefined;
};

/** One field as it is on that day, and as it would be. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What would be different; nothing where it is the same already. */
export const branchFields = (row: Branch, set: BranchPatch): readonly FieldChange[] =>
  fieldsOf({ ...set }, { ...row });

export const serviceFields = (row: Service, set: ServicePatch): readonly FieldChange[] =>
  fieldsOf(
    { ...set },
    {
      nameMs: row.nameMs,
      nameEn: row.nameEn,
      units: row.units,
      noticeHours: row.settings.noticeHours,
      bookableBy: row.settings.bookableBy,
      branches: row.settings.branches,
      feesSen: row.fees.map(({ sen }) => sen),
    },
  );

export const gateFields = (rules: GateRules, set: GatesPatch): readonly FieldChange[] =>
  fieldsOf({ ...set }, { ...rules });

const fieldsOf = (
  set: { readonly [field: string]: unknown },
  row: { readonly [field: string]: unknown },
): readonly FieldChange[] =>
  Object.entries(set)
    .map(([field, after]) => ({ field, before: row[field] ?? null, after: after ?? null }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
