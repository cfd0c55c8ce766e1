/** What every store of the log keeps, whatever lies below it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { standardRecords } from "./bench/standard-rows.fixture";
import { orThrow } from "./core/result";
import { type SealedBatch, sealBatch } from "./envelope";
import type { LogStore } from "./log-store";
import { ed25519Signer } from "./request-signing";

export interface LogStoreDesk {
  readonly store: LogStore;
  /** The store as another process would find it now. */
  reopened(): Promise<LogStore>;
  close(): Promise<void>;
}

const hq = 1;
const klj = 2;
const ppp = 3;
const kljStream = "branch:SGR-KLJ";
const pppStream = "branch:PJY-PPP";
const { sign } = ed25519Signer(new Uint8Array(32).fill(9));

/** `count` batches of two records each, from sequence 1: a chain. Another `seed` is another history. */
const chain = (origin: number, stream: string, count: number, seed = 1): readonly SealedBatch[] => {
  const records = standardRecords(count * 2, [1, 1], seed);
  const batches: SealedBatch[] = [];
  for (let n = 0; n < count; n++) {
    const sealing = { origin, incarnation: 1, stream, prev: batches.at(-1)?.hash ?? "", dep: 0 };
    batches.push(sealBatch(sealing, records.slice(n * 2, n * 2 + 2), sign));
  }
  return batches;
};

/** The same records in batches of other sizes. */
const resealed = (origin: number, stream: string, sizes: readonly number[]): readonly SealedBatch[] => {
  const records = standardRecords(
    sizes.reduce((sum, size) => sum + size, 0),
    [1, 1],
  );
  const batches: SealedBatch[] = [];
  let at = 0;
  for (const size of sizes) {
    const sealing = { origin, incarnation: 1, stream, prev: batches.at(-1)?.hash ?? "", dep: 0 };
    batches.push(sealBatch(sealing, records.slice(at, (at += size)), sign));
  }
  return batches;
};

const nothing = new Map<string, number>();
const wide = { bytesMax: 1_000_000 };
const named = (batches: readonly { readonly head: SealedBatch["head"] }[]) =>
  batches.map(({ head }) => `${head.origin}/${head.stream} ${head.from}-${head.to}`);

