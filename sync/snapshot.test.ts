/** A new box begins with headquarters' snapshot: the same state as by the whole log, nobody else's rows, and nothing on a wrong byte. */
import { Database } from "bun:sqlite";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDb, schemaVersion } from "../drizzle/db";
import { setupCluster } from "./cluster.testing";
import { seededRandom } from "./core/clock";
import type { RowOp } from "./core/plan";
import { err, ok, orThrow } from "./core/result";
import { inheritTask } from "./heir";
import { isLogWhole } from "./log-end";
import { stateHash } from "./replay";
import { ed25519Signer, ed25519Verifier } from "./request-signing";
import { insert, update } from "./rows";
import { sealOpen } from "./sealing";
import { type Expected, openManifest, signManifest, type SnapshotManifest } from "./snapshot";
import { filesOf } from "./snapshot-shelf";
import { takeSnapshot, type TakeSnapshot } from "./snapshot-take";
import { command, mondayMorningMs } from "./testing";
import type { Transport } from "./transport";

const [here, elsewhere] = ["SGR-KLJ", "JHR-HQ1"];

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "sto-snapshot-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

/** Waits for nobody: what is to happen later happens in the next turn. */
const impatient = {
  nowMs: () => mondayMorningMs,
  after: (_ms: number, run: () => void) => (setImmediate(run), () => {}),
};

const setup = async () => {
  const snapshotsIn = folder();
  const cluster = setupCluster([here, elsewhere], { snapshotsIn });
  await cluster.enrol();
  await cluster.settle();
  const [klj, jhr] = cluster.branches as [(typeof cluster)["hq"], (typeof cluster)["hq"]];
  const take = (dir: string, options: Partial<TakeSnapshot> & Pick<TakeSnapshot, "transport">) =>
    takeSnapshot({
      dir,
      database: "sto.db",
      expected: { branch: here, hqKey: cluster.anchor.logKey, atLeast: {} },
      verify: ed25519Verifier(),
      timers: impatient,
      random: seededRandom(5),
      ...options,
    });
  /** A new node of the first branch that begins with the snapshot. */
  const joinBySnapshot = () =>
    cluster.join(here, async ({ entry, logSeed }) => {
      const dir = folder();
      const caller = { alias: entry.alias, sign: ed25519Signer(logSeed).sign, otherwise: () => false };
      const transport = cluster.connect({ alias: entry.alias, caller, random: seededRandom(entry.alias) });
      orThrow(await take(dir, { transport }));
      return orThrow(openDb(join(dir, "sto.db")));
    });
  const line = () => cluster.connect(klj);
  return { cluster, klj, jhr, take, joinBySnapshot, line, snapshotsIn, files: filesOf(snapshotsIn, here) };
};

const counter = (id: string, branch: string, no = Number(id.slice(-1))): RowOp =>
  insert("counter", { id, branch, no, name: "", groups: "[]" });

