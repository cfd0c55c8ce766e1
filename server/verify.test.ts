/** `sto verify` on folders of real nodes: it finds a healthy one healthy, says what was changed in another, and needs no node for a proof. */
import { Database } from "bun:sqlite";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { ok } from "../sync/core/result";
import { publicKeysOf } from "../sync/public-keys";
import { insert } from "../sync/rows";
import { sealOpen } from "../sync/sealing";
import { book, mykad, send, startOf, setupOpenBranch } from "./booking/booking.fixture";
import { setupCountry } from "./booking/country.fixture";
import type { Config } from "./config";
import { scratch } from "./process.testing";
import { credentialsOf, type TestBranch } from "./testing";
import { verifyNode, verifyProof } from "./verify";

/** The node's folder as `sto serve` would have left it, and its configuration. */
const folderOf = async (node: TestBranch, branches: Config["branches"] = []): Promise<Config> => {
  const data = join(scratch(), "data");
  mkdirSync(data);
  await sealOpen(node.deps.sync.replication.sealing);
  node.db.query("VACUUM INTO ?").run(join(data, "sto.db"));
  const keys = Object.entries(credentialsOf(node.deps.self.alias));
  const text = JSON.stringify(
    Object.fromEntries(keys.map(([name, key]) => [name, Buffer.from(key as Uint8Array).toString("base64")])),
  );
  writeFileSync(join(data, "credentials.json"), text, { mode: 0o600 });
  const { alias, role, publicUrl } = node.deps.self;
  return { alias, role, data, public_url: publicUrl, branches } as unknown as Config;
};

/** What it prints, and its exit code. */
const saying = async (run: () => number | Promise<number>) => {
  const said: string[] = [];
  const hear = (text: string) => void said.push(text);
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of spies) spy.mockImplementation(hear);
  const code = await run();
  for (const spy of spies) spy.mockRestore();
  return { code, said: said.join("\n") };
};

const bookTwo = async (branch: TestBranch) => {
  for (const [at, number] of ["900101-14-5678", "880202-10-5555"].entries()) {
    const made = await book(branch, {
      as: `p${at}`,
      people: [mykad(number)],
      slot: startOf(branch, at).slot,
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
};

test("a healthy node is good in every part, and so is a checkpoint that somebody kept", async () => {
  const branch = await setupOpenBranch({ checkReplay: false });
  await bookTwo(branch);
  const kept = (await branch.call("GET", "/audit/checkpoint")).body as string;
  await send(
    branch,
    "p0",
    "POST",
    `/bookings/${(await send(branch, "p0", "GET", "/bookings")).body.items[0].id}/cancel`,
    {},
  );
  const config = await folderOf(branch);
  const file = join(config.data, "kept");
  writeFileSync(file, kept);
  const { code, said } = await saying(() => verifyNode(config, file));
  expect(said).toMatch(/^good {3}log: \d+ batches/);
  expect(said).toContain("good   tables: what the log says");
  expect(said).toContain("good   audit log: 3 leaves");
  expect(said).toContain("good   checkpoint: signed for 2 leaves");
  expect(code).toBe(0);
});

test("what somebody changed in the file is found, said, and the exit code is 1", async () => {
  const branch = await setupOpenBranch({ checkReplay: false });
  await bookTwo(branch);
  const changes: readonly [sql: string, says: string][] = [
    ["UPDATE audit SET actor = '{}' WHERE seq = 1", 'LeafDiffers {"seq":1}'],
    ["UPDATE audit_hash SET hash = zeroblob(32) WHERE level = 1", 'HashDiffers {"level":1,"index":0}'],
    ["UPDATE booking SET slot = 'elsewhere'", "FAILED tables"],
    ["UPDATE party SET _h = _h + 1 WHERE no = 1", "FAILED tables"],
    [
      "UPDATE batch SET bytes = CAST(substr(bytes, 1, 200) || x'00' || substr(bytes, 202) AS BLOB) WHERE stream = 'hq'",
      "node 2, hq from 1: BadSignature",
    ],
    ["DELETE FROM batch WHERE stream = 'hq'", "FAILED tables"],
  ];
  for (const [sql, says] of changes) {
    const config = await folderOf(branch);
    const db = new Database(join(config.data, "sto.db"));
    db.run(sql);
    db.close();
    const { code, said } = await saying(() => verifyNode(config, undefined));
    expect(said, sql).toContain(says);
    expect(said).toContain("Keep it as it is");
    expect(code, sql).toBe(1);
  }
}, 120_000);

test("headquarters asks its branches what they signed, and says which did not answer", async () => {
  const { hq, branches, settle } = await setupCountry();
  const [branch] = branches;
  await bookTwo(branch);
  await settle();
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => branch.app.fetch(request) });
  onTestFinished(() => server.stop(true));
  const entry = (alias: number, url: string): Config["branches"][number] => {
    const { logKey, slipKey, boxKey } = publicKeysOf(credentialsOf(alias));
    return { code: "SGR-HQ1", url, node: { alias, log_key: logKey, slip_key: slipKey, box_key: boxKey } };
  };
  const config = await folderOf(hq, [entry(2, server.url.href), entry(3, "http://127.0.0.1:1")]);
  const first = await saying(() => verifyNode(config, undefined));
  expect(first.said).toMatch(/good {3}audit log of node 2: signed for \d+ leaves/);
  expect(first.said).toContain("open   audit log of node 3: http://127.0.0.1:1 does not answer");
  expect(first.code, first.said).toBe(0);

  const db = new Database(join(config.data, "sto.db"));
  db.run("UPDATE audit SET intent = 'hold' WHERE node = 2 AND seq = 0");
  db.close();
  const second = await saying(() => verifyNode(config, undefined));
  expect(second.said).toContain("FAILED audit log of node 2");
  expect(second.said).toContain("RootDiffers");
  expect(second.code).toBe(1);
});

test("a branch asks headquarters whether both hold the same rows, and names the table where they do not", async () => {
  const { hq, branches, settle, cut } = await setupCountry();
  const [branch] = branches;
  await bookTwo(branch);
  // A recurring task may have its word to say about what was booked.
  for (let turn = 0; turn < 3; turn++) await settle();
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => hq.app.fetch(request) });
  onTestFinished(() => server.stop(true));
  const { logKey, slipKey, boxKey } = publicKeysOf(credentialsOf(1));
  const withLine = async (): Promise<Config> => ({
    ...(await folderOf(branch)),
    branch: "SGR-HQ1",
    hq: { url: server.url.href, alias: 1, log_key: logKey, slip_key: slipKey, box_key: boxKey, former: [] },
  });
  const config = await withLine();
  const same = await saying(() => verifyNode(config, undefined));
  expect(same.said).toMatch(/good {3}tables against headquarters: the same \d+ rows/);
  expect(same.code, same.said).toBe(0);

  const db = new Database(join(config.data, "sto.db"));
  db.run("UPDATE party SET state = 'cancelled' WHERE no = 1");
  db.close();
  const other = await saying(() => verifyNode(config, undefined));
  expect(other.said).toContain("FAILED tables against headquarters");
  expect(other.said).toContain("table party");
  expect(other.code).toBe(1);

  cut(branch);
  await book(branch, { as: "p9", people: [mykad("850505-10-5151")], slot: startOf(branch, 2).slot });
  const later = await withLine();
  const ahead = await saying(() => verifyNode(later, undefined));
  expect(ahead.said).toMatch(/open {3}tables against headquarters: \d+ records are under way/);
  expect(ahead.code, ahead.said).toBe(0);

  server.stop(true);
  const alone = await saying(() => verifyNode(later, undefined));
  expect(alone.said).toContain("open   tables against headquarters: not compared (Unreachable)");
});

