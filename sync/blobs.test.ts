/** Files about people between headquarters and branches: they follow their rows, whole or not at all, and go with the person. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type BlobFolder, blobBytesMax, blobName, blobsIn } from "./blob-folder";
import {
  blobRows,
  checkBlobs,
  exchangeBlobs,
  forgetBlobs,
  keepBlob,
  pieceFor,
  readBlob,
  takePiece,
} from "./blobs";
import { packBlobs, unpackBlobs } from "./blob-pack";
import { setupCluster, type ClusterNode } from "./cluster.testing";
import { ok, orThrow } from "./core/result";
import { SyncDoor } from "./door";
import { memoryTransport } from "./memory-transport";
import { replicate } from "./replication";
import { insert } from "./rows";
import { blobPieceBytesMax, type Transport } from "./transport";

const klang = "SGR-KLJ";
const johor = "JHR-HQ1";

/** A picture that no compression makes smaller. */
const picture = (bytes: number) => {
  const made = new Uint8Array(bytes);
  for (let at = 0, seed = 7; at < bytes; at++) made[at] = (seed = (seed * 48_271) % 2_147_483_647) & 255;
  return made;
};

const setup = async () => {
  const cluster = setupCluster([klang, johor]);
  await cluster.enrol();
  await cluster.settle();
  const withFolder = (node: ClusterNode) => {
    const dir = mkdtempSync(join(tmpdir(), "sto-blobs-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const folder = blobsIn(dir);
    const role = node.branch === null ? ("hq" as const) : ("branch" as const);
    const { writer, sealer, random, credentials } = node;
    return {
      ...node,
      folder,
      life: replicate({ writer, sealer, random, credentials, role, anchor: cluster.anchor, blobs: folder }),
    };
  };
  const hq = withFolder(cluster.hq);
  const { timers } = cluster;
  const door = new SyncDoor({ alias: 1, findNode: hq.findNode, peer: hq.life.peer(), timers });
  const withLine = (branch: ClusterNode) => {
    const node = withFolder(branch);
    const self = { alias: node.alias, sign: node.sign };
    const line = memoryTransport({ self, audience: 1, door, timers, random: node.random });
    /** A round, on a line that is as it is told. */
    const run = async (meddled: Partial<Transport> = {}) => {
      timers.advance(1000);
      await node.life.round({ ...line, ...meddled }).run();
      await hq.life.merger.applyPending();
    };
    return { ...node, line, run };
  };
  const [near, far] = cluster.branches as [ClusterNode, ClusterNode];
  return { hq, near: withLine(near), far: withLine(far) };
};

type Holder = ClusterNode & { readonly folder: BlobFolder };

/** Somebody's picture, named in a branch's stream. */
const keeps = async (node: Holder, plain: Uint8Array, at: string) => {
  const { db, sealer, folder, plan } = node;
  let subject = "";
  let name = "";
  await plan((tx) => {
    const person = sealer.subjectFor(db, sealer.blindIndex("mykad:1"), tx.newId, tx.nowMs);
    subject = person.subject;
    const kept = orThrow(keepBlob({ folder, sealer }, person, plain));
    name = kept.name;
    const about = { mediaType: "image/jpeg" };
    return {
      intent: "test",
      rows: [...person.rows, ...blobRows(tx, sealer, person, { ...kept, about, at })],
      answer: null,
    };
  });
  return { subject, name };
};

const tombstone = (subject: string, at: string) => insert("erasure", { subject, at, by: "o", atMs: 1 });

test("a picture made at a branch is at headquarters after its row, the same byte for byte, and opens there for whoever has the key", async () => {
  const { hq, near } = await setup();
  const plain = picture(700_000);
  const { name } = await keeps(near, plain, klang);
  expect(blobName(near.folder.read(name)), "its name is what it is").toBe(name);
  expect(readFileSync(near.folder.path(name)).includes(Buffer.from(plain.subarray(0, 64)))).toBe(false);
  await near.run();
  await near.run();
  expect(hq.folder.names()).toEqual([name]);
  expect(orThrow(readBlob(hq, name))).toEqual(plain);
  expect(hq.all("SELECT is_here, is_shared FROM blob_file")).toEqual([[1, 1]]);
  expect(near.all("SELECT is_here, is_shared FROM blob_file")).toEqual([[1, 1]]);
});

test("a picture made at headquarters comes to the branch whose stream names it, and to no other", async () => {
  const { hq, near, far } = await setup();
  const { name } = await keeps(hq, picture(10_000), klang);
  await near.run();
  await near.run();
  await far.run();
  expect([near, far].map(({ folder }) => folder.names())).toEqual([[name], []]);
  const asks = (alias: number) => pieceFor(hq, hq.findNode(alias)!, { name, from: 0 });
  expect(asks(2).ok).toBe(true);
  expect(asks(3)).toMatchObject({ error: { code: "unknown_blob" } });
  const forged = await takePiece(
    { writer: hq.writer, folder: hq.folder },
    hq.findNode(3)!,
    { name, from: 0 },
    picture(9),
  );
  expect(forged).toMatchObject({ error: { code: "unknown_blob" } });
});

test("a line that breaks in the middle of a file costs the rest alone, both ways", async () => {
  const { hq, near } = await setup();
  const there = await keeps(near, picture(3 * blobPieceBytesMax), klang);
  const back = await keeps(hq, picture(3 * blobPieceBytesMax + 5), klang);
  const moved: number[] = [];
  const breaking: Partial<Transport> = {
    giveBlob: async (piece, bytes) => {
      if (piece.from >= blobPieceBytesMax) return { ok: false, error: { type: "Unreachable", why: "cut" } };
      return near.line.giveBlob(piece, bytes);
    },
    blobPiece: async (piece) => {
      if (piece.from >= blobPieceBytesMax) return { ok: false, error: { type: "Unreachable", why: "cut" } };
      return near.line.blobPiece(piece);
    },
  };
  await near.run(breaking);
  await near.run(breaking);
  const counting: Partial<Transport> = {
    giveBlob: async (piece, bytes) => {
      moved.push(bytes.length);
      return near.line.giveBlob(piece, bytes);
    },
    blobPiece: async (piece) => {
      const came = await near.line.blobPiece(piece);
      if (came.ok) moved.push(came.value.bytes.length);
      return came;
    },
  };
  await near.run(counting);
  await near.run(counting);
  const names = [there.name, back.name].toSorted();
  expect([hq.folder.names(), near.folder.names()]).toEqual([names, names]);
  const whole = names.reduce((sum, name) => sum + statSync(near.folder.path(name)).size, 0);
  expect(
    moved.reduce((sum, each) => sum + each, 0),
    "not all of it again",
  ).toBeLessThan(whole);
});

test("bytes that are not the file's are thrown away on either side, and the right ones are taken afterwards", async () => {
  const { hq, near } = await setup();
  const there = await keeps(near, picture(5000), klang);
  const back = await keeps(hq, picture(6000), klang);
  const flip = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte));
  for (let turn = 0; turn < 2; turn++)
    await near.run({
      giveBlob: async (piece, bytes) => near.line.giveBlob(piece, flip(bytes)),
      blobPiece: async (piece) => {
        const came = await near.line.blobPiece(piece);
        return came.ok ? ok({ ...came.value, bytes: flip(came.value.bytes) }) : came;
      },
    });
  expect(hq.folder.names()).toEqual([back.name]);
  expect(near.folder.names()).toEqual([there.name]);
  await near.run();
  const names = [there.name, back.name].toSorted();
  expect([hq.folder.names(), near.folder.names()]).toEqual([names, names]);
  const more = takePiece(
    { writer: hq.writer, folder: hq.folder },
    hq.findNode(2)!,
    { name: "0".repeat(64), from: 0 },
    picture(3),
  );
  expect(await more).toMatchObject({ error: { code: "unknown_blob" } });
});

