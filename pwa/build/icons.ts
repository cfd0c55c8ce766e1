import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { iconNames } from "../src/ui/icons";

const modules = join(import.meta.dirname, "..", "..", "node_modules");

/** One SVG with a `<symbol>` per icon that pages use: about 40 bytes an icon once compressed, and no script. */
export const iconSprite = async (): Promise<string> => {
  const symbols = await Promise.all(
    iconNames.map(async (name) => {
      const svg = await readFile(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
      const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  return `<!-- Lucide, ISC licence --><svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
};

/** The home-screen icons, drawn from `static/icon.svg` (content inside the safe zone of a round mask). */
export const iconPngs = async (): Promise<Record<string, Uint8Array>> => {
  const svg = await readFile(join(import.meta.dirname, "..", "static", "icon.svg"), "utf8");
  wasmReady ??= readFile(join(modules, "@resvg/resvg-wasm/index_bg.wasm")).then((bytes) => initWasm(bytes));
  await wasmReady;
  const pngs: Record<string, Uint8Array> = {};
  for (const sizePx of [180, 192, 512])
    pngs[`icon-${sizePx}.png`] = new Resvg(svg, { fitTo: { mode: "width", value: sizePx } }).render().asPng();
  return pngs;
};

let wasmReady: Promise<void> | undefined;
