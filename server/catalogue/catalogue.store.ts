/** The only SQL of the catalogue: documents by code, parsed once per text. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";
import type { Branch, Country, IcaoCode, Service, ServiceGroup, State } from "./catalogue";

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
    (statement(db, `SELECT doc FROM ${table} ORDER BY rowid`).all() as { doc: string }[]).map(({ doc }) => parse<T>(doc));

export const branchByCode = one<Branch>("branch");
export const serviceByCode = one<Service>("service");
export const groupByCode = one<ServiceGroup>("service_group");
export const countryByCode = one<Country>("country");
export const icaoByCode = one<IcaoCode>("icao_code");
export const allBranches = all<Branch>("branch");
export const allServices = all<Service>("service");
export const allGroups = all<ServiceGroup>("service_group");
export const allStates = all<State>("state");
export const allCountries = all<Country>("country");
export const allIcaoCodes = all<IcaoCode>("icao_code");
export const allDocs = <T>(reader: Reader, table: "holiday" | "weekend_rule" | "hours_pattern" | "ramadan" | "branch_hours") =>
  all<T>(table)(reader);
