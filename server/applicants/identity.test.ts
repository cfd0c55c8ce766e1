import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityKey, maskDocumentNumber, normaliseDocumentNumber } from "./identity";

describe("one document is one identity", () => {
  test.each([
    ["900101-14-5678"],
    ["900101 14 5678"],
    ["９００１０１－１４－５６７８"],
    ["900101\u200b145678\ufeff"],
    ["৯০০১০১-১৪-৫৬৭৮"],
    ["٩٠٠١٠١١٤٥٦٧٨"],
  ])("whatever the spelling: %s", (spelling) => {
    expect(identityKey("MYS", "mykad", spelling)).toBe("MYS:mykad:900101145678");
  });

  test("small letters, spaces and hyphens in a passport number and its country", () => {
    expect(identityKey("idn", "passport", "c 123-4567")).toBe("IDN:passport:C1234567");
    expect(identityKey("D<<", "passport", "C01X00T47")).toBe(identityKey("deu", "passport", "c01x00t47"));
  });

  test("but not for another country or another kind of document", () => {
    const keys = [
      identityKey("IDN", "passport", "X1234567"),
      identityKey("IDN", "splp", "X1234567"),
      identityKey("PHL", "passport", "X1234567"),
    ];
    expect(new Set(keys).size).toBe(3);
  });

  test("an empty number is a bug, never an identity that many people share", () => {
    expect(() => identityKey("MYS", "mykad", " - ")).toThrow();
  });
});

test("a mask shows the last four, never more than half, and not the length", () => {
  expect(maskDocumentNumber("900101-14-4672")).toBe("•••••4672");
  expect(maskDocumentNumber("A12344672")).toBe("•••••4672");
  expect(maskDocumentNumber("AB1234")).toBe("•••••234");
  expect(maskDocumentNumber("1")).toBe("•••••");
});

test("normalising twice changes nothing, and noise between characters changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = normaliseDocumentNumber(text);
      expect(normaliseDocumentNumber(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
  const noise = fc.array(fc.constantFrom(" ", "-", "\u200b", "\u00a0", "\u2011", ".", "\u202e"), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{6,12}$/), fc.array(noise), (number, noises) => {
      const noisy = [...number].map((char, i) => char.toLowerCase() + (noises[i] ?? []).join("")).join("");
      expect(normaliseDocumentNumber(noisy)).toBe(number);
    }),
  );
});