test("units that a node took with it are named, for whoever has its slips in hand", async () => {
  const { branches, hq, settle } = await setupCountry();
  const [branch] = branches;
  await hq.deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: "heir" }, () =>
    ok({
      intent: "enrol",
      rows: [
        insert("node", {
          alias: 7,
          id: "old",
          role: "branch",
          branch: "SGR-HQ1",
          incarnation: 2,
          ...publicKeysOf(credentialsOf(7)),
          state: "suspended",
          heirOf: null,
        }),
      ],
      answer: null,
    }),
  );
  await settle();
  const config = { ...(await folderOf(branch)), branch: "SGR-HQ1" };
  const db = new Database(join(config.data, "sto.db"));
  db.run("UPDATE right_ SET node = 7 WHERE node = 2 AND grp = 'B' AND date = '2026-12-10'");
  db.close();
  const { said } = await saying(() => verifyNode(config, undefined));
  expect(said).toMatch(/open {3}\d+ units of 2026-12-10, group B, are with node 7, which is gone/);
});

test("a proof is checked with the key line alone", async () => {
  const branch = await setupOpenBranch();
  await bookTwo(branch);
  const { body } = await send(branch, "auditor:mei", "GET", "/audit/proof?leaf=1");
  const file = join(scratch(), "leaf.tlog-proof");
  writeFileSync(file, body.text);
  const good = await saying(() => verifyProof(file, body.key));
  expect(good.said).toContain("good   leaf 1 is in sto-edge/audit/2, which had 2 leaves when it signed");
  expect(good.code).toBe(0);
  writeFileSync(file, (body.text as string).replace("index 1", "index 0"));
  expect(await saying(() => verifyProof(file, body.key))).toMatchObject({
    code: 1,
    said: expect.stringContaining("NotInTheTree"),
  });
  expect((await saying(() => verifyProof(file, "nonsense"))).code).toBe(1);
});

test("a folder without a node is said to be one, and stays empty", async () => {
  const config = { alias: 2, data: scratch(), branches: [] } as unknown as Config;
  const { code, said } = await saying(() => verifyNode(config, undefined));
  expect([code, said]).toEqual([1, expect.stringContaining("holds no node")]);
});
