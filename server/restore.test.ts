/** A branch's box dies: what is kept, and what is refused. Real processes for the branch, a headquarters that really listens. */
import { appendFileSync, cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemTimers } from "../sync/core/timers";
import { readBackupHead } from "../sync/backup";
import { finds, run, setupHq, startBox } from "./field.testing";
import { startBackupKeys } from "./hq/backup-keys.usecase";
import { backupAgeMsMax } from "./hq/backup-keys";

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
  await finds(second, 1, safe["ref"]);
  await finds(second, 2, onlyHere["ref"]);
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
