/** `sto export-log` and `sto import-log` on real folders: with the node stopped, and beside one that runs. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDb } from "../drizzle/db";
import { systemClock, systemRandom } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import { orThrow } from "../sync/core/result";
import { openCredentials } from "../sync/credentials";
import { claimFolder } from "../sync/folder";
import { hqWord } from "../sync/hq-word";
import { takeLock } from "../sync/lock";
import { publicKeysOf } from "../sync/public-keys";
import { type Config, parseConfig } from "./config";
import { buildNode, type NodeOptions } from "./node";
import { syncSetup } from "./serve";
import { credentialsOf } from "./testing";
import { answerCommands } from "./usb/drop";
import { exportLog, importLog } from "./usb-command";

const keysIn = (alias: number): string => {
  const { logKey, slipKey, boxKey } = publicKeysOf(credentialsOf(alias));
  return `alias = ${alias}\nlog_key = "${logKey}"\nslip_key = "${slipKey}"\nbox_key = "${boxKey}"`;
};

/** Folders of headquarters (1) and two branches (2, 3), as after a first start; nothing runs. */
const setup = async () => {
  const root = mkdtempSync(join(tmpdir(), "sto-usb-command-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const config = (alias: number, rest: string): Config => {
    const head = `alias = ${alias}\ndata = "${join(root, String(alias))}"\npublic_url = "http://localhost:7100"\n`;
    const parsed = parseConfig(`${head}${rest}\n[listen]\nport = 0\n`);
    if (!parsed.ok) throw new Error(parsed.error.join("\n"));
    return parsed.value;
  };
  const branch = (alias: number, code: string) =>
    config(alias, `role = "branch"\nbranch = "${code}"\n[hq]\nurl = "http://localhost:7100"\n${keysIn(1)}`);
  const of = (alias: number, code: string) =>
    `[[branches]]\ncode = "${code}"\nurl = "http://localhost"\n[branches.node]\n${keysIn(alias)}\n`;
  const configs = {
    hq: config(1, `role = "hq"\n${of(2, "SGR-HQ1")}${of(3, "JHR-HQ1")}`),
    sgr: branch(2, "SGR-HQ1"),
    jhr: branch(3, "JHR-HQ1"),
  };
  for (const each of Object.values(configs)) {
    const credentials = openCredentials(each.data, systemRandom, credentialsOf(each.alias));
    const db = orThrow(openDb(join(each.data, "sto.db")));
    orThrow(claimFolder(db, { alias: each.alias, branch: each.branch ?? null, incarnation: 1 }));
    const node = await buildNode({ ...optionsOf(each), db, credentials });
    await node.stop();
    db.close();
  }
  return { ...configs, root, stick: (name: string) => join(root, name) };
};

const optionsOf = (config: Config): Omit<NodeOptions, "db" | "credentials"> => ({
  clock: systemClock,
  random: systemRandom,
  rows: [],
  sync: syncSetup(config),
  die: (cause) => {
    throw cause;
  },
  report: (what, cause) => {
    throw new Error(what, { cause });
  },
  self: {
    id: `node-${config.alias}`,
    role: config.role,
    alias: config.alias,
    branch: config.branch ?? null,
    version: "test",
    demo: false,
    official: false,
    keyStore: "file",
    publicUrl: config.public_url,
    origins: [config.public_url],
    hqUrl: null,
    branchUrls: new Map(),
  },
});

/** Runs a command: its exit code, and what it said. */
const run = async (command: () => Promise<number>) => {
  const said: string[] = [];
  const spies = (["log", "error"] as const).map((to) =>
    vi.spyOn(console, to).mockImplementation((text: string) => void said.push(text)),
  );
  const exit = await command();
  for (const spy of spies) spy.mockRestore();
  return { exit, said: said.join("\n") };
};

test("with the nodes stopped a stick goes to the branch and back, twice, and each says what it did", async () => {
  const { hq, sgr, stick } = await setup();
  const made = await run(() => exportLog(hq, stick("to-sgr"), "SGR-HQ1"));
  expect(made.said).toMatch(/for branch SGR-HQ1, \d+ batch(es)? and 0 keys, signed/);
  expect(made.exit).toBe(0);
  const taken = await run(() => importLog(sgr, stick("to-sgr")));
  expect(taken.said).toMatch(/Taken in: \d+ records? and 0 keys from the file of headquarters of 20/);
  const again = await run(() => importLog(sgr, stick("to-sgr")));
  expect(again.said).toContain("all of it is here already");
  expect([taken.exit, again.exit]).toEqual([0, 0]);
  expect((await run(() => exportLog(sgr, stick("to-hq"), undefined))).said).toContain("for headquarters");
  expect((await run(() => importLog(hq, stick("to-hq")))).exit).toBe(0);
  expect(readdirSync(join(hq.data, "usb")).filter((name) => name.startsWith("from-"))).toEqual([]);
});

test("beside a node that runs, the node does it and the command says what came of it", async () => {
  const { hq, sgr, stick } = await setup();
  expect((await run(() => exportLog(hq, stick("to-sgr"), "SGR-HQ1"))).exit).toBe(0);
  const lock = orThrow(takeLock(sgr.data));
  const db = orThrow(openDb(join(sgr.data, "sto.db")));
  const credentials = openCredentials(sgr.data, systemRandom);
  const node = await buildNode({ ...optionsOf(sgr), db, credentials });
  const end = answerCommands(node.deps.usb, systemTimers, (what, cause) => {
    throw new Error(what, { cause });
  });
  onTestFinished(async () => {
    end();
    await node.stop();
    db.close();
    lock.release();
  });
  const taken = await run(() => importLog(sgr, stick("to-sgr")));
  expect(taken.said).toContain("Taken in");
  expect(hqWord(db)?.by).toBe("file");
  const made = await run(() => exportLog(sgr, stick("to-hq"), undefined));
  expect(made.said).toContain("for headquarters");
  expect(existsSync(stick("to-hq"))).toBe(true);
  const wrong = await run(() => importLog(sgr, stick("to-hq")));
  expect([wrong.exit, wrong.said]).toEqual([
    1,
    "sto: this node made the file itself.\nTake it to the other end; here it brings nothing.",
  ]);
  expect(readdirSync(join(sgr.data, "usb")).filter((name) => /^(ask|answer|from)-/.test(name))).toEqual([]);
});

test("what cannot be is said in a sentence, with what to do, and nothing is changed", async () => {
  const { hq, sgr, jhr, stick } = await setup();
  const says = async (command: () => Promise<number>) => {
    const { exit, said } = await run(command);
    expect(exit, said).toBe(1);
    return said.split("\n")[0];
  };
  expect(await says(() => exportLog(hq, stick("x"), undefined))).toBe(
    "sto: at headquarters a file is for one branch.",
  );
  expect(await says(() => exportLog(hq, stick("x"), "ZZZ-HQ1"))).toBe("sto: no node serves that branch.");
  expect(await says(() => exportLog(sgr, stick("x"), "SGR-HQ1"))).toBe(
    "sto: a branch's file is for headquarters.",
  );
  expect(await says(() => importLog(sgr, stick("x")))).toBe(`sto: there is no file ${stick("x")}.`);
  expect((await run(() => exportLog(hq, stick("to-sgr"), "SGR-HQ1"))).exit).toBe(0);
  expect(await says(() => exportLog(hq, stick("to-sgr"), "SGR-HQ1"))).toBe(
    `sto: ${stick("to-sgr")} is there already.`,
  );
  expect(await says(() => importLog(jhr, stick("to-sgr")))).toBe(
    "sto: the file is for branch SGR-HQ1, node 2, and not for this node.",
  );
  writeFileSync(stick("photo"), "JFIF");
  expect(await says(() => importLog(sgr, stick("photo")))).toBe("sto: this is no file of sto export-log.");
  const cut = readFileSync(stick("to-sgr"));
  writeFileSync(stick("cut"), cut.subarray(0, -100));
  expect(await says(() => importLog(sgr, stick("cut")))).toBe(
    "sto: the file was damaged or cut on its way; nothing of it was taken.",
  );
  copyFileSync(stick("to-sgr"), stick("newer"));
  writeFileSync(stick("newer"), cut.toString("latin1").replace("STO-LOG 1", "STO-LOG 2"), "latin1");
  expect(await says(() => importLog(sgr, stick("newer")))).toBe("sto: a newer program made this file.");
});