describe("a node that begins with a snapshot", () => {
  test("has the state that the whole log would give it, and goes on from there", async () => {
    const { cluster, klj, jhr, joinBySnapshot } = await setup();
    await klj.write("a counter", [counter("c1", here)]);
    await jhr.write("another branch's", [counter("c2", elsewhere)]);
    await cluster.hq.write("catalogue", [insert("service", { code: "S1", doc: "{}" })]);
    await cluster.settle();
    await klj.write("its name", [update("counter", { id: "c1" }, { name: "one" })]);
    await cluster.hq.write("headquarters' own", [update("service", { code: "S1" }, { doc: '{"a":1}' })]);
    await cluster.settle();

    const byFile = await joinBySnapshot();
    expect(byFile.all("SELECT id, name FROM counter")).toEqual([["c1", "one"]]);
    expect(isLogWhole(byFile.db), "the log begins where the snapshot ends").toBe(false);
    const byLog = await cluster.join(here);
    for (const node of [byFile, byLog]) orThrow(await cluster.round(node));
    orThrow(await cluster.round(byFile));
    expect(stateHash(byFile.db)).toBe(stateHash(byLog.db));

    await klj.write("more", [update("counter", { id: "c1" }, { groups: '["A"]' })]);
    await byFile.write("its own", [counter("c3", here)]);
    await cluster.settle();
    for (const node of [byFile, byLog]) orThrow(await cluster.round(node));
    for (const node of [byFile, byLog]) orThrow(await cluster.round(node));
    await cluster.settle();
    expect(new Set([byFile, byLog, klj].map(({ db }) => stateHash(db))).size).toBe(1);
  });

  test("has the same state whatever was written, cut off or not, and however far headquarters had merged it", async () => {
    const step = fc.record({
      who: fc.constantFrom(0, 1, 2),
      what: fc.constantFrom("new", "change", "round", "cut"),
      no: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { cluster, joinBySnapshot } = await setup();
        const known = new Set<string>();
        for (const [at, { who, what, no }] of steps.entries()) {
          const node = cluster.nodes[who]!;
          const branch = who === 2 ? elsewhere : here;
          const id = `${branch}-${no}`;
          cluster.timers.advance(1000);
          if (what === "new" && !known.has(id) && node.branch !== null) {
            known.add(id);
            await node.write("new", [counter(id, branch!)]);
          }
          if (what === "change" && node.branch !== null && known.has(id))
            await node.write("change", [
              update("counter", { id }, at % 2 ? { name: `n${at}` } : { groups: `[${at}]` }),
            ]);
          if (what === "change" && node.branch === null)
            await node.write("change", [insert("service", { code: `S${at}`, doc: "{}" })]);
          if (node.branch === null) continue;
          if (what === "cut") cluster.cut(node);
          if (what === "round") {
            cluster.restore(node);
            orThrow(await cluster.round(node));
          }
        }
        const byFile = await joinBySnapshot();
        const byLog = await cluster.join(here);
        for (const node of [byLog, byFile, byLog, byFile]) orThrow(await cluster.round(node));
        expect(stateHash(byFile.db)).toBe(stateHash(byLog.db));
      }),
      { numRuns: 5 },
    );
  });

  test("gets the units that were granted to it before it began, once", async () => {
    const { cluster, klj, joinBySnapshot } = await setup();
    const startMin = mondayMorningMs / 60_000;
    const day = { branch: here, grp: "B", date: "2026-12-07", slotMinutes: 15 };
    await klj.write("a day", [
      insert("mint", { id: "m", ...day, pools: '["general"]', starts: `[[${startMin},4]]` }),
    ]);
    const to = cluster.nodes.length + 1;
    await klj.write("a grant", [
      insert("rightGrant", {
        id: "g",
        ...day,
        pool: "general",
        to,
        units: `[[${startMin},3]]`,
        why: "share",
      }),
    ]);
    await cluster.settle();
    const node = await joinBySnapshot();
    expect(node.alias).toBe(to);
    const avail = (of = node) => of.all(`SELECT avail FROM right_ WHERE node = ${to}`);
    expect(avail()).toEqual([]);
    for (let turn = 0; turn < 2; turn++)
      orThrow(
        await node.writer.submit(command(), (tx) => {
          const { plan } = orThrow(inheritTask(node.sealer).plan(tx, ""));
          return ok(plan ?? { intent: "inherit", rows: [], answer: null });
        }),
      );
    expect(avail()).toEqual([[3]]);
    orThrow(await cluster.round(node));
    expect(avail(cluster.hq)).toEqual([[3]]);
  });

  test("holds none of another branch's rows, nobody's key, and nothing that is headquarters' own", async () => {
    const { cluster, jhr, joinBySnapshot, files } = await setup();
    const canary = "kenari-johor";
    await jhr.write("another branch's", [
      insert("counter", { id: canary, branch: elsewhere, no: 1, name: canary, groups: "[]" }),
    ]);
    cluster.hq.db.run("INSERT INTO keyring VALUES ('siti', 1, x'00', 'index', 0, 1)");
    await cluster.settle();
    const node = await joinBySnapshot();
    const tables = (node.all("SELECT name FROM sqlite_master WHERE type = 'table'") as [string][]).flat();
    for (const name of [
      "keyring",
      "session",
      "hold",
      "idempotency",
      "notice",
      "peer",
      "log_open",
      "stream_head",
      "audit",
      "reaction",
    ]) {
      expect(tables).toContain(name);
      expect(node.all(`SELECT count(*) FROM ${name}`), name).toEqual([[0]]);
    }
    expect(node.all("SELECT DISTINCT stream FROM batch ORDER BY 1")).toEqual([["all"]]);
    const manifest = JSON.parse(
      (JSON.parse(readFileSync(files.manifest, "utf8")) as { manifest: string }).manifest,
    ) as SnapshotManifest;
    expect(Object.keys(manifest.vector)).toEqual(["1/all"]);
    const bytes = node.db.serialize();
    expect(Buffer.from(bytes).includes(canary)).toBe(false);
  });
});

