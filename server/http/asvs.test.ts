import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checks } from "./asvs";

const root = join(import.meta.dirname, "../..");

/** The names of the tests of a file, as they stand in it. */
const testsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /\btest(?:\.each(?:<[^(]*>)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?\(\s*"((?:[^"\\]|\\.)*)"/g,
    ),
  ].map(([, name]) => JSON.parse(`"${name}"`) as string);

test("the list has sixty checks, and none without a test or a reason", () => {
  expect(Object.keys(checks).map(Number)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  for (const [no, { asvs, what, tests = [], notYet, notHere }] of Object.entries(checks)) {
    expect(asvs, no).toMatch(/^\d+\.\d+/);
    expect(what, no).toMatch(/\w/);
    expect(tests.length > 0 || notYet !== undefined || notHere !== undefined, no).toBe(true);
  }
});

test("every test that the list names is there, by its very name", () => {
  const namesByFile = new Map<string, readonly string[]>();
  const gone = Object.entries(checks).flatMap(([no, { tests = [] }]) =>
    tests
      .filter((named) => {
        const [file = "", ...name] = named.split(": ");
        if (!namesByFile.has(file)) namesByFile.set(file, testsOf(file));
        return !namesByFile.get(file)!.includes(name.join(": "));
      })
      .map((named) => `${no} ${named}`),
  );
  expect(gone, "the test was renamed or removed: put its new name into asvs.ts").toEqual([]);
});
