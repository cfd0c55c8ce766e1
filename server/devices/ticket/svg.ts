import { printableText } from "../../../hardware/printer/text";
import { lettersOf, runsOf, type Weight, widthEm } from "./letters";

/** 80 mm paper prints 72 mm, at 8 dots to the millimetre. */
export const ticketWidthPx = 576;

/** What text may use, clear of the ticket's outline. */
export const innerWidthPx = 516;

/** A piece of SVG, its top at 0, and the height it takes, in dots (8 to the millimetre). */
export interface Block {
  readonly svg: string;
  readonly heightPx: number;
}

export interface TextStyle {
  readonly sizePx: number;
  readonly weight?: Weight;
  readonly anchor?: "start" | "middle";
  readonly fill?: "black" | "white";
}

export interface Place {
  readonly x: number;
  /** Top of the first line. */
  readonly y: number;
  readonly widthPx: number;
  readonly linesMax?: number;
  /** Of the first line; otherwise the line is centred in its height. */
  readonly baseline?: number;
}

/** Text with its top at `y`: printable, escaped, broken into at most `linesMax` lines of `widthPx`. */
export const textBlock = (text: string, place: Place, style: TextStyle): Block => {
  const { x, y, widthPx, linesMax = 1 } = place;
  const { sizePx, weight = "medium", anchor = "middle", fill = "black" } = style;
  const lines = breakLines(printableText(text), widthPx / sizePx, linesMax, weight);
  const lineHeightPx = Math.round(sizePx * lineHeight(text));
  const drawn = lines.map((line, i) => {
    const baseline = i * lineHeightPx + (place.baseline ?? Math.round(y + lineHeightPx / 2 + sizePx * 0.36));
    const left = anchor === "middle" ? x - (widthEm(line, weight) * sizePx) / 2 : x;
    return lineSvg(line, left, baseline, sizePx, weight);
  });
  const font = `font-size="${sizePx}" font-weight="${weight === "bold" ? 700 : 500}" fill="${fill}"`;
  return { svg: `<g ${font}>${drawn.join("")}</g>`, heightPx: lines.length * lineHeightPx };
};

const lineSvg = (line: string, left: number, baseline: number, sizePx: number, weight: Weight): string => {
  let x = left;
  let svg = "";
  for (const { text, face } of runsOf(line)) {
    const family = face === "Inter" ? "" : ` font-family="${face}"`;
    svg += `<text x="${x.toFixed(1)}" y="${baseline}"${family} xml:space="preserve">${escapeXml(text)}</text>`;
    x += widthEm(text, weight) * sizePx;
  }
  return svg;
};

/**
 * One block as a picture of its own. The background stays clear: paper is white by itself. Edges are hard: a thermal head
 * knows no grey.
 */
export const svgDocument = ({ svg, heightPx }: Block): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${ticketWidthPx}" height="${heightPx}" font-family="Inter" ` +
  `shape-rendering="crispEdges" text-rendering="optimizeSpeed">${svg}</svg>`;

/** Tamil has signs above and below its letters. */
const lineHeight = (text: string): number => (/\p{Script=Tamil}/u.test(text) ? 1.45 : 1.28);

/** Breaks at spaces; inside a word only where it is wider than the line, or its script has no spaces. */
const breakLines = (text: string, widthMaxEm: number, linesMax: number, weight: Weight): string[] => {
  const fits = (line: string) => widthEm(line.trimEnd(), weight) <= widthMaxEm;
  const words = text.match(/\s*[^\s\u2e80-\uffef]+|\s*[\u2e80-\uffef]/gu) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of words.flatMap((word) => (fits(word) ? [word] : lettersOf(word)))) {
    if (line !== "" && !fits(line + piece)) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  if (lines.length <= linesMax) return lines;
  const last = lettersOf(lines.slice(linesMax - 1).join(" "));
  while (last.length > 0 && !fits(`${last.join("")}…`)) last.pop();
  return [...lines.slice(0, linesMax - 1), `${last.join("").trimEnd()}…`];
};

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
