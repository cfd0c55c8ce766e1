import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { formatMyKad, parseMyKad } from "./mykad";

const today = "2027-02-11";
const read = (text: string) => orThrow(parseMyKad(text, today)).mykad;

describe("a MyKad number", () => {
  test("tells date of birth, sex and place", () => {
    expect(orThrow(parseMyKad("900101-14-5678", today))).toEqual({
      mykad: {
        number: "900101145678",
        dateOfBirth: "1990-01-01",
        centuryCertain: true,
        sex: "F",
        birthplace: { ms: "Kuala Lumpur", en: "Kuala Lumpur" },
        masked: "•••••5678",
      },
      warnings: [],
    });
    expect(read("900101145679").sex).toBe("M");
  });

  test.each([
    ["900101145678"],
    ["900101 14 5678"],
    ["９００１０１－１４－５６７８"],
    ["900101–14–5678 "],
    ["৯০০১০১১৪৫৬৭৮"],
  ])("is read as people write it: %s", (text) => expect(read(text).number).toBe("900101145678"));

  test("prints as on the card", () => {
    expect(formatMyKad("900101145678")).toBe("900101-14-5678");
  });

  test("of a place we do not know is accepted with a warning", () => {
    const { mykad, warnings } = orThrow(parseMyKad("900101-17-5678", today));
    expect(mykad.birthplace).toBeUndefined();
    expect(warnings).toEqual([{ type: "MyKadBirthplaceUnknown", code: "17" }]);
  });
});

describe("the century", () => {
  test("is the last one when this one has not come yet", () => {
    expect(read("270212-14-0123").dateOfBirth).toBe("1927-02-12");
  });
  test("is this one for who was born today", () => {
    expect(read("270211-14-0123")).toMatchObject({ dateOfBirth: "2027-02-11", centuryCertain: false });
  });
  test("follows the ninth digit when both are possible", () => {
    expect(read("150505-10-0123")).toMatchObject({ dateOfBirth: "2015-05-05", centuryCertain: false });
    expect(read("150505-10-5123")).toMatchObject({ dateOfBirth: "1915-05-05", centuryCertain: false });
  });
  test("follows the calendar when only one had that day", () => {
    expect(read("000229-10-5123")).toMatchObject({ dateOfBirth: "2000-02-29", centuryCertain: true });
  });
});

describe("a MyKad number is refused", () => {
  test.each([
    ["", { type: "MyKadEmpty" }],
    [" -- ", { type: "MyKadEmpty" }],
    ["900101-14-567", { type: "MyKadLength", digits: 11 }],
    ["900101-14-56789", { type: "MyKadLength", digits: 13 }],
    ["9O0101-14-567B", { type: "MyKadCharacters", characters: "OB" }],
    ["900231-14-5678", { type: "MyKadDate", yearOfCentury: 90, month: 2, day: 31 }],
    ["901301-14-5678", { type: "MyKadDate", yearOfCentury: 90, month: 13, day: 1 }],
    ["900100-14-5678", { type: "MyKadDate", yearOfCentury: 90, month: 1, day: 0 }],
    ["990229-14-5678", { type: "MyKadDate", yearOfCentury: 99, month: 2, day: 29 }],
  ])("%s says what is wrong", (text, error) => {
    expect(parseMyKad(text, today)).toEqual({ ok: false, error });
  });
});

test("a birthday of the past 99 years always comes back with the right day and no future date", () => {
  const birthday = fc.date({ min: new Date("1928-01-01"), max: new Date("2027-02-11"), noInvalidDate: true });
  fc.assert(
    fc.property(birthday, fc.integer({ min: 0, max: 9999 }), (born, serial) => {
      const iso = born.toISOString().slice(0, 10);
      const text = iso.slice(2).replaceAll("-", "") + "14" + String(serial).padStart(4, "0");
      const { dateOfBirth } = read(text);
      expect(dateOfBirth.slice(2)).toBe(iso.slice(2));
      expect(dateOfBirth <= today).toBe(true);
    }),
  );
});

test("no text makes the reader throw", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseMyKad(text, today)));
});
