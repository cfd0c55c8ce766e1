import { type Block, innerWidthPx, textBlock, type TextStyle, ticketWidthPx } from "./svg";

/** A block at its height on the paper. Layers may overlap: black stays black. */
export interface Layer extends Block {
  readonly y: number;
}

/** A paper as layers of SVG, 576 dots wide and as long as it needs. */
export interface Picture {
  readonly layers: readonly Layer[];
  readonly heightPx: number;
}

/** Builds a paper from its top down; `scale` is of the type of its lines. */
export const paperStack = (scale = 1) => {
  const layers: Layer[] = [];
  let y = 8;
  const put = (block: Block, gapPx: number): void => {
    if (block.heightPx === 0) return;
    layers.push({ ...block, y });
    y += block.heightPx + gapPx;
  };
  return {
    put,
    line: (text: string, gapPx: number, linesMax: number, style: TextStyle): void =>
      put(
        textBlock(
          text,
          {
            x: ticketWidthPx / 2,
            y: 0,
            widthPx: innerWidthPx,
            linesMax: scale > 1 ? linesMax + 1 : linesMax,
          },
          { ...style, sizePx: Math.round(style.sizePx * scale) },
        ),
        gapPx,
      ),
    skip: (heightPx: number): void => {
      y += heightPx;
    },
    /** How far down it is. */
    y: (): number => y,
    /** Something around what is there already. */
    around: (block: Block, topPx: number): void => void layers.push({ ...block, y: topPx }),
    picture: (): Picture => ({ layers, heightPx: y }),
  };
};
