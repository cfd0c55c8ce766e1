import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../sync/core/clock";
import { readConfig } from "./config";
import { doctor } from "./doctor";
import { branchConfig, freePort, scratch, sto } from "./process.testing";

/** `sto doctor`: the exit code and its lines. */
const look = async (file: string) => {
  const config = readConfig(file);
  if (!config.ok) throw new Error(config.error.problems.join("\n"));
  const said: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  const exit = await doctor(config.value, "test");
  spy.mockRestore();
  return { exit, said: said.join("\n") };
};

/** A node that was served once and stopped. */
const setupNode = async (more = "") => {
  const dir = scratch();
  const port = await freePort();
  const file = branchConfig(dir, port, more);
  const node = sto(["serve", "--config", file]);
  await node.until("ready");
  const stop = async () => {
    node.kill("SIGTERM");
    await node.exited;
  };
  return { dir, file, port, stop };
};

/** Somebody who answers as headquarters does, with this clock. */
const startHq = (aheadMs: number): number => {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () =>
      Response.json({ nodeId: "hq-1", now: new Date(systemClock.nowMs() + aheadMs).toISOString() }),
  });
  onTestFinished(() => server.stop(true));
  return server.port!;
};

const hqAt = (port: number): string =>
  `[hq]\nurl = "http://127.0.0.1:${port}"\nalias = 1\nlog_key = "${"A".repeat(43)}"\nslip_key = "${"A".repeat(43)}"\nbox_key = "${"A".repeat(43)}"\n`;

test("of a node that runs it says how fast its disk is, how many plans a commit takes, and that nothing is broken", async () => {
  const { file, stop } = await setupNode();
  const running = await look(file);
  expect(running.said).toMatch(/good {2}node: ready at .*plans a commit/);
  expect(running.said).toMatch(/disk: a write is safe after [\d.]+ ms/);
  expect(running.said).toContain("database: sound");
  expect([running.exit, running.said.split("\n").at(-1)]).toEqual([0, "Nothing is broken."]);
  await stop();
  expect((await look(file)).said).toContain("node: not running");
});

test("each thing that is broken has its own line with what to do", async () => {
  const nobody = await freePort();
  const printer = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void printer.close());
  const { port } = printer.address() as { port: number };
  const printerAt = (id: string, at: number) =>
    `[[printers]]\nid = "${id}"\nname = "${id}"\nhost = "127.0.0.1"\nport = ${at}\n`;
  const { dir, file, stop } = await setupNode(
    printerAt("here", port) + printerAt("gone", nobody) + hqAt(startHq(10 * 60_000)),
  );
  await stop();
  chmodSync(join(dir, "data", "credentials.json"), 0o644);
  writeFileSync(join(dir, "data", "sto.db"), "no database");
  const { exit, said } = await look(file);
  expect(exit).toBe(1);
  expect(said).toContain("good  printer here");
  expect(said).toContain("BAD   printer gone: nobody answers");
  expect(said).toMatch(
    /BAD {3}keys: .* can be read by others \(mode 644\)\n +Let only the service read it: chmod 600/,
  );
  expect(said).toContain("BAD   database: cannot be read");
  expect(said).toMatch(/BAD {3}clock: 600\.\d s behind headquarters/);
  expect(said).toContain("4 to put right.");
});

test("a line that is cut is no fault of the branch; a folder that is new has nothing to read yet", async () => {
  const dir = scratch();
  const file = branchConfig(dir, await freePort(), hqAt(await freePort()));
  mkdirSync(join(dir, "data"));
  const { said } = await look(file);
  expect(said).toMatch(/look {2}headquarters: .* does not answer\n +The branch goes on alone/);
  expect(said).toContain("keys: none");
  expect(said).toContain("database: none yet");
  rmSync(join(dir, "data"), { recursive: true });
});
