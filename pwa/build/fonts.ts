import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";

const modules = join(import.meta.dirname, "..", "..", "node_modules");

/** Latin faces under the SIL Open Font License 1.1, whose text travels with them. */
const files = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "inter-LICENSE.txt": "@fontsource-variable/inter/LICENSE",
  "poppins-latin-600.woff2": "@fontsource/poppins/files/poppins-latin-600-normal.woff2",
  "poppins-LICENSE.txt": "@fontsource/poppins/LICENSE",
} as const;

/** Copies the fonts to `/fonts`; the addresses to preload. */
export const copyFonts = async (outDir: string): Promise<readonly string[]> => {
  await mkdir(join(outDir, "fonts"), { recursive: true });
  for (const [name, source] of Object.entries(files))
    await cp(join(modules, source), join(outDir, "fonts", name));
  return Object.keys(files)
    .filter((name) => name.endsWith(".woff2"))
    .map((name) => `/fonts/${name}`);
};
