import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isThere } from "../../.dev/peers";
import { systemTimers } from "../../sync/core/timers";
import { type GateEmulator, startGateEmulator } from "../emulator/gate";
import type { Gate, GateSnapshot } from "../ports";
import { modbusGate } from "./modbus-gate";

// Engines of Modbus that this project did not write: libmodbus (C), pymodbus (Python), and the client mbpoll. Their time is the real one.
const run = promisify(execFile);
const peersFolder = join(import.meta.dirname, "../emulator/peers");
const python = "/usr/bin/python3";
const has = {
  libmodbus: isThere("gcc") && isThere("/usr/include/modbus/modbus.h"),
  pymodbus: isThere("/usr/lib/python3/dist-packages/pymodbus") && isThere(python),
  mbpoll: isThere("mbpoll"),
};

const freePort = async (): Promise<number> => {
  const made = createServer();
  await new Promise<void>((up) => made.listen(0, "127.0.0.1", up));
  const address = made.address();
  await new Promise((closed) => made.close(closed));
  return address !== null && typeof address === "object" ? address.port : 0;
};

const started: { readonly gate: Gate; readonly peer: ChildProcess }[] = [];
afterEach(async () => {
  for (const { gate, peer } of started.splice(0)) {
    await gate.stop();
    peer.kill("SIGKILL");
  }
});

/** A peer that listens on its first argument, and our driver on its line. */
const against = async (command: string, args: (port: string) => string[]) => {
  const port = await freePort();
  const peer = spawn(command, args(String(port)), { stdio: "ignore" });
  const gate = modbusGate({ profile: "controller", host: "127.0.0.1", port, unit: 1, timers: systemTimers });
  started.push({ gate, peer });
  gate.start();
  return gate;
};

const until = (gate: Gate, isSo: (snapshot: GateSnapshot) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(gate.snapshot())) return;
      stop();
      resolve();
    };
    const stop = gate.onChange(look);
    look();
  });

/** One person goes through; what the driver and the peer's own counter say of it. */
const onePassage = async (gate: Gate) => {
  await until(gate, ({ online }) => online);
  const outcome = await gate.admit({ id: "p1", seq: 7, direction: "in", ttlMs: 8_000 });
  await until(gate, ({ online, state }) => online && state === "idle");
  return { outcome: outcome.type, passages: gate.snapshot().passages };
};

describe.skipIf(!has.libmodbus)("against a controller on libmodbus", () => {
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sto-lane-"));
    const source = join(peersFolder, "lmserver.c");
    await run("gcc", [source, "-o", join(folder, "lmserver"), "-I/usr/include/modbus", "-lmodbus"]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["ok", "answers at once"],
    ["busy", "is busy twice (exception 6)"],
    ["drop", "closes the line before it has seen the command"],
    ["reset", "obeys and closes the line without an answer"],
    ["late", "answers after the time-out"],
    ["slow", "takes 1.5 s for every command"],
  ])("%s: a controller that %s lets one person through once", async (mode) => {
    const gate = await against(join(folder, "lmserver"), (port) => [port, mode]);
    expect(await onePassage(gate)).toEqual({ outcome: "passed", passages: 1 });
  });
});

test.skipIf(!has.pymodbus)("a controller on pymodbus lets one person through once", async () => {
  const gate = await against(python, (port) => [join(peersFolder, "mbserver.py"), port]);
  expect(await onePassage(gate)).toEqual({ outcome: "passed", passages: 1 });
});

describe("our emulated lane, asked by others", () => {
  let emulator: GateEmulator;
  beforeAll(async () => {
    emulator = await startGateEmulator({
      timers: systemTimers,
      mode: "controlled_in",
      times: { init: 0 },
    });
    await new Promise<void>((idle) => {
      const stop = emulator.onChange(() => emulator.reading().state === "idle" && (stop(), idle()));
    });
  });
  afterAll(() => emulator.close());

  test.skipIf(!has.mbpoll)("mbpoll reads its registers and contacts", async () => {
    const ask = async (kind: string, count: number) => {
      const at = ["-m", "tcp", "-p", String(emulator.port), "-a", "1", "-0", "-r", "0", "-1"];
      const { stdout } = await run("mbpoll", [...at, "-c", String(count), "-t", kind, "127.0.0.1"]);
      return [...stdout.matchAll(/^\[\d+\]:\s+(\d+)/gm)].map(([, value]) => Number(value));
    };
    expect((await ask("3", 16)).slice(0, 6)).toEqual([0x4701, 1, 1, 0, 0, 1]);
    expect(await ask("1", 9)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 1]);
  });

  test.skipIf(!has.pymodbus)(
    "pymodbus reads it, writes a beat, and is told that register 16 is none",
    async () => {
      const client = [join(peersFolder, "mbserver.py"), "client", String(emulator.port)];
      const { stdout } = await run(python, client);
      const [registers, contacts, failed, echo, exception] = stdout.trim().split("\n");
      expect(registers).toMatch(/^\[18177, 1, 1, 0, 0, 1, /);
      expect([contacts, failed, echo, exception]).toEqual([
        "[1, 1, 1, 1, 1, 0, 0, 0, 1]",
        "False",
        "[42]",
        "2",
      ]);
    },
  );
});
