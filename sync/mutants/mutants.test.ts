/**
 * A guard that nobody would miss is no guard. `STO_MUTANTS=all npm test -- sync/mutants` runs each mutant through as many histories as
 * `npm test` runs of the program itself; without it each has a few, from the seed on that killed it soon when it was written.
 */
import { expect, test } from "vitest";
import { mutants } from "./mutants";
import { patched, runMutants } from "./run";

const isAll = process.env["STO_MUTANTS"] === "all";

test("every patch still finds its guard, once", () => {
  for (const mutant of mutants) expect(() => patched(mutant), mutant.name).not.toThrow();
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(mutants.length).toBeGreaterThanOrEqual(30);
});

test(
  `each of ${mutants.length} guards is missed by the simulator or the laws when it is gone`,
  { timeout: 30 * 60_000 },
  async () => {
    const options = { histories: isAll ? 400 : 60, laws: 25, atOnce: 2 };
    const runs = await runMutants(mutants, options);
    expect(runs.filter(({ isKilled }) => !isKilled).map(({ mutant }) => mutant.name)).toEqual([]);
    // Killed by what it does, not by a patch that the program cannot even be read with.
    const broken = runs.filter(({ why }) => /SyntaxError|Cannot find/.test(why));
    expect(broken.map(({ mutant, why }) => `${mutant.name}: ${why}`)).toEqual([]);
  },
);
