/** A file on a stick instead of a line: both ways, twice, late, damaged, mistaken. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { setupCluster } from "./cluster.testing";
import { seededRandom } from "./core/clock";
import { orThrow } from "./core/result";
import { haltOf } from "./halt";
import { hqWord } from "./hq-word";
import { OwnKeys } from "./own-keys";
import { heardOf } from "./peers";
import { replicate } from "./replication";
import { nodeByAlias } from "./roster";
import { rotate } from "./rotation";
import { insert, update } from "./rows";
import { exportUsb } from "./usb-export";
import { importUsb } from "./usb-import";

const hourMs = 3_600_000;

/** Headquarters and two branches; the first has no line. */
const setup = async () => {
  const cluster = setupCluster(["SGR-KLJ", "JHR-HQ1"]);
  await cluster.enrol();
  await cluster.settle();
  const [branch, other] = cluster.branches as [(typeof cluster.branches)[0], (typeof cluster.branches)[0]];
  const { hq } = cluster;
  const dir = mkdtempSync(join(tmpdir(), "sto-usb-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  cluster.cut(branch);
  const at = (name: string) => join(dir, name);
  const counter = (no: number) =>
    branch.write("counter", [
      insert("counter", { id: `c${no}`, branch: "SGR-KLJ", no, name: "", groups: "[]" }),
    ]);
  const service = (code: string) => hq.write("service", [insert("service", { code, doc: "{}" })]);
  const counters = (node: typeof hq) => node.all("SELECT no FROM counter ORDER BY no").flat();
  const services = (node: typeof hq) => node.all("SELECT code FROM service ORDER BY code").flat();
  return {
    ...cluster,
    branch,
    other,
    at,
    counter,
    service,
    counters,
    services,
    toBranch: async (name = "to-branch", node = branch) =>
      orThrow(await exportUsb(hq, at(name), nodeByAlias(hq.db, node.alias))),
    toHq: async (name = "to-hq") => orThrow(await exportUsb(branch, at(name), undefined)),
    take: (node: typeof hq, name: string) => importUsb(node, at(name)),
  };
};

describe("a stick between a branch without a line and headquarters", () => {
  test("carries both ways what the line would have, and says what is safe there", async () => {
    const { branch, hq, counter, service, counters, services, toHq, toBranch, take, timers } = await setup();
    for (const no of [1, 2, 3]) await counter(no);
    await service("S1");
    timers.advance(30 * hourMs);
    expect(await toHq()).toMatchObject({ batches: 1, more: false });
    expect(orThrow(await take(hq, "to-hq"))).toMatchObject({ records: 3, isOlder: false });
    expect(counters(hq)).toEqual([1, 2, 3]);
    timers.advance(hourMs);
    const madeAtMs = timers.nowMs();
    await toBranch();
    timers.advance(hourMs);
    expect(orThrow(await take(branch, "to-branch"))).toMatchObject({ records: 1, atMs: madeAtMs });
    expect(services(branch)).toEqual(["S1"]);
    expect(heardOf(branch.db, hq.alias)?.have[`${branch.alias}/branch:SGR-KLJ`], "safe there").toBe(3);
    expect(hqWord(branch.db), "its word is of when it signed").toEqual({ atMs: madeAtMs, by: "file" });
    await counter(4);
    expect((await toHq("second")).batches, "only what is not safe there yet").toBe(1);
    expect(orThrow(await take(hq, "second")).records).toBe(1);
  });

  test("brings the same as often as it likes, and nothing old in the place of new", async () => {
    const { branch, hq, counter, service, counters, toHq, toBranch, take, timers } = await setup();
    await counter(1);
    await toHq();
    await service("S1");
    await toBranch("older");
    timers.advance(hourMs);
    await service("S2");
    await toBranch("newer");
    orThrow(await take(hq, "to-hq"));
    expect(orThrow(await take(hq, "to-hq"))).toMatchObject({ records: 0, keys: 0 });
    expect(counters(hq)).toEqual([1]);
    orThrow(await take(branch, "newer"));
    const word = hqWord(branch.db);
    expect(orThrow(await take(branch, "older"))).toMatchObject({ records: 0, isOlder: true });
    expect(hqWord(branch.db)).toEqual(word);
  });

  test("and the line that returns finds nothing to do twice", async () => {
    const { branch, hq, counter, service, counters, toHq, toBranch, take, restore, settle } = await setup();
    await counter(1);
    await service("S1");
    await toHq();
    await toBranch();
    orThrow(await take(hq, "to-hq"));
    orThrow(await take(branch, "to-branch"));
    await counter(2);
    restore(branch);
    await settle();
    expect(counters(hq)).toEqual([1, 2]);
  });

  test("holds what fits, says that there is more, and is then no word of headquarters", async () => {
    const { branch, hq, service, services, at, take, timers, toBranch } = await setup();
    const word = hqWord(branch.db);
    timers.advance(hourMs);
    await service("S1");
    const node = nodeByAlias(hq.db, branch.alias);
    expect(orThrow(await exportUsb(hq, at("small"), node, 300)).more).toBe(true);
    expect(orThrow(await take(branch, "small")).more).toBe(true);
    expect(hqWord(branch.db)).toEqual(word);
    await toBranch();
    orThrow(await take(branch, "to-branch"));
    expect(services(branch)).toEqual(["S1"]);
    expect(hqWord(branch.db)?.atMs).toBe(timers.nowMs());
  });
});

describe("keys that changed while a branch heard nothing", () => {
  const seedsOf = (seed: number) => {
    const random = seededRandom(seed);
    return { logSeed: random.bytes(32), slipSeed: random.bytes(32), boxSeed: random.bytes(32) };
  };
  type Country = Awaited<ReturnType<typeof setup>>;
  /** Headquarters' program with other keys than the country knows; `own` says how it comes by them. */
  const hqWith = ({ hq, anchor }: Country, own: OwnKeys) => {
    const { writer, sealer, random, credentials } = hq;
    return replicate({ writer, sealer, credentials, role: "hq", random, own, anchor });
  };

  test("headquarters' new ones come with its own word, which the old ones signed", async () => {
    const country = await setup();
    const { branch, hq, at, service, services, take, timers } = country;
    const { logSeed, slipSeed, boxSeed } = hq.credentials;
    const own = new OwnKeys({ logSeed, slipSeed, boxSeed }, { seeds: seedsOf(77), keep: () => {} });
    const life = hqWith(country, own);
    expect(await rotate({ ...life, role: "hq" })).toBe(true);
    await service("S1");
    timers.advance(hourMs);
    orThrow(await exportUsb(life, at("new-keys"), nodeByAlias(hq.db, branch.alias)));
    orThrow(await take(branch, "new-keys"));
    expect(services(branch)).toEqual(["S1"]);
    expect(hqWord(branch.db)?.atMs).toBe(timers.nowMs());
  });

  test("a key that headquarters' records say nothing of is nobody's: its file is no word", async () => {
    const country = await setup();
    const { branch, hq, at, take, timers } = country;
    const word = hqWord(branch.db);
    timers.advance(hourMs);
    const thief = hqWith(country, new OwnKeys(seedsOf(5)));
    orThrow(await exportUsb(thief, at("forged"), nodeByAlias(hq.db, branch.alias)));
    expect(await take(branch, "forged")).toMatchObject({ error: { type: "UsbUnknownSender" } });
    expect(hqWord(branch.db)).toEqual(word);
  });
});

describe("a stick is refused, and nothing is changed,", () => {
  test("when any byte was changed, or it was cut or lengthened", async () => {
    const { hq, counter, counters, toHq, at, take } = await setup();
    await counter(1);
    await toHq();
    const good = readFileSync(at("to-hq"));
    const types = new Set<string>();
    // Every part of it: name, head, frames, end, signature.
    for (let place = 0; place < good.length; place += 7) {
      const bad = Buffer.from(good);
      bad[place]! ^= 1;
      writeFileSync(at("bad"), bad);
      const refused = await take(hq, "bad");
      expect(refused.ok, `byte ${place}`).toBe(false);
      if (!refused.ok) types.add(refused.error.type);
    }
    expect(types).toContain("UsbDamaged");
    for (const bytes of [0, 5, 40, good.length - 65, good.length - 1]) {
      copyFileSync(at("to-hq"), at("cut"));
      truncateSync(at("cut"), bytes);
      expect((await take(hq, "cut")).ok, `${bytes} bytes`).toBe(false);
    }
    writeFileSync(at("long"), Buffer.concat([good, Buffer.from("x")]));
    expect(await take(hq, "long")).toEqual({ ok: false, error: { type: "UsbDamaged" } });
    expect(counters(hq)).toEqual([]);
  });

  test("when it is not ours, or a newer program's", async () => {
    const { hq, at, take } = await setup();
    writeFileSync(at("photo"), "JFIF");
    writeFileSync(at("newer"), "STO-LOG 2\n{}\n");
    expect(await take(hq, "photo")).toMatchObject({ error: { type: "UsbNotOurs" } });
    expect(await take(hq, "nowhere")).toMatchObject({ error: { type: "UsbNotOurs" } });
    expect(await take(hq, "newer")).toMatchObject({ error: { type: "UsbNewer" } });
  });

  test("when it is another branch's, or was taken to the wrong side", async () => {
    const { branch, other, hq, toHq, toBranch, take } = await setup();
    await toHq();
    await toBranch("for-other", other);
    expect(await take(branch, "for-other")).toMatchObject({
      error: { type: "UsbForOther", branch: "JHR-HQ1", alias: other.alias },
    });
    expect(await take(branch, "to-hq")).toMatchObject({ error: { type: "UsbOwn" } });
    expect(await take(other, "to-hq")).toMatchObject({ error: { type: "UsbWrongWay" } });
    expect(await take(hq, "for-other")).toMatchObject({ error: { type: "UsbOwn" } });
  });

  test("when headquarters has shut its sender out, and none is made for it", async () => {
    const { branch, hq, counter, counters, toHq, at, take } = await setup();
    await counter(1);
    await toHq();
    await hq.write("suspend", [update("node", { alias: branch.alias }, { state: "suspended" })]);
    expect(await take(hq, "to-hq")).toMatchObject({ error: { type: "UsbSenderShutOut" } });
    expect(counters(hq)).toEqual([]);
    expect(await exportUsb(hq, at("x"), nodeByAlias(hq.db, branch.alias))).toMatchObject({
      error: { type: "UsbNodeShutOut" },
    });
  });

  test("when headquarters has more of the branch than the branch: its folder is an old copy", async () => {
    const { branch, hq, counter, toHq, toBranch, take } = await setup();
    for (const no of [1, 2]) await counter(no);
    await toHq();
    orThrow(await take(hq, "to-hq"));
    await toBranch();
    const written = branch.db.query("SELECT * FROM batch WHERE origin = 2").values();
    branch.db.run("UPDATE stream_head SET seq = 1");
    branch.db.run("DELETE FROM batch WHERE origin = 2");
    expect(await take(branch, "to-branch")).toMatchObject({ error: { type: "OldCopy" } });
    expect(haltOf(branch.db, branch.alias)).toBe("OldCopy");
    // As it was, for the proof by replay that every test ends with.
    branch.db.run("DELETE FROM meta WHERE key = 'old_copy'");
    branch.db.run("UPDATE stream_head SET seq = 2");
    for (const row of written)
      branch.db.query("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").run(...(row as [string]));
  });
});
