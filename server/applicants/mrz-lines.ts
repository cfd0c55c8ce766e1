import { err, ok, type Result } from "../../sync/core/result";
import type { MrzFormat } from "./mrz-layout";

export type MrzLinesError =
  | { readonly type: "MrzEmpty" }
  | { readonly type: "MrzCharacters"; readonly characters: string }
  | { readonly type: "MrzShape"; readonly lineLengths: readonly number[] };

/**
 * From what a scanner, a camera or a person typed to the lines of one of the five formats.
 * Forgives small letters, spaces, guillemets for `<<`, framing bytes, missing line breaks, and missing `<`
 * at the end of a line. Never guesses a character that carries meaning.
 */
export const readMrzLines = (
  text: string,
): Result<{ readonly format: MrzFormat; readonly lines: readonly string[] }, MrzLinesError> => {
  const cleaned = cleanLines(text);
  if (cleaned.length === 0) return err({ type: "MrzEmpty" });
  const strange = cleaned.join("").replace(/[A-Z0-9<]/g, "");
  if (strange !== "") return err({ type: "MrzCharacters", characters: [...new Set(strange)].join("") });

  const lines = cleaned.length === 1 ? splitJoined(cleaned[0] ?? "") : cleaned;
  const width = widthOf(lines);
  if (width === undefined) return err({ type: "MrzShape", lineLengths: cleaned.map((line) => line.length) });
  const padded = lines.map((line) => line.padEnd(width, "<"));
  return ok({ format: formatOf(width, padded[0]?.startsWith("V") ?? false), lines: padded });
};

const cleanLines = (text: string): readonly string[] =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[«≪《]/g, "<<")
    .replace(/[‹〈]/g, "<")
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\s\p{Cc}\p{Cf}]/gu, ""))
    .filter((line) => line !== "");

/** A reader that sends no line breaks sends every character, so the length tells the format. */
const splitJoined = (text: string): readonly string[] => {
  const width = { 90: 30, 72: 36, 88: 44 }[text.length];
  return width === undefined ? [text] : (text.match(new RegExp(`.{${width}}`, "g")) ?? []);
};

/** At least one line must be whole: the others may have lost their trailing fillers. */
const widthOf = (lines: readonly string[]): number | undefined => {
  const longest = Math.max(...lines.map((line) => line.length));
  if (lines.length === 3 && longest === 30) return longest;
  if (lines.length === 2 && (longest === 36 || longest === 44)) return longest;
  return undefined;
};

const formatOf = (width: number, isVisa: boolean): MrzFormat => {
  if (width === 30) return "TD1";
  if (width === 36) return isVisa ? "MRV-B" : "TD2";
  return isVisa ? "MRV-A" : "TD3";
};
