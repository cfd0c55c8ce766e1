import { parseEmail, parsePhone } from "../../../../server/applicants/contact";
import { normaliseCountry, normaliseDocumentNumber } from "../../../../server/applicants/identity";
import { parseMyKad } from "../../../../server/applicants/mykad";
import { parseName } from "../../../../server/applicants/names";
import { parseTravelDocument } from "../../../../server/applicants/passport";
import { type LocalDate, parseLocalDate } from "../../../../sync/core/local-date";
import { parseSsm } from "../../../../server/applicants/ssm";
import type { Question, Service } from "../../api-types";
import { inLanguage } from "../../words/language";
import type { Draft, PersonDraft } from "../draft";
import { doubtful, wrong } from "./words";

/** Sentences by field id: `people-0-number`, `employer-ssm`, `phone`. */
export type ByField = Readonly<Record<string, string>>;

/** The day of the visit and today, both in the branch's calendar: YYYY-MM-DD. */
export interface Days {
  readonly visitOn: LocalDate;
  readonly today: LocalDate;
}

/**
 * Checks the form with the same rules as the node, before the line is used. The node checks again; this is for the person,
 * who is told at once and in their words.
 */
export const checkDraft = (
  draft: Draft,
  service: Service,
  days: Days,
): { errors: ByField; warnings: ByField } => {
  const errors: Record<string, string> = {};
  const warnings: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [index, person] of draft.people.entries()) {
    const prefix = `people-${index}-`;
    checkDocument(person, service, days, prefix, errors, warnings);
    checkName(person.name, `${prefix}name`, errors, warnings);
    const identity = `${normaliseCountry(person.country)}:${normaliseDocumentNumber(person.number)}`;
    if (seen.has(identity)) errors[`${prefix}number`] ??= wrong.PersonRepeated();
    seen.add(identity);
    for (const question of service.questions) {
      const problem = checkAnswer(question, person.answers[question.id] ?? "");
      if (problem) errors[questionField(index, question.id)] = problem;
    }
  }
  if (draft.door === "employer") checkEmployer(draft.employer, days, errors, warnings);
  return { errors: { ...errors, ...checkContact(draft) }, warnings };
};

/** What was typed and is no number or address; whether it is needed at all, the step itself says. */
export const checkContact = ({ phone, email }: Pick<Draft, "phone" | "email">): ByField => ({
  ...(phone.trim() !== "" && !parsePhone(phone).ok ? { phone: wrong.PhoneOther() } : {}),
  ...(email.trim() !== "" && !parseEmail(email).ok ? { email: wrong.EmailOther() } : {}),
});

export const questionField = (person: number, question: string): string => `people-${person}-q-${question}`;

type Sink = Record<string, string>;

const checkDocument = (
  person: PersonDraft,
  service: Service,
  { visitOn, today }: Days,
  prefix: string,
  errors: Sink,
  warnings: Sink,
): void => {
  if (person.documentType === "mykad" || person.documentType === "mypr") {
    checkMyKad(person.number, today, `${prefix}number`, errors, warnings);
    return;
  }
  // Each empty field says so itself; the rule would stop at the first.
  if (person.number.trim() === "") errors[`${prefix}number`] = wrong.DocumentNumberEmpty();
  if (person.country === "") errors[`${prefix}country`] = wrong.DocumentCountryUnknown();
  if (person.expiresOn === "") errors[`${prefix}expiresOn`] = wrong.DocumentExpiryUnreadable();
  const document = parseTravelDocument(
    {
      type: person.documentType === "splp" ? "splp" : "passport",
      country: person.country,
      number: person.number,
      expiresOn: person.expiresOn,
    },
    { visitOn, validityMonthsMin: service.passportMonthsMin ?? 0 },
  );
  if (!document.ok) errors[`${prefix}${fieldOf(document.error.type)}`] = wrongText(document.error);
  else for (const warning of document.value.warnings) warnings[`${prefix}expiresOn`] = doubtText(warning);
};

const checkEmployer = (employer: Draft["employer"], { today }: Days, errors: Sink, warnings: Sink): void => {
  const ssm = parseSsm(employer.ssm, today);
  if (!ssm.ok) errors["employer-ssm"] = employer.ssm.trim() === "" ? wrong.SsmEmpty() : wrong.SsmOther();
  checkName(employer.company, "employer-company", errors, warnings);
  checkName(employer.name, "employer-name", errors, warnings);
  checkMyKad(employer.mykad, today, "employer-mykad", errors, warnings);
};

const checkName = (text: string, field: string, errors: Sink, warnings: Sink): void => {
  const name = parseName(text);
  if (!name.ok) errors[field] = wrongText(name.error);
  else for (const warning of name.value.warnings) warnings[field] = doubtText(warning);
};

const checkMyKad = (text: string, today: LocalDate, field: string, errors: Sink, warnings: Sink): void => {
  const mykad = parseMyKad(text, today);
  if (!mykad.ok) errors[field] = wrongText(mykad.error);
  else for (const warning of mykad.value.warnings) warnings[field] = doubtText(warning);
};

const checkAnswer = (question: Question, answer: string): string | undefined => {
  if (answer.trim() === "")
    return question.required ? wrong.empty({ label: inLanguage(question.label) }) : undefined;
  if (question.kind === "number" && !/^\d+$/.test(answer.trim())) return wrong.number();
  if (question.kind === "date" && !parseLocalDate(answer).ok) return wrong.AnswerNoDate();
  return undefined;
};

const fieldOf = (type: string): string => {
  if (type === "DocumentCountryUnknown") return "country";
  return type.startsWith("DocumentNumber") ? "number" : "expiresOn";
};

type RuleError = { readonly type: string };

/** The sentence for a rule's error; its data fill the sentence. */
export const wrongText = (error: RuleError): string =>
  sentenceOf(wrong, error) ??
  sentenceOf(wrong, { type: `${/^[A-Z][a-z]+/.exec(error.type)?.[0]}Other` }) ??
  wrong.other();

const doubtText = (warning: RuleError): string => sentenceOf(doubtful, warning) ?? "";

const sentenceOf = (table: object, { type, ...data }: RuleError): string | undefined => {
  const sentence = (table as Record<string, unknown>)[type];
  return typeof sentence === "function" ? (sentence as (args: object) => string)(data) : undefined;
};
