/** A second device: what was acknowledged survives the loss of the first disk. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDb } from "../drizzle/db";
import { setupCluster } from "./cluster.testing";
import { ok, orThrow } from "./core/result";
import { Mirror, recoverMirror } from "./mirror";
import { replay, stateHash } from "./replay";
import { insert, update } from "./rows";
import { command } from "./testing";

const counter = (id: string, no: number) =>
  insert("counter", { id, branch: "SGR-KLJ", no, name: `Kaunter ${no}`, groups: "[]" });

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "sto-mirror-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

/** A branch whose commits go to a second device as well. */
const setupMirrored = async () => {
  const first = folder();
  const second = join(folder(), "sto");
  const credentialsFile = join(first, "credentials.json");
  writeFileSync(credentialsFile, "{}");
  const cluster = setupCluster(["SGR-KLJ"]);
  await cluster.enrol();
  const branch = cluster.branches[0]!;
  const reports: string[] = [];
  const mirrorTo = (dir: string) =>
    new Mirror({
      db: branch.db,
      node: branch.alias,
      dir,
      credentialsFile,
      report: (what) => reports.push(what),
    });
  const mirror = mirrorTo(second);
  onTestFinished(() => mirror.close());
  (branch.writer.deps as { afterCommit?: () => void }).afterCommit = () => mirror.catchUp();
  return { cluster, branch, mirror, mirrorTo, second, reports, credentialsFile };
};

const recovered = (dir: string, { alias, sealer }: Awaited<ReturnType<typeof setupMirrored>>["branch"]) => {
  const fresh = orThrow(openDb(":memory:"));
  onTestFinished(() => fresh.close());
  recoverMirror(dir, fresh);
  replay(fresh, fresh, alias, sealer);
  return fresh;
};

test("with the first disk gone, every acknowledged commit is there, and headquarters takes the rest of the same log", async () => {
  const { cluster, branch, second } = await setupMirrored();
  await branch.write("one", [counter("c1", 1)]);
  await cluster.settle();
  await branch.write("two", [counter("c2", 2)]);
  const person = branch.sealer.subjectFor(branch.db, "index-1", () => "s1", 0);
  await branch.write("three", [...person.rows, update("counter", { id: "c1" }, { name: "Pembayaran" })]);
  const before = {
    hash: stateHash(branch.db),
    batches: branch.all("SELECT hash FROM batch WHERE origin = 2"),
  };
  const fresh = recovered(second, branch);
  expect(fresh.query("SELECT name FROM counter ORDER BY no").values()).toEqual([
    ["Pembayaran"],
    ["Kaunter 2"],
  ]);
  expect(fresh.query("SELECT hash FROM batch").values(), "sealed batches are the same bytes").toEqual(
    before.batches,
  );
  expect(fresh.query("SELECT seq FROM log_open ORDER BY seq").values()).toEqual(
    branch.all("SELECT seq FROM log_open"),
  );
  expect(new Uint8Array(branch.sealer.open(fresh, "s1")!.key)).toEqual(person.key);
  expect(existsSync(join(second, "credentials.json"))).toBe(true);
  expect(statSync(join(second, "log.ndjson")).mode & 0o777).toBe(0o600);
});

test("an answer leaves only after the second device has the commit", async () => {
  const { branch, second } = await setupMirrored();
  const { writer } = branch;
  const done = await writer.submit(command(), () =>
    ok({ intent: "test", rows: [counter("c9", 9)], answer: null }),
  );
  expect(done.ok).toBe(true);
  expect(readFileSync(join(second, "log.ndjson"), "utf8")).toContain("c9");
});

