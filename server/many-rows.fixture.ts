/**
 * A headquarters with a branch's many rows, for benches: in its log and in its state, both taken by the program's own way; and the
 * program in a process of its own, Bun on this checkout.
 */
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { standardRecords } from "../sync/bench/standard-rows.fixture";
import type { StreamRecord } from "../sync/core/batch";
import { seededRandom, systemClock, systemRandom } from "../sync/core/clock";
import { orThrow } from "../sync/core/result";
import { openCredentials } from "../sync/credentials";
import { type SealedBatch, sealBatch } from "../sync/envelope";
import { publicKeysOf } from "../sync/public-keys";
import { replicate } from "../sync/replication";
import { ed25519Signer } from "../sync/request-signing";
import { Sealer } from "../sync/sealer";
import { Writer } from "../sync/submit";
import { tableOf } from "../sync/tables";

const rowsPerBatch = 1000;
const batchMs = 600_000;
/** Batches that come in one segment of a megabyte. */
const perSegment = 25;
export const branch = { alias: 2, code: "SGR-KLJ" } as const;
/** A box of the same branch that has nothing yet. */
export const newcomer = { alias: 3, code: branch.code } as const;

export const seedsOf = (alias: number) => {
  const [logSeed, slipSeed, boxSeed] = [1, 2, 3].map((seed) => seededRandom(10 * alias + seed).bytes(32)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return { logSeed, slipSeed, boxSeed };
};

/** A headquarters' configuration that knows these nodes; gives back its file. */
export const setupHq = (
  dir: string,
  nodes: readonly (typeof branch | typeof newcomer)[] = [branch],
): string => {
  mkdirSync(dir);
  const file = join(dir, "sto.toml");
  const known = nodes.map(({ alias, code }) => {
    const { logKey, slipKey, boxKey } = publicKeysOf(seedsOf(alias));
    return `[[branches]]\ncode = "${code}"\nurl = "http://localhost"
[branches.node]\nalias = ${alias}\nlog_key = "${logKey}"\nslip_key = "${slipKey}"\nbox_key = "${boxKey}"\n`;
  });
  writeFileSync(
    file,
    `role = "hq"\nalias = 1\ndata = "data"\npublic_url = "http://localhost"\n[listen]\nport = 0\n${known.join("")}`,
  );
  return file;
};

export interface Node {
  /** From the start of the process until it says that it is ready. */
  readonly takenMs: number;
  /** Where it listens. */
  readonly port: number;
  kill(): Promise<void>;
}

export const start = async (config: string): Promise<Node> => {
  const startMs = performance.now();
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dirname, "main.ts"), "serve", "--config", config],
    {
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const kill = async () => {
    child.kill("SIGKILL");
    await child.exited;
  };
  let said = "";
  for await (const piece of child.stdout) {
    said += new TextDecoder().decode(piece);
    const [, port] = /"event":"ready".*"port":(\d+)/.exec(said) ?? [];
    if (port !== undefined) return { takenMs: performance.now() - startMs, port: Number(port), kill };
  }
  throw new Error(`the node did not start: ${said}`);
};

/** Takes a branch's rows into the log and the state, and leaves the files as a killed process does: the log is not copied back. */
export const fill = async (data: string, rows: number): Promise<void> => {
  const file = join(data, "sto.db");
  const db = orThrow(openDb(file));
  const credentials = openCredentials(data, systemRandom);
  const sealer = new Sealer(credentials, systemRandom);
  const writer = new Writer({
    db,
    clock: systemClock,
    random: systemRandom,
    node: 1,
    incarnation: 1,
    branch: null,
    die: (cause) => {
      throw cause;
    },
  });
  const { store, merger } = replicate({ writer, sealer, credentials, role: "hq", random: systemRandom });
  let segment: SealedBatch[] = [];
  const keep = async () => {
    orThrow(await store.append(segment));
    orThrow(await merger.applyPending());
    segment = [];
  };
  for (const batch of batches(rows)) {
    segment.push(batch);
    if (segment.length === perSegment) await keep();
  }
  await keep();
  const { n } = db.query("SELECT count(*) AS n FROM calendar_change").get() as { n: number };
  if (n !== rows) throw new Error(`${n} rows came`);
  await writer.stop();
  for (const end of ["", "-wal"]) copyFileSync(file + end, `${file}${end}.left`);
  db.close();
  for (const end of ["", "-wal"]) renameSync(`${file}${end}.left`, file + end);
};

/** The branch's book of changes, eight columns a row, in signed batches that follow one another. */
const batches = function* (rows: number): Generator<SealedBatch> {
  const { sign } = ed25519Signer(seedsOf(branch.alias).logSeed);
  let prev = "";
  let from = 1;
  // Of the last days: what is older than a month goes to the archive by itself.
  let startMs = systemClock.nowMs() - (rows / rowsPerBatch + 6) * batchMs;
  for (let at = 0; at < rows / rowsPerBatch; at++) {
    const records = standardRecords(rowsPerBatch, [5, 10], at + 1, from, startMs).map(asChanges);
    const sealed = sealBatch(
      { origin: branch.alias, incarnation: 1, stream: `branch:${branch.code}`, prev, dep: 0 },
      records,
      sign,
    );
    yield sealed;
    prev = sealed.hash;
    from = sealed.head.to + 1;
    startMs += batchMs;
  }
};

const asChanges = (each: StreamRecord): StreamRecord => ({
  ...each,
  record: {
    ...each.record,
    ops: each.record.ops.map((op) => {
      const [id, code, date, minute, units, state, service, ref] = op.values;
      const values = [id, code, state, service, ref, Number(minute) * 60_000, String(units), date];
      return { ...op, table: tableOf("calendarChange").policy.id, values: values as typeof op.values };
    }),
  },
});
