/** A branch with gate lanes in this process, its pages in a real Chromium: controllers, matcher and time are in the test's hands. */
import type { BrowserContext, Page } from "playwright-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, vi } from "vitest";
import { borderIn, type Hall, setupHall } from "../../server/gates/lanes.fixture";
import type { LaneSetup } from "../../server/gates/lane";
import { openBrowser, openContext, patienceMs, watch } from "./chromium.testing";

export interface LanesRoom extends Hall {
  readonly url: string;
  /** A page of somebody, on a device of their own. */
  open(path: string, as: string, size: { readonly width: number; readonly height: number }): Promise<Page>;
  /** Lets time pass at the lanes until it holds. */
  comes<T>(look: () => T | Promise<T>): Promise<T>;
  /** Nobody answers any more, until `mend`. */
  cut(): void;
  mend(): void;
}

/** `Lorong 1` to `Lorong n`; every fourth leads out, the fifth is wide. */
export const lanesNamed = (count: number): readonly LaneSetup[] =>
  Array.from({ length: count }, (_, index) => ({
    ...borderIn,
    id: `l${index + 1}`,
    name: `Lorong ${index + 1}`,
    direction: (index + 1) % 4 === 0 ? "out" : "in",
    wide: index === 4,
  }));

/** One Chromium for the file's tests; each test has a branch of its own. */
export const setupLanes = () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close(), 60_000);

  return async (count: number): Promise<LanesRoom> => {
    let answer: (request: Request) => Response | Promise<Response> = () =>
      new Response(null, { status: 503 });
    const serve = (port: number) =>
      Bun.serve({ port, hostname: "localhost", idleTimeout: 60, fetch: (request) => answer(request) });
    let server = serve(0);
    const port = server.port!;
    onTestFinished(() => server.stop(true));
    const url = `http://localhost:${port}`;
    const hall = await setupHall({ lanes: lanesNamed(count), branch: { publicUrl: url } });
    answer = (request) => hall.app.fetch(request);

    let isCut = false;
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    onTestFinished(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      expect(complaints, "what the pages complained about").toEqual([]);
    });
    return {
      ...hall,
      url,
      open: async (path, as, size) => {
        const context = await openContext(browser, size);
        contexts.push(context);
        const page = await context.newPage();
        watch(page, (complaint) => {
          if (!isCut) complaints.push(complaint);
        });
        await page.goto(`${url}/demo/enter?as=${as}&then=${encodeURIComponent(path)}`);
        return page;
      },
      comes: (look) =>
        vi.waitFor(
          async () => {
            await hall.pass(300);
            return look();
          },
          { timeout: patienceMs, interval: 50 },
        ),
      cut: () => {
        isCut = true;
        void server.stop(true);
      },
      mend: () => {
        server = serve(port);
      },
    };
  };
};
