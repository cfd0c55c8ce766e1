import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "acorn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPwa } from "./build";
import type { Sizes } from "./build/sizes";
import { iconNames } from "./src/ui/icons";

/** First loads, compressed: a phone on a poor line waits for no more. A counter has devices, faces, fingers and the emergency key beside its queue. */
const firstLoads = [
  ["/book", 45],
  ["/counter", 49],
] as const;

let outDir = "";
let sizes: Sizes;

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), "sto-pwa-"));
  sizes = await buildPwa({ outDir });
});

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(outDir, name), "utf8");

test.each(firstLoads)("%s loads in %i kB", (path, kBMax) => {
  expect(sizes.firstLoads[path]?.compressedBytes).toBeLessThanOrEqual(kBMax * 1000);
});

test("the booking page waits for no rule of documents and no other page", () => {
  const script = firstScript("/book");
  expect(script).toContain("Siapa pemohon?");
  for (const later of ["Nombor MyKad ada 12 digit", "Sila ke kaunter"]) expect(script).not.toContain(later);
});

test("the counter asks for its dialogs when they are opened, and the service worker has them by then", () => {
  const first = firstScript("/counter");
  expect(first).toContain("Panggil seterusnya");
  for (const later of ["Panggil nombor tertentu", "Simpan pembetulan", "Nombor MyKad ada 12 digit"])
    expect(first).not.toContain(later);
  const worker = read("sw.js");
  const scripts = readdirSync(join(outDir, "assets")).filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(20);
  expect(scripts.filter((file) => !worker.includes(file))).toEqual([]);
});

test("the page holds nothing that a strict content security policy would drop", () => {
  const html = read("index.html");
  expect(html).not.toMatch(/<style|style="|\son\w+="|javascript:/i);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/i);
  expect(html).not.toContain("{{");
});

test("no component sets a style attribute: the policy would drop it without a word", () => {
  const marked = sources().filter(({ text }) => /\sstyle=[{"]/.test(text));
  expect(marked.map(({ path }) => path)).toEqual([]);
});

test("the service worker keeps the shell and never what the node answers", () => {
  const worker = read("sw.js");
  expect(worker).toContain("index.html");
  expect(worker).toContain("inter-latin.woff2");
  expect(worker).not.toMatch(/\/api\/|\/sync\/|__WB_MANIFEST/);
});

test("every icon of the sprite is used by some page", () => {
  const text = sources()
    .filter(({ path }) => !path.endsWith("ui/icons.ts"))
    .map((source) => source.text)
    .join("\n");
  expect(iconNames.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
});

test("text files come compressed, and the compressed file is smaller", () => {
  const [main] = sizes.firstLoads["/book"]?.files ?? [];
  const plain = readFileSync(join(outDir, main as string)).length;
  for (const ending of [".br", ".gz"])
    expect(readFileSync(join(outDir, `${main}${ending}`)).length).toBeLessThan(plain / 2);
});

/** Chrome 105, Safari 15.4, Firefox 121: what is written there is ES2022; what is younger stands in `boot.ts`, or here by name. */
test("no script asks more of a browser than the floor has", () => {
  const scripts = readdirSync(join(outDir, "assets")).filter((file) => file.endsWith(".js"));
  for (const file of scripts)
    expect(
      () => parse(read(`assets/${file}`), { ecmaVersion: 2022, sourceType: "module" }),
      file,
    ).not.toThrow();
  const young =
    /\b(withResolvers|groupBy|fromAsync|isSubsetOf|isWellFormed|toBase64|fromBase64|canParse|Promise\.try|AbortSignal\.any|findLastIndex)\b/;
  const asking = scripts.flatMap((file) => {
    const found = young.exec(read(`assets/${file}`));
    return found ? [`${file}: ${found[1]}`] : [];
  });
  expect(asking, "add what the floor lacks to boot.ts, or write it another way").toEqual([]);
  const styles = readdirSync(join(outDir, "assets")).filter((file) => file.endsWith(".css"));
  for (const file of styles)
    expect(read(`assets/${file}`), file).not.toMatch(/light-dark\(|oklch\(|@scope|@starting-style/);
});

/** Everything a page runs before it stands. */
const firstScript = (path: string): string =>
  (sizes.firstLoads[path]?.files ?? [])
    .filter((file) => file.endsWith(".js"))
    .map((file) => read(file))
    .join("\n");

const sources = (): { path: string; text: string }[] => {
  const folder = join(import.meta.dirname, "src");
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
};
