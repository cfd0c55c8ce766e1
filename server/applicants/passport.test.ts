import { describe, expect, test } from "vitest";
import { isDocumentCountry } from "./country-codes";
import { orThrow } from "../../sync/core/result";
import { parseTravelDocument, type TravelDocumentInput, type VisitRule } from "./passport";

const passport: TravelDocumentInput = {
  type: "passport",
  country: "idn",
  number: "c 123-4567",
  expiresOn: "2029-05-01",
};
const visit: VisitRule = { visitOn: "2027-02-11", validityMonthsMin: 6 };
const parse = (change: Partial<TravelDocumentInput>, rule = visit) =>
  parseTravelDocument({ ...passport, ...change }, rule);

describe("a passport", () => {
  test("is kept in its plain spelling", () => {
    expect(orThrow(parse({}))).toEqual({
      document: {
        type: "passport",
        country: "IDN",
        number: "C1234567",
        expiresOn: "2029-05-01",
        masked: "•••••4567",
      },
      warnings: [],
    });
  });

  test.each([["MYS"], ["D"], ["GBD"], ["UNO"], ["XXA"], ["XXB"], ["UTO"], ["RKS"]])(
    "may be issued by %s",
    (country) => {
      expect(parse({ country }).ok).toBe(true);
    },
  );

  test("may not be issued by a country nobody knows", () => {
    expect(parse({ country: "XYZ" })).toEqual({
      ok: false,
      error: { type: "DocumentCountryUnknown", code: "XYZ" },
    });
    expect(isDocumentCountry("constructor")).toBe(false);
  });

  test.each([
    ["12345", { type: "DocumentNumberLength", characters: 5, charactersMin: 6, charactersMax: 9 }],
    ["A123456789", { type: "DocumentNumberLength", characters: 10, charactersMin: 6, charactersMax: 9 }],
    ["А1234567", { type: "DocumentNumberCharacters", characters: "А" }],
    [" - ", { type: "DocumentNumberEmpty" }],
  ])("of number %s is refused", (number, error) => {
    expect(parse({ number })).toEqual({ ok: false, error });
  });
});

describe("validity", () => {
  test("must outlast the day of the visit", () => {
    const rule = { visitOn: "2027-02-11", validityMonthsMin: 0 } satisfies VisitRule;
    expect(parse({ expiresOn: "2027-02-12" }, rule).ok).toBe(true);
    expect(parse({ expiresOn: "2027-02-11" }, rule)).toEqual({
      ok: false,
      error: { type: "DocumentExpiresBeforeVisit", expiresOn: "2027-02-11", visitOn: "2027-02-11" },
    });
  });

  test("is counted in months from the visit, not from today", () => {
    expect(parse({ expiresOn: "2027-08-11" }).ok).toBe(true);
    expect(parse({ expiresOn: "2027-08-10" })).toEqual({
      ok: false,
      error: {
        type: "DocumentValidityShort",
        expiresOn: "2027-08-10",
        neededUntil: "2027-08-11",
        validityMonthsMin: 6,
      },
    });
  });

  test("ends with the month when the month is short", () => {
    expect(parse({ expiresOn: "2028-02-29" }, { visitOn: "2027-08-31", validityMonthsMin: 6 }).ok).toBe(true);
  });

  test("of a day that does not exist is unreadable", () => {
    expect(parse({ expiresOn: "2029-02-30" })).toMatchObject({ error: { type: "DocumentExpiryUnreadable" } });
    expect(parse({ expiresOn: "01/05/2029" })).toMatchObject({ error: { type: "DocumentExpiryUnreadable" } });
  });

  test("far beyond ten years is worth a second look", () => {
    expect(orThrow(parse({ expiresOn: "2038-05-01" })).warnings).toEqual([
      { type: "DocumentExpiryFar", expiresOn: "2038-05-01" },
    ]);
  });
});

test("an SPLP is typed by hand and is its own kind of document", () => {
  const splp = orThrow(parse({ type: "splp", number: "1A11 AB 4321-0099" })).document;
  expect(splp).toMatchObject({ type: "splp", number: "1A11AB43210099" });
  expect(parse({ type: "splp", number: "123" }).ok).toBe(false);
});
