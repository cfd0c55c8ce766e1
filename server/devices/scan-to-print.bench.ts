/**
 * From the scan of a slip to the last byte of its ticket at the printer: the program itself as one process, kiosk and emulated
 * printer as the other, HTTP and TCP between them on loopback.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, median, quantile } from "../../.dev/figure";
import { startPrinterEmulator } from "../../hardware/emulator/printer";
import { systemTimers } from "../../sync/core/timers";
import { systemClock } from "../../sync/core/clock";
import { type BenchBranch, startBenchBranch } from "../bench-branch.testing";
import { bookHeld, codesIn, contactOf } from "../booking-client.testing";
import { openDemoHall } from "../demo/hall";
import { ticketRenderer } from "./ticket/render";
import { warmUp } from "./ticket/warm-up";

const scans = 300;
const service = "PMA-BAHARUI";

export const bench: Bench = async function* () {
  const startMs = performance.now();
  warmUp(await ticketRenderer(), "Pejabat Imigresen Negeri Selangor", "Asia/Kuala_Lumpur");
  yield figure(
    "ticket renderer, load and first tickets at start",
    performance.now() - startMs,
    "ms",
    null,
    "not paid by a traveller",
  );

  const dir = mkdtempSync(join(tmpdir(), "sto-print-"));
  const emulator = await startPrinterEmulator({ timers: systemTimers, rowsPerSecond: 0 });
  const node = await startBenchBranch(dir, [
    "[[printers]]",
    'id = "printer"',
    'name = "Kios"',
    'host = "127.0.0.1"',
    `port = ${emulator.port}`,
  ]);
  try {
    await openDemoHall(node.url, { seed: undefined, headersAs: node.headersAs });
    const slips = await bookToday(node, codesIn(join(dir, "spool")));
    const latenciesMs: number[] = [];
    const answersMs: number[] = [];
    for (const slip of slips) {
      const printed = new Promise<number>((resolve) => {
        const stop = emulator.onTicket(() => {
          stop();
          resolve(performance.now());
        });
      });
      const sinceMs = performance.now();
      const { type } = (await node.call("/checkins", "kiosk:1", { by: "slip", slip, lang: "ms" })).body;
      if (type !== "checked_in" && type !== "early") throw new Error(`a slip was answered ${type}`);
      answersMs.push(performance.now() - sinceMs);
      latenciesMs.push((await printed) - sinceMs);
    }
    yield figure(
      "scan to number on the kiosk's screen, p99",
      quantile(answersMs, 0.99),
      "ms",
      null,
      "≤ 50 ms",
    );
    yield figure(
      "scan to last ticket byte at the printer, median",
      median(latenciesMs),
      "ms",
      null,
      "≤ 50 ms",
    );
    yield figure(
      "scan to last ticket byte at the printer, p99",
      quantile(latenciesMs, 0.99),
      "ms",
      null,
      "≤ 50 ms",
    );
  } finally {
    await node.stop();
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Slips for today, each of another phone and person; late in the evening there are fewer. */
const bookToday = async (
  { url, call }: BenchBranch,
  codeTo: (address: string) => Promise<string>,
): Promise<readonly string[]> => {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kuala_Lumpur" }).format(
    systemClock.nowMs(),
  );
  const day = `/availability/day?branch=SGR-HQ1&service=${service}&date=${date}&parties=1&kind=citizen`;
  const { slots } = (await (await fetch(`${url}/api/v1${day}`)).json()) as {
    slots: { slot: string; free: number; state: string }[];
  };
  const starts = slots
    .filter(({ state }) => state === "free")
    .flatMap(({ slot, free }) => Array.from({ length: free }, () => slot))
    .slice(0, scans);
  if (starts.length === 0)
    throw new Error("no start is left today: run this bench before midnight in Malaysia");
  const slips: string[] = [];
  for (const [at, slot] of starts.entries()) {
    const ask = (path: string, body?: object) => call(path, `public:${at}`, body);
    const { holdId } = (await ask("/holds", { slot, service, kind: "citizen", parties: 1 })).body;
    const booked = await bookHeld(ask, codeTo, holdId, {
      contact: contactOf(at),
      people: [{ mykad: `90010114${String(at).padStart(4, "0")}` }],
    });
    slips.push((await ask(`/bookings/${booked.body.id}/slip`)).body.text);
  }
  return slips;
};
