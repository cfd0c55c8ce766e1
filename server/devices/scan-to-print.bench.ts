/**
 * From the scan of a slip to the last byte of its ticket at the printer: the program itself as one process, kiosk and emulated
 * printer as the other, HTTP and TCP between them on loopback.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, median, quantile } from "../../.dev/figure";
import { startPrinterEmulator } from "../../hardware/emulator/printer";
import { systemTimers } from "../../sync/core/timers";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { type Answer, bookHeld, codesIn, contactOf } from "../booking-client.testing";
import { demoCallers, type HeadersAs } from "../demo/client";
import { demoEnvironment } from "../demo/control";
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
  const node = await startNode(dir, emulator.port);
  try {
    await openDemoHall(node.url, { seed: undefined, headersAs: callersOf(node.url) });
    const slips = await bookToday(node.url, codesIn(join(dir, "spool")));
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
      const { type } = (await call(node.url, "/checkins", "kiosk:1", { by: "slip", slip, lang: "ms" })).body;
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

const startNode = async (dir: string, printerPort: number) => {
  const config = join(dir, "sto.toml");
  writeFileSync(
    config,
    `role = "branch"\nbranch = "SGR-HQ1"\nalias = 2\ndata = "data"\npublic_url = "http://localhost"\n[listen]\nport = 0\n` +
      `[channels]\nspool = "spool"\n` +
      `[[printers]]\nid = "printer"\nname = "Kios"\nhost = "127.0.0.1"\nport = ${printerPort}\n`,
  );
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dirname, "..", "main.ts"), "serve", "--config", config],
    {
      env: { ...process.env, ...demoEnvironment("http://127.0.0.1:9") },
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  let said = "";
  for await (const piece of child.stdout) {
    said += new TextDecoder().decode(piece);
    const port = /"event":"ready".*"port":(\d+)/.exec(said)?.[1];
    if (!port) continue;
    const stop = async () => {
      child.kill();
      await child.exited;
    };
    return { url: `http://127.0.0.1:${port}`, stop };
  }
  throw new Error(`the node did not start:\n${said}`);
};

/** Slips for today, each of another phone and person; late in the evening there are fewer. */
const bookToday = async (
  url: string,
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
    const ask = (path: string, body?: object) => call(url, path, `public:${at}`, body);
    const { holdId } = (await ask("/holds", { slot, service, kind: "citizen", parties: 1 })).body;
    const booked = await bookHeld(ask, codeTo, holdId, {
      contact: contactOf(at),
      people: [{ mykad: `90010114${String(at).padStart(4, "0")}` }],
    });
    slips.push((await ask(`/bookings/${booked.body.id}/slip`)).body.text);
  }
  return slips;
};

const callers = new Map<string, HeadersAs>();

/** The address that the node calls its own is not the one where it is reached. */
const callersOf = (url: string): HeadersAs => {
  const known = callers.get(url) ?? demoCallers(url, "http://localhost");
  callers.set(url, known);
  return known;
};

const call = async (url: string, path: string, as: string, body?: object): Promise<Answer> => {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      ...(await callersOf(url)(as)),
      "content-type": "application/json",
      "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
  return { status: answer.status, body: await answer.json() };
};
