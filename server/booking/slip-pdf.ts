import PDFDocument from "pdfkit";
import { slipQr } from "./slip-qr";
import type { SlipView, Words } from "./slip-view";
import { arriveByWords, dateWords, slipWords, spacedReference, timeWords } from "./slip-words";

/** TrueType files: see `slip-fonts.ts`. */
export interface SlipFonts {
  readonly regular: Uint8Array;
  readonly strong: Uint8Array;
  /** Only for our own words: it has no accents. */
  readonly heading: Uint8Array;
}

/**
 * The slip as a PDF, A4, fonts inside. The same view always gives the same bytes.
 *
 * The fonts hold Latin letters. For a name in another script the PDF refers to the document, by which the
 * person is known anyway; the page (HTML) shows every script.
 */
export const slipPdf = async (view: SlipView, fonts: SlipFonts): Promise<Uint8Array> => {
  const sheet = openSheet(view, fonts);
  if (view.banner) drawBanner(sheet, view.banner);
  drawTitle(sheet);
  drawTicket(sheet, view);
  drawDetails(sheet, view);
  if (view.state === "confirmed") {
    drawBring(sheet, view);
    drawChange(sheet, view);
  }
  return closeSheet(sheet);
};

/** The letters and signs that the fonts hold: the ranges of `fonts/make-fonts.sh`. */
export const isDrawable = (text: string): boolean =>
  /^[\u0020-\u007e\u00a0-\u024f\u1e00-\u1e9b\u1e9e-\u1eff\u2010-\u2015\u2018-\u201e\u2022\u2026]*$/.test(
    text,
  );

type Sheet = PDFKit.PDFDocument;

const colour = {
  blue: "#2563eb",
  paleBlue: "#eff6ff",
  ink: "#18181b",
  soft: "#3f3f46",
  quiet: "#6b6b74",
  edge: "#a1a1aa",
  line: "#e4e4e7",
  off: "#52525b",
  warning: "#854d0e",
  warningWash: "#fefce8",
} as const;

/** Points: A4 is 595 by 842, with margins of 18 mm at the sides and 14 mm above and below. */
const margin = 51;
const marginY = 40;
const width = 595.28 - 2 * margin;
const right = margin + width;
const bottom = 841.89 - marginY;

const openSheet = (view: SlipView, fonts: SlipFonts): Sheet => {
  const title = `${slipWords.title.ms} ${spacedReference(view.reference)}`;
  const sheet = new PDFDocument({
    size: "A4",
    margins: { top: marginY, bottom: marginY, left: margin, right: margin },
    pdfVersion: "1.7",
    lang: "ms-MY",
    displayTitle: true,
    // pdfkit reads a standard font from disk unless it is given one; its types know only names and paths.
    font: Buffer.from(fonts.regular) as unknown as string,
    info: {
      Title: title,
      CreationDate: new Date(view.changedAtMs),
      Producer: "STO edge",
      Creator: "STO edge",
    },
  });
  sheet.registerFont("regular", Buffer.from(fonts.regular));
  sheet.registerFont("strong", Buffer.from(fonts.strong));
  sheet.registerFont("heading", Buffer.from(fonts.heading));
  return sheet;
};

const closeSheet = (sheet: Sheet): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    sheet.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    sheet.on("error", reject);
    sheet.on("end", () => resolve(Uint8Array.from(Buffer.concat(chunks))));
    sheet.end();
  });

interface Style {
  readonly font?: "regular" | "strong" | "heading";
  readonly size?: number;
  readonly fill?: string;
  readonly width?: number;
  readonly align?: "left" | "center" | "right";
  readonly strike?: boolean;
  readonly link?: string;
}

/** Writes wrapped text with its upper left corner at x, y and returns the y below it. */
const write = (sheet: Sheet, text: string, x: number, y: number, style: Style = {}): number => {
  const { font = "regular", size = 10.5, fill = colour.ink, align = "left", strike = false, link } = style;
  sheet
    .font(font)
    .fontSize(size)
    .fillColor(fill)
    .text(drawable(text), x, y, {
      width: style.width ?? right - x,
      align,
      strike,
      lineGap: 1.5,
      ...(link === undefined ? {} : { link }),
    });
  return sheet.y;
};

/** Malay in ink, English below it and quieter. */
const writeBoth = (sheet: Sheet, words: Words, x: number, y: number, style: Style = {}): number => {
  const below = write(sheet, words.ms, x, y, style);
  const english = { ...style, font: "regular" as const, size: (style.size ?? 10.5) - 1, fill: colour.quiet };
  return write(sheet, words.en, x, below, english);
};

