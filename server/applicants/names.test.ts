import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { cleanText, countGraphemes, foldName, parseName, sameName } from "./names";

const read = (text: string) => orThrow(parseName(text)).name;

describe("a name", () => {
  test.each([
    ["Muhammad Ali bin Abu"],
    ["Siti Nur'aini binti Hj. Osman"],
    ["Ganesan a/l Muthu"],
    ["TAN AH KOW @ DAVID TAN"],
    ["Nguyễn Thị Ánh"],
    ["陈小明"],
    ["முத்து குமார்"],
    ["မောင်မောင်"],
    ["علی\u200cرضا"],
    ["U"],
  ])("is kept as written: %s", (name) => {
    expect(orThrow(parseName(name))).toEqual({ name, warnings: [] });
  });

  test("is one line with single spaces, in NFC", () => {
    expect(read("  Ali \t bin\r\n  Abu ")).toBe("Ali bin Abu");
    expect(read("Nguye\u0302\u0303n")).toBe("Nguyễn");
  });

  test("carries nothing that steers a printer or turns a line around", () => {
    expect(read("Ali\u001b@\u001dV\u0000 \u202eubA\u202c\u200b\u2066x\ufeff")).toBe("Ali@V ubAx");
    expect(read("\u200dAli\u200c")).toBe("Ali");
  });

  test.each([
    ["", { type: "NameEmpty" }],
    ["\u200b \u202e", { type: "NameEmpty" }],
    ["12-34", { type: "NameWithoutLetter" }],
    ["a".repeat(101), { type: "NameTooLong", graphemes: 101, graphemesMax: 100 }],
  ])("%j is refused", (text, error) => {
    expect(parseName(text)).toEqual({ ok: false, error });
  });

  test("is counted as a reader counts, yet cannot grow without bound", () => {
    expect(countGraphemes("கொழும்பு")).toBe(4);
    expect(parseName("ம்".repeat(100)).ok).toBe(true);
    expect(parseName(`a${"\u0301".repeat(500)}`)).toMatchObject({ error: { type: "NameTooLong" } });
  });

  test("with a digit is accepted and shown again", () => {
    expect(orThrow(parseName("John Smith 3")).warnings).toEqual([
      { type: "NameUnusualCharacters", characters: "3" },
    ]);
  });
});

describe("two spellings may be one person", () => {
  test.each([
    ["Muhammad Ali bin Abu", "MUHAMMAD ALI ABU"],
    ["Siti Aminah bte Osman", "SITI AMINAH BINTI OSMAN"],
    ["Ganesan a/l Muthu", "GANESAN A L MUTHU"],
    ["Ganesan a/l Muthu", "MUTHU GANESAN"],
    ["Letchumi A/P Raman", "LETCHUMI RAMAN"],
    ["Ganesan s/o Muthu", "Ganesan Muthu"],
    ["Tan Ah Kow @ David Tan", "DAVID TAN"],
    ["Jugah anak Barieng", "JUGAH BARIENG"],
    ["ERIKSSON ANNA MARIA", "Anna María Eriksson"],
    ["Nur'aini", "NURAINI"],
  ])("%s, %s", (a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });

  test.each([
    ["Muhammad Ali bin Abu", "MUHAMMAD ALI BIN BAKAR"],
    ["Bin Li", "Li"],
    ["Tan Ah Kow @ David Tan", "TAN AH KAU"],
    ["Anak", "Bin"],
  ])("but not %s, %s", (a, b) => {
    expect(sameName(a, b)).toBe(false);
  });
});

test("cleaning is done once, and leaves no control or direction character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const clean = cleanText(text);
      expect(cleanText(clean)).toBe(clean);
      expect(clean).not.toMatch(/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    }),
    { numRuns: 1000 },
  );
});

test("a name is the same as itself in capitals and without accents' marks", () => {
  const word = fc.string({
    unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzéüñ"),
    minLength: 2,
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const name = words.join(" ");
      expect(foldName(name.toUpperCase().normalize("NFD"))).toBe(foldName(name));
      expect(sameName(name, words.toReversed().join("  "))).toBe(
        sameName(words.toReversed().join(" "), name),
      );
    }),
  );
});
