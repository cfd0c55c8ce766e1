/** A country in the field for tests: a headquarters that really listens, and branch boxes as real processes that are enrolled there. */
import { Database } from "bun:sqlite";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { systemClock } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import { type Answer, bookHeld, codesIn, contactOf } from "./booking-client.testing";
import { demoCallers } from "./demo/client";
import { startBackupKeys } from "./hq/backup-keys.usecase";
import { freePort, sto } from "./process.testing";
import { setupBranch } from "./testing";

export const branch = "SGR-KLJ";

export const setupHq = async () => {
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

export type Hq = Awaited<ReturnType<typeof setupHq>>;

/** Runs a command to its end: the exit code and what it said. */
export const run = async (...args: string[]) => {
  const process = sto(args);
  const exit = await process.exited;
  return { exit, said: process.said() };
};

export type Box = Awaited<ReturnType<typeof openBox>>;

/** A box that was enrolled, or restored with `more`, and is served. */
export const startBox = async (
  { url, folder }: Hq,
  name: string,
  code: string,
  more: readonly string[] = [],
): Promise<Box & { readonly said: string }> => {
  const dir = join(folder, name);
  const port = await freePort();
  const command = more.length > 0 ? "restore" : "enrol";
  const where = ["--data", dir, "--url", addressOf(port), "--port", String(port)];
  const made = await run(command, "--hq", url, "--code", code, ...where, ...more);
  expect(made.exit, made.said).toBe(0);
  const config = join(dir, "sto.toml");
  // TOML's own sections come last: the spool is where a phone reads its codes.
  appendFileSync(config, `\n[channels]\nspool = "spool"\n`);
  return { ...(await openBox(dir, port)), said: made.said };
};

const addressOf = (port: number): string => `http://localhost:${port}`;

/** Serves the node of a folder. */
export const openBox = async (dir: string, port: number) => {
  const config = join(dir, "sto.toml");
  const serve = async () => {
    const node = sto(["serve", "--config", config]);
    await node.until('"ready"');
    return node;
  };
  const node = await serve();
  const headersAs = demoCallers(`http://127.0.0.1:${port}`, addressOf(port));
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
      { contact: contactOf(no), people: [{ mykad: documentOf(no) }] },
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body;
  };
  return { dir, port, config, node, ask, book, serve };
};

/** A person finds at a box what they booked elsewhere, once the box has heard of it and has its keys. Tries are counted: one is made. */
export const finds = async ({ ask, dir }: Box, no: number, ref: unknown): Promise<void> => {
  const db = new Database(join(dir, "data", "sto.db"), { readonly: true });
  const look = db.query<{ here: number }, [string]>(
    "SELECT EXISTS (SELECT 1 FROM booking WHERE ref = ?) AND NOT EXISTS (SELECT 1 FROM key_wanted) AS here",
  );
  while (look.get(String(ref))?.here !== 1) await Bun.sleep(100);
  db.close();
  const found = await ask(`public:${no}0`, "/bookings/find", { ref, documentNumber: documentOf(no) });
  expect(found.body["ref"], JSON.stringify(found.body)).toBe(ref);
};

const documentOf = (no: number): string => `900101-14-${5000 + no}`;
