import { describe, expect, test } from "vitest";
import { lettersOf, runsOf, widthEm } from "./letters";
import { textBlock } from "./svg";

const linesOf = (text: string, widthPx: number, linesMax: number): string[] => {
  const { svg } = textBlock(text, { x: 0, y: 0, widthPx, linesMax }, { sizePx: 20 });
  const byBaseline = Map.groupBy(svg.matchAll(/y="(\d+)"[^>]*>([^<]*)</g), (found) => found[1]);
  return [...byBaseline.values()].map((runs) => runs.map((run) => run[2]).join(""));
};

describe("lines of text", () => {
  test("break at spaces and end in an ellipsis when there are too many", () => {
    expect(linesOf("Pas Lawatan Sosial", 200, 2)).toEqual(["Pas Lawatan Sosial"]);
    expect(linesOf("Pas Lawatan Sosial", 130, 2)).toEqual(["Pas Lawatan", "Sosial"]);
    expect(linesOf("Pas Lawatan Sosial Jangka Panjang", 130, 2)).toEqual(["Pas Lawatan", "Sosial Jang…"]);
  });

  test("break inside a word that is wider than the paper, and between Chinese characters", () => {
    expect(linesOf("Wwwwwwwwwwww", 100, 3).length).toBeGreaterThan(1);
    expect(linesOf("长期社交访问准证", 82, 2)).toEqual(["长期社交", "访问准证"]);
  });

  test("are empty for an empty text", () => {
    expect(textBlock(" ", { x: 0, y: 0, widthPx: 100 }, { sizePx: 20 }).heightPx).toBe(0);
  });
});

describe("letters", () => {
  test("a Tamil consonant with its sign is one letter and one run", () => {
    expect(lettersOf("காத்தி")).toEqual(["கா", "த்", "தி"]);
    expect(runsOf("10 பேர் 人").map((run) => [run.text, run.face])).toEqual([
      ["10 ", "Inter"],
      ["பே", "Noto Sans Tamil"],
      ["ர்", "Noto Sans Tamil"],
      [" ", "Inter"],
      ["人", "Noto Sans CJK SC"],
    ]);
  });

  test("a sign adds its own width", () => {
    expect(widthEm("கா", "bold")).toBeGreaterThan(widthEm("க", "bold"));
    expect(widthEm("க்", "bold")).toBeLessThan(1);
  });
});
