import { err, ok, type Result } from "../../sync/core/result";

/**
 * A person's or company's name is one field, never split: Malay, Tamil, Chinese, Iban and most of the
 * world's names do not come in two halves. It is kept as typed, in Unicode NFC, without anything that
 * could steer a printer or a screen.
 */
export const nameGraphemesMax = 100;
/** Bounds the bytes of a name whose every letter carries many marks; Indic scripts need two or three. */
const nameCodePointsMax = 4 * nameGraphemesMax;

export type NameError =
  | { readonly type: "NameEmpty" }
  | { readonly type: "NameWithoutLetter" }
  | { readonly type: "NameTooLong"; readonly graphemes: number; readonly graphemesMax: number };

/** Digits and signs are rare in names but not wrong: shown to the person, never refused. */
export type NameWarning = { readonly type: "NameUnusualCharacters"; readonly characters: string };

export const parseName = (
  text: string,
): Result<{ readonly name: string; readonly warnings: readonly NameWarning[] }, NameError> => {
  const name = cleanText(text);
  if (name === "") return err({ type: "NameEmpty" });
  const graphemes = countGraphemes(name);
  if (graphemes > nameGraphemesMax || [...name].length > nameCodePointsMax) {
    return err({ type: "NameTooLong", graphemes, graphemesMax: nameGraphemesMax });
  }
  if (!/\p{L}/u.test(name)) return err({ type: "NameWithoutLetter" });
  const unusual = name.replace(/[\p{L}\p{M} '’`.,/@()&-]|\u200c|\u200d/gu, "");
  return ok({
    name,
    warnings:
      unusual === "" ? [] : [{ type: "NameUnusualCharacters", characters: [...new Set(unusual)].join("") }],
  });
};

/**
 * One line of plain text: NFC, single spaces, no control, bidi-override, invisible, private or broken
 * characters. The two joiners of Indic and Persian spelling stay between letters.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/[\p{Zl}\p{Zp}\t\n\r\v\f]/gu, " ")
    .replace(/(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/gu, "")
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]|(?![\u200c\u200d])\p{Cf}/gu, "")
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();

/** What a reader would count as characters. */
export const countGraphemes = (text: string): number => {
  // Plain letters are one character each; making a segmenter costs more than the rest of a name's checks (measured).
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter("ms", { granularity: "grapheme" });
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
};

let segmenter: Intl.Segmenter | undefined;

/**
 * Whether two spellings may be one person: a machine-readable zone against a form, a card against a list.
 * Ignores case, accents, punctuation, word order, bin and binti, a/l and a/p, anak; of `A @ B` either name will do.
 * A hint for people, never a decision by itself.
 */
export const sameName = (a: string, b: string): boolean => {
  const known = new Set(namesOf(a));
  return namesOf(b).some((name) => known.has(name));
};

/** The folded name, for comparing and for finding: see `sameName`. */
export const foldName = (name: string): string => {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  const words = plain
    .replace(/(?<=\S\s+)(?:A\s?\/\s?[LP]|[SD]\s?\/\s?O|A [LP]|[SD] O)(?=\s+\S)/gu, " ")
    .replace(/['’`]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words
    .filter((word, i) => i === 0 || i === words.length - 1 || !links.has(word))
    .toSorted()
    .join(" ");
};

/** Son of, daughter of, child of: written, shortened or left out from one document to the next. */
const links: ReadonlySet<string> = new Set(["BIN", "BINTI", "BINTE", "BTE", "BTI", "BT", "BN", "B", "ANAK"]);

const namesOf = (name: string): readonly string[] =>
  [name, ...name.split("@")].map(foldName).filter((folded) => folded !== "");
