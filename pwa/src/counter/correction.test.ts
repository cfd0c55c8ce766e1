import { expect, test } from "vitest";
import { correctionInput, correctionOf, fieldOfProblem, missingIn } from "./correction";
import type { CaseParty } from "./counter-types";

const siti: CaseParty = {
  no: 1,
  name: "Siti Aminah",
  documentMasked: "••••0011",
  documentType: "mykad",
  expiresOn: null,
  state: "checked_in",
  verified: false,
  contested: false,
};
const draft = { ...correctionOf(siti), reason: "Salah taip" };

test("a name alone is sent alone, and the document stays", () => {
  expect(correctionInput({ ...draft, name: " Siti Aminah binti Hassan " }, siti)).toEqual({
    reason: "Salah taip",
    name: "Siti Aminah binti Hassan",
  });
});

test("a document alone is sent alone: a card is Malaysian, a passport says where from and until when", () => {
  expect(correctionInput({ ...draft, type: "mykad", number: "900214105012" }, siti)).toEqual({
    reason: "Salah taip",
    document: { type: "mykad", number: "900214105012", country: "MYS" },
  });
  const passport = {
    ...draft,
    type: "passport",
    number: "B1",
    country: "VNM",
    expiresOn: "2030-09-18",
  } as const;
  expect(correctionInput(passport, siti)?.document).toEqual({
    type: "passport",
    number: "B1",
    country: "VNM",
    expiresOn: "2030-09-18",
  });
});

test("nothing changed is nothing to send", () => {
  expect(correctionInput(draft, siti)).toBeUndefined();
});

test("what is missing is named: the reason always, a passport's country and whole date", () => {
  expect([...missingIn({ ...draft, reason: " " })]).toEqual(["reason"]);
  expect([...missingIn({ ...draft, type: "mykad" })]).toEqual(["number"]);
  expect([...missingIn({ ...draft, type: "passport", number: "B1", expiresOn: "18/9" })]).toEqual([
    "country",
    "expiresOn",
  ]);
  expect([...missingIn(draft)]).toEqual([]);
});

test("a refusal finds its field", () => {
  const at = (path: string) => fieldOfProblem({ path, code: "x" });
  expect(at("document.number")).toBe("number");
  expect(at("document.country")).toBe("country");
  expect(at("parties.0.document.type")).toBe("type");
  expect(at("name")).toBe("name");
});