/** Malay and English on one line, for short words only. */
const writePair = (sheet: Sheet, words: Words, x: number, y: number, style: Style): number => {
  const below = write(sheet, words.ms, x, y, style);
  const left = x + sheet.widthOfString(drawable(words.ms)) + 5;
  const lower = Math.max(0, (style.size ?? 10.5) - 9.5) * 1.1;
  write(sheet, `/ ${words.en}`, left, y + lower, { size: 9.5, fill: style.fill ?? colour.quiet });
  return below;
};

const drawable = (text: string): string =>
  Array.from(text.normalize("NFC"), (char) => (isDrawable(char) ? char : "?")).join("");

const drawBanner = (sheet: Sheet, words: Words): void => {
  const top = sheet.y;
  sheet.roundedRect(margin, top, width, 26, 6).lineWidth(1).fillAndStroke(colour.warningWash, colour.warning);
  const below = { size: 9.5, fill: colour.warning, width: width - 24 };
  writePair(sheet, words, margin + 12, top + 7, { ...below, font: "strong" });
  sheet.y = top + 40;
};

const drawTitle = (sheet: Sheet): void => {
  const top = sheet.y;
  const small = { size: 9.5, align: "right" } as const;
  const below = write(sheet, slipWords.free.ms, margin, top + 10, { ...small, fill: colour.soft });
  write(sheet, slipWords.free.en, margin, below, { ...small, fill: colour.quiet });
  write(sheet, slipWords.title.ms, margin, top, { font: "heading", size: 20, width: width / 2 });
  write(sheet, slipWords.title.en, margin, top + 27, { fill: colour.quiet, width: width / 2 });
  sheet.y = top + 52;
};

const ticketHeight = 238;
const stubWidth = 186;

/** The ticket: when to come on the left, a dashed cut with two notches, the code and reference on the right. */
const drawTicket = (sheet: Sheet, view: SlipView): void => {
  const top = sheet.y;
  const cut = right - stubWidth;
  const stands = view.state === "confirmed";

  sheet.save().roundedRect(margin, top, width, ticketHeight, 14).clip();
  sheet.rect(margin, top, cut - margin, ticketHeight).fill(stands ? colour.blue : colour.off);
  sheet.restore();
  sheet
    .roundedRect(margin, top, width, ticketHeight, 14)
    .lineWidth(1)
    .stroke(stands ? colour.blue : colour.off);
  sheet.moveTo(cut + 2, top + 14).lineTo(cut + 2, top + ticketHeight - 14);
  sheet.lineWidth(1.5).dash(5, { space: 4 }).stroke(colour.edge).undash();
  drawNotches(sheet, cut, top, stands ? colour.blue : colour.off);

  drawWhen(sheet, view, margin + 22, top + 28, cut - margin - 44);
  drawStub(sheet, view, cut, top);
  sheet.y = top + ticketHeight + 18;
};

const drawNotches = (sheet: Sheet, cut: number, top: number, edge: string): void => {
  for (const y of [top, top + ticketHeight]) sheet.circle(cut, y, 10).fill("#ffffff");
  sheet.save().rect(margin, top, width, ticketHeight).clip();
  for (const y of [top, top + ticketHeight]) sheet.circle(cut, y, 10).lineWidth(1).stroke(edge);
  sheet.restore();
};

const drawWhen = (sheet: Sheet, view: SlipView, x: number, top: number, textWidth: number): void => {
  const date = dateWords(view.startsAtMs, view.timeZone);
  const time = timeWords(view.startsAtMs, view.timeZone);
  const stands = view.state === "confirmed";
  const todo = stands ? arriveByWords(view) : slipWords[view.state];
  const [clock = "", ...partOfDay] = time.ms.split(" ");
  const white = { fill: "#ffffff", width: textWidth };
  const pale = { fill: colour.paleBlue, width: textWidth };

  let y = write(sheet, date.ms, x, top, { ...white, font: "strong", size: 13 });
  y = write(sheet, date.en, x, y, pale);
  write(sheet, clock, x, y + 10, { ...white, font: "strong", size: 52, strike: !stands });
  const clockWidth = sheet.widthOfString(clock);
  write(sheet, partOfDay.join(" "), x + clockWidth + 8, y + 40, { ...white, font: "strong", size: 19 });
  y = write(sheet, time.en, x, y + 72, pale);
  sheet
    .moveTo(x, y + 8)
    .lineTo(x + textWidth, y + 8)
    .lineWidth(0.75)
    .stroke("#93c5fd");
  y = write(sheet, todo.ms, x, y + 17, { ...white, font: "strong", size: 12.5 });
  write(sheet, todo.en, x, y, pale);
};

