/** Chromium as tests and benches drive it: what it is started with, devices, complaints, pictures. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { listenForVoice } from "./voice.testing";

export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
  kiosk: { width: 1080, height: 1920 },
  hall: { width: 1920, height: 1080 },
} as const;

export type Size = keyof typeof sizes;

const screens = join(import.meta.dirname, "..", "..", ".screens");
/** A machine of two cores runs three nodes, a browser and other tests beside this one. */
export const patienceMs = 20_000;

/** Pages answer to nobody else's address, keep nothing between tests and never leave the machine. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** Chromium from the path. Missing, it fails: a browser test that is skipped proves nothing. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> => {
  const found = Bun.which("chromium") ?? chromium.executablePath();
  return chromium.launch({ executablePath: found, args: [...flags, ...more] });
};

/** A new device: nothing kept, Malaysian clock, and the page's own complaints made audible. */
export const openContext = async (
  browser: Browser,
  viewport: { width: number; height: number },
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    viewport,
    locale: "ms-MY",
    timezoneId: "Asia/Kuala_Lumpur",
    reducedMotion: "reduce",
    hasTouch: viewport.width < 1000,
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`policy violated: ${violatedDirective} by ${blockedURI} in ${sourceFile}`),
    );
  });
  await context.addInitScript(listenForVoice);
  return context;
};

/**
 * Errors of the page, of its console, of its policy and of the server count. An answer of 4xx does not: refusals are
 * answers, and the browser's own line about them says nothing more.
 */
export const watch = (page: Page, complain: (text: string) => void): void => {
  page.on("pageerror", (error) => complain(`${page.url()} threw ${error.message}`));
  page.on("console", (message) => {
    const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(
      message.text(),
    );
    if (message.type() === "error" && !refusal) complain(`${page.url()} console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) complain(`${response.url()} answered ${response.status()}`);
  });
};

/** A build machine has nobody to look at pictures: a third of the time saved. */
export const isPictured = !process.env["CI"];

/** A picture for people, in a folder that git ignores. */
export const picture = async (page: Page, name: string, fullPage = true): Promise<void> => {
  if (!isPictured) return;
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), fullPage });
};
