import { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import { bookHeld, codesIn } from "./booking-client.testing";
import { demoCallers } from "./demo/client";
import { demoEnvironment } from "./demo/control";
import { branchConfig, freePort, freePorts, scratch, sto } from "./process.testing";
import { phone } from "./testing";

const setupProcess = async (env: Record<string, string> = {}) => {
  const dir = scratch();
  const port = await freePort();
  const config = branchConfig(dir, port, '[channels]\nspool = "spool"');
  const start = async () => {
    const node = sto(["serve", "--config", config], { env });
    await node.until('"event":"ready"');
    return node;
  };
  const api = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}/api/v1${path}`, init);
  const headersAs = demoCallers(`http://127.0.0.1:${port}`, `http://localhost:${port}`);
  const post = async (path: string, body: unknown, as: string) =>
    api(path, {
      method: "POST",
      headers: {
        ...(await headersAs(as)),
        "content-type": "application/json",
        "idempotency-key": uuidv7(performance.timeOrigin, systemRandom),
      },
      body: JSON.stringify(body),
    });
  return { dir, port, config, start, api, post, headersAs };
};

const aFreeSlot = (dir: string): string => {
  const db = new Database(join(dir, "data", "sto.db"), { readonly: true });
  const row = db
    .query<{ slot: string }, []>(
      "SELECT slot FROM right_ WHERE grp = 'B' AND pool = 'general' AND avail > 0 ORDER BY start_min DESC LIMIT 1",
    )
    .get();
  db.close();
  return row!.slot;
};

