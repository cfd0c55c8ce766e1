/** What a phone on a poor line waits for: the first load of the booking page, of a counter's tablet, and of the other public ones beside them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startBenchServer } from "../.dev/bench-process";
import { type Bench, figure } from "../.dev/figure";
import type { Sizes } from "./build/sizes";
import { openBrowser, openContext, sizes } from "./browser/chromium.testing";
import { firstLoad } from "./browser/first-load.testing";
import { pwaFolder } from "./embed";

const kB = (bytes: number): number => bytes / 1000;

export const bench: Bench = async function* () {
  const built = JSON.parse(readFileSync(join(pwaFolder, "sizes.json"), "utf8")) as Sizes;
  const server = await startBenchServer("branch", "SGR-HQ1");
  const browser = await openBrowser();
  try {
    for (const [path, target] of [
      ["/book", "at most 45 kB"],
      ["/counter", "at most 45 kB"],
      ["/", "none set"],
      ["/my", "none set"],
    ] as const) {
      // A device of its own each time: nothing is kept from the page before.
      const context = await openContext(browser, sizes.phone);
      const load = await firstLoad(await context.newPage(), `http://localhost:${server.port}${path}`);
      await context.close();
      const files = built.firstLoads[path]?.compressedBytes ?? Number.NaN;
      yield figure(
        `first load of ${path}: scripts and styles over the wire, beside their files`,
        kB(load.bodyBytes),
        "kB",
        kB(files),
        target,
      );
      yield figure(
        `first load of ${path}: the same with the heads of the responses`,
        kB(load.wireBytes),
        "kB",
        kB(files),
        "none set",
      );
    }
  } finally {
    await browser.close();
    await server.stop();
  }
};
