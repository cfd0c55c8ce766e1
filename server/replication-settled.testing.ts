/** Waiting until a country of processes has come to rest: everybody has everything, and headquarters has it. */
import { expect } from "vitest";
import { unsettled, withFiles } from "./replication-files.testing";
import type { Country } from "./replication.testing";

/** A node that could not reach headquarters for a while tries again within half of it. */
const patienceMs = 60_000;

/** Waits until every node says that it has everything and that headquarters has it, then stops them all. */
export const settled = async (country: Country): Promise<void> => {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    while ((await unfinished(country)) > 0 && performance.now() < untilMs) await Bun.sleep(50);
    expect(await Promise.all(country.nodes.map((node) => node.stop()))).toEqual(country.nodes.map(() => 0));
    // A recurring task may have written something in the moment between.
    if (withFiles(country, unsettled).length === 0 || performance.now() > untilMs) return;
    await Promise.all(country.nodes.map((node) => node.start()));
  }
};

/** What the nodes say they still have to send and to take, and what their files say beside it. */
export const unfinished = async (country: Country): Promise<number> => {
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