describe("sto serve", () => {
  test("takes an appointment, survives kill -9 and still knows the hold", async () => {
    const { dir, start, api, post, headersAs } = await setupProcess();
    const first = await start();
    const held = await post(
      "/holds",
      { slot: aFreeSlot(dir), service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
      phone("siti"),
    );
    expect(held.status).toBe(201);
    const { holdId } = (await held.json()) as { holdId: string };
    first.kill("SIGKILL");
    await first.exited;
    await start();
    const again = await api(`/holds/${holdId}`, { headers: await headersAs(phone("siti")) });
    expect(again.status).toBe(200);
  });

  test("stops gracefully within 5 s, with the file closed and the folder free", async () => {
    const { dir, start, config } = await setupProcess();
    const node = await start();
    const startedMs = performance.now();
    node.kill("SIGTERM");
    expect(await node.exited).toBe(0);
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect(node.said()).toContain('"event":"stopped"');
    expect(existsSync(join(dir, "data", "sto.db-wal"))).toBe(false);
    await sto(["serve", "--config", config]).until('"event":"ready"');
  });

  test("a request under way when it is told to stop is still answered in full", async () => {
    const { dir, port, start, api, headersAs } = await setupProcess();
    const node = await start();
    const body = JSON.stringify({
      slot: aFreeSlot(dir),
      service: "PMA-BAHARUI",
      kind: "citizen",
      parties: 1,
    });
    const head = [
      "POST /api/v1/holds HTTP/1.1",
      `host: 127.0.0.1:${port}`,
      "content-type: application/json",
      ...Object.entries(await headersAs(phone("siti"))).map(([name, value]) => `${name}: ${value}`),
      `idempotency-key: ${uuidv7(performance.timeOrigin, systemRandom)}`,
      `content-length: ${body.length}`,
      "connection: close",
    ].join("\r\n");
    const socket = connect(port, "127.0.0.1");
    const answer = text(socket);
    await new Promise<void>((sent) => socket.write(`${head}\r\n\r\n${body.slice(0, 10)}`, () => sent()));
    // Connections are taken in their order: whoever comes on one that was opened later is answered after that half was read.
    expect((await api("/node", { keepalive: false })).status).toBe(200);
    node.kill("SIGTERM");
    await node.until('"event":"stopping"');
    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 201 [^]*"holdId"/);
    expect(await node.exited).toBe(0);
  });

  test("stops at once though a page listens", async () => {
    const { start, api, headersAs } = await setupProcess(demoEnvironment("http://127.0.0.1:9"));
    const node = await start();
    const page = await api("/events?topics=display", { headers: await headersAs("display:1") });
    expect(page.status).toBe(200);
    const startedMs = performance.now();
    node.kill("SIGTERM");
    expect(await node.exited).toBe(0);
    expect(performance.now() - startedMs, "the page is not waited for").toBeLessThan(1500);
    await page.body?.cancel().catch(() => {});
  });

  test("refuses a folder of another node, and says what to do", async () => {
    const { config, start } = await setupProcess();
    const node = await start();
    node.kill("SIGTERM");
    await node.exited;
    writeFileSync(config, readFileSync(config, "utf8").replace("alias = 2", "alias = 3"));
    const other = sto(["serve", "--config", config]);
    expect(await other.exited).toBe(1);
    expect(other.said()).toContain("belongs to another node (alias 2, branch SGR-KLJ; this one is alias 3");
    expect(other.said()).toContain("Give this node a data directory of its own");
    writeFileSync(config, readFileSync(config, "utf8").replace("alias = 3", "alias = 2"));
    await start();
  });

  test("refuses a port that is taken, and says what to do", async () => {
    const { config, port } = await setupProcess();
    using taken = Bun.serve({ port, hostname: "127.0.0.1", fetch: () => new Response() });
    const run = sto(["serve", "--config", config]);
    expect(await run.exited).toBe(1);
    expect(run.said()).toContain(`another program listens on 127.0.0.1 port ${taken.port}`);
    expect(run.said()).toContain("give this node another port");
    expect(run.said()).not.toContain("    at ");
  });

  test("refuses a second program on the same folder and says what to do", async () => {
    const { start, config } = await setupProcess();
    await start();
    const second = sto(["serve", "--config", config]);
    expect(await second.exited).toBe(1);
    expect(second.said()).toContain("another sto uses");
  });

  test("outside a demo nobody is an officer or a kiosk by saying so", async () => {
    const { port, start, api } = await setupProcess();
    await start();
    expect((await fetch(`http://127.0.0.1:${port}/demo/enter?as=officer:rohani`)).status).toBe(404);
    for (const as of ["staff", "kiosk"]) {
      const answer = await api(as === "staff" ? "/counters" : "/kiosk", { headers: { "x-sto-as": as } });
      expect([answer.status, await answer.json()]).toMatchObject([401, { code: "sign_in_required" }]);
    }
  });

  test("logs ids only: no name, document or address of anybody", async () => {
    const { dir, start, api, post, headersAs } = await setupProcess();
    const node = await start();
    const held = await post(
      "/holds",
      { slot: aFreeSlot(dir), service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
      phone("siti"),
    );
    const { holdId } = (await held.json()) as { holdId: string };
    const ask = async (path: string, body?: object) => {
      const headers = await headersAs(phone("siti"));
      const answer = body ? await post(path, body, phone("siti")) : await api(path, { headers });
      return { status: answer.status, body: await answer.json() };
    };
    const booked = await bookHeld(ask, codesIn(join(dir, "spool")), holdId, {
      contact: { phone: "+60123456789", email: "kanari@example.com" },
      people: [{ mykad: "900101145678", name: "KANARI BINTI KUNING" }],
    });
    expect(booked.status).toBe(201);
    node.kill("SIGTERM");
    await node.exited;
    for (const canary of ["KANARI", "kanari@", "900101145678", "123456789"]) {
      expect(node.said()).not.toContain(canary);
      expect(readFileSync(join(dir, "data", "sto.db")).includes(canary)).toBe(false);
    }
  });
});

/** `strace` is a test peer: the list and what it is for stand in `.dev/peers.ts`. */
describe.skipIf(Bun.which("strace") === null)("a disk that fails under a real process (strace)", () => {
  const setupFailing = async (injection: string) => {
    const branch = await setupProcess();
    const first = await branch.start();
    const slot = aFreeSlot(branch.dir);
    first.kill("SIGTERM");
    await first.exited;
    const node = await branch.start();
    // A session before the disk fails: what is tested is the hold.
    await branch.headersAs(phone("siti"));
    const seen = join(branch.dir, "strace.txt");
    const [failing] = injection.split(":");
    const what = ["-e", `trace=sendto,write,writev,${failing}`, "-e", `inject=${injection}`];
    const tracer = Bun.spawn(["strace", "-f", "-qq", "-o", seen, ...what, "-p", String(node.pid)], {
      stderr: "pipe",
    });
    // Attached for certain when an answer of the node's own thread has been seen.
    while (!existsSync(seen) || statSync(seen).size === 0) await branch.api("/node");
    const hold = () =>
      branch.post("/holds", { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 }, phone("siti"));
    return { ...branch, node, hold, heal: async () => (tracer.kill("SIGTERM"), await tracer.exited) };
  };

  test("an fsync that fails: 503 outcome_unknown, never a false yes, and the process ends so that it can start afresh", async () => {
    const { node, hold, heal } = await setupFailing("fsync,fdatasync:error=EIO");
    const answer = await hold();
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "outcome_unknown" });
    expect(await node.exited).toBe(1);
    await heal();
  });

  test.each([1, 40, 300])(
    "a full disk at the very first start, from its write number %i on: a sentence, no stack trace",
    async (write) => {
      const dir = scratch();
      const injection = `inject=pwrite64:error=ENOSPC:when=${write}+`;
      const tracer = ["strace", "-f", "-qq", "-o", join(dir, "strace.txt"), "-e", injection];
      const run = sto(["serve", "--config", branchConfig(dir, await freePort())], {
        command: [...tracer, process.execPath, join(import.meta.dirname, "main.ts")],
      });
      expect(await run.exited).toBe(1);
      expect(run.said()).toMatch(/Make room and start again|Check that the disk works and has room/);
      expect(run.said()).not.toContain("    at ");
    },
  );

  test("a full disk: 507, nothing written, reads go on, and writing works again when there is room", async () => {
    const { api, hold, heal } = await setupFailing("pwrite64:error=ENOSPC");
    const answer = await hold();
    expect(answer.status).toBe(507);
    expect(await answer.json()).toMatchObject({ code: "disk_full" });
    expect((await api("/catalogue")).status).toBe(200);
    await heal();
    expect((await hold()).status).toBe(201);
  });
});

