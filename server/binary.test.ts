import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bookHeld, codesIn, contactOf } from "./booking-client.testing";
import { demoCallers } from "./demo/client";
import { systemClock, systemRandom } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import { decodePaper, readQr } from "./devices/ticket/decode.fixture";
import { freePorts, scratch, sto } from "./process.testing";
import { phone } from "./testing";

const root = join(import.meta.dirname, "..");

test(
  "dist/sto, alone in an empty folder, books, prints the slip as PDF, checks in, prints a ticket and calls it",
  { timeout: 120_000 },
  async () => {
    const built = join(scratch(), "sto");
    const build = Bun.spawnSync([process.execPath, join(root, ".dev", "build.ts"), built], { cwd: root });
    expect(build.exitCode, build.stderr.toString()).toBe(0);
    const empty = join(scratch(), "alone");
    mkdirSync(empty);
    copyFileSync(built, join(empty, "sto"));

    const port = await freePorts(3);
    const env = { PATH: "", HOME: empty };
    const demo = sto(["demo", "--port", String(port), "--data", "data", "--no-open"], {
      command: [join(empty, "sto")],
      cwd: empty,
      env,
    });
    await demo.until("Ctrl+C stops everything");
    const branch = `http://127.0.0.1:${port + 1}`;
    const headersAs = demoCallers(branch, `http://localhost:${port + 1}`);
    const call = async (method: string, path: string, as: string, body?: unknown) => {
      const answer = await fetch(`${branch}/api/v1${path}`, {
        method,
        headers: {
          "content-type": "application/json",
          ...(await headersAs(as)),
          "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(
        answer.status,
        `${method} ${path}: ${answer.ok ? "" : await answer.clone().text()}`,
      ).toBeLessThan(300);
      return answer;
    };

    // The pages, the worker and its wasm are inside.
    for (const path of ["/book", "/sw.js", "/worker/scan.js"])
      expect((await fetch(branch + path)).status, path).toBe(200);

    // The passkey library is loaded when somebody first wants it.
    await call("POST", "/sign-in/options", phone("siti"), {});

    const { earliest } = (await (
      await call("GET", "/availability/earliest?service=PMA-BAHARUI&parties=1&kind=citizen", phone("siti"))
    ).json()) as {
      earliest: { slot: string }[];
    };
    const hold = (await (
      await call("POST", "/holds", phone("siti"), {
        slot: earliest[0]!.slot,
        service: "PMA-BAHARUI",
        kind: "citizen",
        parties: 1,
      })
    ).json()) as { holdId: string };
    const ask = async (path: string, body?: object) => {
      const answer = await call(body ? "POST" : "GET", path, phone("siti"), body);
      return { status: answer.status, body: await answer.json() };
    };
    const made = await bookHeld(ask, codesIn(join(empty, "data", "spool")), hold.holdId, {
      contact: contactOf(1),
      people: [{ mykad: "900101145678" }],
    });
    const booking = made.body as { id: string };
    const slip = (await (await call("GET", `/bookings/${booking.id}/slip`, phone("siti"))).json()) as {
      text: string;
    };
    // Drawn by the Worker inside the program.
    const pdf = new Uint8Array(
      await (await call("GET", `/bookings/${booking.id}/slip.pdf`, phone("siti"))).arrayBuffer(),
    );
    expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe("%PDF-");

    const checkedIn = (await (
      await call("POST", "/checkins", "kiosk:1", { by: "slip", slip: slip.text, lang: "ms" })
    ).json()) as {
      ticket: { id: string; number: string };
    };
    expect(checkedIn.ticket.number).toMatch(/^B\d{3}$/);
    const paper = await printed(port);
    expect(paper).toContain(checkedIn.ticket.id);

    const { items } = (await (await call("GET", "/counters", "officer:rohani")).json()) as {
      items: { id: string; groups: string[] }[];
    };
    const counter = items.find(({ groups }) => groups.includes("B"))!;
    await call("POST", `/counters/${counter.id}/sign-on`, "officer:rohani", {});
    const { current } = (await (
      await call("POST", `/counters/${counter.id}/next`, "officer:rohani", {})
    ).json()) as { current: { number: string } };
    expect(current.number).toBe(checkedIn.ticket.number);

    demo.kill("SIGTERM");
    expect(await demo.exited).toBe(0);
  },
);

/** What the QR on the paper says, once the emulated printer has printed it; read by decoders that are not ours. */
const printed = async (port: number): Promise<string> => {
  for (;;) {
    const state = (await (await fetch(`http://127.0.0.1:${port}/demo/api/state`)).json()) as {
      printers: { branch: string; tickets: { id: string }[] }[];
    };
    const ticket = state.printers[0]?.tickets[0];
    if (ticket) {
      const bytes = await fetch(
        `http://127.0.0.1:${port}/demo/api/bytes/${state.printers[0]!.branch}/${ticket.id}`,
      );
      const { picture } = await decodePaper(new Uint8Array(await bytes.arrayBuffer()));
      return (await readQr(picture)).join();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
};
