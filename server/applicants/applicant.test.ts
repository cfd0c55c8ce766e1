import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { type ApplicantInput, parseApplicant, parsePeople } from "./applicant";

const rule = { today: "2026-11-23", visitOn: "2027-02-11", validityMonthsMin: 6 } as const;
const aminah: ApplicantInput = {
  name: "Aminah binti Osman",
  document: { type: "mykad", number: "900101-14-5678" },
};
const budi: ApplicantInput = {
  name: "Budi Santoso",
  document: { type: "passport", country: "IDN", number: "C1234567", expiresOn: "2029-05-01" },
};

test("a citizen and a foreigner each follow their own rule", () => {
  expect(orThrow(parseApplicant(aminah, rule)).applicant).toEqual({
    name: "Aminah binti Osman",
    documentType: "mykad",
    country: "MYS",
    number: "900101145678",
    expiresOn: undefined,
    masked: "•••••5678",
    key: "MYS:mykad:900101145678",
  });
  expect(orThrow(parseApplicant(budi, rule)).applicant).toMatchObject({
    documentType: "passport",
    expiresOn: "2029-05-01",
    key: "IDN:passport:C1234567",
  });
});

test("a form learns everything that is wrong with a person at once", () => {
  expect(parseApplicant({ name: "", document: { type: "mykad", number: "90" } }, rule)).toEqual({
    ok: false,
    error: [{ type: "NameEmpty" }, { type: "MyKadLength", digits: 2 }],
  });
});

describe("people of one visit", () => {
  test("are up to six", () => {
    const six = Array.from({ length: 6 }, (_, i): ApplicantInput => {
      return { name: "Aminah", document: { type: "mykad", number: `90010114567${i}` } };
    });
    expect(orThrow(parsePeople(six, rule)).people).toHaveLength(6);
    expect(parsePeople([...six, budi], rule)).toEqual({
      ok: false,
      error: [{ type: "PeopleTooMany", people: 7, peopleMax: 6 }],
    });
    expect(parsePeople([], rule)).toEqual({ ok: false, error: [{ type: "PeopleNone" }] });
  });

  test("are different people, however their documents are typed", () => {
    const again: ApplicantInput = { ...aminah, document: { type: "mykad", number: "900101 145678" } };
    expect(parsePeople([aminah, budi, again], rule)).toEqual({
      ok: false,
      error: [{ type: "PersonRepeated", person: 2, firstPerson: 0 }],
    });
  });

  test("one bad document is named by its person and the rest is kept apart", () => {
    const bad: ApplicantInput = { name: "Siti", document: { type: "mykad", number: "900231145678" } };
    expect(parsePeople([aminah, bad], rule)).toMatchObject({
      error: [{ type: "PersonRefused", person: 1, errors: [{ type: "MyKadDate" }] }],
    });
    expect(parsePeople([aminah], rule).ok).toBe(true);
  });

  test("warnings say whose they are", () => {
    const unknownPlace: ApplicantInput = {
      name: "Siti",
      document: { type: "mykad", number: "900101175678" },
    };
    expect(orThrow(parsePeople([aminah, unknownPlace], rule)).warnings).toEqual([
      { person: 1, warning: { type: "MyKadBirthplaceUnknown", code: "17" } },
    ]);
  });
});
