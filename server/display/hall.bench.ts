/**
 * A full hall: 50 displays and 40 tablets hear each change. From the kiosk's question to the last of them, against a bare server that
 * commits one row and tells as many streams the same bytes. Then the pages on a slow machine: Chromium slowed four times.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBenchServer } from "../../.dev/bench-process";
import { type Bench, figure, quantile } from "../../.dev/figure";
import { openBrowser, openContext } from "../../pwa/browser/chromium.testing";
import { type BenchBranch, startBenchBranch } from "../bench-branch.testing";
import { openDemoHall } from "../demo/hall";

const displays = 50;
const tablets = 40;
/** The demo hall has 120 numbers for people without a reason to go first. */
const changes = 90;
/** A phone of ten years ago on a line of 400 kbit/s. */
const slowness = 4;
const slowLine = { offline: false, latency: 150, downloadThroughput: 50_000, uploadThroughput: 25_000 };

export const bench: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-hall-"));
  const branch = await startBenchBranch(dir);
  try {
    await openDemoHall(branch.url, { seed: 3, headersAs: branch.headersAs });
    const tell = async () => {
      await branch.call("/walkins", "kiosk:1", {
        service: "PMA-BAHARUI",
        lane: "normal",
        claims: [],
        lang: "ms",
      });
    };
    const first = (await branch.call("/counters", "officer:rohani")).body.items[0].id as string;
    const hall = await Promise.all([
      ...Array.from({ length: displays }, async () =>
        stream(`${branch.url}/api/v1/events?topics=display`, await branch.headersAs("display:1"), "display"),
      ),
      ...Array.from({ length: tablets }, async () =>
        stream(
          `${branch.url}/api/v1/events?topics=${encodeURIComponent(`queue:${first}`)}`,
          await branch.headersAs("officer:rohani"),
          "queue",
        ),
      ),
    ]);
    const toldMs = await latencies(hall, tell);
    for (const one of hall) one.end();

    const bare = await startBenchServer("streams", String(hall[0]?.bytes() ?? 1000));
    const bareHall = await Promise.all(
      Array.from({ length: displays + tablets }, () =>
        stream(`http://127.0.0.1:${bare.port}/stream`, {}, "row"),
      ),
    );
    const bareMs = await latencies(bareHall, async () => {
      await fetch(`http://127.0.0.1:${bare.port}/tell`, { method: "POST", body: "{}" });
    });
    for (const one of bareHall) one.end();
    await bare.stop();
    yield figure(
      `a change to all of ${displays} displays and ${tablets} tablets, p50`,
      quantile(toldMs, 0.5),
      "ms",
      quantile(bareMs, 0.5),
      "≤ 100 ms; changes of 25 ms are told together",
    );
    yield figure(
      `a change to all of ${displays} displays and ${tablets} tablets, p99`,
      quantile(toldMs, 0.99),
      "ms",
      quantile(bareMs, 0.99),
      "≤ 200 ms",
    );
    yield* pages(branch, tell);
  } finally {
    await branch.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

async function* pages(branch: BenchBranch, tell: () => Promise<void>) {
  const browser = await openBrowser();
  try {
    const context = await openContext(browser, { width: 360, height: 740 });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", slowLine);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowness });
    const sinceMs = performance.now();
    await page.goto(`${branch.url}/book`, { waitUntil: "commit" });
    await page.locator("h1").waitFor();
    yield figure(
      "booking page on an old phone (360 px, a quarter of the processor, 400 kbit/s): first useful screen",
      (performance.now() - sinceMs) / 1000,
      "s",
      null,
      "≤ 5 s",
    );
    await context.close();

    const wall = await openContext(browser, { width: 1920, height: 1080 });
    const display = await wall.newPage();
    const slow = await wall.newCDPSession(display);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: slowness });
    await slow.send("Performance.enable");
    await display.goto(`${branch.url}/demo/enter?as=display:1&then=/display`);
    await display.locator(".display").first().waitFor();
    const busy = async () => {
      const { metrics } = await slow.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
    };
    const [before, beganMs] = [await busy(), performance.now()];
    for (let change = 0; change < 20; change++) {
      await tell();
      await Bun.sleep(500);
    }
    const share = ((await busy()) - before) / ((performance.now() - beganMs) / 1000);
    yield figure(
      "display page's processor at two changes a second, slowed four times",
      share * 100,
      "%",
      null,
      "≤ 50 %",
    );
    await wall.close();
  } finally {
    await browser.close();
  }
}

interface Stream {
  /** Bytes of the last event. */
  bytes(): number;
  /** The next event's moment. */
  next(): Promise<number>;
  end(): void;
}

/** One page's stream: resolves when its first picture is here. */
const stream = async (url: string, headers: Record<string, string>, event: string): Promise<Stream> => {
  const abort = new AbortController();
  const answer = await fetch(url, { headers, signal: abort.signal });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${await answer.text()}`);
  const waiting: ((atMs: number) => void)[] = [];
  const begun = Promise.withResolvers<void>();
  let size = 0;
  void (async () => {
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const piece of answer.body!) {
        text += decoder.decode(piece, { stream: true });
        const events = text.split("\n\n");
        text = events.pop()!;
        for (const told of events) {
          if (!told.startsWith(`event: ${event}`)) continue;
          size = told.length;
          begun.resolve();
          waiting.shift()?.(performance.now());
        }
      }
    } catch {
      // Ended by us.
    }
  })();
  await begun.promise;
  return {
    bytes: () => size,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    end: () => abort.abort(),
  };
};

/** For each change: from the question to the last stream that heard of it. */
const latencies = async (hall: readonly Stream[], tell: () => Promise<void>): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let change = 0; change < changes; change++) {
    const heard = Promise.all(hall.map((one) => one.next()));
    const sinceMs = performance.now();
    await tell();
    all.push(Math.max(...(await heard)) - sinceMs);
  }
  return all;
};
