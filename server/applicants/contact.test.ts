import { describe, expect, test } from "vitest";
import { parseEmail, parsePhone, parsePostcode } from "./contact";

describe("a telephone number", () => {
  test.each([
    ["012-345 6789", "+60123456789", "mobile"],
    ["+60 12 345 6789", "+60123456789", "mobile"],
    ["60123456789", "+60123456789", "mobile"],
    ["0060 (0)12 345 6789", "+60123456789", "mobile"],
    ["011-1234 5678", "+601112345678", "mobile"],
    ["০১২ ৩৪৫ ৬৭৮৯", "+60123456789", "mobile"],
    ["03-5650 0000", "+60356500000", "landline"],
    ["088-123456", "+6088123456", "landline"],
    ["+62 812-3456-7890", "+6281234567890", "foreign"],
    ["00880 1712 345678", "+8801712345678", "foreign"],
  ])("%s is %s, %s", (text, number, kind) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: { number, kind } });
  });

  test.each([
    ["", { type: "PhoneEmpty" }],
    ["012-345 67", { type: "PhoneLength", digits: 8 }],
    ["+60 12 345 67890 1", { type: "PhoneLength", digits: 13 }],
    ["+1234", { type: "PhoneLength", digits: 4 }],
    ["+", { type: "PhoneLength", digits: 0 }],
    ["012-345 6789 ext 2", { type: "PhoneCharacters", characters: "ext" }],
    ["012+3456789", { type: "PhoneCharacters", characters: "+" }],
  ])("%j is refused", (text, error) => {
    expect(parsePhone(text)).toEqual({ ok: false, error });
  });
});

describe("an e-mail address", () => {
  test.each([
    [" Aminah.Osman@Example.COM ", "Aminah.Osman@example.com"],
    ["a+b_c@sub.imi.gov.my", "a+b_c@sub.imi.gov.my"],
  ])("%j is %s", (text, address) => {
    expect(parseEmail(text)).toEqual({ ok: true, value: address });
  });

  test.each([
    ["aminah"],
    ["aminah@localhost"],
    ["a@b@example.com"],
    [".a@example.com"],
    ["a@-example.com"],
    ["a@example.com\r\nBcc: all@example.com"],
    ["a b@example.com"],
    ['"a"@example.com'],
    ["a@example.com,b@example.com"],
  ])("%j has not the shape of one", (text) => {
    expect(parseEmail(text)).toEqual({ ok: false, error: { type: "EmailShape" } });
  });

  test("is empty, or too long", () => {
    expect(parseEmail(" ")).toEqual({ ok: false, error: { type: "EmailEmpty" } });
    expect(parseEmail(`a@${"b.".repeat(130)}com`)).toEqual({
      ok: false,
      error: { type: "EmailTooLong", charactersMax: 254 },
    });
  });
});

describe("a postcode", () => {
  test("has five digits and lies in Malaysia", () => {
    expect(parsePostcode(" 40 550 ")).toEqual({ ok: true, value: "40550" });
    expect(parsePostcode("01000").ok).toBe(true);
    expect(parsePostcode("4055")).toEqual({ ok: false, error: { type: "PostcodeLength", digits: 4 } });
    expect(parsePostcode("4o550")).toEqual({ ok: false, error: { type: "PostcodeLength", digits: 4 } });
    expect(parsePostcode("00999")).toEqual({
      ok: false,
      error: { type: "PostcodeOutside", postcode: "00999" },
    });
    expect(parsePostcode("98860")).toEqual({
      ok: false,
      error: { type: "PostcodeOutside", postcode: "98860" },
    });
  });
});
