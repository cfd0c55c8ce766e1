import { describe, expect, test } from "vitest";
import { languages, type FurtherLanguage } from "../../sync/core/languages";
import { load } from "../src/words/languages/catalogue";
import { tables } from "../src/words/messages";
import { misfits } from "./looks.testing";
import { picture } from "./chromium.testing";
import {
  button,
  chooseEnquiry,
  citizen,
  codeOnSlip,
  confirm,
  giveDetails,
  says,
  scan,
  takeFirstTime,
  type Words,
} from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

for (const path of [
  "words/common",
  "words/categories",
  "words/problems",
  "book/words",
  "book/details/words",
  "book/proof/words",
  "account/code-words",
  "slip/words",
  "kiosk/words",
])
  await import(/* @vite-ignore */ `../src/${path}`);

/** What the walks press and read, in another language: looked up by the Malay that it stands for. */
const wordsIn = async (code: FurtherLanguage): Promise<Words> => {
  const { default: catalogue } = await load[code]!();
  const said = (malay: string | RegExp): string => {
    for (const [namespace, table] of tables)
      for (const [key, { ms }] of Object.entries(table))
        if (typeof malay === "string" ? ms === malay : malay.test(ms))
          return (catalogue[namespace] as Readonly<Record<string, string>>)[key]!;
    throw new Error(`nothing says ${malay}`);
  };
  /** What stands around the numbers, whichever of a plural's branches it is. */
  const part = (text: string) => {
    const parts = text.includes(", plural,")
      ? [...text.matchAll(/\{([^{}]+)\}/g)].map(([, branch = ""]) => branch.replace("#", ""))
      : [text.split(/\{\w+\}/).toSorted((a, b) => b.length - a.length)[0]!];
    return new RegExp(parts.map((each) => each.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
  };
  return Object.fromEntries(
    Object.entries(says.ms).map(([name, malay]) => {
      // Services and their questions are headquarters' own words, in Malay and English.
      if (name === "enquiry" || name === "topic") return [name, says.en[name]];
      return [name, typeof malay === "string" ? said(malay) : part(said(malay))];
    }),
  ) as unknown as Words;
};

describe.each([
  ["bn", "ltr"],
  ["ur", "rtl"],
] as const)("in %s", (code, dir) => {
  const { name } = languages.find((row) => row.code === code)!;

  test("a person books on a phone and checks in at the kiosk", async () => {
    const words = await wordsIn(code);
    const phone = await room.visit("/book", { size: "phone" });
    await phone.evaluate((lang) => localStorage.setItem("sto.language", lang), code);
    await phone.reload();
    const fits = async (what: string) => {
      expect(await misfits(phone), what).toEqual([]);
      await picture(phone, `${what}-${code}`);
    };
    const who = citizen(code === "bn" ? 71 : 72, "RAHIM UDDIN");
    await phone.locator(".choice", { hasText: words.citizen }).first().waitFor();
    expect(await phone.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
      [code, dir],
    );
    await fits("book-who");
    await chooseEnquiry(phone, words, who);
    await takeFirstTime(phone, words);
    await giveDetails(phone, words, who);
    await fits("book-details");
    await confirm(phone, words, who);
    await fits("slip");

    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, name).click();
    await kiosk.locator(".kiosk-camera").waitFor();
    expect(await kiosk.evaluate(() => document.documentElement.dir)).toBe(dir);
    await scan(kiosk, await codeOnSlip(phone));
    await kiosk.locator(".kiosk-number").waitFor();
    await kiosk.getByRole("heading", { name: words.checkedIn }).waitFor();
    await picture(kiosk, `kiosk-number-${code}`);
    expect(
      await kiosk.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
      "the number fits the screen",
    ).toBe(true);
    // In a line from the right a time still reads "6:00 PM", not "PM 6:00".
    const time = await phone.evaluate(() => {
      const at = [...document.querySelectorAll("main *")].find(
        ({ children, textContent }) => children.length === 0 && /^\W*\d+:\d\d\sPM\W*$/.test(textContent),
      )?.firstChild;
      if (!at) return undefined;
      const xOf = (letter: string) => {
        const range = document.createRange();
        const from = at.textContent!.indexOf(letter);
        range.setStart(at, from);
        range.setEnd(at, from + 1);
        return range.getBoundingClientRect().x;
      };
      return xOf(":") < xOf("M");
    });
    expect(time).not.toBe(false);
  });
});
