import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openCredentials } from "../sync/credentials";
import { seededRandom } from "../sync/core/clock";
import { nodeCodeMs } from "../sync/enrolment";
import { nodeByAlias } from "../sync/roster";
import { publicKeysOf } from "../sync/public-keys";
import { parseConfig } from "./config";
import { enrol } from "./enrol";
import { credentialsOf, setupBranch } from "./testing";

const port = 7301;

/** Headquarters that really listens, an administrator who makes codes there, and boxes that use them. */
const setupHq = async () => {
  const hq = await setupBranch({ role: "hq", alias: 1 });
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => hq.app.fetch(request) });
  onTestFinished(() => server.stop(true));
  const url = `http://127.0.0.1:${server.port}`;
  const makeCode = (branch: string, replaces?: number) =>
    hq.call(
      "POST",
      "/hq/node-codes",
      { branch, ...(replaces === undefined ? {} : { replaces }) },
      { as: "hq_admin:noor" },
    );
  const folder = mkdtempSync(join(tmpdir(), "sto-enrol-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let boxes = 0;
  /** `sto enrol` on a box: the exit code, what it said, and its folder. */
  const box = async (code: string, at: { readonly dir?: string; readonly hq?: string } = {}) => {
    const dir = at.dir ?? join(folder, `box-${++boxes}`);
    const said: string[] = [];
    const spies = (["log", "error"] as const).map((to) =>
      vi.spyOn(console, to).mockImplementation((text: string) => void said.push(text)),
    );
    const exit = await enrol({ hq: at.hq ?? url, code, dir, url: `http://localhost:${port}`, port });
    for (const spy of spies) spy.mockRestore();
    return { exit, said: said.join("\n"), dir };
  };
  return { hq, url, makeCode, box };
};

const configIn = (dir: string) => {
  const parsed = parseConfig(readFileSync(join(dir, "sto.toml"), "utf8"));
  if (!parsed.ok) throw new Error(parsed.error.join("\n"));
  return parsed.value;
};

test("a new box is a node by one command: its keys are its own, the index key is everybody's", async () => {
  const { hq, makeCode, box } = await setupHq();
  const made = await makeCode("SGR-KLJ");
  expect(made.status).toBe(201);
  expect(made.body.command).toContain(made.body.code);
  const { exit, said, dir } = await box(made.body.code.toLowerCase().replaceAll("-", " "));
  expect(said).toContain("branch SGR-KLJ");
  expect(exit).toBe(0);
  const config = configIn(dir);
  expect(config).toMatchObject({ role: "branch", branch: "SGR-KLJ", alias: 2, incarnation: 1 });
  const keys = openCredentials(join(dir, "data"), seededRandom(5));
  expect(nodeByAlias(hq.db, 2)).toMatchObject({
    ...publicKeysOf(keys),
    branch: "SGR-KLJ",
    state: "active",
    heirOf: null,
  });
  expect(config.hq).toMatchObject({ alias: 1, log_key: hq.sync.replication.publicKey });
  const { indexKey, screeningKey } = credentialsOf(1);
  expect(keys).toMatchObject({ indexKey, screeningKey });
  expect(existsSync(join(dir, "enrol.json")), "nothing secret lies beside the keys").toBe(false);
});

test("a code that is used, over or mistyped is refused in the same words, and changes nothing on either side", async () => {
  const { hq, makeCode, box } = await setupHq();
  const used = (await makeCode("SGR-KLJ")).body.code;
  await box(used);
  const late = (await makeCode("SGR-HQ1")).body.code;
  hq.clock.advance(nodeCodeMs);
  const nodes = hq.db.query("SELECT count(*) FROM node").values();
  const outcomes = [
    await box(used),
    await box(late),
    await box(late.replace(/^./, late[0] === "0" ? "1" : "0")),
  ];
  expect(new Set(outcomes.map(({ said }) => said)).size).toBe(1);
  expect(outcomes[0]!.said).toContain("Ask for a new one");
  expect(outcomes.map(({ exit }) => exit)).toEqual([1, 1, 1]);
  expect(hq.db.query("SELECT count(*) FROM node").values()).toEqual(nodes);
  for (const { dir } of outcomes) expect(readdirSync(dir)).toEqual(["enrol.json"]);
  expect((await box("ABC")).said).toContain("that is no enrolment code");
});

test("a box whose answer was lost asks again and gets the same; another box does not", async () => {
  const { hq, makeCode, box } = await setupHq();
  const { code } = (await makeCode("SGR-KLJ")).body;
  const first = await box(code);
  // As after a crash between the answer and the last file.
  const keys = JSON.parse(readFileSync(join(first.dir, "data", "credentials.json"), "utf8"));
  rmSync(join(first.dir, "sto.toml"));
  const { logSeed, slipSeed, boxSeed } = keys;
  writeFileSync(join(first.dir, "enrol.json"), JSON.stringify({ logSeed, slipSeed, boxSeed }));
  const again = await box(code, { dir: first.dir });
  expect([again.exit, configIn(first.dir).alias]).toEqual([0, 2]);
  expect(hq.db.query("SELECT count(*) FROM node WHERE role = 'branch'").values()).toEqual([[1]]);
  expect((await box(code)).exit).toBe(1);
});

test("two codes for one place make one node: the second box is refused, for a new branch and for one that is replaced", async () => {
  const { hq, makeCode, box } = await setupHq();
  const pair = async (replaces?: number) => {
    const codes = [await makeCode("SGR-KLJ", replaces), await makeCode("SGR-KLJ", replaces)];
    const exits: number[] = [];
    for (const { body } of codes) exits.push((await box(body.code)).exit);
    return exits;
  };
  expect(await pair()).toEqual([0, 1]);
  expect(await pair(2)).toEqual([0, 1]);
  expect(hq.db.query("SELECT alias, heir_of FROM node WHERE role = 'branch'").values()).toEqual([
    [2, null],
    [3, 2],
  ]);
});

test("a folder with a node in it is not enrolled once more", async () => {
  const { makeCode, box } = await setupHq();
  const { dir } = await box((await makeCode("SGR-KLJ")).body.code);
  const before = readFileSync(join(dir, "sto.toml"), "utf8");
  const second = await box((await makeCode("SGR-HQ1")).body.code, { dir });
  expect(second.said).toContain("holds a node already");
  expect(readFileSync(join(dir, "sto.toml"), "utf8")).toBe(before);
});

test("who answers in the place of headquarters without the code is not believed", async () => {
  const { makeCode, box } = await setupHq();
  const { code } = (await makeCode("SGR-KLJ")).body;
  const answering = (body: object) => {
    const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => Response.json(body) });
    onTestFinished(() => server.stop(true));
    return `http://127.0.0.1:${server.port}`;
  };
  const liar = await box(code, { hq: answering({ box: "AAAA", mac: "B".repeat(43) }) });
  expect([liar.exit, liar.said]).toEqual([1, expect.stringContaining("does not know the code")]);
  expect(readdirSync(liar.dir)).toEqual(["enrol.json"]);
  const hotel = await box(code, { hq: answering({ welcome: "to our hotel" }) });
  expect(hotel.said).toContain("does not answer like headquarters");
  const nobody = await box(code, { hq: "http://127.0.0.1:1" });
  expect(nobody.said).toContain("does not answer");
});

