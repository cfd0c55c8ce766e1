/** Values of master data in words. */
import type { GateRules } from "../../../server/gates/eligibility";
import type { RegistryName } from "../../../server/screening/registry";
import { branchName } from "../line/matters";
import { catalogue } from "../node";
import { serviceName } from "../service-name";
import { inLanguage } from "../words/language";
import { ringgit } from "../words/money";
import { masterWords as words } from "./master-words";

/** The name of a field; its own when it is none of ours. */
export const fieldName = (field: string): string =>
  field in words && typeof words[field as "address"] === "function" ? words[field as "address"]() : field;

export const valueShown = (field: string, value: unknown): string => {
  if (field === "branches" && value === null) return words.everyBranch();
  if (value === null || value === undefined || value === "") return words.nothing();
  if (field === "bookableBy") return fieldName(`by_${String(value)}`);
  if (field === "feesSen")
    return (value as readonly (number | null)[])
      .map((sen) => (sen === null ? words.nothing() : ringgit(sen)))
      .join(", ");
  if (field === "branches") return (value as readonly string[]).map(branchName).join(", ");
  if (field === "states") return (value as readonly string[]).map(stateName).join(", ");
  if (field === "nationalities") return countriesShown(value as readonly string[]);
  if (field === "mdac") return mdacShown(value as GateRules["mdac"]);
  if (field === "ask") return askShown(value as GateRules["ask"]);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** Countries by their names; a code that nobody knows stays as it is. */
export const countriesShown = (codes: readonly string[]): string =>
  codes
    .map((code) => {
      const country = catalogue.value?.countries.find((row) => row.code === code);
      return country ? inLanguage(country.name) : code;
    })
    .join(", ");

const mdacShown = ({ needed, exemptNationalities }: GateRules["mdac"]): string =>
  needed
    ? words.mdacBut({ exempt: countriesShown(exemptNationalities) || words.nothing() })
    : words.mdacNotNeeded();

const askShown = ({ citizens, others }: GateRules["ask"]): string => {
  const named = (names: readonly RegistryName[]) =>
    names.map((name) => words[`registry_${name}`]()).join(", ") || words.nothing();
  return words.asked({ citizens: named(citizens), others: named(others) });
};

const stateName = (code: string): string => {
  const state = catalogue.value?.states.find((row) => row.code === code);
  return state ? inLanguage(state.name) : code;
};

/** What a change is about, in a few words. */
export const subjectOf = (row: {
  readonly kind: "branch" | "service" | "holiday" | "gates";
  readonly code: string;
  readonly set: Readonly<Record<string, unknown>>;
}): string => {
  if (row.kind === "branch") return branchName(row.code);
  if (row.kind === "service") return serviceName(row.code);
  if (row.kind === "gates") return words.gates();
  return inLanguage({ ms: String(row.set["nameMs"]), en: String(row.set["nameEn"]) });
};
