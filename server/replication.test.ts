/**
 * Headquarters and three branches as real processes on real files, with wires between them that fail in every way a wire does,
 * `kill -9` under load, and clients that keep every acknowledgement. In the end everything that was acknowledged is everywhere it
 * belongs, nothing was sold twice, and nobody holds another branch's people.
 *
 *   STO_KILLS=200   how many kills (10)          STO_SEED=7   the same errands and faults, as far as processes allow
 *   STO_PROGRAM=dist/sto   a built program in place of the checkout
 */
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { type Random, seededRandom, systemRandom } from "../sync/core/clock";
import { type Country, setupProcesses } from "./replication.testing";
import {
  differing,
  lost,
  oversold,
  repeatedTickets,
  scopedHash,
  strangers,
  unsettled,
  withFiles,
} from "./replication-audit.testing";
import { lineStates } from "./replication-line.testing";
import { sendPeople } from "./replication-people.testing";

const kills = Number(process.env["STO_KILLS"] ?? 10);
const seed = Number(process.env["STO_SEED"] ?? Buffer.from(systemRandom.bytes(4)).readUInt32LE());
const program = process.env["STO_PROGRAM"];

test(
  `after ${kills} kills under load and lines that failed: nothing lost, nothing oversold, all agree (STO_SEED=${seed})`,
  { timeout: 120_000 + kills * 5000 },
  async () => {
    const country = await setupProcesses(["SGR-HQ1", "SGR-KLJ", "JHR-HQ1"], {
      command: program === undefined ? undefined : [resolve(program)],
    });
    const random = seededRandom(seed);
    const people = await sendPeople(country, random, 2);
    for (let kill = 0; kill < kills; kill++) {
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
    withFiles(country, (files) => {
      expect(lost(files, kept)).toEqual([]);
      expect(oversold(files)).toEqual([]);
      expect(repeatedTickets(files, kept)).toEqual([]);
      for (const branch of files.branches) {
        const code = branch.branch!;
        expect(differing(files.hq, branch, code), `rows of ${code}`).toEqual([]);
        expect(scopedHash(branch, code), `the state of ${code}`).toBe(scopedHash(files.hq, code));
        expect(strangers(files, branch)).toEqual([]);
      }
    });
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

/** A node that could not reach headquarters for a while tries again within half of it. */
const patienceMs = 60_000;

/** Waits until every node says that it has everything and that headquarters has it, then stops them all and looks into the files. */
const settled = async (country: Country): Promise<void> => {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    while ((await unfinished(country)) > 0) {
      if (performance.now() > untilMs)
        expect(withFiles(country, unsettled), "has everybody everything?").toEqual([]);
      await Bun.sleep(50);
    }
    expect(await Promise.all(country.nodes.map((node) => node.stop()))).toEqual(country.nodes.map(() => 0));
    // A recurring task may have written something in the moment between.
    if (withFiles(country, unsettled).length === 0) return;
    await Promise.all(country.nodes.map((node) => node.start()));
  }
};

/** What the nodes say they still have to send and to take, and what their files say beside it. */
const unfinished = async (country: Country): Promise<number> => {
  let waiting = 0;
  for (const { port } of country.nodes) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/node`);
    const { sync } = (await answer.json()) as {
      sync: { connected: boolean; pendingOut: number; behind: number };
    };
    waiting += sync.pendingOut + sync.behind + (sync.connected ? 0 : 1);
  }
  return waiting === 0 ? withFiles(country, unsettled).length : waiting;
};
