import { signal } from "@preact/signals";
import type { FieldProblem, Problem } from "../../api";
import type { ByField } from "./check";
import { wrongText } from "./check";

/** Sentences of the last check, by field id; a field loses its own when it is typed in again. */
export const errors = signal<ByField>({});
export const warnings = signal<ByField>({});

export const mended = (field: string): void => {
  if (!(field in errors.value)) return;
  const { [field]: _, ...rest } = errors.value;
  errors.value = rest;
};

/** Takes the node's refusals field by field: `parties.0.document.number` is our `people-0-number`. */
export const takeFieldProblems = (problem: Problem): void => {
  errors.value = Object.fromEntries(problem.errors.map((row) => [fieldOfPath(row.path), textOf(row)]));
};

const fieldOfPath = (path: string): string =>
  path
    .replace(/^parties\.(\d+)\.(?:document\.)?/, "people-$1-")
    .replace(/^(people-\d+-)answers\./, "$1q-")
    .replace(/^employer\.representative\./, "employer-")
    .replace(/^employer\./, "employer-")
    .replace(/^contact\./, "");

/** `mykad_length` and `MyKadLength` are one code in two spellings. */
const textOf = ({ code, ...data }: FieldProblem): string => {
  const squeezed = code.replaceAll("_", "").toLowerCase();
  const type = ruleTypes.find((name) => name.toLowerCase() === squeezed) ?? code;
  return wrongText({ ...data, type });
};

const ruleTypes = [
  "NameEmpty",
  "NameWithoutLetter",
  "NameTooLong",
  "MyKadEmpty",
  "MyKadCharacters",
  "MyKadLength",
  "MyKadDate",
  "DocumentNumberEmpty",
  "DocumentNumberCharacters",
  "DocumentNumberLength",
  "DocumentCountryUnknown",
  "DocumentExpiryUnreadable",
  "DocumentExpiresBeforeVisit",
  "DocumentValidityShort",
  "PersonRepeated",
] as const;
