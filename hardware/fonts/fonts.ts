import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import interBold from "./inter-bold.otf" with { type: "file" };
import interMedium from "./inter-medium.otf" with { type: "file" };
import chineseBold from "./noto-sans-sc-bold.otf" with { type: "file" };
import chineseRegular from "./noto-sans-sc-regular.otf" with { type: "file" };
import tamilBold from "./noto-sans-tamil-bold.ttf" with { type: "file" };
import tamilRegular from "./noto-sans-tamil-regular.ttf" with { type: "file" };

/** The paper fonts, as files in memory. About 250 kB. */
export const loadFonts = (): Uint8Array[] =>
  [interBold, interMedium, chineseBold, chineseRegular, tamilBold, tamilRegular].map(readAsset);

/** A compiled program gives a path of its own file system; a development server may give a URL path: the name is the same. */
const readAsset = (path: string): Uint8Array => {
  const compiled = import.meta.dirname.startsWith("/$bunfs");
  return new Uint8Array(readFileSync(compiled ? path : join(import.meta.dirname, basename(path))));
};
