import { expect, onTestFinished, test } from "vitest";
import { startReaderSimulator } from "../../hardware/emulator/reader";
import { startScannerEmulator } from "../../hardware/emulator/scanner";
import { passport } from "../../hardware/reader/specimens";
import { manualTimers } from "../../sync/core/timers";
import { kiosk } from "../checkin/checkin.fixture";
import { parseConfig } from "../config";
import { headersAs, setupBranch } from "../testing";
import { startReaders } from "./readers";
import { kioskReadMs } from "./reads";

/** A branch with a scanner at the lane `in-1` and a document reader at its first kiosk. */
const setup = async () => {
  const branch = await setupBranch({ closed: true });
  const { deps } = branch;
  const timers = manualTimers(deps.clock.nowMs());
  const scanner = await startScannerEmulator();
  const reader = await startReaderSimulator({ timers });
  const parsed = parseConfig(`
role = "hq"
alias = 0
data = "node"
public_url = "http://localhost:1"
[listen]
port = 1
[[scanners]]
id = "scanner-1"
name = "Pengimbas lorong"
for = "in-1"
host = "${scanner.host}"
port = ${scanner.port}
[[readers]]
id = "reader-1"
name = "Pembaca kios"
for = "kiosk:Kios 1"
url = "${reader.url}"
`);
  if (!parsed.ok) throw new Error(parsed.error.join());
  const started = startReaders(deps, parsed.value, timers);
  const when = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise((next) => setImmediate(next));
      timers.advance(10);
    }
  };
  onTestFinished(async () => {
    await started.stop();
    await scanner.close();
    await reader.close();
  });
  await when(() => deps.connected.list().every((device) => device.status().online) && scanner.connected);
  return { ...branch, scanner, reader, timers, when };
};

/** What the page of somebody hears of `reads`. */
const pageOf = async (branch: Awaited<ReturnType<typeof setup>>, as: string, topic = "reads") => {
  const response = await branch.app.request(`/api/v1/events?topics=${encodeURIComponent(topic)}`, {
    headers: headersAs(branch, as),
  });
  const reader = response.body!.getReader();
  const page = { text: "" };
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      page.text += new TextDecoder().decode(value);
    }
  })();
  onTestFinished(() => reader.cancel());
  return page;
};

test("what is read at a lane reaches whoever listens there, and nobody else", async () => {
  const { deps, scanner, when } = await setup();
  const [here, elsewhere]: string[][] = [[], []];
  deps.reads.onScan("in-1", ({ text }) => here!.push(text));
  deps.reads.onScan("in-2", ({ text }) => elsewhere!.push(text));
  scanner.frame("STO1:6BF");
  await when(() => here!.length > 0);
  expect([here, elsewhere]).toEqual([["STO1:6BF"], []]);
});

test("what a kiosk's reader saw reaches that kiosk's page, and no page of anybody else", async () => {
  const branch = await setup();
  const own = await pageOf(branch, kiosk);
  const officers = await pageOf(branch, "officer:rohani", "reads:SGR-HQ1/kiosk-1");
  branch.reader.lay({ mrz: passport, chip: "ok" });
  await branch.when(() => own.text.includes("L898902C3"));
  expect(own.text).toContain("ERIKSSON");
  expect(officers.text).toContain("event: reads:");
  expect(officers.text).not.toContain("ERIKSSON");
});

test("a page that comes ten seconds later hears nothing of it any more", async () => {
  const branch = await setup();
  branch.reader.lay({ mrz: passport, chip: "ok" });
  const first = await pageOf(branch, kiosk);
  await branch.when(() => first.text.includes("ERIKSSON"));
  // The reader's time runs while the test waits for it: on a slow machine it is far ahead of the branch's.
  const aheadMs = branch.timers.nowMs() - branch.clock.nowMs();
  branch.clock.advance(Math.max(0, aheadMs) + kioskReadMs + 10_000);
  const second = await pageOf(branch, kiosk);
  await branch.when(() => second.text.includes("event: reads"));
  expect(second.text).toContain("data: null");
});

test("a scanner that is pulled out is shown as away", async () => {
  const { deps, scanner, when } = await setup();
  await scanner.power(false);
  await when(() => deps.connected.list()[0]?.status().online === false);
  expect(deps.connected.list().map(({ id, kind, status }) => [id, kind, status().error])).toEqual([
    ["scanner-1", "scanner", "Unreachable"],
    ["reader-1", "reader", null],
  ]);
});