test("a demo with a branch that cannot start ends at once, says why, and leaves nothing running", async () => {
  const data = scratch();
  mkdirSync(join(data, "sgr-hq1"));
  writeFileSync(join(data, "sgr-hq1", "sto.db"), "not a database ".repeat(500));
  const port = await freePorts(3);
  const demo = sto(["demo", "--port", String(port), "--data", data, "--no-open"]);
  expect(await demo.exited).toBe(1);
  expect(demo.said()).toContain("sto.db cannot be opened: SQLiteError: file is not a database");
  expect(demo.said().match(/cannot be opened/g), "told once").toHaveLength(1);
  expect(demo.said()).toContain(
    "node sgr-hq1 does not run. See the messages above; a new folder starts afresh",
  );
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test("the registries of a try-out say how they are named, are switched while they run, and end when told; a busy port is said", async () => {
  const port = String(await freePort());
  const registries = sto(["simulate", "--port", port]);
  await registries.until("# curl");
  expect(registries.said()).toContain(`id = "imi"\nurl = "http://127.0.0.1:${port}/imi"\nkey = "`);
  const turn = (mode: string) =>
    fetch(`http://127.0.0.1:${port}/imi/mode`, { method: "PUT", body: mode }).then((answer) => answer.status);
  expect([await turn("stalled"), await turn("dance"), await turn("up")]).toEqual([200, 400, 200]);
  const second = sto(["simulate", "--port", port]);
  expect(await second.exited).toBe(1);
  expect(second.said()).toContain(`port ${port} is in use`);
  registries.kill("SIGTERM");
  expect(await registries.exited).toBe(0);
});

describe("wrong usage", () => {
  test.each([
    [
      [],
      "name a command: demo, serve, doctor, backup, restore, enrol, export-log, import-log, snapshot, rotate, simulate or verify",
      2,
    ],
    [["dance"], "there is no command dance\n", 2],
    [["serv"], "there is no command serv; did you mean serve?", 2],
    [["help"], "there is no command help; did you mean --help?", 2],
    [["serve"], "serve needs the configuration of its node: --config sto.toml", 2],
    [["verify"], "verify needs the configuration of its node: --config sto.toml", 2],
    [["verify", "--proof", "p"], "--proof needs the key line of the log it is from: --key LINE", 2],
    [
      ["enrol", "--hq", "http://localhost"],
      "enrol needs headquarters' address and the code: --hq URL --code CODE",
      2,
    ],
    [["restore", "--hq", "x", "--code", "y"], "--hq takes a full address", 2],
    [["restore", "--hq", "http://localhost", "--code", "y"], "restore needs the backup: --from FILE", 2],
    [["serve", "sto.toml"], "serve takes no sto.toml; did you mean --config sto.toml?", 2],
    [["serve", "--config"], "--config needs a value after it", 2],
    [["serve", "--port", "1"], "serve takes no --port", 2],
    [["demo", "--prot", "1"], "there is no option --prot; did you mean --port?", 2],
    [["demo", "-p", "1"], "there is no option -p\n", 2],
    [["demo", "--no-open=yes"], "--no-open takes no value", 2],
    [["demo", "--port", "-1"], "--port needs a value after it", 2],
    [["demo", "--port", "many"], "--port takes a whole number from 1 to 65533, not many", 2],
    [["demo", "--port", "65534"], "--port takes a whole number from 1 to 65533, not 65534", 2],
    [["--help"], "sto demo", 0],
    [["--version"], "0.1.0", 0],
  ] as const)("sto %j says %j and exits with %d", async (args, says, code) => {
    const run = sto([...args]);
    expect(await run.exited).toBe(code);
    expect(run.said()).toContain(says);
    if (code !== 0) expect(run.said()).toContain("Run sto --help for what there is.");
  });

  test.each(["serve", "demo"])("a file where the data folder should be: sto %s says so", async (command) => {
    const dir = scratch();
    writeFileSync(join(dir, "data"), "");
    const args =
      command === "serve"
        ? ["serve", "--config", branchConfig(dir, 1)]
        : ["demo", "--data", join(dir, "data"), "--no-open"];
    const run = sto(args);
    expect(await run.exited).toBe(1);
    expect(run.said()).toContain(`the folder ${join(dir, "data")} cannot be used`);
    expect(run.said()).toContain("Choose another folder, or let this user write there.");
    expect(run.said()).not.toContain("    at ");
  });

  test("damaged keys are left as they are, and the sentence says where good ones come from", async () => {
    const dir = scratch();
    mkdirSync(join(dir, "data"));
    const keys = join(dir, "data", "credentials.json");
    writeFileSync(keys, '{"nodeKey":', { mode: 0o600 });
    const run = sto(["serve", "--config", branchConfig(dir, 1)]);
    expect(await run.exited).toBe(1);
    expect(run.said()).toContain("Put credentials.json back from a backup of this node");
    expect(readFileSync(keys, "utf8")).toBe('{"nodeKey":');
  });

  test("keys that others on the machine can read are refused, with what to do", async () => {
    const dir = scratch();
    mkdirSync(join(dir, "data"));
    writeFileSync(join(dir, "data", "credentials.json"), "{}", { mode: 0o644 });
    const run = sto(["serve", "--config", branchConfig(dir, 1)]);
    expect(await run.exited).toBe(1);
    expect(run.said()).toContain("can be read by others on this machine (mode 644)");
    expect(run.said()).toContain("chmod 600");
  });

  test.each([
    [
      "an unknown branch",
      "SGR-KLJ",
      "SGR-KLK",
      "branch SGR-KLK is not in the catalogue; did you mean SGR-KLJ?",
    ],
    [
      "a missing certificate",
      "[listen]",
      '[tls]\ncert = "c.pem"\nkey = "k.pem"\n[listen]',
      "c.pem cannot be read",
    ],
  ])("%s in sto.toml is a sentence, not a stack trace", async (_what, from, to, says) => {
    const file = branchConfig(scratch(), 1);
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
    const run = sto(["serve", "--config", file]);
    expect(await run.exited).toBe(2);
    expect(run.said()).toContain(says);
    expect(run.said()).toContain("Correct the file and start again.");
    expect(run.said()).not.toContain("    at ");
  });

  test("an unknown key in sto.toml is named with the nearest right one", async () => {
    const dir = scratch();
    const file = join(dir, "sto.toml");
    writeFileSync(
      file,
      'role = "hq"\nalias = 1\ndata = "d"\npublc_url = "http://localhost:1"\n[listen]\nport = 1\n',
    );
    const run = sto(["serve", "--config", file]);
    expect(await run.exited).toBe(2);
    expect(run.said()).toContain("publc_url is not a setting; did you mean public_url?");
  });
});
