import { laneIcons } from "./lane-icons";
import { widthEm } from "./letters";
import { type Block, innerWidthPx, textBlock, ticketWidthPx } from "./svg";
import type { TicketLane } from "./words";

const middle = ticketWidthPx / 2;

/** The number, as large as the paper allows. */
export const heroNumber = (number: string): Block => {
  const sizePx = Math.min(200, Math.floor(innerWidthPx / widthEm(number, "bold")));
  // Capitals of Inter are 0.727 em high; round ones reach a little over and under.
  const capHeight = Math.round(sizePx * 0.727);
  const text = textBlock(
    number,
    { x: middle, y: 0, widthPx: ticketWidthPx, baseline: capHeight + 4 },
    { sizePx, weight: "bold" },
  );
  return { svg: text.svg, heightPx: capHeight + 8 };
};

/** White on black where the lane is a reason to be called earlier, an outline for the normal queue. */
export const lanePill = (lane: TicketLane, text: string): Block => {
  const textWidthMax = innerWidthPx - 92;
  const sizePx = Math.min(26, Math.floor(textWidthMax / widthEm(text, "bold")));
  const widthPx = Math.ceil(widthEm(text, "bold") * sizePx) + 88;
  const left = Math.round(middle - widthPx / 2);
  const filled = lane !== "normal";
  const ink = filled ? "white" : "black";
  const label = textBlock(
    text,
    { x: left + 64, y: 28 - Math.round(sizePx * 0.64), widthPx: ticketWidthPx },
    { sizePx, weight: "bold", anchor: "start", fill: ink },
  );
  const icon = `<g transform="translate(${left + 22} 11) scale(1.42)" fill="none" stroke="${ink}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${laneIcons[lane]}</g>`;
  const pill = `<rect x="${left}" y="2" width="${widthPx}" height="52" rx="26" fill="${filled ? "black" : "white"}" stroke="black" stroke-width="3"/>`;
  return { svg: pill + icon + label.svg, heightPx: 56 };
};

/** Round corners, two notches, a dashed cut between them at `cutY`: the shape of "yours, bring it". */
export const ticketOutline = (cutY: number, heightPx: number): Block => {
  const [left, right, top, bottom] = [6, ticketWidthPx - 6, 2, heightPx - 2];
  const [radius, notch] = [22, 16];
  const corner = (x: number, y: number) => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  const dent = (y: number) => `a${notch} ${notch} 0 0 0 0 ${y}`;
  const shape = [
    `M${left + radius} ${top}H${right - radius}${corner(radius, radius)}`,
    `V${cutY - notch}${dent(2 * notch)}V${bottom - radius}${corner(-radius, radius)}`,
    `H${left + radius}${corner(-radius, -radius)}`,
    `V${cutY + notch}${dent(-2 * notch)}V${top + radius}${corner(radius, -radius)}z`,
  ].join("");
  const cut = `M${left + notch + 12} ${cutY}H${right - notch - 10}`;
  const svg =
    `<path d="${shape}" fill="none" stroke="black" stroke-width="3"/>` +
    `<path d="${cut}" stroke="black" stroke-width="3" stroke-dasharray="12 9"/>`;
  return { svg, heightPx };
};

/** "SALINAN": a second paper for one place in the queue says so before anything else. */
export const copyBand = (text: string): Block => {
  const label = textBlock(
    text,
    { x: middle, y: 6, widthPx: innerWidthPx },
    { sizePx: 34, weight: "bold", fill: "white" },
  );
  const heightPx = label.heightPx + 12;
  return { svg: `<rect width="${ticketWidthPx}" height="${heightPx}"/>${label.svg}`, heightPx };
};
