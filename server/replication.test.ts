/**
 * Headquarters and three branches as real processes on real files, with wires between them that fail in every way a wire does,
 * `kill -9` under load, and clients that keep every acknowledgement. In the end everything that was acknowledged is everywhere it
 * belongs, nothing was sold twice, and nobody holds another branch's people.
 *
 *   STO_KILLS=200   how many kills (10)          STO_SEED=7   the same errands and faults, as far as processes allow
 *   STO_PROGRAM=dist/sto   a built program in place of the checkout
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Random, seededRandom, systemClock, systemRandom } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import { type Country, type ProcessNode, setupProcesses } from "./replication.testing";
import { audit, nothingWrong } from "./replication-audit.testing";
import { insist, type KeptBooking, nothingKept, requestBooking } from "./replication-client.testing";
import { withFiles } from "./replication-files.testing";
import { settled, unfinished } from "./replication-settled.testing";
import { lineStates } from "./replication-line.testing";
import { sendPeople } from "./replication-people.testing";

const kills = Number(process.env["STO_KILLS"] ?? 10);
const seed = Number(process.env["STO_SEED"] ?? Buffer.from(systemRandom.bytes(4)).readUInt32LE());
const program = process.env["STO_PROGRAM"] === undefined ? undefined : resolve(process.env["STO_PROGRAM"]);

/** Places and numbers of one country are used up after some forty kills: more of them take another country. */
const killsPerCountry = 40;
const countries = Array.from({ length: Math.ceil(kills / killsPerCountry) }, (_, at) => ({
  count: Math.min(killsPerCountry, kills - at * killsPerCountry),
  countrySeed: seed + at,
}));

test.each(countries)(
  "after $count kills under load and lines that failed: nothing lost, nothing oversold, all agree (STO_SEED=$countrySeed)",
  { timeout: 120_000 + killsPerCountry * 10_000 },
  async ({ count, countrySeed }) => {
    const country = await setupProcesses(["SGR-HQ1", "SGR-KLJ", "JHR-HQ1"], { program });
    const random = seededRandom(countrySeed);
    const people = await sendPeople(country, random, 2);
    for (let kill = 0; kill < count; kill++) {
      disturb(country, random);
      await people.acknowledged(5 + below(random, 20));
      const victim = country.nodes[below(random, country.nodes.length)]!;
      await victim.kill();
      // The others go on without it for a while.
      await people.acknowledged(below(random, 10));
      await victim.start();
    }
    await people.acknowledged(10);
    await people.stop();
    for (const { line } of country.branches) line!.set("up");
    await settled(country);

    const { kept } = people;
    expect(audit(country, kept)).toEqual(nothingWrong);
    expect(kept.bookings.size, "the slots were sold out").toBeGreaterThan(30);
    expect(kept.refusals.get("409 slot_full") ?? 0).toBeGreaterThan(0);
    expect(kept.calls.size).toBeGreaterThan(0);
  },
);

const below = (random: Random, count: number): number => Math.floor((random.bytes(1)[0]! / 256) * count);

const drawn = ["up", "up", "up", ...lineStates] as const;

/** Every line another fault, or none. */
const disturb = ({ branches }: Country, random: Random): void => {
  for (const { line } of branches)
    line!.set(drawn[below(random, drawn.length)]!, 200 + 40 * below(random, 256));
};

