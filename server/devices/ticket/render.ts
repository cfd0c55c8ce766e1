import { readFileSync } from "node:fs";
import { initWasm, Resvg, type ResvgRenderOptions } from "@resvg/resvg-wasm";
import wasmPath from "@resvg/resvg-wasm/index_bg.wasm" with { type: "file" };
import { loadFonts } from "../../../hardware/fonts/fonts";
import { type Bitmap, rasterTicket } from "../../../hardware/printer/escpos";
import { type ProofPaper, proofPicture } from "./proof-paper";
import type { Picture } from "./stack";
import { svgDocument, ticketWidthPx } from "./svg";
import { type TestPaper, testPicture } from "./test-paper";
import { type TicketData, ticketPicture } from "./ticket-svg";
import { type VisitPaper, visitPicture } from "./visit-paper";

export interface TicketRenderer {
  /** The paper as dots. */
  bitmap(paper: Paper): Bitmap;
  /** The paper as bytes for an ESC/POS printer, cut included. */
  bytes(paper: Paper): Uint8Array;
}

export type Paper = TicketData | VisitPaper | ProofPaper | TestPaper;

let ready: Promise<TicketRenderer> | undefined;

/** Loads the drawing engine and the fonts, once in the life of the process. */
export const ticketRenderer = (): Promise<TicketRenderer> => (ready ??= load());

const load = async (): Promise<TicketRenderer> => {
  await initWasm(readFileSync(wasmPath));
  const options: ResvgRenderOptions = { font: { fontBuffers: loadFonts(), defaultFontFamily: "Inter" } };

  const draw = remember(layersKept, (document) => {
    const resvg = new Resvg(document, options);
    const image = resvg.render();
    try {
      return toDots(image.pixels);
    } finally {
      image.free();
      resvg.free();
    }
  });

  const bitmap = (paper: Paper): Bitmap => {
    const { layers, heightPx } = pictureOf(paper);
    const data = new Uint8Array(rowBytes * heightPx);
    for (const layer of layers) {
      const dots = draw(svgDocument(layer));
      const start = layer.y * rowBytes;
      for (let i = 0; i < dots.length; i++) data[start + i] = (data[start + i] ?? 0) | (dots[i] ?? 0);
    }
    return { widthPx: ticketWidthPx, heightPx, data };
  };
  return { bitmap, bytes: (paper) => rasterTicket(bitmap(paper)) };
};

const pictureOf = (paper: Paper): Picture => {
  if (!("paper" in paper)) return ticketPicture(paper);
  if (paper.paper === "proof") return proofPicture(paper);
  return paper.paper === "test" ? testPicture(paper) : visitPicture(paper);
};

const rowBytes = ticketWidthPx / 8;

/** About fifteen layers a ticket, of which four change from ticket to ticket. A layer is 2 to 40 kB. */
const layersKept = 200;

/** Words, lanes, services and the outline come again and again: drawing them once saves most of the time. */
const remember = (countMax: number, draw: (document: string) => Uint8Array): typeof draw => {
  const drawn = new Map<string, Uint8Array>();
  return (document) => {
    const dots = drawn.get(document) ?? draw(document);
    drawn.delete(document);
    drawn.set(document, dots);
    const oldest = drawn.keys().next().value;
    if (drawn.size > countMax && oldest !== undefined) drawn.delete(oldest);
    return dots;
  };
};

/** RGBA with hard edges to one bit a dot, most significant bit left: opaque black burns, white and clear do not. */
const toDots = (pixels: Uint8Array): Uint8Array => {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const dots = new Uint8Array(words.length / 8);
  for (let i = 0, at = 0; i < dots.length; i++) {
    let byte = 0;
    for (let bit = 0x80; bit > 0; bit >>= 1) if (words[at++] === opaqueBlack) byte |= bit;
    dots[i] = byte;
  }
  return dots;
};

const opaqueBlack = new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0];
