import widths from "../../../hardware/fonts/widths.json";

export type Weight = "medium" | "bold";

/** A stretch of one line that is drawn in one face and from one starting point. */
export interface Run {
  readonly text: string;
  readonly face: "Inter" | "Noto Sans CJK SC" | "Noto Sans Tamil";
}

/**
 * Splits a line by script. Each Tamil letter (a consonant with its sign) is a run of its own, because the drawing engine
 * would print the next one over it: see `hardware/fonts/widths.py`.
 */
export const runsOf = (line: string): Run[] =>
  (line.match(runs) ?? []).map((text) => {
    if (isTamil.test(text)) return { text, face: "Noto Sans Tamil" };
    return { text, face: isChinese.test(text) ? "Noto Sans CJK SC" : "Inter" };
  });

/** The width of a line in ems. Kerning makes the real one a little narrower. */
export const widthEm = (text: string, weight: Weight): number => {
  const known: Readonly<Record<string, number>> = widths[weight];
  let thousandths = 0;
  for (const letter of lettersOf(text)) thousandths += known[letter] ?? 1_000;
  return thousandths / 1_000;
};

/** The letters of a text as a reader counts them, in the scripts of our fonts. */
export const lettersOf = (text: string): string[] => text.match(letter) ?? [];

const tamilLetter = "\u0bb8\u0bcd\u0bb0\u0bc0|(?:\u0b95\u0bcd\u0bb7|[\u0b80-\u0bff])[\u0bbe-\u0bcd\u0bd7]*";
const letter = new RegExp(`${tamilLetter}|\\P{M}\\p{M}*|\\p{M}`, "gu");
const runs = new RegExp(`${tamilLetter}|[\u2e80-\uffef]+|[^\u0b80-\u0bff\u2e80-\uffef]+`, "g");
const isTamil = /^[\u0b80-\u0bff]/;
const isChinese = /^[\u2e80-\uffef]/;
