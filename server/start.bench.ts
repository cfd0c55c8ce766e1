/**
 * From `kill -9` to ready, with a file of a million rows: a headquarters that has a branch's log of a million row changes, in its log
 * and in its state, both taken by the program's own way. Baseline: the same with an empty file. The program is Bun on this checkout.
 */
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, median } from "../.dev/figure";
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

const rows = 1_000_000;
const rowsPerBatch = 1000;
/** Batches that come in one segment of a megabyte. */
const perSegment = 25;
const rounds = 5;
const branch = { alias: 2, code: "SGR-KLJ" } as const;
const [logSeed, slipSeed, boxSeed] = [1, 2, 3].map((seed) => seededRandom(seed).bytes(32)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

export const bench: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const started: Node[] = [];
  try {
    const empty = setupHq(join(dir, "empty"));
    const full = setupHq(join(dir, "full"));
    // The first start makes the file and enrols the branch.
    for (const config of [empty, full]) {
      const node = await start(config);
      started.push(node);
      await node.kill();
    }
    await fill(join(dir, "full", "data"));
    const takenMs = { empty: [] as number[], full: [] as number[] };
    for (let round = 0; round < rounds; round++)
      for (const [kind, config] of [
        ["empty", empty],
        ["full", full],
      ] as const) {
        const node = await start(config);
        started.push(node);
        takenMs[kind].push(node.takenMs);
        await node.kill();
      }
    yield figure(
      "kill -9 to ready, 1 M rows",
      median(takenMs.full),
      "ms",
      median(takenMs.empty),
      "≤ 2000 ms",
    );
  } finally {
    for (const node of started) await node.kill();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** A headquarters' configuration that knows the branch; gives back its file. */
const setupHq = (dir: string): string => {
  mkdirSync(dir);
  const { logKey, slipKey, boxKey } = publicKeysOf({ logSeed, slipSeed, boxSeed });
  const file = join(dir, "sto.toml");
  writeFileSync(
    file,
    `role = "hq"\nalias = 1\ndata = "data"\npublic_url = "http://localhost"\n[listen]\nport = 0
[[branches]]\ncode = "${branch.code}"\nurl = "http://localhost"
[branches.node]\nalias = ${branch.alias}\nlog_key = "${logKey}"\nslip_key = "${slipKey}"\nbox_key = "${boxKey}"\n`,
  );
  return file;
};

interface Node {
  /** From the start of the process until it says that it is ready. */
  readonly takenMs: number;
  kill(): Promise<void>;
}

const start = async (config: string): Promise<Node> => {
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
    if (said.includes('"event":"ready"')) return { takenMs: performance.now() - startMs, kill };
  }
  throw new Error(`the node did not start: ${said}`);
};

/** Takes a branch's million rows into the log and the state, and leaves the files as a killed process does: the log is not copied back. */
const fill = async (data: string): Promise<void> => {
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
  for (const batch of batches()) {
    segment.push(batch);
    if (segment.length < perSegment) continue;
    orThrow(await store.append(segment));
    orThrow(await merger.applyPending());
    segment = [];
  }
  const { n } = db.query("SELECT count(*) AS n FROM calendar_change").get() as { n: number };
  if (n !== rows) throw new Error(`${n} rows came`);
  await writer.stop();
  for (const end of ["", "-wal"]) copyFileSync(file + end, `${file}${end}.left`);
  db.close();
  for (const end of ["", "-wal"]) renameSync(`${file}${end}.left`, file + end);
};

/** The branch's book of changes, eight columns a row, in signed batches that follow one another. */
const batches = function* (): Generator<SealedBatch> {
  const { sign } = ed25519Signer(logSeed);
  let prev = "";
  let from = 1;
  let startMs = Date.UTC(2024, 1, 1);
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
    startMs += 600_000;
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
