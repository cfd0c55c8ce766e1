import { err, ok, type Result } from "../../sync/core/result";
import { type IdentityKey, identityKey } from "./identity";
import { type MyKadError, type MyKadWarning, parseMyKad } from "./mykad";
import { type NameError, type NameWarning, parseName } from "./names";
import {
  parseTravelDocument,
  type TravelDocumentError,
  type TravelDocumentInput,
  type TravelDocumentWarning,
  type VisitRule,
} from "./passport";
import type { LocalDate } from "../../sync/core/local-date";

/** One person of a visit: a name and a document, each with its own rule. */
export interface ApplicantInput {
  readonly name: string;
  readonly document: { readonly type: "mykad"; readonly number: string } | TravelDocumentInput;
}

export interface Applicant {
  readonly name: string;
  readonly documentType: "mykad" | "passport" | "splp";
  /** Alpha-3 of the issuer. */
  readonly country: string;
  readonly number: string;
  /** Undefined for a MyKad, which does not expire. */
  readonly expiresOn: LocalDate | undefined;
  readonly masked: string;
  readonly key: IdentityKey;
}

export interface ApplicantRule extends VisitRule {
  readonly today: LocalDate;
}

export type ApplicantError = NameError | MyKadError | TravelDocumentError;
export type ApplicantWarning = NameWarning | MyKadWarning | TravelDocumentWarning;

/** Every error of the person at once, so that a form can show them all. */
export const parseApplicant = (
  input: ApplicantInput,
  rule: ApplicantRule,
): Result<
  { readonly applicant: Applicant; readonly warnings: readonly ApplicantWarning[] },
  readonly ApplicantError[]
> => {
  const named = parseName(input.name);
  const document = parseDocument(input.document, rule);
  if (!named.ok || !document.ok) {
    return err([...(named.ok ? [] : [named.error]), ...(document.ok ? [] : [document.error])]);
  }
  const { warnings, ...identity } = document.value;
  return ok({
    applicant: {
      name: named.value.name,
      ...identity,
      key: identityKey(identity.country, identity.documentType, identity.number),
    },
    warnings: [...named.value.warnings, ...warnings],
  });
};

/** A family, or a helper with the people helped. */
export const familyPeopleMax = 6;

export type PeopleError =
  | { readonly type: "PeopleNone" }
  | { readonly type: "PeopleTooMany"; readonly people: number; readonly peopleMax: number }
  | { readonly type: "PersonRefused"; readonly person: number; readonly errors: readonly ApplicantError[] }
  | { readonly type: "PersonRepeated"; readonly person: number; readonly firstPerson: number };

export interface PersonWarning {
  readonly person: number;
  readonly warning: ApplicantWarning;
}

/** Up to `peopleMax` people, nobody twice. `person` counts from 0. One bad person does not hide another. */
export const parsePeople = (
  inputs: readonly ApplicantInput[],
  rule: ApplicantRule,
  peopleMax: number = familyPeopleMax,
): Result<
  { readonly people: readonly Applicant[]; readonly warnings: readonly PersonWarning[] },
  readonly PeopleError[]
> => {
  if (inputs.length === 0) return err([{ type: "PeopleNone" }]);
  if (inputs.length > peopleMax) return err([{ type: "PeopleTooMany", people: inputs.length, peopleMax }]);

  const people: Applicant[] = [];
  const warnings: PersonWarning[] = [];
  const errors: PeopleError[] = [];
  const personByKey = new Map<IdentityKey, number>();
  for (const [person, input] of inputs.entries()) {
    const parsed = parseApplicant(input, rule);
    if (!parsed.ok) {
      errors.push({ type: "PersonRefused", person, errors: parsed.error });
      continue;
    }
    const { applicant } = parsed.value;
    const firstPerson = personByKey.get(applicant.key);
    if (firstPerson !== undefined) errors.push({ type: "PersonRepeated", person, firstPerson });
    else personByKey.set(applicant.key, person);
    people.push(applicant);
    warnings.push(...parsed.value.warnings.map((warning) => ({ person, warning })));
  }
  return errors.length > 0 ? err(errors) : ok({ people, warnings });
};

type Document = Omit<Applicant, "name" | "key"> & {
  readonly warnings: readonly (MyKadWarning | TravelDocumentWarning)[];
};

const parseDocument = (
  input: ApplicantInput["document"],
  rule: ApplicantRule,
): Result<Document, MyKadError | TravelDocumentError> => {
  if (input.type === "mykad") {
    const parsed = parseMyKad(input.number, rule.today);
    if (!parsed.ok) return parsed;
    const { mykad, warnings } = parsed.value;
    const { number, masked } = mykad;
    return ok({ documentType: "mykad", country: "MYS", number, expiresOn: undefined, masked, warnings });
  }
  const parsed = parseTravelDocument(input, rule);
  if (!parsed.ok) return parsed;
  const { type, ...document } = parsed.value.document;
  return ok({ documentType: type, ...document, warnings: parsed.value.warnings });
};
