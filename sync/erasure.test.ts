/** Whose keys a branch may have, and what is left of them when somebody was erased. */
import { expect, test } from "vitest";
import { setupCluster, type ClusterNode } from "./cluster.testing";
import { seededRandom } from "./core/clock";
import { orThrow } from "./core/result";
import { tombstonesOfBranches } from "./erasure";
import { insert } from "./rows";

const klang = "SGR-KLJ";
const johor = "JHR-HQ1";

const setup = async () => {
  const cluster = setupCluster([klang, johor]);
  await cluster.enrol();
  await cluster.settle();
  const [near, far] = cluster.branches as [ClusterNode, ClusterNode];
  return { ...cluster, near, far };
};

/** A party of somebody's booking for a branch, under their key; who has none here gets one. */
const booksFor = async ({ sealer, plan }: ClusterNode, id: string, branch: string, identity = "mykad:1") => {
  let subject = "";
  await plan((tx) => {
    const index = sealer.blindIndex(identity);
    const person = sealer.subjectFor(tx.db, index, tx.newId, tx.nowMs);
    subject = person.subject;
    const party = {
      booking: id,
      no: 1,
      branch,
      service: "S1",
      account: "a",
      state: "confirmed",
      verified: 1,
      contested: 0,
      subject,
      sealed: sealer.seal(person, "party", `${id}/1`, { index, indexKey: 1, identity }),
    };
    return {
      intent: "test",
      rows: [...person.rows, insert("party", party, { identityIndex: index })],
      answer: null,
    };
  });
  return subject;
};

/** A note of a walk-in: nobody's booking has its key. */
const notes = async ({ sealer, plan }: ClusterNode, id: string, branch: string) => {
  let subject = "";
  await plan((tx) => {
    const person = sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
    subject = person.subject;
    const sealed = sealer.seal(person, "caseNote", id, { text: "x" });
    const note = { id, ticket: "t", branch, officer: "o", atMs: tx.nowMs, subject, sealed };
    return { intent: "test", rows: [...person.rows, insert("caseNote", note)], answer: null };
  });
  return subject;
};

const hasKey = ({ sealer, db }: ClusterNode, subject: string) => sealer.open(db, subject) !== undefined;
const tombstone = (subject: string, at: string) =>
  insert("erasure", { subject, at, by: "officer", atMs: 1_800_000_000_000 });

const peerKeys = async (
  { hq }: { hq: ClusterNode },
  alias: number,
  want: readonly string[],
  rows?: string[],
) => orThrow(await hq.peer().keys(hq.findNode(alias)!, { give: [], want, ...(rows ? { rows } : {}) }));

test("a branch gets the key of whoever occurs in its stream, of a walk-in's note too, and no other", async () => {
  const { hq, near, far, settle, cut, restore } = await setup();
  const siti = await booksFor(hq, "b1", klang);
  const note = await notes(near, "n1", klang);
  cut(far);
  await settle().catch(() => {});
  restore(far);
  await settle();
  expect([hasKey(near, siti), hasKey(far, siti), hasKey(hq, note)]).toEqual([true, false, true]);
  // A new box of the branch has the note's row, and asks by it.
  const shown = JSON.stringify([45, "n1"]);
  expect((await peerKeys({ hq }, 2, [note], [shown])).keys).toMatchObject([{ subject: note }]);
  expect((await peerKeys({ hq }, 3, [note], [shown])).keys, "another branch's row").toEqual([]);
  expect((await peerKeys({ hq }, 2, [siti], [shown])).keys, "not under that key").toEqual([]);
  for (const nonsense of ["", "[]", "[45]", '[45,"n1","n1"]', "[999,1]", "[15,2]", "{}"])
    expect((await peerKeys({ hq }, 2, [note], [nonsense])).keys, nonsense).toEqual([]);
});

test("a row that a stolen branch makes up under somebody's name brings it no key", async () => {
  const { hq, far, settle } = await setup();
  const siti = await booksFor(hq, "b1", klang);
  await settle();
  await far.write("thief", [
    insert("caseNote", {
      id: "n9",
      ticket: "t",
      branch: johor,
      officer: "o",
      atMs: 1,
      subject: siti,
      sealed: Buffer.alloc(60),
    }),
  ]);
  await settle();
  expect(hasKey(far, siti)).toBe(false);
  expect((await peerKeys({ hq }, 3, [siti], [JSON.stringify([45, "n9"])])).keys).toEqual([]);
});