/** `strace` is a test peer: the list and what it is for stand in `.dev/peers.ts`. */
describe.skipIf(Bun.which("strace") === null)("headquarters and a branch on disks that fail (strace)", () => {
  const setupPair = async () => {
    const country = await setupProcesses(["SGR-HQ1"], { program, closed: true });
    const [branch] = country.branches as [ProcessNode];
    // Sessions before the disks fail: what is tested is what is booked in them.
    await Promise.all(country.nodes.map((node) => node.headersAs("officer:rohani")));
    const kept = nothingKept();
    let person = 0;
    /** Books at a node; resolves when it says yes, however often it has to be asked. */
    const book = async (node: ProcessNode): Promise<void> => {
      const no = ++person;
      const slot = (await ownStarts(country, node))[no]!;
      const as = "officer:rohani";
      const documents = [`900101-14-${1000 + no}`];
      const ask = async (path: string, body?: object) => {
        const key = uuidv7(systemClock.nowMs(), systemRandom);
        for (;;) {
          const answer = await insist(node, as, path, body, key);
          if (answer.status !== 507) return answer;
          kept.refusals.set("507", (kept.refusals.get("507") ?? 0) + 1);
          await Bun.sleep(20);
        }
      };
      const { status, body } = await requestBooking(node, ask, slot, documents, no);
      expect(status, JSON.stringify(body)).toBe(201);
      kept.bookings.set(body.id as string, {
        ...(body as Pick<KeptBooking, "id" | "ref" | "startsAtMs">),
        branch: branch.branch!,
        home: node.alias,
        people: 1,
        slot,
        slip: "",
        isContested: false,
        state: "confirmed",
      });
    };
    /** Traces a node; gives back how to stop, and then what was seen. */
    const trace = async (node: ProcessNode, ...what: readonly string[]) => {
      const seen = join(country.dir, `strace-${node.alias}-${person}.txt`);
      const calls = ["-f", "-qq", "-y", "-s", "2000", "-o", seen];
      const tracer = Bun.spawn(
        ["strace", ...calls, ...what.flatMap((each) => ["-e", each]), "-p", String(node.process().pid)],
        { stderr: "ignore" },
      );
      // Attached for certain when an answer of the node's own thread has been seen.
      while (!existsSync(seen) || statSync(seen).size === 0)
        await fetch(`http://127.0.0.1:${node.port}/api/v1/node`);
      return async () => {
        tracer.kill("SIGTERM");
        await tracer.exited;
        return readFileSync(seen, "utf8").split("\n");
      };
    };
    return { country, hq: country.hq, branch, kept, book, trace };
  };

  const patient = { timeout: 120_000 };
  const answers = "sendto,write,writev,sendmsg";

  test(
    "no answer of headquarters to a push leaves before the fsync of what was pushed",
    patient,
    async () => {
      const { country, hq, branch, book, trace } = await setupPair();
      const stop = await trace(hq, `trace=pwrite64,fsync,fdatasync,${answers}`);
      await book(branch);
      while ((await unfinished(country)) > 0) await Bun.sleep(20);
      const told = acknowledgements(await stop());
      expect(told.filter(({ isSynced }) => !isSynced)).toEqual([]);
      expect(told.filter(({ wrote }) => wrote).length, "a push was kept and answered").toBeGreaterThan(0);
    },
  );

  test(
    "nothing is told that is not so: EIO ends the process, a full disk refuses; restarted, both agree",
    patient,
    async () => {
      const { country, hq, branch, kept, book, trace } = await setupPair();
      for (const node of [hq, branch]) {
        const stop = await trace(
          node,
          `trace=fsync,fdatasync,${answers}`,
          "inject=fsync,fdatasync:error=EIO",
        );
        // Headquarters' disk fails on what the branch pushes, the branch's on what somebody asks of it.
        const booked = book(branch);
        expect(await node.process().exited).toBe(1);
        await stop();
        await node.start();
        await booked;
      }
      // A full disk takes no rights: headquarters must have its share before.
      await ownStarts(country, hq);
      for (const node of [hq, branch]) {
        const before = kept.refusals.get("507") ?? 0;
        const stop = await trace(node, `trace=pwrite64,${answers}`, "inject=pwrite64:error=ENOSPC");
        const booked = book(node);
        while ((kept.refusals.get("507") ?? 0) === before) await Bun.sleep(20);
        await book(node === hq ? branch : hq);
        await stop();
        await booked;
      }
      // Told to wait a minute by a full disk, a branch that starts anew asks at once.
      await branch.stop();
      await branch.start();
      await settled(country);
      expect(audit(country, kept)).toEqual(nothingWrong);
      expect(kept.bookings.size).toBe(6);
    },
  );
});

/** Starts that a node can sell, from tomorrow on. */
const ownStarts = async (country: Country, node: ProcessNode): Promise<readonly string[]> => {
  const fromMin = Math.floor(systemClock.nowMs() / 60_000) + 36 * 60;
  for (;;) {
    const found = withFiles(country, ({ all }) =>
      all
        .find(({ alias }) => alias === node.alias)!
        .rows<{ slot: string }>(
          `SELECT slot FROM right_ WHERE node = ? AND grp = 'B' AND pool = 'general' AND avail > 0 AND start_min > ?
           ORDER BY start_min LIMIT 20`,
          node.alias,
          fromMin,
        ),
    );
    if (found.length === 20) return found.map(({ slot }) => slot);
    await Bun.sleep(50);
  }
};

/** What a trace says of each answer to a push: whether log writes came before it, and whether all of them were forced to disk. */
const acknowledgements = (lines: readonly string[]) => {
  const told: { readonly wrote: boolean; readonly isSynced: boolean; readonly line: string }[] = [];
  let isSynced = true;
  let wrote = false;
  for (const line of lines) {
    if (/pwrite64\(\d+<[^>]*sto\.db-wal>/.test(line)) [isSynced, wrote] = [false, true];
    else if (/f(data)?sync(\(\d+<[^>]*sto\.db-wal>| resumed>)\) += 0/.test(line)) isSynced = true;
    else if (line.includes('\\"heads\\"')) {
      told.push({ wrote, isSynced, line });
      wrote = false;
    }
  }
  return told;
};