test("a line that a crash cut short counts for nothing, and the mirror goes on behind it", async () => {
  const { branch, mirror, mirrorTo, second } = await setupMirrored();
  await branch.write("one", [counter("c1", 1)]);
  mirror.close();
  appendFileSync(join(second, "log.ndjson"), '{"record":["branch:SGR-KLJ",7,');
  const again = mirrorTo(second);
  onTestFinished(() => again.close());
  (branch.writer.deps as { afterCommit?: () => void }).afterCommit = () => again.catchUp();
  await branch.write("two", [counter("c2", 2)]);
  expect(recovered(second, branch).query("SELECT count(*) FROM counter").values()).toEqual([[2]]);
});

test("a device that was away is told of once, and catches up when it is back", async () => {
  const { branch, mirror, second, reports } = await setupMirrored();
  await branch.write("one", [counter("c1", 1)]);
  mirror.close();
  rmSync(second, { recursive: true });
  writeFileSync(second, "not a folder");
  await branch.write("two", [counter("c2", 2)]);
  await branch.write("three", [counter("c3", 3)]);
  expect(reports).toHaveLength(1);
  expect(mirror.isComplete).toBe(false);
  rmSync(second);
  await branch.write("four", [counter("c4", 4)]);
  expect(mirror.isComplete).toBe(true);
  expect(recovered(second, branch).query("SELECT count(*) FROM counter").values()).toEqual([[4]]);
});

test("new keys of the node are on the second device with the next commit", async () => {
  const { branch, second, credentialsFile } = await setupMirrored();
  await branch.write("one", [counter("c1", 1)]);
  writeFileSync(credentialsFile, '{"logSeed":"new"}');
  utimesSync(credentialsFile, 1, 1);
  await branch.write("two", [counter("c2", 2)]);
  expect(readFileSync(join(second, "credentials.json"), "utf8")).toBe('{"logSeed":"new"}');
});

test("somebody who was erased while the device was away is not on it when it is back", async () => {
  const { branch, mirror, second } = await setupMirrored();
  const person = await branch.plan((tx) => {
    const { subject, rows } = branch.sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
    return { intent: "test", rows, answer: subject };
  });
  const lines = () => readFileSync(join(second, "log.ndjson"), "utf8");
  expect(lines()).toContain(`"key":["${String(person)}"`);
  mirror.close();
  renameSync(second, `${second}-away`);
  writeFileSync(second, "not a folder");
  await branch.write("erase", [
    insert("erasure", { subject: String(person), at: "SGR-KLJ", by: "o", atMs: 1 }),
  ]);
  mirror.forget();
  rmSync(second);
  renameSync(`${second}-away`, second);
  await branch.write("later", [counter("c1", 1)]);
  expect(lines()).not.toContain(`"key":["${String(person)}"`);
});

test("somebody who was erased is on the second device no more, and it goes on: her key is in none of its lines, also after a restart", async () => {
  const { branch, mirror, mirrorTo, second } = await setupMirrored();
  const keyed = async (identity: string) => {
    let subject = "";
    await branch.plan((tx) => {
      const person = branch.sealer.subjectFor(tx.db, branch.sealer.blindIndex(identity), tx.newId, tx.nowMs);
      subject = person.subject;
      return { intent: "test", rows: person.rows, answer: null };
    });
    return subject;
  };
  const [siti, ali] = [await keyed("mykad:1"), await keyed("mykad:2")];
  const lines = () => readFileSync(join(second, "log.ndjson"), "utf8");
  expect([lines().includes(`"key":["${siti}"`), lines().includes(`"key":["${ali}"`)]).toEqual([true, true]);
  await branch.write("erase", [insert("erasure", { subject: siti, at: "SGR-KLJ", by: "o", atMs: 1 })]);
  mirror.forget();
  expect([lines().includes(`"key":["${siti}"`), lines().includes(`"key":["${ali}"`)]).toEqual([false, true]);
  await branch.write("counter", [counter("c9", 9)]);
  expect(mirror.isComplete).toBe(true);
  mirror.close();
  const again = mirrorTo(second);
  again.catchUp();
  again.close();
  expect(recovered(second, branch).query("SELECT no FROM counter").values()).toEqual([[9]]);
});
