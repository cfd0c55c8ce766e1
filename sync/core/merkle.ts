/**
 * Merkle tree of RFC 9162, section 2.1: what a log promises when it tells its root. Only hashes of complete subtrees are kept:
 * `(level, index)` is the root of the leaves from `index · 2^level`, `2^level` of them, and never changes once it is there.
 *
 *   level 2            (2,0)                     size 7: root = H( (2,0), H( (1,2), (0,6) ) )
 *   level 1     (1,0)        (1,1)      (1,2)
 *   level 0  (0,0) (0,1) (0,2) (0,3) (0,4) (0,5) (0,6)
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Where the hashes of a tree are. Asked for none that is not there yet. */
export interface Hashes {
  readonly sha256: Sha256;
  readonly get: (level: number, index: number) => Uint8Array;
}

export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** The 0 keeps a leaf from being taken for an inner node, whose bytes begin with 1. */
export const hashLeaf = (sha256: Sha256, entry: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return sha256(bytes);
};

export const hashInner = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
};

/** What is to be kept when `leaf` becomes number `size` (from 0) of the tree: itself, and the subtrees that it completes. */
export const appended = ({ sha256, get }: Hashes, size: number, leaf: Uint8Array): readonly TreeNode[] => {
  const nodes: TreeNode[] = [{ level: 0, index: size, hash: leaf }];
  let hash = leaf;
  for (let level = 0, index = size; index % 2 === 1; level++) {
    hash = hashInner(sha256, get(level, index - 1), hash);
    index = (index - 1) / 2;
    nodes.push({ level: level + 1, index, hash });
  }
  return nodes;
};

/** The root of the first `size` leaves. */
export const rootAt = (hashes: Hashes, size: number): Uint8Array =>
  size === 0 ? hashes.sha256(new Uint8Array()) : rangeRoot(hashes, 0, size);

/** That leaf `index` is in the tree of `size`: from its sibling up to the root's child (2.1.3.1). */
export const inclusionProof = (hashes: Hashes, index: number, size: number): readonly Uint8Array[] => {
  if (index < 0 || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...path(from, middle), rangeRoot(hashes, middle, to)]
      : [...path(middle, to), rangeRoot(hashes, from, middle)];
  };
  return path(0, size);
};

/** That the tree of `size` begins with the whole tree of `before` (2.1.4.1). */
export const consistencyProof = (hashes: Hashes, before: number, size: number): readonly Uint8Array[] => {
  if (before < 0 || before > size) throw new RangeError(`a tree of ${size} did not grow from ${before}`);
  const proof = (from: number, to: number, isWhole: boolean): Uint8Array[] => {
    if (to === before) return isWhole ? [] : [rangeRoot(hashes, from, to)];
    const middle = from + splitOf(to - from);
    return before <= middle
      ? [...proof(from, middle, isWhole), rangeRoot(hashes, middle, to)]
      : [...proof(middle, to, false), rangeRoot(hashes, from, middle)];
  };
  return before === 0 ? [] : proof(0, size, true);
};

/** The largest power of two below `count`, which is at least 2. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

/** `from` is a multiple of every power of two that fits in the range, as all halves of a tree are. */
const rangeRoot = (hashes: Hashes, from: number, to: number): Uint8Array => {
  const count = to - from;
  let [level, whole] = [0, 1];
  for (; whole < count; whole *= 2) level += 1;
  if (whole === count) return hashes.get(level, from / count);
  const middle = from + splitOf(count);
  return hashInner(hashes.sha256, rangeRoot(hashes, from, middle), rangeRoot(hashes, middle, to));
};

// --- Without the tree: what anybody can check ---------------------------------------------------------------------------

/** The root of leaf hashes that come one after another, in memory that grows with the tree's height only. */
export const rootOf = (
  sha256: Sha256,
  leaves: Iterable<Uint8Array>,
): { readonly size: number; readonly root: Uint8Array } => {
  let size = 0;
  /** Roots of complete subtrees, the largest first: one per bit of `size`. */
  const peaks: Uint8Array[] = [];
  for (const leaf of leaves) {
    let hash = leaf;
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = hashInner(sha256, peaks.pop()!, hash);
    peaks.push(hash);
    size += 1;
  }
  if (size === 0) return { size, root: sha256(new Uint8Array()) };
  return { size, root: peaks.reduceRight((right, left) => hashInner(sha256, left, right)) };
};

/** Whether `proof` shows that the leaf with this hash is number `index` of the tree of `size` with this root (2.1.3.2). */
export const isIncluded = (
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean => {
  if (index < 0 || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashInner(sha256, sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = hashInner(sha256, hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(hash, root);
};

/** Whether `proof` shows that the tree of `size` with `root` begins with the tree of `before` with `rootBefore` (2.1.4.2). */
export const isConsistent = (
  sha256: Sha256,
  before: number,
  rootBefore: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean => {
  if (before < 0 || before > size) return false;
  // Every tree begins with the empty one, whose root is known.
  if (before === 0) return proof.length === 0 && same(rootBefore, sha256(new Uint8Array()));
  if (before === size) return proof.length === 0 && same(rootBefore, root);
  let [at, last] = [before - 1, size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  // A whole power of two is itself the first hash, so it is left out of the proof.
  const hashes = at === 0 ? [rootBefore, ...proof] : proof;
  const [first, ...rest] = hashes;
  if (!first) return false;
  let [was, is] = [first, first];
  for (const each of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      was = hashInner(sha256, each, was);
      is = hashInner(sha256, each, is);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else is = hashInner(sha256, is, each);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(was, rootBefore) && same(is, root);
};

const half = (value: number): number => Math.floor(value / 2);

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
