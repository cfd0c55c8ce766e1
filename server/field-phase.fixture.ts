/**
 * One way in which a new box gets a branch's rows, in a process of its own so that its time and memory are its own:
 * `bun field.bench.ts snapshot|replay URL HQ-LOG-KEY DATA-FOLDER`. Says `{ms, rssMb, peakMb, rows}`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { systemClock, systemRandom } from "../sync/core/clock";
import { orThrow } from "../sync/core/result";
import { systemTimers } from "../sync/core/timers";
import { openCredentials } from "../sync/credentials";
import { httpTransport } from "../sync/http-transport";
import { replicate } from "../sync/replication";
import { ed25519Signer } from "../sync/request-signing";
import { Sealer } from "../sync/sealer";
import { Writer } from "../sync/submit";
import { newcomer, seedsOf } from "./many-rows.fixture";
import { bringSnapshot } from "./take-snapshot";

const [kind, url, logKey, data] = process.argv.slice(2) as [string, string, string, string];

const memoryMb = (field: "VmRSS" | "VmHWM"): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;

const bySnapshot = async (): Promise<void> => {
  const { alias, code } = newcomer;
  orThrow(await bringSnapshot({ data, alias, branch: code, hq: { url, alias: 1, logKey } }));
};

const byReplay = async (): Promise<void> => {
  const db = orThrow(openDb(join(data, "sto.db")));
  const credentials = openCredentials(data, systemRandom);
  const { alias, code } = newcomer;
  const die = (cause: unknown) => {
    throw cause;
  };
  const writer = new Writer({
    db,
    clock: systemClock,
    random: systemRandom,
    node: alias,
    incarnation: 1,
    branch: code,
    die,
  });
  const sealer = new Sealer(credentials, systemRandom);
  const hq = {
    alias: 1,
    id: "hq-1",
    role: "hq",
    branch: null,
    incarnation: 1,
    logKey,
    slipKey: "",
    boxKey: "",
    state: "active",
  } as const;
  const transport = httpTransport({
    url,
    self: { alias, sign: ed25519Signer(credentials.logSeed).sign },
    audience: 1,
    timers: systemTimers,
    random: systemRandom,
  });
  const { round } = replicate({
    writer,
    sealer,
    credentials,
    role: "branch",
    random: systemRandom,
    anchor: hq,
  });
  orThrow(await round(transport).pull());
  await writer.stop();
  db.close();
};

/** Runs this process' way and says what it took. */
export const runPhase = async (): Promise<never> => {
  openCredentials(data, systemRandom, seedsOf(newcomer.alias));
  const rssMb = memoryMb("VmRSS");
  const startMs = performance.now();
  await (kind === "snapshot" ? bySnapshot() : byReplay());
  const ms = performance.now() - startMs;
  const peakMb = memoryMb("VmHWM");
  const db = orThrow(openDb(join(data, "sto.db")));
  const { rows } = db.query("SELECT count(*) AS rows FROM calendar_change").get() as { rows: number };
  console.log(JSON.stringify({ ms, rssMb, peakMb, rows }));
  process.exit(0);
};
