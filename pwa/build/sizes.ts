import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { BuiltScript, BuiltStyles } from "../build";
import type { PageRow } from "../src/pages";

export interface Sizes {
  /** Scripts and styles a page needs before it shows, by its path. Fonts and icons come after and are not counted. */
  readonly firstLoads: Readonly<
    Record<string, { readonly compressedBytes: number; readonly files: readonly string[] }>
  >;
}

/** Adds up what each page loads at first: boot, shell sheet, main with its static imports, the page's chunk and sheet. */
export const measureFirstLoads = (built: {
  readonly outDir: string;
  readonly main: BuiltScript;
  readonly styles: BuiltStyles;
  readonly pages: readonly PageRow[];
}): Sizes => {
  const sourceByPath = pageSources();
  const firstLoads: Record<string, { compressedBytes: number; files: string[] }> = {};
  for (const row of built.pages) {
    const source = sourceByPath.get(row.path) ?? "";
    const chunk =
      built.main.fileBySource.get(`src/${source}.tsx`) ?? built.main.fileBySource.get(`src/${source}`);
    if (!chunk) throw new Error(`no chunk of its own for ${row.path} (${source})`);
    const scripts = withStaticImports(built.main, [built.main.href.replace("/assets/", ""), chunk]);
    const files = [
      ...scripts.map((file) => `/assets/${file}`),
      ...readdirSync(join(built.outDir, "assets"))
        .filter((file) => file.startsWith("boot-"))
        .map((file) => `/assets/${file}`),
      built.styles.shell,
      ...(built.styles.hrefByGroup[row.group] ? [built.styles.hrefByGroup[row.group] as string] : []),
    ];
    const compressedBytes = files.reduce(
      (sum, file) => sum + brotli(readFileSync(join(built.outDir, file))).length,
      0,
    );
    firstLoads[row.path] = { compressedBytes, files };
  }
  return { firstLoads };
};

/** The module a page is loaded from, read from the list's own text: a function does not tell its import. */
const pageSources = (): ReadonlyMap<string, string> => {
  const text = readFileSync(join(import.meta.dirname, "..", "src", "pages.ts"), "utf8");
  const rows = text.matchAll(/path: "([^"]+)"[^}]*?import\("\.\/([^"]+)"\)/g);
  return new Map([...rows].map(([, path = "", source = ""]) => [path, source]));
};

const withStaticImports = (main: BuiltScript, files: readonly string[]): string[] => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !main.importsByFile.has(file)) return;
    seen.add(file);
    for (const next of main.importsByFile.get(file)?.now ?? []) visit(next);
  };
  for (const file of files) visit(file);
  return [...seen];
};

const compressible = /\.(html|js|css|svg|json|webmanifest|wasm)$/;

/** Writes `.br` and `.gz` beside every text file, where they save something: the server only picks. */
export const compressFolder = async (folder: string): Promise<void> => {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (bytes.length < 256) continue;
    writeFileSync(`${path}.br`, brotli(bytes));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
};

const brotli = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
