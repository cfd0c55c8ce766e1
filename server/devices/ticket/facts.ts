import { widthEm } from "./letters";
import { type Block, innerWidthPx, textBlock, ticketWidthPx } from "./svg";

/** A label and a value, each in two languages. */
export interface Fact {
  readonly label: readonly [string, string];
  readonly value: readonly [string, string];
}

/** One or two facts side by side, their rows level. */
export const factColumns = (facts: readonly Fact[]): Block => {
  const widthPx = innerWidthPx / facts.length;
  const left = (ticketWidthPx - innerWidthPx) / 2;
  const textWidth = widthPx - 14;
  const valueSize = Math.min(
    36,
    ...facts.map(({ value }) => Math.floor(textWidth / widthEm(value[0], "bold"))),
  );
  const rows = [
    { text: (fact: Fact) => fact.label[0], sizePx: 22, weight: "bold", linesMax: 2, gapPx: 0 },
    { text: (fact: Fact) => fact.label[1], sizePx: 20, weight: "medium", linesMax: 2, gapPx: 6 },
    { text: (fact: Fact) => fact.value[0], sizePx: valueSize, weight: "bold", linesMax: 1, gapPx: 0 },
    { text: (fact: Fact) => fact.value[1], sizePx: 21, weight: "medium", linesMax: 1, gapPx: 0 },
  ] as const;

  let y = 0;
  let svg = "";
  for (const { text, sizePx, weight, linesMax, gapPx } of rows) {
    const cells = facts.map((fact, i) => {
      const x = left + widthPx * (i + 0.5);
      return textBlock(text(fact), { x, y, widthPx: textWidth, linesMax }, { sizePx, weight });
    });
    svg += cells.map((cell) => cell.svg).join("");
    y += Math.max(...cells.map((cell) => cell.heightPx)) + gapPx;
  }
  if (facts.length === 2) {
    svg += `<path d="M${ticketWidthPx / 2} 4V${y - 4}" stroke="black" stroke-width="2"/>`;
  }
  return { svg, heightPx: y };
};