test("a round moves so many bytes and then lets the records through; what is left goes with the next", async () => {
  const { near, hq } = await setup();
  const { name } = await keeps(near, picture(2 * blobPieceBytesMax), klang);
  await near.run({ giveBlob: async () => ({ ok: false, error: { type: "Unreachable", why: "" } }) });
  const deps = { writer: near.writer, folder: near.folder, transport: near.line };
  expect(orThrow(await exchangeBlobs({ ...deps, bytesMax: 1000 })).more).toBe(true);
  expect(hq.folder.names()).toEqual([]);
  expect(orThrow(await exchangeBlobs(deps)).more).toBe(false);
  expect(hq.folder.names()).toEqual([name]);
});

test("a file that is too large is refused before anything is written", async () => {
  const { near } = await setup();
  const { db, sealer, folder } = near;
  const person = sealer.subjectFor(db, null, () => "s", 1);
  expect(keepBlob({ folder, sealer }, person, new Uint8Array(blobBytesMax))).toMatchObject({
    error: { type: "BlobTooLarge" },
  });
  expect(existsSync(folder.dir)).toBe(false);
});

test("files go into a backup as one, and come out of it as what their names say or not at all", async () => {
  const { near } = await setup();
  const { name } = await keeps(near, picture(5000), klang);
  const { name: second } = await keeps(near, picture(6000), klang);
  const packed = join(near.folder.dir, "pack");
  packBlobs(near.folder, packed);
  const into = blobsIn(join(near.folder.dir, "spare"));
  expect(unpackBlobs(packed, into)).toBe(true);
  expect(into.names()).toEqual([name, second].toSorted());
  const bytes = readFileSync(packed);
  bytes[200]! ^= 1;
  writeFileSync(packed, bytes);
  expect(unpackBlobs(packed, blobsIn(join(near.folder.dir, "bad")))).toBe(false);
  writeFileSync(packed, bytes.subarray(0, 40));
  expect(unpackBlobs(packed, blobsIn(join(near.folder.dir, "cut")))).toBe(false);

  expect(checkBlobs(near.db, near.folder)).toEqual([]);
  writeFileSync(near.folder.path(name), "other");
  near.folder.remove(second);
  expect(checkBlobs(near.db, near.folder)).toEqual([`${name}: its bytes are others`, `${second}: not here`]);
});

test("with an erasure the files go from every node, parts of them too, and nobody fetches them again", async () => {
  const { hq, near } = await setup();
  const { name, subject } = await keeps(near, picture(9000), klang);
  await near.run();
  await near.run();
  const { name: ofAnother } = await keeps(hq, picture(7000), "");
  writeFileSync(`${near.folder.path(name)}.part`, "half of it");
  await near.write("erase", [tombstone(subject, klang)]);
  await near.run();
  await near.run();
  for (const node of [near, hq]) await forgetBlobs(node.writer, node.folder);
  expect(readdirSync(join(near.folder.dir, name.slice(0, 2)))).toEqual([]);
  expect(hq.folder.names()).toEqual([ofAnother]);
  expect(hq.all("SELECT name FROM blob_file")).toEqual([[ofAnother]]);
  expect(readBlob(hq, name)).toMatchObject({ error: { type: "BlobNotHere" } });
  await near.run();
  expect(near.folder.names()).toEqual([]);
});
