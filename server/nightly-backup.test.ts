import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { manualTimers } from "../sync/core/timers";
import { isBackupDue, startNightlyBackup } from "./nightly-backup";

const hourMs = 3_600_000;
const nowMs = 1_000 * hourMs;

test("a backup is made once a night, and at once where the last one is too old", () => {
  expect(isBackupDue(nowMs, 14, null)).toBe(true);
  expect(isBackupDue(nowMs, 14, nowMs - 20 * hourMs)).toBe(false);
  expect(isBackupDue(nowMs, 2, nowMs - 20 * hourMs)).toBe(true);
  expect(isBackupDue(nowMs, 3, nowMs - hourMs)).toBe(false);
  expect(isBackupDue(nowMs, 5, nowMs - 20 * hourMs)).toBe(false);
  expect(isBackupDue(nowMs, 14, nowMs - 37 * hourMs)).toBe(true);
});

test("a node looks every ten minutes, logs what came of it, and never makes two at a time", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "sto-nightly-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const timers = manualTimers(nowMs);
  const said: string[] = [];
  const runs: ReturnType<typeof Promise.withResolvers<{ exit: number; said: string }>>[] = [];
  const stop = startNightlyBackup({
    timers,
    dataDir,
    localHour: () => 2,
    run: () => {
      runs.push(Promise.withResolvers());
      return runs.at(-1)!.promise;
    },
    log: (event, fields) => said.push(`${event} ${String(fields["what"])}`),
  });
  const tenMinutes = async () => {
    timers.advance(10 * 60_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await tenMinutes();
  await tenMinutes();
  expect(runs).toHaveLength(1);
  runs[0]!.resolve({ exit: 1, said: "sto: headquarters has told this node no key\nBring the line back" });
  await new Promise((resolve) => setImmediate(resolve));
  await tenMinutes();
  expect(runs).toHaveLength(2);
  writeFileSync(join(dataDir, "backup.json"), JSON.stringify({ atMs: timers.nowMs(), file: "f", bytes: 1 }));
  runs[1]!.resolve({ exit: 0, said: "f: 1.0 MB, opened and looked through.\n" });
  await new Promise((resolve) => setImmediate(resolve));
  await tenMinutes();
  expect(runs).toHaveLength(2);
  expect(said).toEqual([
    "backup-failed sto: headquarters has told this node no key",
    "backup f: 1.0 MB, opened and looked through.",
  ]);
  stop();
});
