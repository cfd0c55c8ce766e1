import fc from "fast-check";
import { expect, test } from "vitest";

import { checkPools, type Pool, poolOf } from "./availability-pools";

const kinds = ["citizen", "foreigner", "employer"];
const services = ["EP", "PVP", "COM", "SOAL"];

const anyPools = fc
  .array(
    fc.record({
      kinds: fc.option(fc.subarray(kinds, { minLength: 1 })),
      services: fc.option(fc.subarray(services, { minLength: 1 })),
    }),
    { maxLength: 3 },
  )
  .map((named): Pool[] => [
    ...named.map((pool, index) => ({ code: `p${index}`, percent: 10, ...pool })),
    { code: "general", percent: 100 - named.length * 10, kinds: null, services: null },
  ]);

test("every kind and service fits exactly one pool of a checked set, and that pool names it", () => {
  fc.assert(
    fc.property(anyPools, fc.constantFrom(...kinds), fc.constantFrom(...services), (pools, kind, service) => {
      expect(checkPools(pools).ok).toBe(true);
      const pool = poolOf(pools, kind, service);
      expect(pool.kinds === null || pool.kinds.includes(kind)).toBe(true);
      expect(pool.services === null || pool.services.includes(service)).toBe(true);
      const earlier = pools.slice(0, pools.indexOf(pool));
      expect(
        earlier.some(
          (other) =>
            (other.kinds === null || other.kinds.includes(kind)) &&
            (other.services === null || other.services.includes(service)),
        ),
      ).toBe(false);
    }),
  );
});

test("shares that do not make a whole are refused, whatever they are", () => {
  fc.assert(
    fc.property(anyPools, fc.integer({ min: 1, max: 50 }), (pools, more) => {
      const last = pools.at(-1)!;
      const changed = [...pools.slice(0, -1), { ...last, percent: last.percent + more }];
      expect(checkPools(changed)).toEqual({
        ok: false,
        error: { type: "PoolsNotHundred", percent: 100 + more },
      });
    }),
  );
});

test("a set of pools that leaves somebody out, or names a pool twice, is refused", () => {
  const general: Pool = { code: "general", percent: 50, kinds: null, services: null };
  const employer: Pool = { code: "employer", percent: 50, kinds: ["employer"], services: null };
  const typeOf = (pools: readonly Pool[]) => {
    const checked = checkPools(pools);
    return checked.ok ? "fine" : checked.error.type;
  };
  expect(typeOf([employer, general])).toBe("fine");
  expect(typeOf([general, employer])).toBe("NoGeneralPool");
  expect(typeOf([])).toBe("NoGeneralPool");
  expect(typeOf([general, general])).toBe("DuplicatePool");
  expect(
    typeOf([
      { ...employer, percent: -50 },
      { ...general, percent: 150 },
    ]),
  ).toBe("InvalidPoolShare");
});