describe("a snapshot is not taken", () => {
  const signer = ed25519Signer(seededRandom(4).bytes(32));
  const manifest: SnapshotManifest = {
    v: 1,
    branch: here!,
    hq: 1,
    streams: ["all", `branch:${here}`],
    vector: { "1/all": 7 },
    schema: schemaVersion,
    program: "9",
    atMs: mondayMorningMs,
    bytes: 1,
    sha256: "",
    plainBytes: 1,
    plainSha256: "",
  };
  const expected: Expected = {
    branch: here!,
    hqKey: signer.publicKey,
    schema: schemaVersion,
    atLeast: { "1/all": 7 },
  };
  const opened = (what: Partial<SnapshotManifest>, asked: Partial<Expected> = {}) =>
    openManifest(
      signManifest({ ...manifest, ...what }, signer.sign),
      { ...expected, ...asked },
      ed25519Verifier(),
    );

  test("when it is another branch's, older than what is here, of a newer program, or not signed by headquarters", () => {
    expect(opened({}).ok).toBe(true);
    expect(opened({ branch: elsewhere! })).toMatchObject({
      error: { type: "SnapshotOfOther", branch: elsewhere },
    });
    expect(opened({ vector: { "1/all": 6 } })).toMatchObject({
      error: { type: "SnapshotOlder", here: 7, there: 6 },
    });
    expect(opened({ vector: {} })).toMatchObject({ error: { type: "SnapshotOlder", there: 0 } });
    expect(opened({ schema: schemaVersion + 1 })).toMatchObject({
      error: { type: "SnapshotNewer", program: "9" },
    });
    expect(opened({ v: 2 as 1 })).toMatchObject({ error: { type: "SnapshotNewer" } });
    const other = ed25519Signer(seededRandom(6).bytes(32)).publicKey;
    expect(opened({}, { hqKey: other })).toEqual(err({ type: "NotSignedByHq" }));
    const signed = signManifest(manifest, signer.sign);
    const forged = {
      ...signed,
      manifest: signed.manifest.replace(`"schema":${schemaVersion}`, '"schema":1'),
    };
    expect(openManifest(forged, expected, ed25519Verifier())).toEqual(err({ type: "NotSignedByHq" }));
  });

  test("by a node of another branch, or when headquarters has less than the box", async () => {
    const { cluster, jhr } = await setup();
    const line = cluster.connect(jhr);
    const [all, own] = ["all", `branch:${here}`];
    expect(await line.snapshot([all, own], new Map())).toMatchObject({ error: { code: "foreign_stream" } });
    expect(await line.snapshot([all, `branch:${elsewhere}`], new Map([["1/all", 99]]))).toMatchObject({
      error: { code: "snapshot_behind", detail: { stream: "1/all", here: 99 } },
    });
    expect(await line.snapshotPiece({ sha256: "0".repeat(64), from: 0 })).toMatchObject({
      error: { code: "snapshot_gone" },
    });
  });

  test("with a bit flipped, or cut: it is thrown away, and the next try gets it whole", async () => {
    const { take, line, snapshotsIn, files } = await setup();
    const dir = folder();
    orThrow(await take(folder(), { transport: line() }));
    const good = readFileSync(files.packed);
    const bad = Buffer.from(good);
    bad[bad.length >> 1]! ^= 1;
    writeFileSync(files.packed, bad);
    expect(await take(dir, { transport: line() })).toEqual(err({ type: "SnapshotDamaged", what: "packed" }));
    expect(readdirSync(dir), "nothing is left of it").toEqual([]);
    writeFileSync(files.packed, good);
    truncateSync(files.packed, good.length - 7);
    // Headquarters sees that its file is not what it signed, and makes it anew.
    orThrow(await take(dir, { transport: line() }));
    expect(readdirSync(dir)).toEqual(["sto.db"]);
    expect(readdirSync(snapshotsIn).sort()).toEqual([`${here}.json`, `${here}.snapshot`]);
  });

  test("over a node that works: what is there is not touched", async () => {
    const { take, line, klj } = await setup();
    const dir = folder();
    writeFileSync(join(dir, "sto.db"), klj.db.serialize());
    const before = readFileSync(join(dir, "sto.db"));
    expect(await take(dir, { transport: line() })).toEqual(err({ type: "HasNode" }));
    const rows = new Database(join(dir, "sto.db"));
    expect(rows.query("SELECT count(*) FROM node").values()).toEqual(klj.all("SELECT count(*) FROM node"));
    rows.close();
    expect(readFileSync(join(dir, "sto.db")).length).toBe(before.length);
  });

  test("on a disk without room, before a byte of it is fetched; and when the disk fills, what had come goes away", async () => {
    const { take, line } = await setup();
    const dir = folder();
    writeFileSync(join(dir, "credentials.json"), "{}");
    const asked: number[] = [];
    const counting: Pick<Transport, "snapshot" | "snapshotPiece"> = {
      ...line(),
      snapshotPiece: (piece) => {
        asked.push(piece.from);
        return line().snapshotPiece(piece);
      },
    };
    expect(await take(dir, { transport: counting, freeBytes: () => 1000 })).toMatchObject({
      error: { type: "DiskFull" },
    });
    expect(asked).toEqual([]);
    // The system's word where a piece is written, SQLite's where people's keys are put into the new file.
    for (const code of ["ENOSPC", "SQLITE_FULL"]) {
      const full: typeof counting = {
        ...line(),
        snapshotPiece: async () => {
          throw Object.assign(new Error("no space left on device"), { code });
        },
      };
      expect(await take(dir, { transport: full }), code).toMatchObject({ error: { type: "DiskFull" } });
      expect(readdirSync(dir)).toEqual(["credentials.json"]);
    }
  });
});

