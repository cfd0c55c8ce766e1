import { effect, signal } from "@preact/signals";
import type { Need } from "../../../server/booking/needs";
import type { DocumentType, Kind, Priority, Service } from "../api-types";
import { forget, keep, kept } from "../local";
import { currentMs } from "../ui/now";
import { officerBooking } from "./booker";

/** The three doors of step one; a service may serve a sub-kind of them. */
export type Door = "citizen" | "foreigner" | "employer";

export interface PersonDraft {
  readonly documentType: DocumentType;
  readonly number: string;
  readonly country: string;
  readonly expiresOn: string;
  readonly mrz: string;
  readonly name: string;
  readonly priority: readonly Priority[];
  readonly answers: Readonly<Record<string, string>>;
}

export interface EmployerDraft {
  readonly ssm: string;
  readonly company: string;
  readonly name: string;
  readonly mykad: string;
}

/** What the person has chosen and typed so far. It survives a reload, a lost line and a change of language. */
export interface Draft {
  readonly door: Door | undefined;
  readonly service: string | undefined;
  readonly branch: string | undefined;
  readonly date: string | undefined;
  /** One per person of the visit; an employer's are the workers. */
  readonly people: readonly PersonDraft[];
  readonly employer: EmployerDraft;
  /** Help that the people of this visit need at the branch. */
  readonly needs: readonly Need[];
  readonly phone: string;
  readonly email: string;
  /** Booking for somebody else: the first person is not the one who types. */
  readonly helping: boolean;
  /** Keep these details on this phone for the next time. */
  readonly remember: boolean;
  /** The hold whose visit the node knows with these very details: it waits for proofs. */
  readonly given: string | undefined;
  /** Id of the confirmation under way: a second press sends the same command. */
  readonly confirmKey: string | undefined;
  readonly savedAtMs: number;
}

export const emptyPerson = (door: Door | undefined): PersonDraft => ({
  documentType: door === "citizen" ? "mykad" : "passport",
  number: "",
  country: door === "citizen" ? "MYS" : "",
  expiresOn: "",
  mrz: "",
  name: "",
  priority: [],
  answers: {},
});

const emptyDraft: Draft = {
  door: undefined,
  service: undefined,
  branch: undefined,
  date: undefined,
  people: [emptyPerson(undefined)],
  employer: { ssm: "", company: "", name: "", mykad: "" },
  needs: [],
  phone: "",
  email: "",
  helping: false,
  remember: false,
  given: undefined,
  confirmKey: undefined,
  savedAtMs: 0,
};

/** A form left lying is forgotten after two days: it holds document numbers. */
const draftAgeMsMax = 48 * 3_600_000;

const readDraft = (): Draft => {
  const found = kept<Draft>("draft");
  return found && currentMs() - found.savedAtMs < draftAgeMsMax ? { ...emptyDraft, ...found } : emptyDraft;
};

export const draft = signal<Draft>(readDraft());

effect(() => {
  if (draft.value !== emptyDraft) keep("draft", draft.value);
});

/** Changes the draft. The node knows other details from then on: they are given anew, and confirmed by another command. */
export const edit = (change: Partial<Draft>): void => {
  draft.value = {
    ...draft.value,
    given: undefined,
    confirmKey: undefined,
    ...change,
    savedAtMs: currentMs(),
  };
};

export const editPerson = (index: number, change: Partial<PersonDraft>): void => {
  edit({
    people: draft.value.people.map((person, at) => (at === index ? { ...person, ...change } : person)),
  });
};

/** Opens a door. Another door means other documents, so the people start anew. */
export const chooseDoor = (door: Door): void => {
  if (draft.value.door === door) return;
  edit({ door, service: undefined, people: [emptyPerson(door)] });
};

export const clearDraft = (): void => {
  draft.value = emptyDraft;
  forget("draft");
};

/** A child's service is the citizens' unless it is the foreigners' too; then they come in by the foreigners' door. */
const kindsOf = (service: Service, door: Door): readonly Kind[] => {
  if (door === "employer") return ["employer"];
  if (door === "foreigner") return ["foreigner", "permanent_resident", "undocumented", "diplomatic"];
  return service.kinds.includes("foreigner") ? ["citizen"] : ["citizen", "minor"];
};

/** What whoever books here may book: an officer also what is made at a counter only. */
const isOffered = ({ bookableBy }: Service): boolean =>
  bookableBy === "public" || (bookableBy === "staff" && officerBooking() !== undefined);

/** The kind under which a service may be booked here through this door; undefined when it may not. */
export const kindFor = (service: Service, door: Door | undefined): Kind | undefined =>
  door && isOffered(service)
    ? kindsOf(service, door).find((kind) => service.kinds.includes(kind))
    : undefined;

/** Workers of an employer, or a family and those who help: at most ten and six, and what the service allows. */
export const peopleMax = (service: Service | undefined, door: Door | undefined): number =>
  Math.min(service?.partiesMax ?? 1, door === "employer" ? 10 : 6);

/** Makes the list of people as long as asked, keeping who is there. */
export const setPeopleCount = (count: number): void => {
  const { people, door } = draft.value;
  const more = Array.from({ length: Math.max(0, count - people.length) }, () => emptyPerson(door));
  edit({ people: [...people.slice(0, count), ...more] });
};
