import { expect, test } from "vitest";
import { pages } from "../pages";
import { language } from "../words/language";
import { guides } from "./guides";

/** Pages for people, for a screen of the hall, or for the demo. */
const notStaff = ["home", "book", "my", "account", "slip", "ticket", "kiosk", "display", "lane", "demo"];
/** Of a page that has its guide. */
const deeper = ["/gates/referrals/:id"];

test("every page of the staff says what it is for, in three sentences", () => {
  const staff = pages
    .filter(({ group, path }) => !notStaff.includes(group) && !deeper.includes(path))
    .map(({ path }) => path);
  expect(Object.keys(guides).toSorted()).toEqual(staff.toSorted());
  for (const lang of ["ms", "en"] as const) {
    language.value = lang;
    for (const [path, { sentences }] of Object.entries(guides)) {
      const said = sentences.map((sentence) => sentence());
      expect(new Set(said).size, path).toBe(3);
      for (const sentence of said) expect(sentence, path).toMatch(/^.{15,110}[.]$|[.?!].*[.]$/);
    }
  }
  language.value = "ms";
});
