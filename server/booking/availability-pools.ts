import { err, ok, type Result } from "../../sync/core/result";

/** A disjoint quota of a group's slots. `kinds` and `services` null mean any. */
export interface Pool {
  readonly code: string;
  /** Of the units that are not kept for walk-ins; the pools of a group make 100. */
  readonly percent: number;
  readonly kinds: readonly string[] | null;
  readonly services: readonly string[] | null;
}

/**
 * The one pool a booking takes its rights from: the first that names it. The last pool names everybody (`checkPools`), so each
 * booking fits exactly one, and quotas never overlap: one that is not escrowed is oversold by two honest nodes.
 */
export const poolOf = <P extends Pool>(pools: readonly P[], kind: string, service: string): P => {
  const found = pools.find(
    (pool) => (pool.kinds?.includes(kind) ?? true) && (pool.services?.includes(service) ?? true),
  );
  if (found === undefined) throw new Error(`no pool for ${kind} and ${service}: pools were not checked`);
  return found;
};

export type PoolsError =
  | { readonly type: "PoolsNotHundred"; readonly percent: number }
  | { readonly type: "DuplicatePool"; readonly code: string }
  /** A negative or broken share. */
  | { readonly type: "InvalidPoolShare"; readonly code: string }
  /** The last pool must be for everybody else. */
  | { readonly type: "NoGeneralPool" };

/** Refuses pools that do not divide everything among everybody; asked before a setting is saved. */
export const checkPools = (pools: readonly Pool[]): Result<readonly Pool[], PoolsError> => {
  const last = pools.at(-1);
  if (last === undefined || last.kinds !== null || last.services !== null)
    return err({ type: "NoGeneralPool" });
  for (const [index, { code, percent }] of pools.entries()) {
    if (!Number.isInteger(percent) || percent < 0) return err({ type: "InvalidPoolShare", code });
    if (pools.findIndex((pool) => pool.code === code) !== index) return err({ type: "DuplicatePool", code });
  }
  const percent = pools.reduce((sum, pool) => sum + pool.percent, 0);
  return percent === 100 ? ok(pools) : err({ type: "PoolsNotHundred", percent });
};
