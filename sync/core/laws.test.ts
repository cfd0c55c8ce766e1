/** Merging is commutative, associative and idempotent, over every kind of table and every row of `sync/policies.ts`. */
import { describe, expect, test } from "vitest";
import { isReplicated, policies } from "../policies";
import { laws, replicatedTables } from "../sim/laws";

const runs = Number(process.env["STO_LAW_RUNS"] ?? 25);

describe("whatever order records come in, however they were cut, and however often they come, the state is the same", () => {
  test.for(laws)("$name", async ({ holds }) => {
    await holds(runs);
  });

  test("for every table of the policies that replicates", () => {
    const named = Object.entries(policies).filter(([, policy]) => isReplicated(policy));
    expect(replicatedTables.map(({ name }) => name)).toEqual(named.map(([name]) => name));
  });
});
