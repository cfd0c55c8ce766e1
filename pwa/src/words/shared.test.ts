import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..");

test("a sentence that two tables need is written once", () => {
  const placesByText = new Map<string, string[]>();
  for (const path of readdirSync(folder, { recursive: true }) as string[]) {
    if (!/\.tsx?$/.test(path) || /\.test\./.test(path)) continue;
    const source = readFileSync(join(folder, path), "utf8");
    for (const [, key = "", ms = "", en = ""] of source.matchAll(
      /^ {2}(\w+): \{\s*ms: "([^"]*)",\s*en: "([^"]*)"/gm,
    )) {
      const text = `${ms} | ${en}`;
      placesByText.set(text, [...(placesByText.get(text) ?? []), `${path} ${key}`]);
    }
  }
  expect(placesByText.size, "tables of words found").toBeGreaterThan(400);
  expect([...placesByText].filter(([, places]) => places.length > 1)).toEqual([]);
});
