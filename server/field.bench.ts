/**
 * A new box of a branch with many rows: by headquarters' snapshot against the whole log, over a real socket, the processes apart.
 * `npm run bench -- field` takes 200,000 rows, `npm run bench -- field 1000000` a million (two minutes).
 *
 * Learnt (a million rows, two busy cores): ten times as fast as replay, in half its memory. Making the file takes 15 s of a process at the
 * end of the queue: copying by pages in one transaction, indexes afterwards. What is left of the taking is unpacking, writing and
 * `quick_check`. Chunks of 4 MiB cost 9 MB more than those of 1 MiB.
 */
import { Database } from "bun:sqlite";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure } from "../.dev/figure";
import { openCredentials } from "../sync/credentials";
import { systemRandom } from "../sync/core/clock";
import { publicKeysOf } from "../sync/public-keys";
import type { SignedManifest, SnapshotManifest } from "../sync/snapshot";
import { filesOf, snapshotsIn } from "../sync/snapshot-shelf";
import { runPhase } from "./field-phase.fixture";
import { branch, fill, newcomer, type Node, seedsOf, setupHq, start } from "./many-rows.fixture";

const sealedMs = 1500;
const rows = Number(process.argv[3] ?? 200_000);

export const bench: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-field-"));
  const running: Node[] = [];
  try {
    const config = setupHq(join(dir, "hq"), [branch, newcomer]);
    const first = await start(config);
    // The roster is sealed within a second: it comes before the rows that it vouches for.
    await Bun.sleep(sealedMs);
    await first.kill();
    const data = join(dir, "hq", "data");
    await fill(data, rows);
    const hq = await start(config);
    running.push(hq);
    await Bun.sleep(sealedMs);
    const url = `http://127.0.0.1:${hq.port}`;
    const { logKey, slipKey, boxKey } = publicKeysOf(openCredentials(data, systemRandom));

    const makingMs = performance.now();
    await run("main.ts", "snapshot", "--config", config, "--branch", branch.code);
    yield figure(
      `snapshot made, ${rows} rows`,
      performance.now() - makingMs,
      "ms",
      null,
      "beside the running node",
    );

    const bySnapshot = await phase("snapshot", url, logKey, join(dir, "by-snapshot"));
    const byReplay = await phase("replay", url, logKey, join(dir, "by-replay"));
    yield figure(
      `first sync by snapshot, ${rows} rows`,
      bySnapshot.ms,
      "ms",
      byReplay.ms,
      "≤ 0.2 of replay; ≤ 1200 ms for 1 M",
    );
    const grownMb = bySnapshot.peakMb - bySnapshot.rssMb;
    yield figure("memory of it", grownMb, "MB", byReplay.peakMb - byReplay.rssMb, "≤ 40 MB, flat");

    const kept = filesOf(snapshotsIn(data), branch.code);
    const manifest = JSON.parse(
      (JSON.parse(readFileSync(kept.manifest, "utf8")) as SignedManifest).manifest,
    ) as SnapshotManifest;
    yield figure("bytes on the line, a row", manifest.bytes / rows, "B", logBytes(data) / rows, "≤ 65 B");
    const weekOfLog = (logBytes(data) * 7) / 365;
    const raw = rawBytes(join(dir, "by-snapshot", "sto.db"), join(dir, "raw.db"));
    yield figure(
      "file of a year's rows with a week of log",
      (manifest.plainBytes + weekOfLog) / 1e6,
      "MB",
      raw / 1e6,
      "≤ 1.5 of the raw table",
    );

    const readyMs: number[] = [];
    const box = configOf(join(dir, "by-snapshot"), url, { logKey, slipKey, boxKey });
    for (let at = 0; at < 3; at++) {
      const node = await start(box);
      readyMs.push(node.takenMs);
      await node.kill();
    }
    const empty = join(dir, "empty");
    mkdirSync(empty);
    openCredentials(empty, systemRandom, seedsOf(newcomer.alias));
    const bare = configOf(empty, url, { logKey, slipKey, boxKey });
    await (await start(bare)).kill();
    const bareNode = await start(bare);
    await bareNode.kill();
    yield figure(
      `kill -9 to ready, ${rows} rows by snapshot`,
      Math.min(...readyMs),
      "ms",
      bareNode.takenMs,
      "≤ 2000 ms",
    );
  } finally {
    for (const node of running) await node.kill();
    rmSync(dir, { recursive: true, force: true });
  }
};

interface Phase {
  readonly ms: number;
  readonly rssMb: number;
  readonly peakMb: number;
  readonly rows: number;
}

const phase = async (kind: string, url: string, logKey: string, data: string): Promise<Phase> => {
  mkdirSync(data);
  const done = JSON.parse(await run("field.bench.ts", kind, url, logKey, data)) as Phase;
  if (done.rows !== rows) throw new Error(`${done.rows} rows came by ${kind}`);
  return done;
};

const run = async (script: string, ...args: readonly string[]): Promise<string> => {
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, script), ...args], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, wrong, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exit !== 0) throw new Error(`${script} ${args[0]}: ${wrong}${said}`);
  return said;
};

const logBytes = (data: string): number => {
  const db = new Database(join(data, "sto.db"), { readonly: true });
  const { bytes } = db.query("SELECT sum(length(bytes)) AS bytes FROM batch").get() as { bytes: number };
  db.close();
  return bytes;
};

/** The same rows in a table of their own with the same indexes, and nothing else. */
const rawBytes = (from: string, to: string): number => {
  const db = new Database(to, { create: true });
  db.run("ATTACH ? AS node", [from]);
  for (const [sql] of db
    .query(
      "SELECT sql FROM node.sqlite_master WHERE tbl_name = 'calendar_change' AND sql IS NOT NULL ORDER BY type DESC",
    )
    .values() as [string][])
    db.run(sql);
  db.run("INSERT INTO calendar_change SELECT * FROM node.calendar_change");
  db.close();
  return statSync(to).size;
};

const configOf = (
  data: string,
  hqUrl: string,
  { logKey, slipKey, boxKey }: { readonly logKey: string; readonly slipKey: string; readonly boxKey: string },
): string => {
  const file = `${data}.toml`;
  writeFileSync(
    file,
    `role = "branch"\nbranch = "${newcomer.code}"\nalias = ${newcomer.alias}\ndata = "${data}"\npublic_url = "http://localhost"
[listen]\nport = 0
[hq]\nurl = "${hqUrl}"\nalias = 1\nlog_key = "${logKey}"\nslip_key = "${slipKey}"\nbox_key = "${boxKey}"\n`,
  );
  return file;
};

// The process of one phase is this file once more.
if (import.meta.main) await runPhase();
