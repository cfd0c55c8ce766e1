import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import subsetFont from "subset-font";

const modules = join(import.meta.dirname, "..", "..", "node_modules");

/** Faces under the SIL Open Font License 1.1, whose text travels with them. */
const files = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "inter-LICENSE.txt": "@fontsource-variable/inter/LICENSE",
  "poppins-latin-600.woff2": "@fontsource/poppins/files/poppins-latin-600-normal.woff2",
  "poppins-LICENSE.txt": "@fontsource/poppins/LICENSE",
} as const;

/** Faces of further scripts, by language: whole scripts, because their letters change shape together. */
const further = {
  bn: "noto-sans-bengali/files/noto-sans-bengali-bengali",
  ne: "noto-sans-devanagari/files/noto-sans-devanagari-devanagari",
  my: "noto-sans-myanmar/files/noto-sans-myanmar-myanmar",
  ta: "noto-sans-tamil/files/noto-sans-tamil-tamil",
  ur: "noto-naskh-arabic/files/noto-naskh-arabic-arabic",
} as const;

/** Copies the fonts to `/fonts`; the addresses to preload. */
export const copyFonts = async (outDir: string): Promise<readonly string[]> => {
  const folder = join(outDir, "fonts");
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(files)) await cp(join(modules, source), join(folder, name));
  for (const [code, source] of Object.entries(further))
    for (const weight of [400, 600])
      await cp(
        join(modules, "@fontsource", `${source}-${weight}-normal.woff2`),
        join(folder, `noto-${code}-${weight}.woff2`),
      );
  await writeFile(join(folder, "noto-zh-400.woff2"), await chineseFace());
  return Object.keys(files)
    .filter((name) => name.endsWith(".woff2"))
    .map((name) => `/fonts/${name}`);
};

/** Chinese has more characters than a page can load: those of our own words, and of dates. 72 kB of 1.1 MB. */
const chineseFace = async (): Promise<Uint8Array> => {
  const whole = await readFile(
    join(modules, "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2"),
  );
  const catalogue = await readFile(join(import.meta.dirname, "../src/words/languages/zh.ts"), "utf8");
  const dates = "0123456789年月日星期一二三四五六天上午下午凌晨早晨中午晚上点分秒";
  const letters = [...new Set(catalogue + dates)].join("");
  return subsetFont(whole, letters, { targetFormat: "woff2" });
};
