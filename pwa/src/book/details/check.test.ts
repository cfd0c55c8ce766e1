import { expect, test } from "vitest";
import type { Service } from "../../api-types";
import type { Draft, PersonDraft } from "../draft";
import { checkDraft } from "./check";

const days = { visitOn: "2027-02-11", today: "2027-01-04" } as const;

const service: Service = {
  code: "PLS-LANJUT",
  name: { ms: "Lanjutan Pas Lawatan Sosial", en: "Social visit pass extension" },
  category: "visa_pass",
  kinds: ["foreigner"],
  units: 2,
  minutes: 30,
  group: "C",
  documents: [],
  fees: [],
  questions: [{ id: "reason", label: { ms: "Sebab", en: "Reason" }, kind: "text", required: true }],
  passportMonthsMin: 6,
  partiesMax: 6,
  noticeHours: 24,
  stages: ["application"],
  bookableBy: "public",
  states: null,
  branches: null,
  splpAllowed: true,
};

const visitor: PersonDraft = {
  documentType: "passport",
  number: "N1234567",
  country: "VNM",
  expiresOn: "2029-09-18",
  mrz: "",
  name: "NGUYEN THI THU HA",
  priority: [],
  answers: { reason: "Melawat keluarga" },
};

const draftOf = (...people: readonly PersonDraft[]): Draft => ({
  door: "foreigner",
  service: service.code,
  branch: "SGR-KLJ",
  date: days.visitOn,
  people,
  employer: { ssm: "", company: "", name: "", mykad: "" },
  needs: [],
  phone: "",
  email: "",
  helping: false,
  remember: false,
  given: undefined,
  confirmKey: undefined,
  savedAtMs: 0,
});

const errorsOf = (draft: Draft) => checkDraft(draft, service, days).errors;

test("a complete visitor has nothing to mend", () => {
  expect(errorsOf(draftOf(visitor))).toEqual({});
});

test("a passport that ends before the visit says what to do", () => {
  const { "people-0-expiresOn": text } = errorsOf(draftOf({ ...visitor, expiresOn: "2027-02-01" }));
  expect(text).toBe("Pasport ini luput sebelum tarikh temujanji. Guna pasport baharu, atau tarikh awal.");
});

test("the service's six months count from the visit", () => {
  expect(errorsOf(draftOf({ ...visitor, expiresOn: "2027-08-11" }))).toEqual({});
  expect(errorsOf(draftOf({ ...visitor, expiresOn: "2027-08-10" }))["people-0-expiresOn"]).toContain(
    "6 bulan",
  );
});

test("eleven digits of a MyKad are counted back to the person", () => {
  const citizen: PersonDraft = { ...visitor, documentType: "mykad", country: "MYS", number: "900101-14-567" };
  expect(errorsOf({ ...draftOf(citizen), door: "citizen" })["people-0-number"]).toBe(
    "Nombor MyKad ada 12 digit. Anda menaip 11.",
  );
});

test("every empty field of a person is named at once", () => {
  const empty: PersonDraft = { ...visitor, number: "", country: "", expiresOn: "", name: "", answers: {} };
  expect(Object.keys(errorsOf(draftOf(empty))).toSorted()).toEqual([
    "people-0-country",
    "people-0-expiresOn",
    "people-0-name",
    "people-0-number",
    "people-0-q-reason",
  ]);
});

test("the same document twice is one person, whatever the spelling", () => {
  const again = { ...visitor, number: "n 123-4567", name: "NGUYEN T T HA" };
  expect(Object.keys(errorsOf(draftOf(visitor, again)))).toEqual(["people-1-number"]);
});

test("an employer is asked for company and representative", () => {
  expect(Object.keys(errorsOf({ ...draftOf(visitor), door: "employer" })).toSorted()).toEqual([
    "employer-company",
    "employer-mykad",
    "employer-name",
    "employer-ssm",
  ]);
});

test("a telephone may be left out, but not be nonsense", () => {
  expect(errorsOf({ ...draftOf(visitor), phone: "12" })["phone"]).toBeDefined();
  expect(errorsOf({ ...draftOf(visitor), phone: "012-345 6789" })).toEqual({});
});
