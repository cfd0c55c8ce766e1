/** The details a booking is confirmed with: the rules of the three kinds of applicant, and the service's own questions. */
import { err, ok, type Result } from "../../sync/core/result";
import { type Applicant, type ApplicantInput, parsePeople, type PeopleError } from "../applicants/applicant";
import { type EmailError, parseEmail, parsePhone, type PhoneError } from "../applicants/contact";
import { type EmployerError, parseEmployer } from "../applicants/employer";
import type { LocalDate } from "../../sync/core/local-date";
import type { ApplicantKind, Question, Service } from "../catalogue/catalogue";
import { type Answers, checkAnswers } from "../catalogue/questions";
import { type Need, needs } from "./needs";

export interface PartyInput extends ApplicantInput {
  readonly relation: "self" | "family" | "worker" | "helped";
  readonly priority: readonly string[];
  readonly answers: { readonly [question: string]: string };
}

export interface DetailsInput {
  readonly contact: { readonly email?: string | undefined; readonly phone?: string | undefined };
  readonly parties: readonly PartyInput[];
  readonly needs?: readonly Need[] | undefined;
  readonly employer?:
    | {
        readonly ssm: string;
        readonly company: string;
        readonly representative: { readonly name: string; readonly mykad: string };
      }
    | undefined;
}

/** What is kept of one person, sealed under their own key. */
export interface PartyDetails {
  readonly name: string;
  readonly documentType: Applicant["documentType"];
  readonly country: string;
  readonly number: string;
  readonly expiresOn: string | null;
  readonly masked: string;
  readonly relation: PartyInput["relation"];
  readonly priority: readonly string[];
  readonly answers: { readonly [question: string]: string };
  /** Identity key, normalised `country:type:number`. */
  readonly identity: string;
}

/** What is kept of the visit as a whole, sealed under the holder's key. */
export interface VisitDetails {
  readonly contact: { readonly email: string | null; readonly phone: string | null };
  /** Left out where nobody said anything, and in bookings from before it was asked. */
  readonly needs?: readonly Need[];
  readonly employer: {
    readonly ssm: string;
    readonly company: string;
    /** `identity`: their identity key; the visit is sealed under their key. */
    readonly representative: {
      readonly name: string;
      readonly number: string;
      readonly masked: string;
      readonly identity: string;
    };
  } | null;
}

/** One thing wrong with one field; `error` carries what its reader needs. */
export interface DetailError {
  readonly path: string;
  readonly error: { readonly type: string; readonly [data: string]: unknown };
}

export interface DetailsRule {
  readonly service: Service;
  /** Whose rules hold: the kind of applicant that the service names. */
  readonly applicant: ApplicantKind;
  /** Minimum months a travel document must still be valid after the visit. */
  readonly validityMonthsMin: number;
  readonly visitOn: LocalDate;
  readonly today: LocalDate;
  readonly partiesMax: number;
}

/** Checks everything at once, so that a form can show every mistake. */
export const checkDetails = (
  input: DetailsInput,
  rule: DetailsRule,
): Result<
  { readonly parties: readonly PartyDetails[]; readonly visit: VisitDetails },
  readonly DetailError[]
