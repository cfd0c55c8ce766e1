/**
 * Power cuts: the files of a node, as they are on the disk between one acknowledged commit and the next, cut and torn at every 512
 * bytes. Whatever is left, the node opens it, everything that was acknowledged is there, nothing of what was not is half there,
 * and the log still gives the same state.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDb } from "../drizzle/db";
import { setupCluster } from "./cluster.testing";
import { seededRandom } from "./core/clock";
import { ok, orThrow } from "./core/result";
import { contentOf, type Files, imagesBetween, readFiles, writeFiles } from "./files.fixture";
import { replay, stateHash } from "./replay";
import { replicate } from "./replication";
import { insert, update } from "./rows";
import { Sealer } from "./sealer";
import { sealOpen } from "./sealing";
import { Writer } from "./submit";
import { command } from "./testing";

/** What the disk has after a commit, before anybody is told of it. */
interface Moment extends Files {
  readonly content: string;
}

const alias = 2;
const branch = "SGR-KLJ";
/** Pages in the log before they are copied to the database: few, so that it happens here too. */
const checkpointPages = 16;

/** A branch on real files beside a headquarters, and what its disk has after each commit. */
const setupOnDisk = async () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-files-"));
  const file = join(dir, "sto.db");
  const db = orThrow(openDb(file));
  db.run(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const cluster = setupCluster([branch]);
  await cluster.enrol();
  const keys = { nodeKey: 1, indexKey: 2, logSeed: 3, boxSeed: 4, slipSeed: 5 };
  const credentials = Object.fromEntries(
    Object.entries(keys).map(([name, seed]) => [name, seededRandom(seed).bytes(32)]),
  ) as { readonly [Name in keyof typeof keys]: Uint8Array };
  const sealer = new Sealer(credentials, seededRandom(5));
  const now = (): Moment => ({ ...readFiles(file), content: contentOf(db) });
  const moments: Moment[] = [now()];
  const writer = new Writer({
    db,
    clock: cluster.timers,
    random: seededRandom(6),
    node: alias,
    incarnation: 1,
    branch,
    die: (cause) => {
      throw cause;
    },
    afterCommit: () => moments.push(now()),
  });
  const node = replicate({ writer, sealer, credentials, role: "branch", random: seededRandom(7) });

  /** What somebody was told, and how many commits the disk had when they were. */
  const acknowledged: { readonly counter: string; readonly atCommit: number }[] = [];
  let no = 0;
  const add = async (name: string, more = 0) => {
    const ids = Array.from({ length: 1 + more }, (_, at) => `${name}-${at}`);
    const rows = ids.map((id) => insert("counter", { id, branch, no: no++, name, groups: "[]" }));
    orThrow(await writer.submit(command(), () => ok({ intent: "test", rows, answer: null })));
    acknowledged.push(...ids.map((counter) => ({ counter, atCommit: moments.length - 1 })));
  };
  const rename = async (id: string, name: string) =>
    orThrow(
      await writer.submit(command(), () =>
        ok({ intent: "test", rows: [update("counter", { id }, { name })], answer: null }),
      ),
    );
  /** Takes what headquarters has: into the log, then into the state. */
  const pull = async () => {
    orThrow(await sealOpen(cluster.hq.sealing));
    const have = new Map(
      (await node.store.heads()).map((head) => [`${head.origin}/${head.stream}`, head.seq]),
    );
    const { batches } = await cluster.hq.store.since(["all"], have, { bytesMax: 1e6 });
    orThrow(await node.store.append(batches));
    orThrow(await node.merger.applyPending());
  };
  return { dir, cluster, sealer, node, moments, acknowledged, add, rename, pull };
};

test("whatever part of the last writes reached the disk, every acknowledged commit is there, whole, and no other", async () => {
  const { dir, cluster, sealer, node, moments, acknowledged, add, rename, pull } = await setupOnDisk();
  await add("first");
  await pull();
  await Promise.all([add("together", 2), add("at once")]);
  await rename("first-0", "Pembayaran");
  orThrow(await sealOpen(node.sealing));
  await add("many", 60);
  await cluster.hq.write("holiday", [insert("holiday", { code: "h1", doc: '{"en":"Extra"}' })]);
  await pull();
  for (const name of ["again", "and again", "last"]) {
    await add(name, 5);
    await rename(`${name}-0`, "Kutipan");
    orThrow(await sealOpen(node.sealing));
  }
  expect(moments.length).toBeGreaterThan(9);
  const checkpoints = moments.filter((each, at) => at > 0 && !each.db.equals(moments[at - 1]!.db)).length;
  expect(checkpoints, "pages were copied to the database, and the log began anew").toBeGreaterThan(1);

  const replayed = new Set<string>();
  let images = 0;
  for (const [at, before] of moments.slice(0, -1).entries()) {
    const after = moments[at + 1]!;
    for (const image of imagesBetween(before, after)) {
      const file = join(dir, `image-${images++}.db`);
      writeFiles(file, image);
      const opened = openDb(file);
      const told = `commit ${at + 1} of ${moments.length - 1}, ${image.what}`;
      if (!opened.ok) throw new Error(`${told}: ${JSON.stringify(opened.error)}`);
      const db = opened.value;
      // It was read as the node reads it; it need not survive another power cut.
      db.run("PRAGMA synchronous = OFF");
      expect(db.query("PRAGMA integrity_check").values(), told).toEqual([["ok"]]);
      const content = contentOf(db);
      expect(content, told).toBe(image.isWhole ? after.content : before.content);
      if (!replayed.has(content)) {
        replayed.add(content);
        const here = new Set(db.query("SELECT id FROM counter").values().flat());
        const lost = acknowledged.filter(({ counter, atCommit }) => atCommit <= at && !here.has(counter));
        expect(lost, told).toEqual([]);
        const fresh = orThrow(openDb(":memory:"));
        replay(db, fresh, alias, sealer);
        expect(stateHash(fresh), `${told}: the log gives the same state`).toBe(stateHash(db));
        fresh.close();
      }
      db.close();
      for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    }
  }
});
