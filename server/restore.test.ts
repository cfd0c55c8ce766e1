/** A branch's box dies: what is kept, and what is refused. Real processes for the branch, a headquarters that really listens. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import { readBackupHead } from "../sync/backup";
import { type Answer, bookHeld, codesIn, contactOf } from "./booking-client.testing";
import { demoCallers } from "./demo/client";
import { startBackupKeys } from "./hq/backup-keys.usecase";
import { backupAgeMsMax } from "./hq/backup-keys";
import { freePort, sto } from "./process.testing";
import { setupBranch } from "./testing";

const branch = "SGR-KLJ";

const setupHq = async () => {
  const folder = mkdtempSync(join(tmpdir(), "sto-restore-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const hq = await setupBranch({
    role: "hq",
    alias: 1,
    nowMs: systemClock.nowMs(),
    backupKeysIn: folder,
    snapshotsIn: join(folder, "snapshots"),
    checkReplay: false,
  });
  const line = { isUp: true };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) => (line.isUp ? hq.app.fetch(request) : new Response("", { status: 502 })),
  });
  const url = `http://127.0.0.1:${server.port}`;
  onTestFinished(() => server.stop(true));
  const told = new Promise<void>((resolve) => {
    const forget = hq.deps.writer.onCommit((intents) => {
      if (!intents.has("tellBackupKeys")) return;
      forget();
      resolve();
    });
  });
  onTestFinished(startBackupKeys(hq.deps, folder, systemTimers, (_what, cause) => hq.errors.push(cause)));
  await told;
  const makeCode = async (replaces?: number): Promise<string> => {
    const body = { branch, ...(replaces === undefined ? {} : { replaces }) };
    return (await hq.call("POST", "/hq/node-codes", body, { as: "hq_admin:noor" })).body.code;
  };
  const rows = (sql: string) => hq.db.query(sql).values();
  /** Waits for something to be so at headquarters, for as long as the test may take. */
  const until = async (sql: string, wanted: unknown) => {
    while (JSON.stringify(rows(sql)) !== JSON.stringify(wanted)) await Bun.sleep(50);
  };
  return { hq, url, folder, line, makeCode, rows, until };
};

type Hq = Awaited<ReturnType<typeof setupHq>>;

/** Runs a command to its end: the exit code and what it said. */
const run = async (...args: string[]) => {
  const process = sto(args);
  const exit = await process.exited;
  return { exit, said: process.said() };
};