const drawStub = (sheet: Sheet, view: SlipView, cut: number, top: number): void => {
  const centred = { align: "center", width: stubWidth - 16 } as const;
  const stands = view.state === "confirmed";
  let y = top + 80;
  if (stands) {
    const side = 160;
    drawQr(sheet, view.text, cut + (stubWidth - side) / 2, top + 6, side);
    y = top + 6 + side;
  }
  const label = `${slipWords.reference.ms} / ${slipWords.reference.en}`;
  y = write(sheet, label, cut + 8, y, { ...centred, size: 8, fill: colour.quiet });
  y = write(sheet, spacedReference(view.reference), cut + 8, y, { ...centred, font: "strong", size: 22 });
  const hint = stands ? slipWords.scan : slipWords.noQr;
  y = write(sheet, hint.ms, cut + 8, y + 1, { ...centred, size: 8.5, fill: colour.soft });
  write(sheet, hint.en, cut + 8, y, { ...centred, size: 8.5, fill: colour.quiet });
};

const drawQr = (sheet: Sheet, text: string, left: number, top: number, side: number): void => {
  const { size, runs } = slipQr(text);
  const module = side / size;
  for (const { x, y, length } of runs) {
    sheet.rect(left + x * module, top + y * module, length * module, module);
  }
  sheet.fill("#000000");
};

const labelWidth = 112;

const drawDetails = (sheet: Sheet, view: SlipView): void => {
  const x = margin + labelWidth;
  drawRow(sheet, slipWords.service, 34, (y) => writeBoth(sheet, view.service, x, y, { font: "strong" }));
  drawRow(sheet, slipWords.branch, 60, (y) => {
    let below = writeBoth(sheet, view.branch.name, x, y, { font: "strong" });
    for (const line of view.branch.addressLines) below = write(sheet, line, x, below, { fill: colour.soft });
    return view.branch.phone ? write(sheet, view.branch.phone, x, below, { fill: colour.soft }) : below;
  });
  drawRow(sheet, slipWords.people, 34, (y) => {
    let below = y;
    for (const [i, { name, document, masked }] of view.people.entries()) {
      below = keepTogether(sheet, below, 34) + (i === 0 ? 0 : 3);
      if (isDrawable(name.normalize("NFC"))) below = write(sheet, name, x, below, { font: "strong" });
      else below = writePair(sheet, slipWords.nameOnDocument, x, below, {});
      const known = `${document.ms} / ${document.en}  ${masked}`;
      below = write(sheet, known, x, below, { size: 9.5, fill: colour.soft });
    }
    return below;
  });
  drawRow(sheet, slipWords.fee, 34, (y) => writeBoth(sheet, view.fee, x, y, { font: "strong" }));
};

/** One label and its content over a thin line; `height` is what must fit on this page at least. */
const drawRow = (sheet: Sheet, label: Words, height: number, content: (y: number) => number): void => {
  const top = keepTogether(sheet, sheet.y, height);
  const labelBelow = writeBoth(sheet, label, margin, top, { fill: colour.soft, width: labelWidth - 8 });
  const below = content(top);
  // After a page break inside the content the label's own height is on the page before.
  const y = below < top ? below : Math.max(labelBelow, below);
  sheet
    .moveTo(margin, y + 4)
    .lineTo(right, y + 4)
    .lineWidth(0.75)
    .stroke(colour.line);
  sheet.y = y + 11;
};

const drawHeading = (sheet: Sheet, words: Words, height: number): number => {
  const top = keepTogether(sheet, sheet.y + 6, height);
  return writePair(sheet, words, margin, top, { font: "heading", size: 12.5 }) + 4;
};

/** Boxes to tick, in two columns, each row as high as its longer text. */
const drawBring = (sheet: Sheet, view: SlipView): void => {
  let y = drawHeading(sheet, slipWords.bring, 70);
  const columnWidth = (width - 24) / 2;
  for (let i = 0; i < view.bring.length; i += 2) {
    y = keepTogether(sheet, y, 44);
    const top = y;
    for (const [column, document] of view.bring.slice(i, i + 2).entries()) {
      const x = margin + column * (columnWidth + 24);
      sheet
        .roundedRect(x, top + 1.5, 9, 9, 2)
        .lineWidth(1)
        .stroke(colour.quiet);
      y = Math.max(y, writeBoth(sheet, document, x + 17, top, { width: columnWidth - 17 }));
    }
    y += 6;
  }
  sheet.y = y;
};

const drawChange = (sheet: Sheet, view: SlipView): void => {
  const y = drawHeading(sheet, slipWords.change, 68);
  const below = writeBoth(sheet, slipWords.howToChange, margin, y);
  const link = new URL(view.manageUrl).href;
  write(sheet, link, margin, below + 2, { font: "strong", fill: colour.blue, link });
};

/** A new page when less than `height` is left: then the y at its top. */
const keepTogether = (sheet: Sheet, y: number, height: number): number => {
  if (y + height <= bottom) return y;
  sheet.addPage();
  return sheet.y;
};
