import type { Bitmap } from "../printer/escpos";
import { encodePng } from "./png";

/** One piece of paper in a person's hand. */
export interface PrintedTicket {
  /** 1, 2, 3 ... since the printer was made. */
  readonly serial: number;
  /** False for a piece that ended by power, paper or cover instead of the knife. */
  readonly whole: boolean;
  readonly bitmap: Bitmap;
  readonly png: Uint8Array;
  /** Letters printed by the text commands, with line feeds. */
  readonly text: string;
  /** Texts of the QR codes that were drawn by command, not as pictures. */
  readonly codes: readonly string[];
  /** The bytes that made it. */
  readonly bytes: Uint8Array;
}

export interface Paper {
  row(dots: Uint8Array): void;
  letter(byte: number): void;
  code(text: string): void;
  /** Notes the command's bytes as part of this piece. */
  note(bytes: Uint8Array): void;
  /** Ends the piece; a blank one is nothing. */
  end(whole: boolean): PrintedTicket | undefined;
}

/** The roll: dots and letters come on, pieces come off. */
export const paperRoll = (rowBytes: number): Paper => {
  let rows: Uint8Array[] = [];
  let text = "";
  let codes: string[] = [];
  let bytes: Uint8Array[] = [];
  let serial = 0;

  return {
    row(dots) {
      const row = new Uint8Array(rowBytes);
      row.set(dots.subarray(0, rowBytes));
      rows.push(row);
    },
    letter(byte) {
      text += String.fromCharCode(byte);
    },
    code(what) {
      codes.push(what);
    },
    note(part) {
      bytes.push(part);
    },
    end(whole) {
      const blank = rows.length === 0 && text.trim() === "" && codes.length === 0;
      const bitmap = {
        widthPx: rowBytes * 8,
        heightPx: rows.length,
        data: new Uint8Array(Buffer.concat(rows)),
      };
      const made = { whole, bitmap, text, codes, bytes: new Uint8Array(Buffer.concat(bytes)) };
      rows = [];
      text = "";
      codes = [];
      bytes = [];
      if (blank) return undefined;
      serial += 1;
      let png: Uint8Array | undefined;
      return {
        serial,
        ...made,
        get png() {
          return (png ??= encodePng(bitmap));
        },
      };
    },
  };
};
