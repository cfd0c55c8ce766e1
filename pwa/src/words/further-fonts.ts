/** Faces for further languages. A device that has the face of its own loads nothing; the others load it when a letter of it is shown. */
import type { FurtherLanguage } from "../../../sync/core/languages";

interface Face {
  readonly family: string;
  /** Of the files `/fonts/noto-<code>-<weight>.woff2`. */
  readonly weights: readonly (400 | 600)[];
  /** The script's own letters: Latin ones stay Inter's. */
  readonly range: string;
}

const joiners = "U+200C-200F, U+25CC";

/** Indonesian is written in Latin letters. */
export const faces: Readonly<Record<Exclude<FurtherLanguage, "id">, Face>> = {
  bn: {
    family: "Noto Sans Bengali",
    weights: [400, 600],
    range: `U+0951-0952, U+0964-0965, U+0980-09FE, ${joiners}`,
  },
  ne: { family: "Noto Sans Devanagari", weights: [400, 600], range: `U+0900-097F, U+A8E0-A8FF, ${joiners}` },
  my: {
    family: "Noto Sans Myanmar",
    weights: [400, 600],
    range: `U+1000-109F, U+A9E0-A9FE, U+AA60-AA7F, ${joiners}`,
  },
  ta: { family: "Noto Sans Tamil", weights: [400, 600], range: `U+0B82-0BFA, ${joiners}` },
  zh: { family: "Noto Sans SC", weights: [400], range: "U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF" },
  ur: {
    family: "Noto Naskh Arabic",
    weights: [400, 600],
    range: `U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFC, ${joiners}`,
  },
};

const here = new Set<string>();

/** Makes the face of a language known to the page. On a line that counts every byte the device's own letters do. */
export const bringFace = (code: FurtherLanguage): void => {
  if (code === "id" || here.has(code) || document.documentElement.dataset["saveData"] !== undefined) return;
  here.add(code);
  const { family, weights, range } = faces[code];
  for (const weight of weights)
    document.fonts.add(
      new FontFace(family, `local("${family}"), url("/fonts/noto-${code}-${weight}.woff2") format("woff2")`, {
        weight: `${weight}`,
        unicodeRange: range,
        display: "swap",
      }),
    );
};
