/**
 * Builds the pages into `pwa/dist`: scripts by page group with hashed names, one shell sheet and one per group, fonts,
 * the icon sprite, the service worker, and everything compressed once. Run `bun pwa/build.ts [--dev]`.
 */
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { injectManifest } from "workbox-build";
import { compressFolder, measureFirstLoads, type Sizes } from "./build/sizes";
import { copyFonts } from "./build/fonts";
import { iconPngs, iconSprite } from "./build/icons";
import { webManifest } from "./build/manifest";
import { pages } from "./src/pages";

export interface BuildOptions {
  /** Absolute path of the folder to fill; what was there is removed. */
  readonly outDir: string;
  /** Readable scripts with source maps, nothing compressed. */
  readonly dev?: boolean;
}

const here = import.meta.dirname;

/** Builds everything and tells the first-load sizes by page path, compressed bytes. */
export const buildPwa = async ({ outDir, dev = false }: BuildOptions): Promise<Sizes> => {
  // Filled beside its place and moved there whole: two builds at once, or a server starting, never see half of one.
  const filling = await mkdtemp(`${outDir}-`);
  try {
    const sizes = await fill(filling, dev);
    // A temporary folder is its maker's alone; built pages are anyone's to read.
    await chmod(filling, 0o755);
    await rm(outDir, { recursive: true, force: true });
    await rename(filling, outDir);
    return sizes;
  } finally {
    await rm(filling, { recursive: true, force: true });
  }
};

const fill = async (outDir: string, dev: boolean): Promise<Sizes> => {
  await mkdir(join(outDir, "assets"), { recursive: true });
  const shared = { outDir, dev, minify: !dev };

  const icons = `/assets/icons-${await writeHashed(outDir, "icons", "svg", await iconSprite())}`;
  const fonts = await copyFonts(outDir);
  const styles = await buildStyles(shared);
  const boot = await buildScript(shared, "src/boot.ts", {});
  const main = await buildMain(shared, {
    __BUILT__: JSON.stringify({ icons, styleByGroup: styles.hrefByGroup }),
  });

  await cp(join(here, "static"), outDir, { recursive: true });
  for (const [name, png] of Object.entries(await iconPngs())) await writeFile(join(outDir, name), png);
  await writeFile(join(outDir, "manifest.webmanifest"), webManifest());
  await copyFolderIfThere(join(here, "voice", "clips"), join(outDir, "voice"));
  await buildWorkers(shared);

  const template = await readFile(join(here, "index.html"), "utf8");
  const valueByName: Record<string, string> = {
    boot,
    main: main.href,
    shell: styles.shell,
    fonts: fonts.join(" "),
  };
  await writeFile(
    join(outDir, "index.html"),
    template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => valueByName[name] ?? ""),
  );

  await buildServiceWorker(shared);
  const sizes = measureFirstLoads({ outDir, main, styles, pages });
  await writeFile(
    join(outDir, "site.json"),
    JSON.stringify({ pages: pages.map((row) => row.path) }, null, 2),
  );
  await writeFile(join(outDir, "sizes.json"), JSON.stringify(sizes, null, 2));
  if (!dev) await compressFolder(outDir);
  return sizes;
};

interface Shared {
  readonly outDir: string;
  readonly dev: boolean;
  readonly minify: boolean;
}

/** A built script: its address, and which chunks each one loads at once. */
export interface BuiltScript {
  readonly href: string;
  /** Files a chunk imports statically, and lazily, by file name under `assets`. */
  readonly importsByFile: ReadonlyMap<
    string,
    { readonly now: readonly string[]; readonly later: readonly string[] }
  >;
  /** Output file of a source's dynamic entry, by the source's path. */
  readonly fileBySource: ReadonlyMap<string, string>;
}

export interface BuiltStyles {
  readonly shell: string;
  readonly hrefByGroup: Readonly<Record<string, string>>;
}

