/** Laws of lists: order tells nothing, changes equal the whole, one entry more or less shows, and no bytes bring a reader down. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { ed25519Verifier } from "../../sync/request-signing";
import { digestText, withEntry, withoutEntry } from "./digest";
import { entryBytes, hashBytes, hashOf, readEntry } from "./entries";
import { wholeSum } from "./take-list.usecase";
import { linesOf, type ListHead, openListFile, readListLine } from "./list-file";
import { agencies, codes, markOf, readMark } from "./lists";
import { packList, pieces } from "./pack";
import { listFile, sources } from "./screening.fixture";

const key = new Uint8Array(32).fill(7);
const head: ListHead = { list: "suspects", version: 1, base: 0, madeAtMs: 0, source: "imi-2026" };
const changes: ListHead = { ...head, version: 2, base: 1 };

const someone = fc.integer({ min: 0, max: 40 }).map((no) => `A${1_000_000 + no}`);
const said = fc.record({
  number: someone,
  code: fc.constantFrom("exit_ban", "blacklist"),
  agency: fc.constantFrom(...agencies),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

const lineOf = ({ number, ...says }: Said): string =>
  JSON.stringify({ document: { country: "MYS", type: "passport", number }, ...says });
const bytesOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(""));
const packed = async (lines: readonly string[], of = head) =>
  orThrow(await packList(bytesOf(lines), of, key));

const sumOf = (adds: Uint8Array): string => digestText(pieces(adds, entryBytes).reduce(withEntry, 0n));

/** A list as a node keeps it. */
const kept = (adds: Uint8Array) =>
  new Map(
    pieces(adds, entryBytes).map((entry) => [
      Buffer.from(entry.subarray(0, hashBytes)).toString("hex"),
      entry,
    ]),
  );

test("the same lines in any order are the same bytes, sorted by hash", () =>
  fc.assert(
    fc.asyncProperty(fc.array(said), async (all) => {
      const one = await packed(all.map(lineOf));
      const other = await packed(all.toReversed().map(lineOf));
      expect(Buffer.compare(one.adds, other.adds)).toBe(0);
      const hashes = [...kept(one.adds).keys()];
      expect(hashes).toEqual(hashes.toSorted());
      expect(hashes).toHaveLength(new Set(all.map(({ number }) => number)).size);
    }),
  ));

test("changes on a list add up to exactly what the whole would", () =>
  fc.assert(
    fc.asyncProperty(fc.array(said), fc.array(said), fc.uniqueArray(someone), async (before, come, go) => {
      const had = kept((await packed(before.map(lineOf))).adds);
      const gone = go.map((number) =>
        JSON.stringify({ document: { country: "MYS", type: "passport", number }, gone: true }),
      );
      const { adds, removes } = await packed([...gone, ...come.map(lineOf)], changes);
      let digest = BigInt(`0x${sumOf(Buffer.concat([...had.values()]))}`);
      const takeOff = (hash: Uint8Array) => {
        const id = Buffer.from(hash).toString("hex");
        const entry = had.get(id);
        if (entry) digest = withoutEntry(digest, entry);
        had.delete(id);
      };
      for (const hash of pieces(removes, hashBytes)) takeOff(hash);
      for (const entry of pieces(adds, entryBytes)) {
        takeOff(entry.subarray(0, hashBytes));
        had.set(Buffer.from(entry.subarray(0, hashBytes)).toString("hex"), entry);
        digest = withEntry(digest, entry);
      }
      const stays = before.filter(
        ({ number }) => !go.includes(number) && !come.some((other) => other.number === number),
      );
      const whole = await packed([...stays, ...come].map(lineOf));
      expect(digestText(digest)).toBe(sumOf(whole.adds));
      expect(new Set(had.keys())).toEqual(new Set(kept(whole.adds).keys()));
    }),
  ));

test("one bit of one entry, one entry more or one less is another sum", () =>
  fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1 }), fc.nat(), fc.nat(7), async (all, at, bit) => {
      const { adds } = await packed(all.map(lineOf));
      const altered = Uint8Array.from(adds);
      altered[at % adds.length]! ^= 1 << bit;
      expect(sumOf(altered)).not.toBe(sumOf(adds));
      expect(sumOf(adds.subarray(entryBytes))).not.toBe(sumOf(adds));
      expect(sumOf(Buffer.concat([adds, adds.subarray(0, entryBytes)]))).not.toBe(sumOf(adds));
    }),
  ));

test("what an entry says is read with its key alone", () => {
  const says = codes.flatMap((code) => agencies.map((agency) => ({ code, agency })));
  const hashed = hashOf(key, "suspects", "MYS:passport:A1");
  const other = hashOf(new Uint8Array(32), "suspects", "MYS:passport:A1");
  expect(Buffer.compare(hashed.hash, other.hash)).not.toBe(0);
  for (const { code, agency } of says) {
    const mark = markOf(code, agency);
    expect(readMark(mark)).toEqual({ code, agency });
    expect(readEntry(mark ^ hashed.mask, hashed)).toEqual({ code, agency });
  }
});

test("garbage is refused, never thrown: as a file, as a line, and cut anywhere", () => {
  const verify = ed25519Verifier();
  const good = listFile({ list: "suspects", version: 1, madeAt: 0 }, [{ mykad: "900101145678" }]);
  expect(openListFile(good, sources, verify).ok).toBe(true);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (noise, at) => {
      const cut = good.subarray(0, at % good.length);
      for (const bytes of [noise, cut, Buffer.concat([cut, noise])])
        expect(Buffer.compare(bytes, good) !== 0 && openListFile(bytes, sources, verify).ok).toBe(false);
      for (const { text } of linesOf(noise)) readListLine(text, head);
    }),
  );
  fc.assert(
    fc.property(fc.json(), fc.object(), (text, fields) => {
      readListLine(text, head);
      readListLine(JSON.stringify(fields), changes);
    }),
  );
});

test("a long list is added up in short steps, so that others are answered meanwhile", async () => {
  let turns = 0;
  let isOver = false;
  const turn = () => void setImmediate(() => (turns++, isOver || turn()));
  turn();
  const sum = await wholeSum(new Uint8Array(60_000 * entryBytes));
  isOver = true;
  expect(sum.entries).toBe(60_000);
  expect(turns).toBeGreaterThanOrEqual(5);
});