/** A box that was enrolled, or restored with `more`, and is served. */
const startBox = async ({ url, folder }: Hq, name: string, code: string, more: readonly string[] = []) => {
  const dir = join(folder, name);
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const command = more.length > 0 ? "restore" : "enrol";
  const where = ["--data", dir, "--url", address, "--port", String(port)];
  const made = await run(command, "--hq", url, "--code", code, ...where, ...more);
  expect(made.exit, made.said).toBe(0);
  const config = join(dir, "sto.toml");
  const toml = readFileSync(config, "utf8");
  // TOML's own sections come last: the spool is where a phone reads its codes.
  writeFileSync(config, `${toml}\n[channels]\nspool = "spool"\n`);
  const serve = async () => {
    const node = sto(["serve", "--config", config]);
    await node.until('"ready"');
    return node;
  };
  const node = await serve();
  const headersAs = demoCallers(`http://127.0.0.1:${port}`, address);
  const ask = async (as: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        ...(await headersAs(as)),
        ...(body ? { "content-type": "application/json", "idempotency-key": Bun.randomUUIDv7() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Answer["body"] };
  };
  /** Somebody books the first free start of the days ahead. */
  const book = async (no: number): Promise<Answer["body"]> => {
    const days = "service=PMA-BAHARUI&kind=citizen&parties=1";
    const [first] = (await ask("public:any", `/availability/earliest?branch=${branch}&${days}`)).body
      .earliest as { slot: string }[];
    const as = `public:${no}`;
    const held = await ask(as, "/holds", {
      slot: first!.slot,
      service: "PMA-BAHARUI",
      kind: "citizen",
      parties: 1,
    });
    const made = await bookHeld(
      (path, body) => ask(as, path, body),
      codesIn(join(dir, "spool")),
      held.body.holdId as string,
      { contact: contactOf(no), people: [{ mykad: `900101-14-${5000 + no}` }] },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body;
  };
  return { dir, config, node, ask, book, serve };
};

test("a box that is enrolled works, is backed up, dies, and a new one goes on with everything that was safe and what only the backup had", async () => {
  const hq = await setupHq();
  const first = await startBox(hq, "first", await hq.makeCode());
  const safe = await first.book(1);
  await hq.until("SELECT count(*) FROM booking", [[1]]);

  // The line is cut: what is booked now only this box has, and then its backup.
  hq.line.isUp = false;
  const onlyHere = await first.book(2);
  const made = await run("backup", "--config", first.config);
  expect(made.said).toContain("opened and looked through");
  const [name] = readdirSync(join(first.dir, "data", "backups"));
  const file = join(hq.folder, "kept.stobackup");
  cpSync(join(first.dir, "data", "backups", name!), file);
  first.node.kill("SIGKILL");
  await first.node.exited;
  rmSync(first.dir, { recursive: true });

  hq.line.isUp = true;
  const second = await startBox(hq, "second", await hq.makeCode(2), ["--from", file]);
  await hq.until("SELECT count(*) FROM booking", [[2]]);
  for (const [ref, no] of [
    [safe["ref"], 1],
    [onlyHere["ref"], 2],
  ] as const) {
    const documentNumber = `900101-14-${5000 + no}`;
    let found = await second.ask("public:9", "/bookings/find", { ref, documentNumber });
    // The box brought it to headquarters, from where it comes with the next round.
    for (
      ;
      found.status === 404;
      found = await second.ask(`public:${no}0`, "/bookings/find", { ref, documentNumber })
    )
      await Bun.sleep(500);
    expect(found.body["ref"]).toBe(ref);
  }
  expect(
    hq.rows("SELECT alias, incarnation, heir_of FROM node WHERE role = 'branch' ORDER BY alias"),
  ).toEqual([
    [2, 1, null],
    [3, 2, 2],
  ]);
});

test("a backup is refused when it is damaged, of another node, or older than its key; the box it was for stays as it is", async () => {
  const hq = await setupHq();
  const first = await startBox(hq, "first", await hq.makeCode());
  expect((await run("backup", "--config", first.config, "--to", hq.folder)).exit).toBe(0);
  const name = readdirSync(hq.folder).find((each) => each.endsWith(".stobackup"))!;
  const file = join(hq.folder, name);
  const restore = (from: string, code: string, dir: string) =>
    run("restore", "--from", from, "--hq", hq.url, "--code", code, "--data", join(hq.folder, dir));

  const over = await restore(file, await hq.makeCode(2), "first");
  expect([over.exit, over.said]).toEqual([1, expect.stringContaining("holds a node already")]);
  const none = await restore(first.config, await hq.makeCode(2), "none");
  expect(none.said).toContain("is no backup");

  const bad = join(hq.folder, "bad");
  cpSync(file, bad);
  appendFileSync(bad, "x");
  const damaged = await restore(bad, await hq.makeCode(2), "damaged");
  expect([damaged.exit, damaged.said]).toEqual([
    1,
    expect.stringMatching(/is damaged .*\nThis box is enrolled all the same/),
  ]);

  const head = readBackupHead(file);
  if (!head.ok) throw new Error(head.error.type);
  const { alias, incarnation, atMs, period, box } = head.value;
  const lock = { alias, incarnation, atMs, period, box };
  const peer = hq.hq.deps.sync.replication.peer();
  const from = hq.hq.deps.sync.replication.findNode(3)!;
  expect(peer.unlock(from, lock).ok).toBe(true);
  expect(peer.unlock(from, { ...lock, alias: 7 })).toMatchObject({ error: { code: "foreign_backup" } });
  expect(peer.unlock(from, { ...lock, atMs: atMs + 1 })).toMatchObject({ error: { code: "backup_damaged" } });
  hq.hq.clock.advance(backupAgeMsMax);
  const again = startBackupKeys(hq.hq.deps, hq.folder, systemTimers, () => {});
  again();
  expect(peer.unlock(from, lock)).toMatchObject({ error: { code: "backup_too_old" } });
  first.node.kill("SIGTERM");
  expect(await first.node.exited).toBe(0);
});
