/** From what was typed at the kiosk to the details of a visit, and from a refusal back to its fields. Pure. */
import type { Problem } from "../api";
import type { Question, Service, VisitInput } from "../api-types";

export type DocumentKind = "mykad" | "passport";

/** A field by its place in the party: `name`, `document.number`, `answers.passExpiry`. */
export type FieldName = string;
export type Values = Readonly<Record<FieldName, string>>;

/** Kinds of applicant the kiosk can book for, and the document each shows. */
const kindByDocument = { mykad: "citizen", passport: "foreigner" } as const;

export const kindOf = (document: DocumentKind): "citizen" | "foreigner" => kindByDocument[document];

/** The documents a service's applicants may come with; none means that the desk books. */
export const documentsFor = (service: Service): readonly DocumentKind[] =>
  (["mykad", "passport"] as const).filter((document) => service.kinds.includes(kindByDocument[document]));

/** Only what must be answered is asked at a kiosk. */
export const askedOf = (service: Service): readonly Question[] =>
  service.questions.filter((question) => question.required);

/** "18092029" to "2029-09-18"; anything else stays for the node to refuse. */
export const dateOfKeys = (keys: string): string =>
  [keys.slice(4), keys.slice(2, 4), keys.slice(0, 2)].filter(Boolean).join("-");

export const keysOfDate = (date: string | undefined): string => date?.split("-").toReversed().join("") ?? "";

export const visitOf = (
  lang: "ms" | "en",
  document: DocumentKind,
  questions: readonly Question[],
  values: Values,
): VisitInput => {
  const value = (name: FieldName) => values[name]?.trim() ?? "";
  const number = value("document.number");
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const given = value(`answers.${question.id}`);
    if (given !== "") answers[question.id] = question.kind === "date" ? dateOfKeys(given) : given;
  }
  return {
    lang,
    kind: kindOf(document),
    contact: {},
    parties: [
      {
        document:
          document === "mykad"
            ? { type: document, number, country: "MYS" }
            : {
                type: document,
                number,
                country: value("document.country"),
                expiresOn: dateOfKeys(value("document.expiresOn")),
              },
        name: value("name"),
        relation: "self",
        answers,
      },
    ],
    consent: true,
  };
};

/** The fields a refusal points at. */
export const wrongFields = (problem: Problem | undefined): ReadonlySet<FieldName> =>
  new Set((problem?.errors ?? []).map(({ path }) => path.replace(/^parties\.0\./, "")));
