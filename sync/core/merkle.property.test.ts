/** The tree against RFC 9162's own recursive definitions, and against the vectors that logs of RFC 6962 have shared since 2013. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  appended,
  consistencyProof,
  type Hashes,
  hashInner,
  hashLeaf,
  inclusionProof,
  isConsistent,
  isIncluded,
  rootAt,
  rootOf,
} from "./merkle";

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest());
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const leafOf = (entry: Uint8Array) => hashLeaf(sha256, entry);

/** A tree in memory that grows one leaf at a time and forgets nothing. */
const growing = () => {
  const kept = new Map<string, Uint8Array>();
  const hashes: Hashes = {
    sha256,
    get: (level, index) => {
      const found = kept.get(`${level}/${index}`);
      if (!found) throw new Error(`(${level}, ${index}) is not a complete subtree yet`);
      return found;
    },
  };
  let size = 0;
  const add = (leaf: Uint8Array) => {
    for (const { level, index, hash } of appended(hashes, size, leaf)) kept.set(`${level}/${index}`, hash);
    size += 1;
  };
  return { hashes, add, nodes: () => kept.size };
};

const treeOf = (leaves: readonly Uint8Array[]): Hashes => {
  const tree = growing();
  for (const leaf of leaves) tree.add(leaf);
  return tree.hashes;
};

/** MTH of 2.1.1, word for word. */
const naiveRoot = (leaves: readonly Uint8Array[]): Uint8Array => {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashInner(sha256, naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
};

/** The eight entries of the tests of Certificate Transparency, and the roots of their first n. */
const entries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((text) => new Uint8Array(Buffer.from(text, "hex")));
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the roots of Certificate Transparency's eight entries are the published ones", () => {
  const leaves = entries.map(leafOf);
  const tree = treeOf(leaves);
  for (const [size, root] of roots.entries()) {
    expect(hex(rootAt(tree, size)), `size ${size}`).toBe(root);
    expect(hex(rootOf(sha256, leaves.slice(0, size)).root)).toBe(root);
  }
});

test("the published paths and consistency proofs of that tree come out, hash by hash", () => {
  const tree = treeOf(entries.map(leafOf));
  expect(inclusionProof(tree, 5, 8).map(hex)).toEqual([
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
  expect(inclusionProof(tree, 2, 3).map(hex)).toEqual([
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  ]);
  expect(consistencyProof(tree, 6, 8).map(hex)).toEqual([
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  ]);
});

const sizes = fc.nat({ max: 130 }).chain((size) => fc.record({ size: fc.constant(size), seed: fc.nat() }));
const leavesOf = (size: number, seed: number) =>
  Array.from({ length: size }, (_, at) => leafOf(new Uint8Array(Buffer.from(`${seed}/${at}`))));

test("a tree that grew leaf by leaf has the root of the definition at every size, and twice as many hashes as leaves", () => {
  fc.assert(
    fc.property(sizes, ({ size, seed }) => {
      const leaves = leavesOf(size, seed);
      const tree = growing();
      for (const leaf of leaves) tree.add(leaf);
      expect(tree.nodes()).toBeLessThanOrEqual(2 * size);
      for (let at = 0; at <= size; at += 1 + Math.floor(size / 9))
        expect(hex(rootAt(tree.hashes, at))).toBe(hex(naiveRoot(leaves.slice(0, at))));
      expect(hex(rootOf(sha256, leaves).root)).toBe(hex(naiveRoot(leaves)));
    }),
    { numRuns: 60 },
  );
});

test("every leaf proves its place, and no other place, leaf, size or root is proven by it", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 100 })
        .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat())),
      ([size, index, seed]) => {
        const leaves = leavesOf(size, seed);
        const tree = treeOf(leaves);
        const root = rootAt(tree, size);
        const proof = inclusionProof(tree, index, size);
        expect(isIncluded(sha256, leaves[index]!, index, size, proof, root)).toBe(true);
        expect(isIncluded(sha256, leafOf(root), index, size, proof, root)).toBe(false);
        expect(isIncluded(sha256, leaves[index]!, index + 1, size, proof, root)).toBe(false);
        expect(isIncluded(sha256, leaves[index]!, index, size, [...proof, root], root)).toBe(false);
        if (proof.length > 0)
          expect(isIncluded(sha256, leaves[index]!, index, size, proof.slice(1), root)).toBe(false);
        for (const at of proof.keys())
          expect(isIncluded(sha256, leaves[index]!, index, size, flipped(proof, at), root)).toBe(false);
        expect(isIncluded(sha256, leaves[index]!, index, size, proof, leafOf(root))).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

test("every tree is consistent with each of its beginnings, and with nothing else", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size), fc.nat())),
      ([size, before, seed]) => {
        const leaves = leavesOf(size, seed);
        const tree = treeOf(leaves);
        const [was, is] = [rootAt(tree, before), rootAt(tree, size)];
        const proof = consistencyProof(tree, before, size);
        expect(isConsistent(sha256, before, was, size, is, proof)).toBe(true);
        expect(isConsistent(sha256, before, leafOf(was), size, is, proof)).toBe(false);
        // An empty tree says nothing of what came after it.
        if (before > 0) expect(isConsistent(sha256, before, was, size, leafOf(is), proof)).toBe(false);
        expect(isConsistent(sha256, before, was, size, is, [...proof, is])).toBe(false);
        for (const at of proof.keys())
          expect(isConsistent(sha256, before, was, size, is, flipped(proof, at))).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

test("a tree whose past was rewritten cannot show that it grew", () => {
  const leaves = leavesOf(40, 1);
  const honest = treeOf(leaves);
  const rewritten = treeOf(leaves.with(7, leafOf(new Uint8Array([7]))));
  const proof = consistencyProof(rewritten, 20, 40);
  expect(isConsistent(sha256, 20, rootAt(honest, 20), 40, rootAt(rewritten, 40), proof)).toBe(false);
});

const flipped = (proof: readonly Uint8Array[], at: number): readonly Uint8Array[] => {
  const changed = Uint8Array.from(proof[at]!);
  changed[at % 32]! ^= 1;
  return proof.with(at, changed);
};