const buildMain = async (shared: Shared, define: Record<string, string>): Promise<BuiltScript> => {
  const result = await Bun.build({
    entrypoints: [join(here, "src/main.tsx")],
    outdir: join(shared.outDir, "assets"),
    target: "browser",
    format: "esm",
    splitting: true,
    minify: shared.minify,
    sourcemap: shared.dev ? "linked" : "none",
    metafile: true,
    naming: "[name]-[hash].[ext]",
    define: { ...define, "process.env.NODE_ENV": shared.dev ? '"development"' : '"production"' },
  });
  const importsByFile = new Map<string, { now: string[]; later: string[] }>();
  const fileBySource = new Map<string, string>();
  let href = "";
  for (const [path, output] of Object.entries(result.metafile?.outputs ?? {})) {
    const file = path.split("/").at(-1) ?? path;
    if (!file.endsWith(".js")) continue;
    const imports = output.imports.map((row) => ({ file: row.path.split("/").at(-1) ?? "", kind: row.kind }));
    importsByFile.set(file, {
      now: imports.filter((row) => row.kind === "import-statement").map((row) => row.file),
      later: imports.filter((row) => row.kind === "dynamic-import").map((row) => row.file),
    });
    if (!output.entryPoint) continue;
    fileBySource.set(output.entryPoint.replace(/^.*?src\//, "src/"), file);
    if (output.entryPoint.endsWith("src/main.tsx")) href = `/assets/${file}`;
  }
  if (href === "") throw new Error("the build told no output for src/main.tsx");
  return { href, importsByFile, fileBySource };
};

/** One script on its own, without modules: what runs before the page, and the workers. */
const buildScript = async (
  shared: Shared,
  source: string,
  define: Record<string, string>,
  output?: { readonly folder: string; readonly name: string },
): Promise<string> => {
  const result = await Bun.build({
    entrypoints: [join(here, source)],
    outdir: join(shared.outDir, output?.folder ?? "assets"),
    target: "browser",
    format: "iife",
    minify: shared.minify,
    naming: output ? output.name : "[name]-[hash].[ext]",
    define: { ...define, "process.env.NODE_ENV": '"production"' },
  });
  const file = result.outputs[0];
  if (!file) throw new Error(`${source} gave no script`);
  return file.path.slice(shared.outDir.length);
};

/** The shell's sheet and each page group's own `style.css`. */
const buildStyles = async (shared: Shared): Promise<BuiltStyles> => {
  const hrefByGroup: Record<string, string> = {};
  const groups = new Set(pages.map((row) => row.group).filter((group) => existsSync(sheetOf(group))));
  const shell = await buildSheet(shared, join(here, "src/styles/shell.css"), "shell");
  for (const group of groups) hrefByGroup[group] = await buildSheet(shared, sheetOf(group), group);
  return { shell, hrefByGroup };
};

const sheetOf = (group: string): string => join(here, "src", group, "style.css");

const buildSheet = async (shared: Shared, source: string, name: string): Promise<string> => {
  const result = await Bun.build({
    entrypoints: [source],
    outdir: join(shared.outDir, "assets"),
    minify: shared.minify,
    naming: `${name}-[hash].[ext]`,
    external: ["/fonts/*"],
  });
  const file = result.outputs[0];
  if (!file) throw new Error(`${source} gave no sheet`);
  return file.path.slice(shared.outDir.length);
};

/**
 * Workers live at a fixed address, because their own response carries its own content security policy: the kiosk's
 * camera decoder needs WebAssembly, the page must not have it.
 */
const buildWorkers = async (shared: Shared): Promise<void> => {
  if (!existsSync(join(here, "src/kiosk/scan-worker.ts"))) return;
  await buildScript(shared, "src/kiosk/scan-worker.ts", {}, { folder: "worker", name: "scan.js" });
  // The decoder's own copy: its script and its WebAssembly must be of one version.
  const decoder = dirname(Bun.resolveSync("barcode-detector/ponyfill", here));
  const wasm = Bun.resolveSync("zxing-wasm/reader/zxing_reader.wasm", decoder);
  await cp(wasm, join(shared.outDir, "worker/zxing_reader.wasm"));
};

const buildServiceWorker = async (shared: Shared): Promise<void> => {
  const patterns = pages.map((row) => `^${row.path.replace(/:\w+/g, "[^/]+")}/?(\\?|$)`);
  await buildScript(
    shared,
    "src/sw.ts",
    { __PAGE_PATTERNS__: JSON.stringify(patterns), __SCANNER__: JSON.stringify(await scannerHash(shared)) },
    { folder: ".", name: "sw.js" },
  );
  const { warnings } = await injectManifest({
    swSrc: join(shared.outDir, "sw.js"),
    swDest: join(shared.outDir, "sw.js"),
    globDirectory: shared.outDir,
    globPatterns: ["index.html", "manifest.webmanifest", "*.svg", "assets/*.{js,css,svg}", "fonts/*.woff2"],
    // A further script is kept by whoever reads it (`sw.ts`).
    globIgnores: ["fonts/noto-*"],
    dontCacheBustURLsMatching: /^assets\//,
  });
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
};

/** Empty without a decoder. */
const scannerHash = async ({ outDir }: Shared): Promise<string> => {
  const files = ["worker/scan.js", "worker/zxing_reader.wasm"].map((file) => join(outDir, file));
  const parts = await Promise.all(files.filter((file) => existsSync(file)).map((file) => readFile(file)));
  return Bun.hash(Buffer.concat(parts)).toString(36).slice(0, 8);
};

const writeHashed = async (
  outDir: string,
  name: string,
  extension: string,
  text: string,
): Promise<string> => {
  const hash = Bun.hash(text).toString(36).slice(0, 8);
  await writeFile(join(outDir, "assets", `${name}-${hash}.${extension}`), text);
  return `${hash}.${extension}`;
};

const copyFolderIfThere = async (from: string, to: string): Promise<void> => {
  if (existsSync(from) && (await readdir(from)).length > 0) await cp(from, to, { recursive: true });
};

if (import.meta.main) {
  const sizes = await buildPwa({ outDir: join(here, "dist"), dev: process.argv.includes("--dev") });
  for (const [path, size] of Object.entries(sizes.firstLoads))
    console.log(`${path.padEnd(14)} ${(size.compressedBytes / 1000).toFixed(1).padStart(6)} kB first load`);
}
