/**
 * A guard that nobody would miss is no guard. `STO_MUTANTS=all npm test -- sync/mutants` runs each mutant through as many histories as
 * `npm test` runs of the program itself; without it a sixth of them has a few, from the seed on that killed it soon when it was written.
 */
import { expect, test } from "vitest";
import { systemClock } from "../core/clock";
import { mutants } from "./mutants";
import { patched, runMutants } from "./run";

const isAll = process.env["STO_MUTANTS"] === "all";

/** A sixth of them each time, and all within six days. */
const turn = Math.floor(systemClock.nowMs() / 86_400_000) % 6;

test("every patch still finds its guard, once", () => {
  for (const mutant of mutants) expect(() => patched(mutant), mutant.name).not.toThrow();
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(mutants.length).toBeGreaterThanOrEqual(30);
});

test(
  `each of ${isAll ? "all" : "today's"} guards is missed by the simulator or the laws when it is gone`,
  { timeout: 30 * 60_000 },
  async () => {
    const options = { histories: isAll ? 400 : 60, laws: 25, atOnce: 2 };
    const chosen = isAll ? mutants : mutants.filter((_, at) => at % 6 === turn);
    const runs = await runMutants(chosen, options);
    expect(runs.filter(({ isKilled }) => !isKilled).map(({ mutant }) => mutant.name)).toEqual([]);
    // Killed by what it does, not by a patch that the program cannot even be read with.
    const broken = runs.filter(({ why }) => /SyntaxError|Cannot find/.test(why));
    expect(broken.map(({ mutant, why }) => `${mutant.name}: ${why}`)).toEqual([]);
  },
);
