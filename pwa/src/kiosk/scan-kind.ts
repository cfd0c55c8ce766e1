import { type PaperText, parsePaperText } from "../../../server/booking/paper-text";

/** What a scanned text is. Anything else a scanner may send (a web address, a parcel label) is not for us. */
export type Scan =
  | { readonly type: "slip"; readonly slip: string }
  | { readonly type: "reference"; readonly ref: string }
  /** A paper with the code of a visit that was begun at a kiosk. */
  | { readonly type: "paper"; readonly paper: PaperText }
  | { readonly type: "mrz"; readonly lines: readonly string[] };

/** `STO1:` and base45 (RFC 9285 alphabet): the slip's QR. */
const slipShape = /^STO1:[0-9A-Z $%*+\-./:]{20,}$/;
/** Eight characters of Crockford's base32, the printed reference, with or without its hyphen. */
const referenceShape = /^([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})$/;
/** Characters in a line of a machine-readable zone, and how many such lines make a whole one (ICAO 9303). */
const mrzLineCounts: Readonly<Record<number, number>> = { 44: 2, 36: 2, 30: 3 };

export const isMrzLine = (text: string): boolean => /^[0-9A-Z<]+$/.test(text) && text.length in mrzLineCounts;

/** Whether these lines are a whole machine-readable zone; `undefined` when they never can be one. */
const mrzIsWhole = (lines: readonly string[]): boolean | undefined => {
  const width = lines[0]?.length ?? 0;
  const wanted = mrzLineCounts[width];
  if (wanted === undefined || lines.some((line) => line.length !== width)) return undefined;
  return lines.length === wanted;
};

/** Recognises the lines of one scan; `"more"` when a machine-readable zone has begun and is not whole yet. */
export const scanOf = (lines: readonly string[]): Scan | "more" | undefined => {
  const text = lines.length === 1 ? (lines[0] ?? "") : "";
  if (slipShape.test(text)) return { type: "slip", slip: text };
  const paper = parsePaperText(text);
  if (paper) return { type: "paper", paper };
  const reference = referenceShape.exec(text.toUpperCase());
  if (reference) return { type: "reference", ref: `${reference[1]}-${reference[2]}` };
  if (!lines.every(isMrzLine)) return undefined;
  const whole = mrzIsWhole(lines);
  if (whole === undefined) return undefined;
  return whole ? { type: "mrz", lines } : "more";
};