test("a line that breaks in the middle costs nothing twice: the next try goes on from what came", async () => {
  const { take, line, files } = await setup();
  const dir = folder();
  const asked: number[] = [];
  let left = 3;
  const small = 4096;
  /** Pieces of four kilobytes, and a line that breaks after three of them. */
  const breaking: Pick<Transport, "snapshot" | "snapshotPiece"> = {
    ...line(),
    snapshotPiece: async (piece) => {
      asked.push(piece.from);
      if (left-- <= 0) return err({ type: "Unreachable", why: "cut" });
      const answer = await line().snapshotPiece(piece);
      return answer.ok
        ? { ok: true, value: { bytes: answer.value.bytes.subarray(0, small), nowMs: 0 } }
        : answer;
    },
  };
  expect(await take(dir, { transport: breaking })).toMatchObject({ error: { type: "Unreachable" } });
  const [part] = readdirSync(dir);
  expect(part).toMatch(/^snapshot-.*\.part$/);
  expect(readFileSync(join(dir, part!)).equals(readFileSync(files.packed).subarray(0, 3 * small))).toBe(true);
  left = Number.POSITIVE_INFINITY;
  asked.length = 0;
  orThrow(await take(dir, { transport: breaking }));
  expect(asked[0]).toBe(3 * small);
  expect(existsSync(join(dir, part!))).toBe(false);
});

test("people's keys that a restore brought before it stay with the new database", async () => {
  const { take, line } = await setup();
  const dir = folder();
  const before = orThrow(openDb(join(dir, "sto.db")));
  before.run("INSERT INTO keyring VALUES ('siti', 1, x'00', NULL, 0, 1)");
  before.close();
  orThrow(await take(dir, { transport: line() }));
  const after = orThrow(openDb(join(dir, "sto.db")));
  expect(after.query("SELECT subject FROM keyring").values()).toEqual([["siti"]]);
  expect(after.query("SELECT count(*) FROM node").values()).toEqual([[3]]);
  after.close();
});

test("a key that a restore brought does not stay when its person was erased since: the snapshot says so", async () => {
  const { cluster, take, line } = await setup();
  await cluster.hq.write("erased", [insert("erasure", { subject: "siti", at: here!, by: "hq", atMs: 1 })]);
  const dir = folder();
  const before = orThrow(openDb(join(dir, "sto.db")));
  for (const who of ["siti", "ali"])
    before.run("INSERT INTO keyring VALUES (?, 1, x'00', NULL, 0, 1)", [who]);
  before.close();
  orThrow(await take(dir, { transport: line() }));
  const after = orThrow(openDb(join(dir, "sto.db")));
  expect(after.query("SELECT subject FROM keyring").values()).toEqual([["ali"]]);
  after.close();
});

test("a snapshot is kept for half an hour, and made anew for a box that knows more", async () => {
  const { cluster, klj, take, line } = await setup();
  const first = orThrow(await take(folder(), { transport: line() }));
  cluster.timers.advance(60_000);
  expect(orThrow(await take(folder(), { transport: line() })).sha256).toBe(first.sha256);
  await klj.write("news", [counter("c9", here!)]);
  await cluster.settle();
  await sealOpen(cluster.hq.sealing);
  const expected = { branch: here!, hqKey: cluster.anchor.logKey, atLeast: { "2/branch:SGR-KLJ": 1 } };
  const second = orThrow(await take(folder(), { transport: line(), expected }));
  expect(second.vector).toMatchObject({ "2/branch:SGR-KLJ": 1 });
  cluster.timers.advance(31 * 60_000);
  expect(orThrow(await take(folder(), { transport: line() })).atMs).toBeGreaterThan(second.atMs);
});
