import { beforeEach, describe, expect, test } from "vitest";
import { type Random, seededRandom } from "./core/clock";
import type { Pulse } from "./core/pulse";
import { orThrow } from "./core/result";
import type { DoorDeps } from "./door";
import { batchOf, kajang, klang, type Rig, turns, until } from "./transport.fixture";
import { pushBytesMax } from "./transport";

/** What the engine may rely on, whatever carries it. `setup` cleans up after the test by itself. */
export const transportContract = (
  name: string,
  setup: (options?: Pick<DoorDeps, "bytesInFlightMax">) => Promise<Rig>,
): void => {
  let rig: Rig;

  const one = batchOf(`${klang}/branch:SGR-KLG`, 1);
  const two = batchOf(`${klang}/branch:SGR-KLG`, 2);
  const noBatch: ReadonlyMap<string, number> = new Map();

  describe(`push over ${name}`, () => {
    beforeEach(async () => {
      rig = await setup();
    });

    test("is acknowledged only after HQ has it on its disk", async () => {
      const disk = Promise.withResolvers<void>();
      rig.peer.disk = disk.promise;
      const node = rig.connect();
      let acknowledged = false;
      const pushed = node.push([one, two]).finally(() => {
        acknowledged = true;
      });
      await until(() => rig.peer.asked.includes("push"));
      // A whole other request goes and comes in the meantime: an answer under way would have been here first.
      orThrow(await node.pull(["all"], noBatch));
      await turns();
      expect(acknowledged).toBe(false);
      disk.resolve();
      expect(orThrow(await pushed)).toEqual({
        heads: { "5/branch:SGR-KLG": 2 },
        nowMs: rig.hqTimers.nowMs(),
      });
    });

    test("carries any bytes in order and unchanged, and says again how far HQ is when sent again", async () => {
      const node = rig.connect();
      const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const batches = [one, batchOf("5/branch:SGR-KLG", 2, everyByte), batchOf("5/hq", 1, 100_000)];
      const heads = { "5/branch:SGR-KLG": 2, "5/hq": 1 };
      expect(orThrow(await node.push(batches)).heads).toEqual(heads);
      expect(orThrow(await node.push(batches)).heads).toEqual(heads);
      expect(rig.peer.kept.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual(
        batches.map((bytes) => Buffer.from(bytes).toString("hex")),
      );
    });

    test("is refused with HQ's code and what its reader needs", async () => {
      const node = rig.connect();
      expect(await node.push([two])).toEqual({
        ok: false,
        error: { type: "Refused", code: "gap", detail: { expected: 1, got: 2 } },
      });
      expect(await node.push([batchOf("6/hq", 1)])).toMatchObject({
        error: { type: "Refused", code: "foreign_stream", detail: { stream: "6/hq" } },
      });
      expect(rig.peer.kept).toEqual([]);
    });

    test("is told when to come again while HQ is busy", async () => {
      rig.peer.refusal = { type: "Busy", code: "disk_full", retryAfterS: 17 };
      const node = rig.connect();
      expect(await node.push([one])).toEqual({
        ok: false,
        error: { type: "Busy", code: "disk_full", retryAfterS: 17 },
      });
      rig.peer.refusal = undefined;
      expect((await node.push([one])).ok).toBe(true);
    });

    test("of more than four megabytes is not even sent", async () => {
      const node = rig.connect();
      const fits = pushBytesMax - 8;
      const least = batchOf("5/hq", 1).length;
      expect(await node.push([batchOf("5/hq", 1, fits - least + 1)])).toEqual({
        ok: false,
        error: { type: "Refused", code: "body_too_large", detail: { bytesMax: pushBytesMax } },
      });
      expect(rig.peer.asked).toEqual([]);
      expect((await node.push([batchOf("5/hq", 1, fits - least)])).ok, "four megabytes go").toBe(true);
    });

    test("waits its turn: one at a time per node", async () => {
      const disk = Promise.withResolvers<void>();
      rig.peer.disk = disk.promise;
      const node = rig.connect();
      const first = node.push([one]);
      await until(() => rig.peer.asked.length === 1);
      expect(await node.push([one])).toEqual({
        ok: false,
        error: { type: "Busy", code: "push_in_flight", retryAfterS: 1 },
      });
      const other = rig.connect({ alias: kajang }).push([batchOf("6/hq", 1)]);
      await until(() => rig.peer.asked.length === 2);
      disk.resolve();
      expect([(await first).ok, (await other).ok]).toEqual([true, true]);
      expect((await node.push([two])).ok, "now it is its turn").toBe(true);
    });

    test("finds its place free again after a refusal", async () => {
      const node = rig.connect();
      expect((await node.push([two])).ok).toBe(false);
      expect((await node.push([one])).ok).toBe(true);
    });

    test("waits while the pushes of all nodes together are too many bytes", async () => {
      rig = await setup({ bytesInFlightMax: 1000 });
      const disk = Promise.withResolvers<void>();
      rig.peer.disk = disk.promise;
      const first = rig.connect().push([batchOf("5/hq", 1, 800)]);
      await until(() => rig.peer.asked.length === 1);
      const other = rig.connect({ alias: kajang });
      expect(await other.push([batchOf("6/hq", 1, 800)])).toEqual({
        ok: false,
        error: { type: "Busy", code: "overloaded", retryAfterS: 5 },
      });
      disk.resolve();
      expect((await first).ok).toBe(true);
      expect((await other.push([batchOf("6/hq", 1, 800)])).ok).toBe(true);
      expect((await other.push([batchOf("6/hq", 2, 2000)])).ok, "one alone always has room").toBe(true);
    });
  });

  describe(`a snapshot over ${name}`, () => {
    const sha256 = "a".repeat(64);
    const asks = [["all", "branch:SGR-KLG"], new Map([["1/all", 7]])] as const;
    const file = Uint8Array.from({ length: 2.5 * 1024 * 1024 }, (_, at) => (at * 7) % 251);
    beforeEach(async () => {
      rig = await setup();
    });

    test("is waited for while it is made, then told with its signature", async () => {
      const node = rig.connect();
      expect(await node.snapshot(...asks)).toMatchObject({ error: { type: "Busy", retryAfterS: 2 } });
      rig.peer.file = file;
      expect(orThrow(await node.snapshot(...asks))).toEqual({
        manifest: "{}",
        signature: "DDDD",
        nowMs: rig.hqTimers.nowMs(),
      });
    });

    test("comes by pieces from any byte on, and is fetched to its end", async () => {
      rig.peer.file = file;
      const node = rig.connect();
      const pieces: Uint8Array[] = [];
      for (let from = 10; ;) {
        const { bytes } = orThrow(await node.snapshotPiece({ sha256, from }));
        if (bytes.length === 0) break;
        pieces.push(bytes);
        from += bytes.length;
      }
      expect(Buffer.concat(pieces).equals(Buffer.from(file.subarray(10)))).toBe(true);
    });

    test("that HQ has no more is refused, and so is a node that HQ does not know", async () => {
      rig.peer.file = file;
      expect(await rig.connect().snapshotPiece({ sha256: "b".repeat(64), from: 0 })).toMatchObject({
        error: { type: "Refused", code: "snapshot_gone" },
      });
      expect(await rig.connect({ keyOf: kajang }).snapshot(...asks)).toMatchObject({
        error: { type: "Refused", code: "bad_signature" },
      });
    });
  });

  describe(`who comes over ${name}`, () => {
    beforeEach(async () => {
      rig = await setup();
    });

    const expectShut = async (
      options: Parameters<Rig["connect"]>[0],
      code: string,
      { reads = false } = {},
    ) => {
      const node = rig.connect(options);
      const error = { type: "Refused", code };
      expect(await node.push([one])).toMatchObject({ ok: false, error });
      expect(await node.pull(["all"], noBatch)).toMatchObject(reads ? { ok: true } : { ok: false, error });
      expect(await node.keys({ give: [], want: [] })).toMatchObject({ ok: false, error });
      expect(await node.claim(claim, 300)).toMatchObject({ ok: false, error });
      const stop = node.hint(() => expect.unreachable("it hears nothing"));
      await turns();
      stop();
      expect(rig.peer.asked, "nothing reaches the peer").toEqual(reads ? ["pull"] : []);
    };

    test("with another's key is nobody", () => expectShut({ keyOf: kajang }, "bad_signature"));

    test("unknown to the roster is nobody", () => expectShut({ alias: 7 }, "unknown_node"));

    test("asking another headquarters is not heard here", () => expectShut({ audience: 2 }, "bad_signature"));

    test("suspended stays outside, and may read why", async () => {
      rig.roster.set(klang, { ...rig.roster.get(klang)!, state: "suspended" });
      await expectShut({}, "node_suspended", { reads: true });
    });

    test("saying the same words twice is heard once", async () => {
      const stuck: Random = { bytes: (count) => new Uint8Array(count).fill(7) };
      const node = rig.connect({ random: stuck });
      expect((await node.push([one])).ok).toBe(true);
      expect(await node.push([two])).toMatchObject({ error: { type: "Refused", code: "replayed" } });
      expect(rig.peer.kept).toHaveLength(1);
    });

    test.each([-365, 365])("with a clock %i days off still syncs, and asks the time once", async (days) => {
      let signed = 0;
      const node = rig.connect({
        nowMs: () => rig.nodeTimers.nowMs() + days * 86_400_000,
        onSign: () => {
          signed += 1;
        },
      });
      expect((await node.push([one])).ok).toBe(true);
      expect(signed).toBe(2);
      rig.hqTimers.advance(60_000);
      rig.nodeTimers.advance(60_000);
      expect((await node.push([two])).ok).toBe(true);
      expect(signed, "it remembers").toBe(3);
    });

    test("with a clock that jumps is told how far it was off, after one more try", async () => {
      const hourMs = 3_600_000;
      let clockMs = rig.hqTimers.nowMs();
      const node = rig.connect({
        nowMs: () => {
          clockMs += hourMs;
          return clockMs;
        },
      });
      // Read four times, an hour later each time: to sign, to learn how far it is off, and both again.
      expect(await node.push([one])).toEqual({
        ok: false,
        error: { type: "ClockOff", offsetMs: -4 * hourMs },
      });
      expect(rig.peer.asked).toEqual([]);
    });
  });

  describe(`pull over ${name}`, () => {
    const all = (seq: number) => batchOf("1/all", seq, 300);
    const mine = (seq: number) => batchOf("1/branch:SGR-KLG", seq, 300);
    const ofOthers = batchOf("1/branch:SGR-KJG", 1);
    const streams = ["all", "branch:SGR-KLG"];

    beforeEach(async () => {
      rig = await setup();
      rig.peer.segmentBytesMax = 700;
      rig.peer.holds(all(1), ofOthers, mine(1), all(2), mine(2), one, all(3));
    });

    test("gives what is missing in HQ's order, segment by segment, from the vector alone", async () => {
      const have = new Map<string, number>();
      const segments: string[][] = [];
      for (let more = true; more;) {
        // A new connection each time: nothing is remembered between.
        const answer = orThrow(await rig.connect().pull(streams, have));
        more = answer.more;
        expect(answer.nowMs).toBe(rig.hqTimers.nowMs());
        const names = answer.batches.map((bytes) => Buffer.from(bytes).toString().split(" ", 2).join(" "));
        segments.push(names);
        for (const name of names) have.set(name.split(" ")[0]!, Number(name.split(" ")[1]));
      }
      expect(segments).toEqual([
        ["1/all 1", "1/branch:SGR-KLG 1"],
        ["1/all 2", "1/branch:SGR-KLG 2"],
        ["1/all 3"],
      ]);
      expect(orThrow(await rig.connect().pull(streams, have))).toMatchObject({ batches: [], more: false });
    });

    test("gives one batch that is larger than a segment whole", async () => {
      rig.peer.segmentBytesMax = 100;
      const { batches, more } = orThrow(await rig.connect().pull(["all"], noBatch));
      expect([batches.length, batches[0]?.length, more]).toEqual([1, all(1).length, true]);
    });

    test("asked twice gives the same bytes, though HQ has more by now", async () => {
      const first = orThrow(await rig.connect().pull(streams, noBatch));
      rig.peer.holds(all(4));
      expect(orThrow(await rig.connect().pull(streams, noBatch))).toEqual(first);
    });

    test("of another branch's stream is refused", async () => {
      expect(await rig.connect().pull(["branch:SGR-KJG"], noBatch)).toEqual({
        ok: false,
        error: { type: "Refused", code: "foreign_stream", detail: { stream: "branch:SGR-KJG" } },
      });
    });

    test("while the line is cut reaches nobody, and goes on when it is mended", async () => {
      await rig.cut();
      const node = rig.connect();
      expect(await node.pull(streams, noBatch)).toMatchObject({ ok: false, error: { type: "Unreachable" } });
      await rig.mend();
      expect((await node.pull(streams, noBatch)).ok).toBe(true);
    });
  });

  describe(`keys and claims over ${name}`, () => {
    beforeEach(async () => {
      rig = await setup();
    });

    test("keys go there and back", async () => {
      const request = { give: [{ subject: "abu", keyId: 1, box: "BBBB" }], want: ["siti", "ali"] };
      expect(orThrow(await rig.connect().keys(request))).toEqual({
        kept: [{ subject: "abu", keyId: 1 }],
        keys: [{ subject: "siti", keyId: 1, box: "AAAA" }],
        erased: ["ali"],
        nowMs: rig.hqTimers.nowMs(),
      });
      expect(rig.peer.keyrings).toEqual([request]);
    });

    test("a claim is answered", async () => {
      expect(orThrow(await rig.connect().claim(claim, 300))).toEqual({
        people: [{ no: 1, decision: "clear", blocks: [] }],
        nowMs: rig.hqTimers.nowMs(),
      });
      expect(rig.peer.claims).toEqual([claim]);
    });

    test("a claim has as much patience as it is given, and no more", async () => {
      const registry = Promise.withResolvers<void>();
      rig.peer.registry = registry.promise;
      let answered = false;
      const asked = rig.connect().claim(claim, 300);
      void asked.then(() => {
        answered = true;
      });
      await until(() => rig.peer.asked.includes("claim"));
      rig.nodeTimers.advance(299);
      await turns();
      expect(answered).toBe(false);
      rig.nodeTimers.advance(1);
      expect(await asked).toMatchObject({ ok: false, error: { type: "Unreachable" } });
      registry.resolve();
    });

    test("a claim that was answered leaves no alarm behind that could fire", async () => {
      const node = rig.connect();
      orThrow(await node.claim(claim, 300));
      rig.nodeTimers.advance(10_000);
      expect((await node.claim(claim, 300)).ok).toBe(true);
    });
  });

  describe(`pulses over ${name}`, () => {
    test("a node's latest picture comes whole", async () => {
      rig = await setup();
      expect(orThrow(await rig.connect().pulse(pulse))).toEqual({ nowMs: rig.hqTimers.nowMs() });
      expect(rig.peer.pulses).toEqual([pulse]);
    });
  });

  describe(`a person's file over ${name}`, () => {
    const blob = "b".repeat(64);
    const file = Uint8Array.from({ length: 600 * 1024 }, (_, at) => (at * 7) % 251);
    beforeEach(async () => {
      rig = await setup();
    });

    test("comes by pieces from any byte on, and is not here before it is", async () => {
      const node = rig.connect();
      expect(await node.blobPiece({ name: blob, from: 0 })).toMatchObject({
        error: { type: "Refused", code: "blob_not_here" },
      });
      rig.peer.file = file;
      const pieces: Uint8Array[] = [];
      for (let from = 5; ;) {
        const { bytes } = orThrow(await node.blobPiece({ name: blob, from }));
        if (bytes.length === 0) break;
        pieces.push(bytes);
        from += bytes.length;
      }
      expect(Buffer.concat(pieces).equals(Buffer.from(file.subarray(5)))).toBe(true);
    });

    test("goes by pieces, and HQ says how much it has", async () => {
      const node = rig.connect();
      const nothing = new Uint8Array(0);
      expect(orThrow(await node.giveBlob({ name: blob, from: 0 }, nothing)).have).toBe(0);
      expect(orThrow(await node.giveBlob({ name: blob, from: 0 }, file.subarray(0, 1000))).have).toBe(1000);
      expect(orThrow(await node.giveBlob({ name: blob, from: 1000 }, file.subarray(1000, 1500))).have).toBe(
        1500,
      );
      expect(Buffer.from(rig.peer.given).equals(Buffer.from(file.subarray(0, 1500)))).toBe(true);
      expect(await node.giveBlob({ name: blob, from: 0 }, file)).toMatchObject({
        error: { type: "Refused", code: "body_too_large" },
      });
    });
  });

  describe(`sums over ${name}`, () => {
    test("headquarters' sums of a branch come whole", async () => {
      rig = await setup();
      expect(orThrow(await rig.connect().sums())).toEqual({
        sums: { schema: 1, merged: { "1/all": 5 }, tables: { node: { rows: 2, sum: "ff" } } },
        nowMs: rig.hqTimers.nowMs(),
      });
    });
  });

  describe(`keys of backups over ${name}`, () => {
    test("a backup's key comes back sealed to who asks, or is refused", async () => {
      rig = await setup();
      const lock = { alias: 2, incarnation: 1, atMs: 5, period: "w1", box: "BBBB" };
      const node = rig.connect();
      expect(orThrow(await node.unlock(lock))).toEqual({ box: "CCCC", nowMs: rig.hqTimers.nowMs() });
      expect(await node.unlock({ ...lock, period: "w0" })).toMatchObject({
        ok: false,
        error: { type: "Refused", code: "backup_too_old" },
      });
    });
  });

  describe(`hints over ${name}`, () => {
    let heard = 0;
    let stop = () => {};

    const listen = async (options?: Parameters<Rig["connect"]>[0]) => {
      heard = 0;
      stop = rig.connect(options).hint(() => {
        heard += 1;
      });
      await until(() => heard === 1);
    };

    /** Both sides live on, beat by beat. */
    const live = async (ms: number) => {
      for (let lived = 0; lived < ms; lived += 100) {
        rig.hqTimers.advance(100);
        rig.nodeTimers.advance(100);
        await rig.settled();
      }
    };

    /** How soon a real socket tells of its end is the machine's business. */
    const liveUntil = async (isTrue: () => boolean) => {
      while (!isTrue()) await live(100);
    };

    beforeEach(async () => {
      rig = await setup();
      return () => stop();
    });

    test("come when the line is made, and when there is news", async () => {
      await listen();
      rig.peer.tellNews();
      await until(() => heard === 2);
      await live(4000);
      rig.peer.tellNews();
      await until(() => heard === 3);
      await live(30_000);
      expect(heard, "beats are no news").toBe(3);
    });

    test("of one moment are one word, and the last of them is not lost", async () => {
      await listen();
      for (let n = 0; n < 100; n++) rig.peer.tellNews();
      await live(1000);
      expect(heard).toBe(3);
    });

    test("told while the line was cut are lost, and made good by the new line", async () => {
      await listen();
      await rig.cut();
      await turns();
      rig.peer.tellNews();
      await live(200);
      expect(heard).toBe(1);
      await rig.mend();
      await liveUntil(() => heard === 2);
      rig.peer.tellNews();
      await until(() => heard === 3);
    });

    test("are asked for again after waits that double, by chance apart, and begin anew with a good line", async () => {
      const chance = seededRandom(4);
      const askedAtMs: number[] = [];
      const failedAtMs: number[] = [];
      await listen({
        onSign: () => askedAtMs.push(rig.nodeTimers.nowMs()),
        random: {
          bytes: (count) => {
            // Four bytes are the chance in a wait, sixteen a nonce.
            if (count === 4) failedAtMs.push(rig.nodeTimers.nowMs());
            return chance.bytes(count);
          },
        },
      });
      const waits = () => failedAtMs.map((ms, n) => askedAtMs[n + 1]! - ms);
      const expectDoubled = (waitsMs: readonly number[]) => {
        for (const [n, waitMs] of waitsMs.entries()) {
          expect(waitMs).toBeGreaterThanOrEqual(500 * 2 ** n);
          expect(waitMs).toBeLessThanOrEqual(1000 * 2 ** n);
        }
      };
      await rig.cut();
      await liveUntil(() => askedAtMs.length === 5);
      expectDoubled(waits().slice(0, 4));
      await rig.mend();
      await liveUntil(() => heard === 2);
      await live(6000);
      const failures = failedAtMs.length;
      await rig.cut();
      await liveUntil(() => askedAtMs.length === failures + 3);
      expectDoubled(waits().slice(failures, failures + 2));
    });

    test("stop coming from an HQ that fell silent: the line is left and made anew", async () => {
      await listen();
      rig.nodeTimers.advance(14_900);
      await turns();
      expect(rig.peer.asked).toEqual(["listen"]);
      rig.nodeTimers.advance(100);
      await turns();
      rig.nodeTimers.advance(1000);
      await until(() => heard === 2);
      expect(rig.peer.asked).toEqual(["listen", "listen"]);
    });

    test("end with the listener, and nobody asks again", async () => {
      await listen();
      expect(rig.door.hints.size).toBe(1);
      stop();
      await until(() => rig.door.hints.size === 0);
      await live(5000);
      rig.peer.tellNews();
      await turns();
      expect([heard, rig.peer.asked]).toEqual([1, ["listen"]]);
    });

    test("are not for a node that was suspended meanwhile", async () => {
      await listen();
      rig.roster.set(klang, { ...rig.roster.get(klang)!, state: "suspended" });
      rig.hqTimers.advance(5000);
      await until(() => rig.door.hints.size === 0);
      rig.peer.tellNews();
      await live(5000);
      expect(heard).toBe(1);
    });

    test("go to the line a node made last", async () => {
      await listen();
      const stopFirst = stop;
      let heardLast = 0;
      const stopLast = rig.connect().hint(() => {
        heardLast += 1;
      });
      await until(() => heardLast === 1);
      expect(rig.door.hints.size).toBe(1);
      rig.peer.tellNews();
      await until(() => heardLast === 2);
      expect(heard).toBe(1);
      stopFirst();
      stopLast();
    });
  });
};

const pulse: Pulse = {
  version: "1.0.0",
  pendingOut: 3,
  aside: 0,
  queue: { waiting: 14, longestWaitMin: 31, numbersToday: 212, servedToday: 180 },
  counters: { open: 6, all: 9 },
  printers: { good: 2, all: 2 },
  disk: { freeBytes: 5_000_000_000, allBytes: 60_000_000_000 },
  backupAtMs: null,
};

const claim = {
  indexVersion: 1,
  service: "PMA-BAHARUI",
  account: "siti",
  verified: false,
  people: [{ no: 1, index: "00112233" }],
  again: "booking-1",
};
