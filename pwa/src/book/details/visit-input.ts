import type { PartyInput, Kind, Service, VisitInput } from "../../api-types";
import { serverLanguage } from "../../words/language";
import type { Draft, PersonDraft } from "../draft";

/** The draft as the node takes it. */
export const visitInput = (now: Draft, kind: Kind, service: Service): VisitInput => ({
  lang: serverLanguage.peek(),
  kind,
  contact: {
    ...(now.email.trim() ? { email: now.email.trim() } : {}),
    ...(now.phone.trim() ? { phone: now.phone.trim() } : {}),
  },
  ...(now.needs.length > 0 ? { needs: [...now.needs] } : {}),
  parties: now.people.map((person, index) => partyInput(now, person, index, service)),
  ...(now.door === "employer"
    ? {
        employer: {
          ssm: now.employer.ssm,
          company: now.employer.company,
          representative: { name: now.employer.name, mykad: now.employer.mykad },
        },
      }
    : {}),
  consent: true,
});

const partyInput = (now: Draft, person: PersonDraft, index: number, service: Service): PartyInput => ({
  document: {
    type: person.documentType,
    number: person.number.trim(),
    country: person.country,
    ...(person.expiresOn ? { expiresOn: person.expiresOn } : {}),
    ...(person.mrz ? { mrz: person.mrz } : {}),
  },
  name: person.name.trim(),
  relation: now.door === "employer" ? "worker" : now.helping ? "helped" : index === 0 ? "self" : "family",
  ...(person.priority.length > 0 ? { priority: [...person.priority] } : {}),
  // Answers to another service's questions may still be in the draft; so may empty ones.
  answers: Object.fromEntries(
    service.questions
      .map(({ id }) => [id, person.answers[id]?.trim() ?? ""] as const)
      .filter(([, answer]) => answer !== ""),
  ),
});