export const logStoreContract = (name: string, setup: () => Promise<LogStoreDesk>): void => {
  describe(`${name} keeps the log's contract`, () => {
    let desk: LogStoreDesk;
    let store: LogStore;
    beforeEach(async () => {
      desk = await setup();
      ({ store } = desk);
    });
    afterEach(() => desk.close());

    const seqs = async (of = store) => (await of.heads()).map(({ seq }) => seq);

    describe("appending", () => {
      test("keeps every byte, and another process finds it", async () => {
        const batches = chain(klj, kljStream, 3);
        expect(await store.append(batches)).toEqual({ ok: true, value: { added: 3 } });
        const found = await (await desk.reopened()).since([kljStream], nothing, wide);
        expect(found.batches.map(({ bytes }) => Buffer.from(bytes))).toEqual(
          batches.map(({ bytes }) => Buffer.from(bytes)),
        );
        expect(found.batches.map(({ head, hash }) => ({ head, hash }))).toEqual(
          batches.map(({ head, hash }) => ({ head, hash })),
        );
      });

      test("skips what is here, alone or among new ones, also within one call", async () => {
        const batches = chain(klj, kljStream, 4);
        await store.append(batches.slice(0, 2));
        expect(orThrow(await store.append(batches.slice(0, 2)))).toEqual({ added: 0 });
        expect(orThrow(await store.append([...batches, ...batches]))).toEqual({ added: 2 });
        expect(await seqs()).toEqual([8]);
      });

      test("keeps chains of many origins and streams apart", async () => {
        await store.append([...chain(klj, kljStream, 1), ...chain(klj, "hq", 2), ...chain(hq, "all", 3)]);
        const heads = await store.heads();
        expect(heads.map(({ origin, stream, seq }) => `${origin}/${stream} ${seq}`).sort()).toEqual([
          "1/all 6",
          "2/branch:SGR-KLJ 2",
          "2/hq 4",
        ]);
      });

      test("refuses a gap and says what is expected, at the beginning too", async () => {
        const batches = chain(klj, kljStream, 4);
        const gap = { type: "Gap", origin: klj, stream: kljStream };
        expect(await store.append([batches[1]!])).toEqual({
          ok: false,
          error: { ...gap, from: 3, expected: 1 },
        });
        await store.append([batches[0]!]);
        expect(await store.append([batches[3]!])).toEqual({
          ok: false,
          error: { ...gap, from: 7, expected: 3 },
        });
      });

      test("refuses a gap of a single record", async () => {
        const [first, , third] = resealed(klj, kljStream, [1, 1, 1]);
        await store.append([first!]);
        expect(await store.append([third!])).toMatchObject({ error: { type: "Gap", from: 3, expected: 2 } });
      });

      test("refuses all when one is refused", async () => {
        const batches = chain(klj, kljStream, 4);
        let also = 0;
        const mixed = [...chain(hq, "all", 1), batches[0]!, batches[2]!];
        expect(await store.append(mixed, () => also++)).toMatchObject({ error: { type: "Gap" } });
        expect(await store.heads()).toEqual([]);
        expect(also).toBe(0);
        expect(orThrow(await store.append(batches))).toEqual({ added: 4 });
      });

      test("refuses other bytes under a sequence number that is taken, and gives both as the proof", async () => {
        const [mine, other] = [chain(klj, kljStream, 2), chain(klj, kljStream, 2, 2)];
        await store.append(mine);
        const fork = { type: "Fork", origin: klj, stream: kljStream };
        for (const at of [0, 1]) {
          const refused = await store.append([other[at]!]);
          expect(refused).toMatchObject({ ok: false, error: { ...fork, from: at * 2 + 1 } });
          if (refused.ok || refused.error.type !== "Fork") throw new Error("no fork");
          expect(Buffer.from(refused.error.here)).toEqual(Buffer.from(mine[at]!.bytes));
          expect(Buffer.from(refused.error.there)).toEqual(Buffer.from(other[at]!.bytes));
        }
        expect(await store.heads()).toMatchObject([{ seq: 4, hash: mine[1]!.hash }]);
      });

      test("refuses the same records in other batches: an origin seals once", async () => {
        await store.append(resealed(klj, kljStream, [2, 2]));
        for (const sizes of [[1], [3], [4], [2, 3], [2, 1]]) {
          const again = resealed(klj, kljStream, sizes);
          expect(await store.append(again), sizes.join()).toMatchObject({ error: { type: "Fork" } });
        }
        expect(await seqs()).toEqual([4]);
      });

      test("refuses a batch that follows another one", async () => {
        const [mine, other] = [chain(klj, kljStream, 2), chain(klj, kljStream, 2, 2)];
        await store.append([mine[0]!]);
        expect(await store.append([other[1]!])).toEqual({
          ok: false,
          error: {
            type: "ChainBroken",
            origin: klj,
            stream: kljStream,
            from: 3,
            hash: mine[0]!.hash,
            prev: other[0]!.hash,
          },
        });
      });

      test("refuses stamps that do not rise from batch to batch", async () => {
        const [first] = chain(klj, kljStream, 1);
        await store.append([first!]);
        const last = first!.head.lastStamp;
        for (const got of [last, last - 1]) {
          const [early] = standardRecords(1, [1, 1], 3, 3);
          const sealing = { origin: klj, incarnation: 1, stream: kljStream, prev: first!.hash, dep: 0 };
          const behind = sealBatch(sealing, [{ ...early!, stamp: got }], sign);
          expect(await store.append([behind])).toEqual({
            ok: false,
            error: { type: "StampBehind", origin: klj, stream: kljStream, from: 3, last, got },
          });
        }
      });
    });

    test("tells whether a batch is here by its head and hash", async () => {
      const [mine, other] = [chain(klj, kljStream, 2), chain(klj, kljStream, 2, 2)];
      await store.append([mine[0]!]);
      expect(await store.has([mine[0]!, mine[1]!, other[0]!, ...resealed(klj, kljStream, [1])])).toEqual([
        true,
        false,
        false,
        false,
      ]);
    });

    test("tells the end of each chain, of all streams or of those asked for", async () => {
      const mine = chain(klj, kljStream, 3);
      await store.append([...mine, ...chain(hq, kljStream, 1), ...chain(ppp, "hq", 1)]);
      const end = mine[2]!;
      expect(await store.heads([kljStream])).toEqual([
        expect.objectContaining({ origin: hq, seq: 2 }),
        { origin: klj, stream: kljStream, seq: 6, hash: end.hash, stamp: end.head.lastStamp },
      ]);
      expect((await store.heads()).length).toBe(3);
      expect(await store.heads(["all"])).toEqual([]);
    });

    test("finds the batch that holds a record", async () => {
      await store.append(resealed(klj, kljStream, [1, 3]));
      const [, second] = resealed(klj, kljStream, [1, 3]);
      for (const seq of [2, 3, 4])
        expect(await store.get(klj, kljStream, seq)).toMatchObject({
          hash: second!.hash,
          head: second!.head,
        });
      expect(await store.get(klj, kljStream, 1)).toMatchObject({ head: { from: 1, to: 1 } });
      expect(await store.get(klj, kljStream, 5)).toBeUndefined();
      expect(await store.get(klj, "hq", 1)).toBeUndefined();
      expect(await store.get(hq, kljStream, 1)).toBeUndefined();
    });

    describe("reading on", () => {
      const mine = chain(klj, kljStream, 3);
      const shipped = chain(hq, "all", 2);
      const booked = chain(hq, kljStream, 2);
      const foreign = chain(ppp, pppStream, 2);
      /** The order in which they come: each chain in its own, mixed with the others. */
      const arrival = [
        [shipped[0]!, mine[0]!],
        [foreign[0]!, booked[0]!, mine[1]!],
        [mine[2]!, booked[1]!],
        [foreign[1]!, shipped[1]!],
      ];
      const streams = ["all", kljStream];
      beforeEach(async () => {
        for (const batches of arrival) orThrow(await store.append(batches));
      });

      test("gives the asked streams only, in the order in which they came, without the asker's own", async () => {
        const found = await store.since(streams, nothing, { ...wide, notOf: klj });
        expect(named(found.batches)).toEqual(named([shipped[0]!, ...booked, shipped[1]!]));
        expect(found.more).toBe(false);
        const all = await store.since(streams, nothing, wide);
        expect(named(all.batches)).toEqual(
          named(arrival.flat().filter(({ head }) => head.stream !== pppStream)),
        );
        expect(all.batches.map(({ pos }) => pos)).toEqual(
          all.batches.map(({ pos }) => pos).toSorted((a, b) => a - b),
        );
      });

      test("leaves out what the asker has, each chain by itself", async () => {
        const have = new Map([
          ["1/all", 2],
          [`2/${kljStream}`, 6],
          [`1/${kljStream}`, 0],
          ["9/all", 77],
        ]);
        const found = await store.since(streams, have, wide);
        expect(named(found.batches)).toEqual(named([...booked, shipped[1]!]));
      });

      test("gives the whole batch to who has half of it", async () => {
        const have = new Map([[`2/${kljStream}`, 3]]);
        const found = await store.since([kljStream], have, { ...wide, notOf: hq });
        expect(named(found.batches)).toEqual(named(mine.slice(1)));
      });

      test("asked step by step in any size, gives everything once and in the same order", async () => {
        const whole = named((await store.since(streams, nothing, wide)).batches);
        for (const bytesMax of [1, 500, 1_000, 1_500, 2_500]) {
          const have = new Map<string, number>();
          const got: string[] = [];
          let more = true;
          for (let asked = 0; more; asked++) {
            expect(asked, "segments bring the asker on").toBeLessThan(10);
            const segment = await store.since(streams, have, { bytesMax });
            const bytes = segment.batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
            expect(segment.batches.length === 1 || bytes <= bytesMax).toBe(true);
            for (const { head } of segment.batches) have.set(`${head.origin}/${head.stream}`, head.to);
            got.push(...named(segment.batches));
            ({ more } = segment);
          }
          expect(got, `${bytesMax} bytes`).toEqual(whole);
        }
      });

      test("says that there is more of a single chain, until there is not", async () => {
        const own = { bytesMax: 1, notOf: hq };
        const first = await store.since([kljStream], nothing, own);
        expect([named(first.batches), first.more]).toEqual([named([mine[0]!]), true]);
        const last = await store.since([kljStream], new Map([[`2/${kljStream}`, 4]]), own);
        expect([named(last.batches), last.more]).toEqual([named([mine[2]!]), false]);
      });

      test("gives the same full segment for ever, whatever comes later and from whom", async () => {
        const bytesMax = 1_500;
        const before = await store.since(streams, nothing, { bytesMax, notOf: klj });
        expect(before.more).toBe(true);
        const later = chain(hq, kljStream, 4).slice(2);
        orThrow(await store.append([...later, ...chain(7, "all", 2), ...chain(1000, kljStream, 2)]));
        expect(await store.since(streams, nothing, { bytesMax, notOf: klj })).toEqual(before);
      });

      test("has nothing for who has everything", async () => {
        const heads = await store.heads();
        const have = new Map(heads.map(({ origin, stream, seq }) => [`${origin}/${stream}`, seq]));
        expect(await store.since([...streams, "hq"], have, wide)).toEqual({ batches: [], more: false });
      });
    });
  });
};
