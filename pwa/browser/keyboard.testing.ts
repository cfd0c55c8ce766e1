/** Somebody without a pointer: Tab, Shift+Tab, arrows, Space and Enter, and eyes that look for the focus. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface Focus {
  readonly name: string;
  readonly seen: boolean;
  readonly covered: boolean;
}

const tabsMax = 80;

/** Presses Tab until the thing with this name has the focus; on the way every stop must be visible. */
export const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  const passed: string[] = [];
  for (let tabs = 0; tabs < tabsMax; tabs++) {
    await page.keyboard.press("Tab");
    const focus = await focusOn(page);
    passed.push(focus.name);
    if (focus.name === "") continue;
    expect(focus.seen, `focus ring on "${focus.name}"`).toBe(true);
    expect(focus.covered, `"${focus.name}" lies under something while it has the focus`).toBe(false);
    if (typeof name === "string" ? focus.name.includes(name) : name.test(focus.name)) return;
  }
  throw new Error(`Tab never reached ${name}; it passed ${passed.join(" | ")}`);
};

/** What has the focus, whether a ring shows it, and whether a sticky bar hides it (WCAG 2.4.7 and 2.4.11). */
const focusOn = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: "", seen: true, covered: false };
    const label = at.closest("label") ?? document.querySelector(`label[for="${at.id}"]`);
    const own = at.getAttribute("aria-label") ?? (at as HTMLElement).innerText;
    const name = (own || (label as HTMLElement | null)?.innerText || at.tagName).replace(/\s+/g, " ").trim();
    // A radio or tick shows its focus on the card around it.
    const shown = [at, at.closest("label"), at.nextElementSibling].filter((one) => one !== null);
    const seen = shown.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const box = (at.closest("label") ?? at).getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const around = at.closest("label") ?? at;
    const covered = top === null || !(around.contains(top) || top.contains(around));
    return { name, seen, covered };
  });

/** The choice of a radio group, by its arrows. */
export const arrowTo = async (page: Page, name: string | RegExp): Promise<void> => {
  for (let presses = 0; presses < tabsMax; presses++) {
    const { name: now } = await focusOn(page);
    const checked = await page.evaluate(
      () => (document.activeElement as HTMLInputElement | null)?.checked === true,
    );
    const here = typeof name === "string" ? now.includes(name) : name.test(now);
    if (here && checked) return;
    await page.keyboard.press(here ? "Space" : "ArrowDown");
  }
  throw new Error(`the arrows never reached ${name}`);
};
