/**
 * What a batch costs: bytes on the wire, sealing, opening, and refusing one that is here already. Baseline of bytes and rates:
 * the same records as plain JSON, one after the other, compressed alike and not signed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { type Bench, figure, median } from "../../.dev/figure";
import { openDb } from "../../drizzle/db";
import type { StreamRecord } from "../core/batch";
import { seededRandom } from "../core/clock";
import { decodeRecord, encodeRecord } from "../core/record";
import { orThrow } from "../core/result";
import { hashOf, openBatch, readHead, type SealedBatch, sealBatch } from "../envelope";
import { ed25519Signer, ed25519Verifier } from "../request-signing";
import { SqliteLogStore } from "../sqlite-log-store";
import { standardRecords } from "./standard-rows.fixture";

const rows = 1000;
const rounds = 15;
const perRound = 60;
const { publicKey, sign } = ed25519Signer(new Uint8Array(32).fill(9));
const verify = ed25519Verifier();
const sealing = { origin: 2, incarnation: 1, stream: "branch:SGR-KLJ", prev: "", dep: 17 };

const shapes: readonly [what: string, rows: number, perCommit: readonly [number, number]][] = [
  ["1,000 rows, 5 to 10 in a commit", rows, [5, 10]],
  ["1,000 rows, one in a commit", rows, [1, 1]],
];

export const bench: Bench = async function* () {
  for (const [what, rows, perCommit] of shapes) {
    const records = standardRecords(rows, perCommit);
    const { bytes } = sealBatch(sealing, records, sign);
    const plain = zstdCompressSync(plainJson(records));
    // The hash of the batch before it is missing in a first batch: 64 digits, as it stands in every other.
    yield figure(
      `wire bytes of a standard row, signature and all (${what})`,
      (bytes.length + 64) / rows,
      "B/row",
      plain.length / rows,
      "≤ 65",
    );
    yield figure(
      `seal: columns, zstd, sign, hash (${what})`,
      rowsPerSecond(() => sealBatch(sealing, records, sign)),
      "rows/s",
      rowsPerSecond(() => zstdCompressSync(plainJson(records))),
      "ratio ≥ 0.8",
    );
    yield figure(
      `open: verify, unzstd, columns, hash (${what})`,
      rowsPerSecond(() => orThrow(openBatch(bytes, publicKey, verify))),
      "rows/s",
      rowsPerSecond(() => plainRecords(plain)),
      perCommit[1] > 1 ? "≥ 1.5 M" : "no target",
    );
  }
  const one = sealBatch(sealing, standardRecords(1, [1, 1]), sign);
  yield figure("wire bytes of a batch of one standard row", one.bytes.length + 64, "B", null, "no target");
  const [records, withSealed] = [standardRecords(rows, [5, 10]), sealedRecords()];
  const more =
    sealBatch(sealing, withSealed, sign).bytes.length - sealBatch(sealing, records, sign).bytes.length;
  yield figure(
    `wire bytes that a sealed value of ${sealedBytes} bytes adds to a row`,
    more / rows,
    "B/row",
    sealedBytes,
    "ratio ≤ 1.05",
  );
  yield* duplicates();
};

const sealedBytes = 160;

/** The standard rows, each with a sealed value: nothing can shorten that. */
const sealedRecords = (): readonly StreamRecord[] => {
  const random = seededRandom(2);
  return standardRecords(rows, [5, 10]).map((each) => ({
    ...each,
    record: {
      ...each.record,
      ops: each.record.ops.map((op) => ({
        ...op,
        columns: [...op.columns, 9],
        values: [...op.values, random.bytes(sealedBytes)],
      })),
    },
  }));
};

const plainJson = (records: readonly StreamRecord[]): Buffer =>
  Buffer.from(
    JSON.stringify(
      records.map(({ seq, stamp, commitId, record }) => [seq, stamp, commitId, encodeRecord(record)]),
    ),
  );

const plainRecords = (bytes: Uint8Array): readonly StreamRecord[] =>
  (JSON.parse(zstdDecompressSync(bytes).toString()) as [number, number, string, string][]).map(
    ([seq, stamp, commitId, body]) => ({ seq, stamp, commitId, record: decodeRecord(body) }),
  );

const rowsPerSecond = (work: () => unknown): number => {
  for (let n = 0; n < perRound * 3; n++) work();
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    for (let n = 0; n < perRound; n++) work();
    rates.push((perRound * rows) / ((performance.now() - startMs) / 1000));
  }
  return median(rates);
};

/** Head, hash, and a look into the log: nothing is verified, opened or decoded. */
const duplicates: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const db = orThrow(openDb(join(dir, "node.db")));
  try {
    const store = new SqliteLogStore({
      db,
      exclusive: async (work) => db.transaction(() => work(db)).immediate(),
    });
    const batches: SealedBatch[] = [];
    for (let n = 0, from = 1; n < 200; n++) {
      const records = standardRecords(rows, [5, 10], n, from, Date.UTC(2026, 11, 7) + n * 600_000);
      batches.push(sealBatch({ ...sealing, prev: batches.at(-1)?.hash ?? "" }, records, sign));
      from += records.length;
    }
    orThrow(await store.append(batches));
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const startMs = performance.now();
      for (const { bytes } of batches) {
        const { head } = orThrow(readHead(bytes));
        const [known] = await store.has([{ head, hash: hashOf(bytes) }]);
        if (!known) throw new Error(`batch ${head.from} is new`);
      }
      rates.push((batches.length * rows) / ((performance.now() - startMs) / 1000));
    }
    yield figure("refuse a batch that is here already", median(rates), "rows/s", null, "≥ 10 M");
  } finally {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