test("an erasure at one branch reaches every node whose stream names the key, and no other stream is told", async () => {
  const { hq, near, far, settle } = await setup();
  const siti = await booksFor(hq, "b1", klang);
  await booksFor(hq, "b2", johor);
  const ali = await booksFor(hq, "b3", klang, "mykad:2");
  await settle();
  expect([hq, near, far].map((node) => hasKey(node, siti))).toEqual([true, true, true]);
  await near.write("erase", [tombstone(siti, klang), tombstone(ali, klang)]);
  await settle();
  for (const node of [hq, near, far]) {
    expect([hasKey(node, siti), hasKey(node, ali)]).toEqual([false, false]);
    expect(node.all("SELECT count(*) FROM party WHERE identity_index IS NOT NULL")).toEqual([[0]]);
  }
  expect(far.all("SELECT subject, by FROM erasure")).toEqual([[siti, "hq"]]);
  expect(near.all("SELECT count(*) FROM erasure")).toEqual([[2]]);
  expect(hq.all("SELECT node, at_ms > 0 FROM erasure_heard WHERE subject = '" + siti + "'")).toEqual([
    [3, 1],
  ]);
});

test("a branch erases nobody whom its own stream does not name: it may have been stolen", async () => {
  const { hq, near, far, settle } = await setup();
  const siti = await booksFor(hq, "b1", klang);
  await settle();
  await far.write("thief", [tombstone(siti, johor)]);
  await settle();
  expect([hasKey(hq, siti), hasKey(near, siti)]).toEqual([true, true]);
  expect(near.all("SELECT count(*) FROM erasure")).toEqual([[0]]);
});

test("a key that comes after the erasure is refused, and whoever waits for it is told that it never comes", async () => {
  const { hq, near, settle, cut, restore, round } = await setup();
  const siti = await booksFor(near, "b1", klang);
  const key = near.sealer.open(near.db, siti)!;
  await settle();
  await hq.write("erase", [tombstone(siti, "")]);
  cut(near);
  await near.writer.whole(({ tx }) => {
    tx.db.run("INSERT INTO key_wanted VALUES (?, ?, ?)", [siti, JSON.stringify([31, "b1", 1]), "1/all/1/0"]);
  });
  restore(near);
  expect((await round(near)).ok).toBe(true);
  expect(near.all("SELECT count(*) FROM key_wanted")).toEqual([[0]]);
  const given = await hq.writer.whole(({ tx }) => hq.sealer.keep(tx.db, key, tx.nowMs));
  expect(given.ok).toBe(true);
  expect(hasKey(hq, siti)).toBe(false);
});

test("a box that was put back from a backup made before forgets her with the first batches it applies", async () => {
  const { hq, near, settle } = await setup();
  const siti = await booksFor(hq, "b1", klang);
  await settle();
  const kept = near.sealer.open(near.db, siti)!;
  await near.write("erase", [tombstone(siti, klang)]);
  await settle();
  // The new box begins with people's keys and nothing else (`sto restore`); everything comes again.
  const heir = setupCluster([johor, klang]).branches[1]!;
  await heir.writer.whole(({ tx }) => heir.sealer.keep(tx.db, kept, tx.nowMs));
  expect(hasKey(heir, siti)).toBe(true);
  const { batches } = await hq.store.since(["all", `branch:${klang}`], new Map(), { bytesMax: 1e6 });
  orThrow(await heir.store.append(batches.map((batch) => ({ ...batch }))));
  orThrow(await heir.merger.applyPending());
  expect(heir.all("SELECT count(*) FROM party")).toEqual([[1]]);
  expect(hasKey(heir, siti)).toBe(false);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "whoever books, erases and is cut off in whatever order: in the end nobody has an erased key, history %i",
  async (seed) => {
    const { hq, near, far, cut, restore, round, settle } = await setup();
    const random = seededRandom(seed);
    const draw = (below: number) => random.bytes(1)[0]! % below;
    const erased = new Set<string>();
    for (let step = 0; step < 30; step++) {
      const node = [hq, near, far][draw(3)]!;
      const branch = node.branch ?? [klang, johor][draw(2)]!;
      const what = draw(6);
      if (what < 2) await booksFor(node, `b${step}`, branch, `mykad:${draw(3)}`);
      else if (what === 2) {
        const [subject] = node.all("SELECT subject FROM keyring WHERE identity_index IS NOT NULL").flat();
        if (subject === undefined) continue;
        erased.add(String(subject));
        await node.plan((tx) => {
          const said = { subject: String(subject), by: "o", atMs: tx.nowMs };
          const rows = node.branch === null ? tombstonesOfBranches(tx, said, tx.node) : [];
          return {
            intent: "test",
            rows: [...rows, tombstone(said.subject, node.branch ?? "")],
            answer: null,
          };
        });
      } else if (what === 3) [cut, restore][draw(2)]!([near, far][draw(2)]!);
      else await round([near, far][draw(2)]!);
    }
    for (const node of [near, far]) restore(node);
    await settle();
    for (const node of [hq, near, far])
      for (const subject of erased) expect(hasKey(node, subject), `node ${node.alias}`).toBe(false);
    expect(hq.all("SELECT count(*) FROM erasure_heard WHERE at_ms = 0"), "nobody owes anything").toEqual([
      [0],
    ]);
    for (const node of [near, far]) expect(node.all("SELECT count(*) FROM key_wanted")).toEqual([[0]]);
  },
);
