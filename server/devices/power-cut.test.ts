import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startPrinterEmulator } from "../../hardware/emulator/printer";
import { systemTimers } from "../../sync/core/timers";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { demoCallers } from "../demo/client";
import { demoEnvironment } from "../demo/control";
import { openDemoHall } from "../demo/hall";
import { freePort, scratch, sto } from "../process.testing";
import type { Json } from "../testing";

test(
  "a power cut while a ticket prints leaves it doubtful: the next start says so and sends it to nobody",
  { timeout: 60_000 },
  async () => {
    const emulator = await startPrinterEmulator({ timers: systemTimers, rowsPerSecond: 1200 });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = join(scratch(), "sto.toml");
    writeFileSync(
      config,
      `role = "branch"\nbranch = "SGR-HQ1"\nalias = 2\ndata = "data"\npublic_url = "http://localhost:${port}"\n` +
        `[listen]\nport = ${port}\n[[printers]]\nid = "printer"\nname = "Kios"\nhost = "127.0.0.1"\nport = ${emulator.port}\n`,
    );
    const start = async () => {
      const node = sto(["serve", "--config", config], { env: demoEnvironment("http://127.0.0.1:9") });
      await node.until('"event":"ready"');
      return node;
    };
    const headersAs = demoCallers(url, `http://localhost:${port}`);
    const ask = async (method: string, path: string, as: string, body?: unknown): Promise<Json> =>
      (
        await fetch(`${url}/api/v1${path}`, {
          method,
          headers: {
            ...(await headersAs(as)),
            "content-type": "application/json",
            "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
      ).json();
    const takeNumber = async () =>
      (await ask("POST", "/walkins", "kiosk:1", { service: "PMA-BAHARUI", lane: "normal", lang: "ms" }))
        .ticket;
    const printed = () => new Promise<void>((resolve) => void emulator.onTicket(() => resolve()));

    const node = await start();
    await openDemoHall(url, { seed: undefined, headersAs });
    const half = printed();
    emulator.failAfterRows(300, "freeze");
    const lost = await takeNumber();
    while (!emulator.state().frozen) await new Promise((next) => setImmediate(next));
    node.kill("SIGKILL");
    await node.exited;

    emulator.thaw();
    await half;
    await start();
    expect((await ask("GET", `/tickets/${lost.id}`, "kiosk:1")).print).toBe("suspect");
    const next = printed();
    const after = await takeNumber();
    await next;
    expect(after.number).not.toBe(lost.number);
    const [device] = (await ask("GET", "/devices", "officer:rohani")).items;
    expect(device.trouble).toMatchObject([
      { kind: "ticket", id: lost.id, number: lost.number, print: "suspect", reason: "restarted" },
    ]);
    expect(
      emulator.tickets(),
      "the one cut short or finished by the printer alone, and the next person's",
    ).toHaveLength(2);
    await emulator.close();
  },
);
