/** Looking at a page as it stands: what axe finds, what does not fit, and pictures for people to look at. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { systemClock } from "../../sync/core/clock";
import { isPictured, picture, sizes } from "./chromium.testing";

interface LookOptions {
  /** Pages for one size and one theme (a kiosk, a hall's display) are looked at as they stand. */
  readonly only?: boolean;
  /** The node does not answer: the other theme, for which Chromium loads the fonts anew, is left out. */
  readonly nodeAway?: boolean;
}

/** 400 % zoom of a 1280 px window (WCAG 1.4.10), and a common phone. */
const narrow = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
] as const;

/**
 * The same state of a page in Malay by day and in English by night: axe finds nothing in one of them, nothing
 * runs out of the page or of its box at 320 and 390 px, and there is a picture of it at phone, tablet and desktop size.
 */
export const look = async (
  page: Page,
  name: string,
  { only = false, nodeAway = false }: LookOptions = {},
): Promise<void> => {
  const before = page.viewportSize() ?? sizes.phone;
  await settled(page);
  if (only) {
    await picture(page, `${name}-${before.width}`, false);
    const fits = async () => expect(await misfits(page), `${name}, what does not fit`).toEqual([]);
    await inEach(page, name, fits, nodeAway ? ["light"] : undefined);
    return;
  }
  await inEach(page, name, async (language) => {
    for (const size of narrow) {
      await page.setViewportSize(size);
      expect(await misfits(page), `${name} in ${language} at ${size.width} px, what does not fit`).toEqual(
        [],
      );
    }
    await picture(page, `${name}-390${language === "ms" ? "" : "-en-dark"}`);
    await page.setViewportSize(before);
  });
  if (!isPictured) return;
  for (const size of [sizes.tablet, sizes.desktop]) {
    await page.setViewportSize(size);
    await picture(page, `${name}-${size.width}`, false);
  }
  await page.setViewportSize(before);
};

/** `STO_LOOKS=all npm test -- pwa/browser`: axe in each language by day and by night, not in one of them. */
const isAll = process.env["STO_LOOKS"] === "all";

/** Looks of one run take turns, and another day begins with the other turn. */
let turn = Math.floor(systemClock.nowMs() / 86_400_000);

/**
 * `then` in both languages; axe in Malay by day or in English by night, in turn: what it finds is in the structure of a page, which
 * both share, or in its colours and words, which it sees in the other turn a day later. Ends as it began, by day.
 */
const inEach = async (
  page: Page,
  name: string,
  then: (language: string) => Promise<void>,
  themes: readonly Theme[] = ["light", "dark"],
): Promise<void> => {
  const began = await page.evaluate(() => document.documentElement.lang);
  const isOfHall = began !== "ms" && began !== "en";
  const languages = isOfHall ? [began] : ["ms", "en"];
  const inTurn = languages[turn++ % languages.length];
  for (const [at, language] of languages.entries()) {
    await speak(page, language);
    const order = at === 0 ? themes.toReversed() : themes;
    for (const theme of isAll ? order : order.slice(-1)) {
      if (themes.length > 1) await page.emulateMedia({ colorScheme: theme });
      if (isAll || language === inTurn)
        expect(await faults(page), `${name} in ${language}, ${theme}, axe`).toEqual([]);
    }
    await then(language);
  }
  await speak(page, began);
  if (themes.length === 1) return;
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page);
};

type Theme = "light" | "dark";

/**
 * Sets the page's own language signal, as its BM and EN do, also where those are out of reach: behind a dialog, or on a
 * kiosk, where another language begins anew.
 */
const speak = async (page: Page, code: string): Promise<void> => {
  // As text: the test runner would turn `import` into its own.
  await page.evaluate(`(async () => {
    const scripts = performance.getEntriesByType("resource").map(({ name }) => name);
    for (const script of scripts.filter((name) => /\\/assets\\/(main|chunk)-.*\\.js$/.test(name)))
      for (const value of Object.values(await import(script)))
        if (typeof value?.peek === "function" && value.peek() === document.documentElement.lang)
          value.value = ${JSON.stringify(code)};
  })()`);
  await page.locator(`html[lang="${code}"]`).waitFor();
};

/** Fonts are there and the page has drawn what it was told. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });

/**
 * Every rule of axe, its best practices too. Behind an open dialog nothing can be reached, and it has been looked at. The text goes in
 * by the debugger: the page's policy stays as it is.
 */
const faults = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(
      document.querySelector("dialog:modal") ?? document,
      {
        resultTypes: ["violations"],
      },
    ),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
};

/** What runs out of the page sideways, text cut off by its own box, and buttons whose words need a third line. */
export const misfits = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const named = (element: Element) => {
      const text = (element as HTMLElement).innerText?.replace(/\s+/g, " ").trim().slice(0, 60) ?? "";
      return `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${text}"`;
    };
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter(
        (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
      );
      found.push(`the page scrolls sideways: ${wide.slice(0, 4).map(named).join(", ")}`);
    }
    const inReach = document.querySelector("dialog:modal") ?? document.body;
    for (const element of inReach.querySelectorAll<HTMLElement>("*")) {
      if (element.closest(".hear, svg, .skip, [hidden]") || element.clientWidth === 0) continue;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const tooWide = element.scrollWidth > element.clientWidth + 1;
      const button = element.matches("button, a.button, summary");
      const cut = ["hidden", "clip"].includes(overflowX) || textOverflow === "ellipsis";
      if (tooWide && (button || cut)) found.push(`cut off: ${named(element)}`);
      if (!button || element.querySelector("div, p")) continue;
      for (const label of [element, ...element.querySelectorAll("span")]) {
        const words = [...label.childNodes].filter(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
        );
        const range = document.createRange();
        for (const word of words) {
          range.selectNode(word);
          const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
          // At 400 % zoom words may take what lines they need.
          if (lines.size > 3 && innerWidth >= 390) found.push(`more than three lines: ${named(element)}`);
        }
      }
    }
    return found;
  });
