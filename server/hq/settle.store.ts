/** SQL of what nodes that are gone took along: their units as they were heard last, less what was given on since. */
import type { Reader } from "../../drizzle/db";
import { statement } from "../../sync/tables";

export interface HeldStart {
  readonly date: string;
  readonly grp: string;
  readonly pool: string;
  readonly slotMinutes: number;
  readonly startMin: number;
  readonly units: number;
}

/** Starts after `fromMin`; of one local date, or of all. */
export const heldStarts = (
  { db }: Reader,
  { branch, alias, fromMin, date }: { branch: string; alias: number; fromMin: number; date?: string },
): readonly HeldStart[] => {
  const given = givenAway({ db }, branch, alias, date);
  const held = statement(
    db,
    `SELECT date, grp, pool, slot_minutes AS slotMinutes, start_min AS startMin, avail AS units FROM right_
     WHERE branch = ?1 AND node = ?2 AND start_min > ?3 AND avail > 0 AND (?4 IS NULL OR date = ?4)
     ORDER BY date, grp, pool, start_min`,
  ).all(branch, alias, fromMin, date ?? null) as HeldStart[];
  return held.flatMap((start) => {
    const units = start.units - (given.get(nameOf(start)) ?? 0);
    return units > 0 ? [{ ...start, units }] : [];
  });
};

const nameOf = ({ grp, pool, startMin }: Pick<HeldStart, "grp" | "pool" | "startMin">): string =>
  `${grp} ${pool} ${startMin}`;

const givenAway = (
  { db }: Reader,
  branch: string,
  alias: number,
  date: string | undefined,
): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const rows = statement(
    db,
    `SELECT grp, pool, units FROM right_settle WHERE branch = ?1 AND "of" = ?2 AND (?3 IS NULL OR date = ?3)`,
  ).all(branch, alias, date ?? null) as { grp: string; pool: string; units: string }[];
  for (const { grp, pool, units } of rows)
    for (const [startMin, count] of JSON.parse(units) as [number, number][]) {
      const name = nameOf({ grp, pool, startMin });
      found.set(name, (found.get(name) ?? 0) + count);
    }
  return found;
};

/** Units that were given on of starts in [fromMin, toMin). */
export const givenUnits = (
  { db }: Reader,
  alias: number,
  branch: string,
  {
    dates: [from, to],
    fromMin,
    toMin,
  }: { readonly dates: readonly [string, string]; fromMin: number; toMin: number },
): number =>
  (
    statement(
      db,
      `SELECT units FROM right_settle WHERE branch = ? AND "of" = ? AND date BETWEEN ? AND ?`,
    ).all(branch, alias, from, to) as { units: string }[]
  )
    .flatMap(({ units }) => JSON.parse(units) as [number, number][])
    .filter(([startMin]) => startMin >= fromMin && startMin < toMin)
    .reduce((sum, [, units]) => sum + units, 0);
