import { randomBytes } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { standardRecords } from "./bench/standard-rows.fixture";
import { encodeColumns, recordsOf, type StreamRecord } from "./core/batch";
import { type Random, seededRandom } from "./core/clock";
import { orThrow } from "./core/result";
import { hashOf, openBatch, readHead, sealBatch, sealedBytesMax } from "./envelope";
import { ed25519Signer, ed25519Verifier } from "./request-signing";

const branch = ed25519Signer(new Uint8Array(32).fill(1));
const stranger = ed25519Signer(new Uint8Array(32).fill(2));
const verify = ed25519Verifier();
const records = standardRecords(20, [2, 4]);
const sealing = { origin: 2, incarnation: 1, stream: "branch:SGR-KLJ", prev: "", dep: 17 };
const sealed = sealBatch(sealing, records, branch.sign);

const open = (bytes: Uint8Array, publicKey = branch.publicKey) => openBatch(bytes, publicKey, verify);

/** A batch whose node signs whatever it likes: the key is right, the rest as given. */
const signedAnyway = (head: readonly unknown[] | string, body: Uint8Array, start = "STO1"): Uint8Array => {
  const headBytes = Buffer.from(typeof head === "string" ? head : JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(headBytes.length);
  const all = Buffer.concat([Buffer.from(start), length, headBytes, body]);
  return Buffer.concat([all, branch.sign(Buffer.concat([Buffer.from("sto/batch/v1\0"), all]))]);
};

const headJson = (): unknown[] => {
  const { headEnd } = orThrow(readHead(sealed.bytes));
  return JSON.parse(Buffer.from(sealed.bytes.subarray(8, headEnd)).toString()) as unknown[];
};
const text = encodeColumns(records);
const body = zstdCompressSync(Buffer.from(text));
const withHead = (at: number, value: unknown) => {
  const head = headJson();
  head[at] = value;
  return signedAnyway(head, body);
};
const withText = (raw: string | Uint8Array) => {
  const head = headJson();
  head[11] = Buffer.byteLength(raw);
  return signedAnyway(head, zstdCompressSync(Buffer.from(raw)));
};

/** The body with a byte in a word that no UTF-8 has. */
const notText = Buffer.from(text);
notText[text.indexOf("SGR-KLJ")] = 0xff;

describe("a sealed batch", () => {
  test("opens with its node's key, and holds what was sealed", () => {
    const opened = orThrow(open(sealed.bytes));
    expect(recordsOf(opened.batch)).toEqual(records);
    expect(opened.head).toEqual({
      ...sealing,
      from: 1,
      to: records.length,
      schema: 2,
      firstStamp: records[0]!.stamp,
      lastStamp: records.at(-1)!.stamp,
      rows: 20,
      rawBytes: text.length,
    });
    expect(opened.hash).toBe(sealed.hash);
    expect(opened.hash).toBe(new Bun.CryptoHasher("sha256").update(sealed.bytes).digest("hex"));
  });

  test("tells its head before anything is proven", () => {
    expect(orThrow(readHead(sealed.bytes)).head).toEqual(sealed.head);
  });

  test("is the same bytes however often it is sealed: signing is deterministic", () => {
    expect(hashOf(sealBatch(sealing, records, branch.sign).bytes)).toBe(sealed.hash);
  });

  test("names the one before it", () => {
    const more = standardRecords(5, [1, 1], 2, records.length + 1, Date.UTC(2026, 11, 8));
    const next = sealBatch({ ...sealing, prev: sealed.hash }, more, branch.sign);
    expect(orThrow(open(next.bytes)).head.prev).toBe(sealed.hash);
  });

  test("is of one incarnation, follows something unless it is the first, and has a stream", () => {
    expect(() => sealBatch({ ...sealing, incarnation: 2 }, records, branch.sign)).toThrow("of another");
    expect(() => sealBatch({ ...sealing, prev: "00" }, records, branch.sign)).toThrow("no head");
    expect(() => sealBatch({ ...sealing, prev: sealed.hash }, records, branch.sign)).toThrow("no head");
    expect(() => sealBatch({ ...sealing, stream: "everything" }, records, branch.sign)).toThrow("no head");
  });

  test("is not sealed when nobody would take it", () => {
    const huge = records.map((each, at): StreamRecord =>
      at === 0
        ? { ...each, record: { ...each.record, cause: randomBytes(4_500_000).toString("base64") } }
        : each,
    );
    expect(() => sealBatch(sealing, huge, branch.sign)).toThrow("too many for a batch");
  });
});

describe("bytes of somebody else", () => {
  test.each<[what: string, bytes: Uint8Array, error: object]>([
    ["nothing", new Uint8Array(0), { type: "NotABatch" }],
    ["something else", randomBytes(500), { type: "NotABatch" }],
    ["a later version", signedAnyway(headJson(), body, "STO2"), { type: "UnknownVersion", version: "2" }],
    [
      "a batch larger than a push",
      Buffer.concat([sealed.bytes, Buffer.alloc(sealedBytesMax)]),
      { type: "TooLarge" },
    ],
    ["a head that is no JSON", signedAnyway("[1,", body), { type: "BadHead" }],
    ["a head with a field more", signedAnyway([...headJson(), 1], body), { type: "BadHead" }],
    [
      "a head longer than any head",
      signedAnyway(JSON.stringify(headJson()).padEnd(513), body),
      { type: "BadHead" },
    ],
    [
      "a head that ends in the signature",
      signedAnyway("[]", Buffer.alloc(0)).fill(255, 4, 8),
      { type: "BadHead" },
    ],
    ["a negative origin", withHead(0, -1), { type: "BadHead" }],
    ["an origin of text", withHead(0, "2"), { type: "BadHead" }],
    ["a stream nobody knows", withHead(2, "branch:../x"), { type: "BadHead" }],
    ["a range that ends before it begins", withHead(4, 0), { type: "BadHead" }],
    ["sequence number 0", withHead(3, 0), { type: "BadHead" }],
    ["a first batch with one before it", withHead(5, sealed.hash), { type: "BadHead" }],
    ["a hash that is none", withHead(5, "x".repeat(64)), { type: "BadHead" }],
    ["a stamp after 2093", withHead(9, 2 ** 53), { type: "BadHead" }],
    ["stamps that go back", withHead(9, sealed.head.firstStamp - 1), { type: "BadHead" }],
    ["a body said to be larger than any", withHead(11, 2 ** 31), { type: "TooLarge" }],
    ["a body said to be smaller than it is", withHead(11, 100), { type: "TooLarge", bytesMax: 100 }],
    ["a body said to be larger than it is", withHead(11, text.length + 1), { type: "BadBody" }],
    ["a body that is not zstd", signedAnyway(headJson(), randomBytes(300)), { type: "BadBody" }],
    ["a body cut short", signedAnyway(headJson(), body.subarray(0, body.length - 9)), { type: "BadBody" }],
    ["no body", signedAnyway(headJson(), Buffer.alloc(0)), { type: "BadBody" }],
    ["a body that is no text", withText(randomBytes(300)), { type: "BadBody" }],
    ["a body with a byte that is no text", withText(notText), { type: "BadBody" }],
    ["a body of another shape", withText("[1]"), { type: "BadBody" }],
    ["a head of another range", withHead(4, records.length + 1), { type: "BadBody" }],
    ["a head of another incarnation", withHead(1, 2), { type: "HeadDiffers", field: "incarnation" }],
    ["a head of another schema", withHead(6, 3), { type: "HeadDiffers", field: "schema" }],
    ["a head of an earlier stamp", withHead(8, 1), { type: "HeadDiffers", field: "firstStamp" }],
    ["a head of a later stamp", withHead(9, 2 ** 53 - 1), { type: "HeadDiffers", field: "lastStamp" }],
    ["a head of other rows", withHead(10, 19), { type: "HeadDiffers", field: "rows" }],
  ])("%s is refused", (_what, bytes, error) => {
    expect(open(bytes)).toMatchObject({ ok: false, error });
  });

  test("another node's signature is not this node's", () => {
    expect(open(sealed.bytes, stranger.publicKey)).toEqual({ ok: false, error: { type: "BadSignature" } });
    expect(open(sealed.bytes, "no key")).toEqual({ ok: false, error: { type: "BadSignature" } });
  });

  test("a signature made for another purpose is not one of a batch", () => {
    const all = sealed.bytes.subarray(0, -64);
    expect(open(Buffer.concat([all, branch.sign(all)]))).toMatchObject({ error: { type: "BadSignature" } });
  });

  test("a bomb takes no more memory than its head says, and no time", () => {
    const bomb = zstdCompressSync(Buffer.alloc(1 << 28));
    expect(bomb.length).toBeLessThan(10_000);
    const before = process.memoryUsage.rss();
    for (const said of [text.length, 16 * 1024 * 1024]) {
      const head = headJson();
      head[11] = said;
      expect(open(signedAnyway(head, bomb))).toEqual({
        ok: false,
        error: { type: "TooLarge", bytesMax: said },
      });
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });
});

/** Changes bytes as lines, disks and people do: flips, cuts, repeats, fills in, swaps. */
const mutated = (bytes: Uint8Array, random: Random): Uint8Array => {
  const below = (end: number) => Buffer.from(random.bytes(4)).readUInt32BE() % end;
  const from = below(bytes.length);
  const to = Math.min(bytes.length, from + 1 + below(32));
  const copy = Buffer.from(bytes);
  switch (below(6)) {
    case 0:
      copy[from]! ^= 1 << below(8);
      return copy;
    case 1:
      return copy.subarray(0, from);
    case 2:
      return Buffer.concat([copy.subarray(0, to), copy.subarray(from)]);
    case 3:
      return Buffer.concat([copy.subarray(0, from), copy.subarray(to)]);
    case 4:
      return copy.fill(random.bytes(1)[0]!, from, to);
    default:
      return Buffer.concat([copy.subarray(0, from), random.bytes(to - from), copy.subarray(to)]);
  }
};

describe("mutated batches", () => {
  test("10,000 of them are refused, each with a type", () => {
    const random = seededRandom(1);
    const types = new Map<string, number>();
    for (let n = 0; n < 10_000; n++) {
      const bytes = mutated(sealed.bytes, random);
      if (Buffer.compare(bytes, sealed.bytes) === 0) continue;
      const opened = open(bytes);
      if (opened.ok) throw new Error(`mutation ${n} was taken`);
      types.set(opened.error.type, (types.get(opened.error.type) ?? 0) + 1);
    }
    expect([...types.keys()].sort()).toEqual(["BadHead", "BadSignature", "NotABatch", "UnknownVersion"]);
  });

  test("signed all the same by their own node are refused with a type, or hold records that fit their head", () => {
    const random = seededRandom(2);
    const types = new Map<string, number>();
    for (let n = 0; n < 2_000; n++) {
      const raw = mutated(Buffer.from(text), random);
      const bytes = n % 2 === 0 ? withText(raw) : signedAnyway(headJson(), mutated(body, random));
      const opened = open(bytes);
      const type = opened.ok ? "taken" : opened.error.type;
      types.set(type, (types.get(type) ?? 0) + 1);
      if (!opened.ok) continue;
      const read = recordsOf(opened.value.batch);
      expect(read.length).toBe(records.length);
      expect(read.reduce((rows, { record }) => rows + record.ops.length, 0)).toBe(20);
    }
    expect([...types.keys()].sort()).toEqual(expect.arrayContaining(["BadBody", "taken"]));
  });
});
