import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

test("every state of a lane's screen has a contrast of 7 to 1 or more", () => {
  const sheet = readFileSync(join(import.meta.dirname, "style.css"), "utf8");
  const blocks = [...sheet.matchAll(/--ground: (#\w{6});(?:\s*--sign: (#\w{6});)?/g)];
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  const usual = blocks[0]![2]!;
  for (const [text, ground = "", sign = usual] of blocks)
    expect(contrast(ground, sign), text).toBeGreaterThanOrEqual(7);
});
