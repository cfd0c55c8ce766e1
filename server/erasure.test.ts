/** Somebody whom headquarters and two branches know is erased: the word reaches every node, and headquarters knows who still owes it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keyOfBackup, openBackup, writeBackup } from "../sync/backup";
import { boxPublicKey } from "../sync/box";
import { manualTimers } from "../sync/core/timers";
import { book, mykad, send, thursday } from "./booking/booking.fixture";
import { setupCountry } from "./booking/country.fixture";
import { backupAgeMsMax, periodOf } from "./hq/backup-keys";
import { readSeeds } from "./hq/backup-keys.store";
import { startBackupKeys, unlockBackup } from "./hq/backup-keys.usecase";
import { silentMsMax } from "./hq/supervision";
import { filesHolding } from "./holding.testing";
import type { Json, TestBranch } from "./testing";

const dayMs = 86_400_000;
const number = "900101-14-5678";
const noor = "hq_admin:noor";

const wrappedAt = ({ db }: TestBranch): readonly Uint8Array[] =>
  db
    .query<{ wrapped: Uint8Array }, []>("SELECT wrapped FROM keyring WHERE subject > ''")
    .all()
    .map(({ wrapped }) => new Uint8Array(wrapped));

/** Which files of a node's folder hold any of these. */
const holding = ({ dir }: TestBranch, marks: readonly Uint8Array[]) => filesHolding(dir, marks);

/** Siti booked at headquarters for two branches, and both days are past. */
const setup = async () => {
  const country = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const { hq, branches, settle, timers } = country;
  for (const [at, branch] of ["SGR-HQ1", "KUL-HQ1"].entries()) {
    const slot = hq.db
      .query<{ slot: string }, [string, string]>(
        "SELECT slot FROM right_ WHERE branch = ? AND date = ? AND pool = 'general' AND node = 1 AND avail > 0 ORDER BY start_min LIMIT 1",
      )
      .get(branch, thursday)!.slot;
    const service = ["PMA-BAHARUI", "PMA-OKU"][at]!;
    const made = await book(hq, {
      as: "siti",
      service,
      slot,
      people: [mykad(number, "SITI BINTI AHMAD", { answers: at === 0 ? {} : { okuCardNo: "KE123456" } })],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await settle();
  }
  timers.advance(6 * dayMs);
  await settle();
  const [near, far] = branches as [TestBranch, TestBranch];
  const erase = async (node: TestBranch) =>
    (await send(node, "officer:rohani", "POST", "/erasures", { document: { type: "mykad", number } })).status;
  const owed = async (): Promise<Json> => {
    const { status, body } = await hq.call("GET", "/hq/erasures", undefined, { as: noor });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items;
  };
  return { ...country, near, far, erase, owed };
};

test("a branch erases her: headquarters, and the other branch when its line is back, hold her key in no file; until then it is listed, and named silent", async () => {
  const { hq, near, far, cut, restore, settle, erase, owed, timers } = await setup();
  const nodes = [hq, near, far];
  const marks = nodes.map((node) => wrappedAt(node));
  for (const [at, node] of nodes.entries()) {
    expect(marks[at]!.length, node.deps.self.id).toBeGreaterThan(0);
    expect(holding(node, marks[at]!).length, node.deps.self.id).toBeGreaterThan(0);
  }
  cut(far);
  expect(await erase(near)).toBe(204);
  await settle();
  expect([hq, near].map((node, at) => holding(node, marks[at]!))).toEqual([[], []]);
  expect(holding(far, marks[2]!).length, "it has not heard").toBeGreaterThan(0);
  timers.advance(silentMsMax + 60_000);
  const [open, ...rest] = await owed();
  expect(rest, "one person, one word").toEqual([]);
  const { alias, branch } = far.deps.self;
  expect(open).toMatchObject({ decidedAt: "SGR-HQ1", heard: 0, backupsEndMs: null });
  expect(open.owing).toMatchObject([{ alias, branch, contact: "silent" }]);
  expect(JSON.stringify(open)).not.toContain("900101");

  restore(far);
  await settle();
  expect(holding(far, marks[2]!)).toEqual([]);
  const indexes = "SELECT count(*) AS n FROM party WHERE identity_index IS NOT NULL";
  expect(nodes.map(({ db }) => db.query<{ n: number }, []>(indexes).get()!.n)).toEqual([0, 0, 0]);
  const [heard] = await owed();
  expect(heard).toMatchObject({ heard: 1, owing: [] });
  expect(heard.backupsEndMs, "its last backup with the key is read until then").toBeGreaterThan(
    timers.nowMs() + backupAgeMsMax - 60_000,
  );
  timers.advance(backupAgeMsMax + dayMs);
  expect(await owed(), "and then it is over").toEqual([]);
});

test("only an administrator or auditor at headquarters reads the list", async () => {
  const { hq, branches } = await setupCountry();
  expect((await hq.call("GET", "/hq/erasures", undefined, { as: "officer:rohani" })).status).toBe(403);
  const there = await branches[0].call("GET", "/hq/erasures", undefined, { as: noor });
  expect(there.body.code).toBe("not_headquarters");
});

test("a backup made before is opened for five weeks, and then by nobody", async () => {
  const { hq, near, erase, settle, timers } = await setup();
  const folder = mkdtempSync(join(tmpdir(), "sto-erasure-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const told = Promise.withResolvers<void>();
  hq.deps.writer.onCommit((intents) => intents.has("tellBackupKeys") && told.resolve());
  startBackupKeys(hq.deps, folder, manualTimers(0), told.reject)();
  await told.promise;
  await settle();

  const { alias, branch } = near.deps.self;
  const atMs = timers.nowMs();
  const period = periodOf(atMs);
  const copy = join(folder, "copy.db");
  writeFileSync(copy, near.db.serialize());
  const out = join(folder, "before.stobackup");
  const to = boxPublicKey(readSeeds(folder).get(period)!);
  const head = { alias, branch, incarnation: 1, version: "test", schema: 1, atMs, heads: {}, period };
  writeBackup({ out, files: [{ name: "copy.db", path: copy }], head, to, random: near.random });
  rmSync(copy);
  expect(await erase(near)).toBe(204);

  const lock = { alias, incarnation: 1, atMs, period, box: headOf(out).box };
  const from = hq.deps.sync.replication.findNode(alias)!;
  const within = unlockBackup(hq.deps, folder, from, lock);
  expect(within.ok).toBe(true);
  timers.advance(backupAgeMsMax);
  startBackupKeys(hq.deps, folder, manualTimers(0), told.reject)();
  expect(unlockBackup(hq.deps, folder, from, lock)).toMatchObject({ error: { code: "backup_too_old" } });
  const guessed = keyOfBackup(lock, near.random.bytes(32));
  expect(guessed).toMatchObject({ error: { type: "WrongKey" } });
  expect(openBackup(out, near.random.bytes(32), mkdtempSync(join(folder, "x")))).toMatchObject({ ok: false });
});

const headOf = (file: string): { readonly box: string } =>
  JSON.parse(readFileSync(file, "latin1").split("\n")[1]!) as { box: string };
