import { Resvg } from "@resvg/resvg-wasm";
import { beforeAll, expect, test } from "vitest";
import { ticketRenderer } from "../devices/ticket/render";
import { readQrCodes } from "./slip-decode.fixture";
import { linkQrSvg, slipQr, slipQrSvg } from "./slip-qr";
import { view } from "./slip.fixture";

// It loads the drawing engine, which is loaded once in the life of a process.
beforeAll(ticketRenderer);

const pictureOf = (svg: string) => new Resvg(svg, { fitTo: { mode: "width", value: 400 } }).render().asPng();

test("a stranger's decoder reads the slip back from the picture, at level M", async () => {
  expect(await readQrCodes(pictureOf(slipQrSvg(view.text, "slip")))).toEqual([
    { text: view.text, level: "M", version: "9" },
  ]);
});

test("an address keeps its small letters", async () => {
  const url = "http://localhost:8101/kiosk#7KQ2-94XB";
  expect(await readQrCodes(pictureOf(linkQrSvg(url, "QR")))).toMatchObject([{ text: url, level: "M" }]);
});

test("the picture has four white modules on every side", () => {
  const { size, runs } = slipQr(view.text);
  expect(size).toBe(53 + 8);
  expect(Math.min(...runs.map(({ x }) => x))).toBe(4);
  expect(Math.min(...runs.map(({ y }) => y))).toBe(4);
  expect(Math.max(...runs.map(({ x, length }) => x + length))).toBe(57);
  expect(Math.max(...runs.map(({ y }) => y + 1))).toBe(57);
});

test("the picture obeys a strict content security policy and has a name", () => {
  const svg = slipQrSvg(view.text, `Imbas "ini" & itu`);
  expect(svg).not.toMatch(/style|script|href|url\(/);
  expect(svg).toContain(`role="img" aria-label="Imbas &#34;ini&#34; &#38; itu"`);
});
