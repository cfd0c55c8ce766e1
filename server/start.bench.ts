/**
 * From `kill -9` to ready, with a file of a million rows: a headquarters that has a branch's log of a million row changes, in its log
 * and in its state. Baseline: the same with an empty file.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, median } from "../.dev/figure";
import { fill, type Node, setupHq, start } from "./many-rows.fixture";

const rows = 1_000_000;
const rounds = 5;

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
    await fill(join(dir, "full", "data"), rows);
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
