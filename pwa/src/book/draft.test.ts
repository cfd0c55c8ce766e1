import { beforeEach, expect, test } from "vitest";
import type { Kind, Service } from "../api-types";
import { signOff, signOn } from "../counter/session";
import { bookAsOfficer } from "./booker";
import { chooseDoor, clearDraft, draft, edit, editPerson, kindFor, peopleMax, setPeopleCount } from "./draft";

beforeEach(clearDraft);

const serviceFor = (kinds: readonly Kind[], partiesMax = 6): Service => ({
  code: "X",
  name: { ms: "X", en: "X" },
  category: "visa_pass",
  kinds,
  units: 1,
  minutes: 15,
  group: "C",
  documents: [],
  fees: [],
  questions: [],
  passportMonthsMin: null,
  partiesMax,
  noticeHours: 24,
  stages: [],
  bookableBy: "public",
  states: null,
  branches: null,
  splpAllowed: false,
});

test("each door leads to its own kinds", () => {
  expect(kindFor(serviceFor(["citizen", "minor"]), "citizen")).toBe("citizen");
  expect(kindFor(serviceFor(["minor"]), "citizen")).toBe("minor");
  expect(kindFor(serviceFor(["foreigner", "minor"]), "citizen")).toBeUndefined();
  expect(kindFor(serviceFor(["undocumented"]), "foreigner")).toBe("undocumented");
  expect(kindFor(serviceFor(["employer"]), "foreigner")).toBeUndefined();
  expect(kindFor(serviceFor(["citizen"]), undefined)).toBeUndefined();
});

test("what only an officer books is offered to nobody here", () => {
  expect(kindFor({ ...serviceFor(["citizen"]), bookableBy: "staff" }, "citizen")).toBeUndefined();
});

test("an officer books at the counter what only officers book, and nobody does once they have left", () => {
  const made = { ...serviceFor(["citizen"]), bookableBy: "staff" } as const;
  signOn({ officer: "Aisyah", counterId: "6" });
  bookAsOfficer(true);
  expect(kindFor(made, "citizen")).toBe("citizen");
  expect(kindFor({ ...made, bookableBy: "walkIn" }, "citizen")).toBeUndefined();
  signOff();
  expect(kindFor(made, "citizen")).toBeUndefined();
  bookAsOfficer(false);
});

test("six people at most, ten workers, and never more than the service allows", () => {
  expect(peopleMax(serviceFor(["citizen"], 20), "citizen")).toBe(6);
  expect(peopleMax(serviceFor(["employer"], 20), "employer")).toBe(10);
  expect(peopleMax(serviceFor(["citizen"], 1), "citizen")).toBe(1);
});

test("adding a person keeps who is there; removing keeps the first", () => {
  chooseDoor("citizen");
  editPerson(0, { name: "AMINAH" });
  setPeopleCount(3);
  expect(draft.value.people.map((person) => person.name)).toEqual(["AMINAH", "", ""]);
  setPeopleCount(1);
  expect(draft.value.people.map((person) => person.name)).toEqual(["AMINAH"]);
});

test("another door asks for other documents, the same door keeps what was typed", () => {
  chooseDoor("citizen");
  editPerson(0, { name: "AMINAH" });
  chooseDoor("citizen");
  expect(draft.value.people[0]?.name).toBe("AMINAH");
  chooseDoor("foreigner");
  expect(draft.value.people[0]).toMatchObject({ name: "", documentType: "passport", country: "" });
});

test("what is confirmed once and changed is a new command", () => {
  edit({ confirmKey: "k1" });
  expect(draft.value.confirmKey).toBe("k1");
  editPerson(0, { name: "AMINAH" });
  expect(draft.value.confirmKey).toBeUndefined();
});
