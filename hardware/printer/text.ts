import { columnsOf, type PrinterModel, printerModel } from "./models";
import { cut, join } from "./escpos";

/**
 * Text that is safe to put on paper: without C0 and C1 control characters, which a printer would take for commands (a
 * name may hold ESC or GS bytes), without the invisible marks that reorder or hide letters, and without code points that
 * are no characters. The only such place.
 */
export const printableText = (text: string): string => text.toWellFormed().replaceAll(notForPaper, "");

const notForPaper = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** A line of ordinary letters, one of letters so many times as large, or a QR code. Empty text is an empty line. */
export type TextLine = string | { readonly text: string; readonly size: 2 | 4 } | { readonly qr: string };

/**
 * A ticket in the printer's own letters, centred, for a line that is too slow or paper that is too narrow for a picture: printable ASCII,
 * anything else as "?". Malay and English lose nothing; other scripts need the picture. A model that draws no QR codes leaves them out.
 */
export const textTicket = (
  lines: readonly TextLine[],
  model: PrinterModel = printerModel(undefined),
): Uint8Array => join([centred, ...lines.map((line) => lineBytes(line, model)), cut]);

const lineBytes = (line: TextLine, model: PrinterModel): Uint8Array => {
  if (typeof line === "string") return letters(line, columnsOf(model));
  if ("qr" in line) return model.qr ? qrCode(line.qr) : new Uint8Array();
  const columns = Math.floor(columnsOf(model) / line.size);
  return join([letterSize(line.size), letters(line.text, columns), letterSize(1)]);
};

/** ESC a 1 */
const centred = Uint8Array.of(0x1b, 0x61, 1);

/** GS ! n: width and height, each 1 to 8 times. */
const letterSize = (times: number): Uint8Array => Uint8Array.of(0x1d, 0x21, (times - 1) * 0x11);

/** Dots to a module: with the code of a ticket (37 modules) 22 mm of 80. */
const moduleDots = 5;

/** GS ( k functions 165, 167, 169, 180 and 181: model 2, size, level M, the text, print it. */
export const qrCode = (text: string): Uint8Array => {
  const data = new TextEncoder().encode(printableText(text));
  const length = data.length + 3;
  return join([
    Uint8Array.of(0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 50, 0),
    Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, moduleDots),
    Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x45, 49),
    Uint8Array.of(0x1d, 0x28, 0x6b, length & 255, length >> 8, 0x31, 0x50, 0x30),
    data,
    Uint8Array.of(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30),
  ]);
};

const letters = (text: string, columns: number): Uint8Array => {
  const plain = printableText(text)
    .replaceAll(/[\u2010-\u2015\u00b7]/g, "-")
    .replaceAll(/[\u2018\u2019]/g, "'")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
  const rows = wrapped(plain, columns);
  return Uint8Array.from(rows.flatMap((row) => [...Array.from(row, asciiOf), 0x0a]));
};

const asciiOf = (letter: string): number => (letter <= "~" ? letter.charCodeAt(0) : 0x3f);

/** Broken between words; a word that is wider than the paper is left to the printer, which goes on in the next row. */
const wrapped = (text: string, columns: number): readonly string[] => {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    if (row !== "" && row.length + 1 + word.length > columns) {
      rows.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  return [...rows, row];
};