> => {
  const { visitOn, validityMonthsMin, today } = rule;
  const visitRule = { visitOn, validityMonthsMin, today };
  const errors: DetailError[] = [];
  const contact = contactOf(input.contact, errors);
  for (const [at, { document }] of input.parties.entries()) {
    const wrong = documentNotForKind(document.type, rule.applicant, `parties.${at}.document.type`);
    if (wrong) errors.push(wrong);
  }
  let people: readonly Applicant[] = [];
  let employer: VisitDetails["employer"] = null;

  if (rule.applicant === "employer") {
    if (!input.employer) return err([{ path: "employer", error: { type: "EmployerMissing" } }]);
    const { ssm, company, representative } = input.employer;
    const parsed = parseEmployer(
      {
        ssm,
        company,
        representative: {
          name: representative.name,
          document: { type: "mykad", number: representative.mykad },
        },
        workers: input.parties,
      },
      visitRule,
    );
    if (parsed.ok) {
      people = parsed.value.employer.workers;
      const { ssm: number, company: name, representative: person } = parsed.value.employer;
      employer = {
        ssm: number.number,
        company: name,
        representative: {
          name: person.name,
          number: person.number,
          masked: person.masked,
          identity: person.key,
        },
      };
    } else errors.push(...parsed.error.flatMap(employerErrors));
  } else {
    if (input.employer) errors.push({ path: "employer", error: { type: "EmployerNotAsked" } });
    const parsed = parsePeople(input.parties, visitRule, rule.partiesMax);
    if (parsed.ok) people = parsed.value.people;
    else errors.push(...parsed.error.flatMap(peopleErrors));
  }

  const answers = input.parties.map((party, at) =>
    answersOf(rule.service.settings.questions, party.answers, at, today, errors),
  );
  if (errors.length > 0) return err(errors);
  const parties = people.map((person, at) => ({
    name: person.name,
    documentType: person.documentType,
    country: person.country,
    number: person.number,
    expiresOn: person.expiresOn ?? null,
    masked: person.masked,
    relation: input.parties[at]!.relation,
    priority: input.parties[at]!.priority,
    answers: answers[at] ?? {},
    identity: person.key,
  }));
  const given = needs.filter((need) => input.needs?.includes(need));
  return ok({ parties, visit: { contact, employer, ...(given.length > 0 ? { needs: given } : {}) } });
};

/**
 * Citizens come with a MyKad (a child's MyKid is the same series), an employer's workers with a passport or an SPLP. Foreigners
 * may have either: a permanent resident's MyPR counts as a MyKad.
 */
export const documentNotForKind = (
  documentType: ApplicantInput["document"]["type"],
  applicant: ApplicantKind,
  path: string,
): DetailError | undefined => {
  const isCard = documentType === "mykad";
  if (applicant === "foreigner" || isCard === (applicant === "citizen")) return undefined;
  return { path, error: { type: "DocumentNotForKind", documentType, applicant } };
};

const contactOf = (contact: DetailsInput["contact"], errors: DetailError[]): VisitDetails["contact"] => {
  const read = <E extends EmailError | PhoneError>(
    path: string,
    parsed: Result<string, E>,
  ): string | null => {
    if (parsed.ok) return parsed.value;
    errors.push({ path, error: parsed.error });
    return null;
  };
  const { email, phone } = contact;
  return {
    email: email ? read("contact.email", parseEmail(email)) : null,
    phone: phone
      ? read(
          "contact.phone",
          mapOk(parsePhone(phone), ({ number }) => number),
        )
      : null,
  };
};

const mapOk = <A, B, E>(result: Result<A, E>, change: (value: A) => B): Result<B, E> =>
  result.ok ? ok(change(result.value)) : result;

const peopleErrors = (error: PeopleError): DetailError[] => {
  if (error.type !== "PersonRefused") {
    const path = error.type === "PersonRepeated" ? `parties.${error.person}.document.number` : "parties";
    return [{ path, error: { ...error } }];
  }
  return error.errors.map((each) => ({
    path: `parties.${error.person}.${fieldOf(each.type)}`,
    error: { ...each },
  }));
};

const employerErrors = (error: EmployerError): DetailError[] => {
  if (error.field === "workers") return peopleErrors(error.error);
  if (error.field !== "representative")
    return [{ path: `employer.${error.field}`, error: { ...error.error } }];
  const field = fieldOf(error.error.type) === "name" ? "name" : "mykad";
  return [{ path: `employer.representative.${field}`, error: { ...error.error } }];
};

/** The field of a person's form that an error of the rules is about. */
export const fieldOf = (type: string): string => {
  if (type.startsWith("Name")) return "name";
  if (type.startsWith("DocumentCountry")) return "document.country";
  if (type.startsWith("DocumentExpir") || type.startsWith("DocumentValidity")) return "document.expiresOn";
  return "document.number";
};

const answersOf = (
  questions: readonly Question[],
  given: Answers,
  party: number,
  today: LocalDate,
  errors: DetailError[],
): Answers => {
  const checked = checkAnswers(questions, given, today);
  if (checked.ok) return checked.value;
  errors.push(
    ...checked.error.map(({ question, error }) => ({ path: `parties.${party}.answers.${question}`, error })),
  );
  return {};
};