test("a box that goes on for another says so, and the branch's next life has the next number", async () => {
  const { hq, makeCode, box } = await setupHq();
  await box((await makeCode("SGR-KLJ")).body.code);
  const beside = await makeCode("SGR-KLJ");
  expect([beside.status, beside.body.code, beside.body.alias]).toEqual([409, "branch_has_node", 2]);
  const heir = await box((await makeCode("SGR-KLJ", 2)).body.code);
  expect(configIn(heir.dir)).toMatchObject({ alias: 3, incarnation: 2 });
  expect(nodeByAlias(hq.db, 3)).toMatchObject({ heirOf: 2, incarnation: 2 });
  expect((await makeCode("SGR-KLJ", 2)).body.code, "it has an heir already").toBe("node_not_found");
});

test("a stolen box is shut out with a reason, once and for good", async () => {
  const { hq, makeCode, box } = await setupHq();
  await box((await makeCode("SGR-KLJ")).body.code);
  const suspend = (alias: number) =>
    hq.call("POST", `/hq/nodes/${alias}/suspend`, { reason: "stolen" }, { as: "hq_admin:noor" });
  expect((await suspend(2)).status).toBe(204);
  expect(nodeByAlias(hq.db, 2)?.state).toBe("suspended");
  expect((await suspend(2)).body.code).toBe("node_not_found");
  expect((await suspend(1)).body.code, "headquarters does not shut itself out").toBe("node_not_found");
  const { about } = hq.db.query("SELECT about FROM audit WHERE intent = 'suspend'").get() as {
    about: string;
  };
  expect(JSON.parse(about)).toMatchObject({ node: 2, reason: "stolen" });
});

test("a branch takes nobody in", async () => {
  const branch = await setupBranch({ closed: true });
  expect(
    (await branch.call("POST", "/hq/node-codes", { branch: "SGR-KLJ" }, { as: "hq_admin:noor" })).body.code,
  ).toBe("not_headquarters");
});
