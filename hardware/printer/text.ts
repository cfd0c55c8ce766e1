import { cut } from "./escpos";

/**
 * Text that is safe to put on paper: without C0 and C1 control characters, which a printer would take for commands (a
 * name may hold ESC or GS bytes), without the invisible marks that reorder or hide letters, and without code points that
 * are no characters. The only such place.
 */
export const printableText = (text: string): string => text.toWellFormed().replaceAll(notForPaper, "");

const notForPaper = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/**
 * Lines for a slow serial printer, where a picture would take seconds: printable ASCII, anything else as "?". Malay and
 * English tickets lose nothing; other scripts need the picture.
 */
export const textTicket = (lines: readonly string[]): Uint8Array => {
  const body = lines
    .map((line) => printableText(line).normalize("NFKD").replaceAll(/\p{M}/gu, ""))
    .join("\n");
  return Uint8Array.of(
    ...Array.from(`${body}\n`, (c) => (c === "\n" || c <= "~" ? c.charCodeAt(0) : 0x3f)),
    ...cut,
  );
};
