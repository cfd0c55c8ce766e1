/** `sto rotate` on a real box: new keys, asked for at the next start, with headquarters that really listens. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock, systemRandom } from "../sync/core/clock";
import { openCredentials } from "../sync/credentials";
import { heardOf } from "../sync/peers";
import { publicKeysOf } from "../sync/public-keys";
import { nodeByAlias } from "../sync/roster";
import { formerKeys } from "../sync/rotation";
import { freePort, sto } from "./process.testing";
import { setupBranch } from "./testing";

const run = async (...args: string[]) => {
  const process = sto(args);
  const exit = await process.exited;
  return { exit, said: process.said() };
};

const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), "sto-rotate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

test("a box gets new keys by one command and a restart: headquarters believes it by them, its old records by the old ones, and doctor and verify find it well", async () => {
  const hq = await setupBranch({ role: "hq", alias: 1, nowMs: systemClock.nowMs(), checkReplay: false });
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => hq.app.fetch(request) });
  onTestFinished(() => server.stop(true));
  const dir = join(scratch(), "box");
  const port = String(await freePort());
  const { code } = (await hq.call("POST", "/hq/node-codes", { branch: "SGR-KLJ" }, { as: "hq_admin:noor" }))
    .body;
  const url = ["--url", `http://localhost:${port}`, "--port", port];
  const enrolled = await run("enrol", "--hq", server.url.href, "--code", code, "--data", dir, ...url);
  expect(enrolled.exit, enrolled.said).toBe(0);
  const config = join(dir, "sto.toml");
  const keysOnDisk = () => publicKeysOf(openCredentials(join(dir, "data"), systemRandom)).logKey;
  const believed = () => nodeByAlias(hq.db, 2)!.logKey;
  const serve = async () => {
    const node = sto(["serve", "--config", config]);
    await node.until('"ready"');
    return async () => {
      node.kill("SIGTERM");
      await node.exited;
    };
  };
  const records = () =>
    hq.db.query<{ n: number }, []>("SELECT count(*) AS n FROM batch WHERE origin = 2").get()!.n;
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await Bun.sleep(50);
  };

  let stop = await serve();
  await until(() => records() > 0);
  await stop();
  const before = believed();
  expect(keysOnDisk()).toBe(before);
  expect((await run("rotate", "--config", config)).said).toContain("Restart the node");
  expect((await run("rotate", "--config", config)).said).toContain("made already");
  expect(keysOnDisk(), "nothing is changed before headquarters has said so").toBe(before);
  expect((await run("doctor", "--config", config)).said).toContain("new keys: made, and not believed yet");

  stop = await serve();
  await until(() => keysOnDisk() !== before);
  expect(believed()).toBe(keysOnDisk());
  expect(formerKeys(hq.db, 2).map(({ logKey }) => logKey)).toEqual([before]);
  await stop();
  hq.clock.advance(60_000);
  stop = await serve();
  await until(() => heardOf(hq.db, 2)!.heardAtMs >= hq.clock.nowMs());
  await stop();
  expect((await run("verify", "--config", config)).said).toMatch(
    /good +log: \d+ batches, each signed by its node/,
  );
  expect((await run("doctor", "--config", config)).said).toContain("keys: 0 days old");
});

test("a box without headquarters, and a folder without a node, are left as they are", async () => {
  const dir = scratch();
  const file = (text: string) => {
    const path = join(dir, "sto.toml");
    writeFileSync(path, text);
    return path;
  };
  const node = `role = "branch"\nbranch = "SGR-KLJ"\nalias = 2\ndata = "data"\npublic_url = "http://localhost:1"\n`;
  const listen = "[listen]\nport = 1\n";
  const alone = await run("rotate", "--config", file(node + listen));
  expect([alone.exit, alone.said]).toEqual([1, expect.stringContaining("stands alone")]);
  const key = "A".repeat(43);
  const hq = `[hq]\nurl = "http://localhost:1"\nalias = 1\nlog_key = "${key}"\nslip_key = "${key}"\nbox_key = "${key}"\n`;
  const empty = await run("rotate", "--config", file(node + listen + hq));
  expect([empty.exit, empty.said]).toEqual([1, expect.stringContaining("holds no node")]);
  mkdirSync(join(dir, "data"));
  expect(() => readFileSync(join(dir, "data", "credentials.json"))).toThrow("ENOENT");
});
