import { describe, expect, test } from "vitest";
import { further } from "../../../../sync/core/languages";
import { faces } from "../further-fonts";
import { formatMessage, tables } from "../messages";
import { load, type Namespace } from "./catalogue";

for (const path of [
  "../common",
  "../problems",
  "../categories",
  "../branches",
  "../needs",
  "../stages",
  "../money",
  "../../home/words",
  "../../office/words",
  "../../book/words",
  "../../book/details/words",
  "../../book/proof/words",
  "../../account/code-words",
  "../../my/words",
  "../../slip/words",
  "../../ticket/words",
  "../../ticket/why",
  "../../ticket/check-in-words",
  "../../kiosk/words",
])
  await import(/* @vite-ignore */ path);

/** What is written alike in both languages: names, and words that Indonesian shares with Malay. */
const alike: Partial<Record<keyof typeof load, readonly string[]>> = {
  id: [
    "words/common language",
    "words/common themeDark",
    "words/common back",
    "words/common close",
    "words/common hours",
    "words/common days",
    "words/common people",
    "words/stages collection",
    "book/words whoShort",
    "book/words citizenDetail",
    "book/words people",
    "book/words workers",
    "book/words legendOpen",
    "book/words legendNotYet",
    "book/words chooseDay",
    "book/words keeping",
    "book/details/words infant",
    "book/details/words haj",
    "book/details/wrong empty",
    "book/details/wrong NameTooLong",
    "my/words coming",
    "my/words moveNow",
    "slip/words between",
    "slip/words drop",
    "slip/words dropped",
    "slip/words cancelPending",
    "kiosk/words cameraView",
    "kiosk/words thisIsMe",
    "kiosk/words notMe",
    "kiosk/words claimInfant",
    "kiosk/words claimHaj",
    "kiosk/words entry",
  ],
  bn: ["book/proof/words sms"],
};

const argsOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?:, \w+,|\})/g)].map(([, name = ""]) => name))].toSorted();

test("the public's tables are found", () => {
  expect([...tables.keys()].toSorted()).toContain("book/words");
  expect([...tables.values()].reduce((sum, table) => sum + Object.keys(table).length, 0)).toBeGreaterThan(
    500,
  );
});

test("every catalogue is of a language that stands in the list", () => {
  expect(further).toEqual(expect.arrayContaining(Object.keys(load)));
});

describe.each(Object.entries(load))("in %s", (code, bring) => {
  test("every sentence of the public's pages is written, with the arguments of the Malay one", async () => {
    const { default: catalogue } = await bring();
    for (const [name, table] of tables)
      for (const [key, { ms }] of Object.entries(table)) {
        const said = (catalogue[name as Namespace] as Readonly<Record<string, string>>)[key];
        expect(said, `${name} ${key}`).toBeTruthy();
        expect(argsOf(said!), `${name} ${key}`).toEqual(argsOf(ms));
        const args = Object.fromEntries(argsOf(ms).map((arg) => [arg, 3]));
        expect(formatMessage(said!, code, args), `${name} ${key}`).not.toMatch(/[{}]/);
      }
  });

  test("every letter has a face", async () => {
    const { default: catalogue } = await bring();
    const face = code === "id" ? undefined : faces[code as keyof typeof faces];
    // Latin letters and the signs that Inter has; in Chinese also the quotation marks.
    const ranges = `U+0020-00FF, U+2010-2026, ${face?.range ?? ""}`.matchAll(
      /U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g,
    );
    const known = [...ranges].map(
      ([, from = "", to = from]) => [parseInt(from, 16), parseInt(to, 16)] as const,
    );
    const without = [...new Set(JSON.stringify(catalogue))].filter(
      (letter) => !known.some(([from, to]) => letter.codePointAt(0)! >= from && letter.codePointAt(0)! <= to),
    );
    expect(without).toEqual([]);
  });

  test("nothing is left in Malay or English", async () => {
    const { default: catalogue } = await bring();
    const left = [...tables].flatMap(([name, table]) =>
      Object.entries(table).flatMap(([key, { ms, en }]) => {
        const said = (catalogue[name as Namespace] as Readonly<Record<string, string>>)[key];
        return said === ms || said === en ? [`${name} ${key}`] : [];
      }),
    );
    expect(left).toEqual(alike[code as keyof typeof load] ?? []);
  });
});
