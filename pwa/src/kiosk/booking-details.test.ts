import { expect, test } from "vitest";
import type { Question } from "../api-types";
import { dateOfKeys, keysOfDate, visitOf, wrongFields } from "./booking-details";

const expiry: Question = {
  id: "passExpiry",
  label: { ms: "Tamat", en: "Ends" },
  kind: "date",
  required: true,
};
const reason: Question = {
  id: "reason",
  label: { ms: "Sebab", en: "Reason" },
  kind: "choice",
  required: true,
};

test("dates are typed day first and sent year first", () => {
  expect(dateOfKeys("18092029")).toBe("2029-09-18");
  expect(keysOfDate("2029-09-18")).toBe("18092029");
  expect(dateOfKeys("1809")).toBe("09-18");
});

test("a passport holder's answers go with the person, a date as a date", () => {
  const visit = visitOf("ms", "passport", [expiry, reason], {
    name: " NGUYEN THI THU HA ",
    "document.number": "C1234567",
    "document.country": "VNM",
    "document.expiresOn": "18092029",
    "answers.passExpiry": "01032027",
    "answers.reason": "family",
  });
  expect(visit).toMatchObject({ kind: "foreigner", consent: true });
  expect(visit.parties).toEqual([
    {
      document: { type: "passport", number: "C1234567", country: "VNM", expiresOn: "2029-09-18" },
      name: "NGUYEN THI THU HA",
      relation: "self",
      answers: { passExpiry: "2027-03-01", reason: "family" },
    },
  ]);
});

test("a citizen's MyKad is Malaysia's and never expires", () => {
  const { parties, kind } = visitOf("en", "mykad", [], {
    name: "ALI",
    "document.number": "900101145678",
  });
  expect(kind).toBe("citizen");
  expect(parties[0]?.document).toEqual({ type: "mykad", number: "900101145678", country: "MYS" });
});

test("a refusal names the fields it is about", () => {
  const problem = {
    code: "invalid_details",
    status: 422,
    requestId: null,
    data: {},
    errors: [
      { path: "parties.0.answers.passExpiry", code: "answer_missing" },
      { path: "parties.0.document.number", code: "mykad_length" },
    ],
  };
  expect([...wrongFields(problem)]).toEqual(["answers.passExpiry", "document.number"]);
});
