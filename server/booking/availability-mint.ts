/** How much of one day and service group becomes rights. */
export interface MintInput {
  /** Starts of the day's slots in UTC minutes, rising. */
  readonly starts: readonly number[];
  /** People the group's counters serve at once. */
  readonly unitsPerStart: number;
  /** 0 to 100: this share of the day is kept for walk-in numbers, which are not rights. */
  readonly walkInPercent: number;
  /** Shares of what is left; checked, so that they make 100. */
  readonly pools: readonly { readonly percent: number }[];
}

export interface MintedDay {
  /** Units of the day that stay with the counter of walk-in numbers. */
  readonly walkInUnits: number;
  /** One row per start: the units of each pool, in the order of the pools. */
  readonly rows: readonly { readonly startMin: number; readonly units: readonly number[] }[];
}

/**
 * Divides a day's capacity into walk-in units and rights per (start, pool). Nothing is lost or made up: all of it adds up to
 * starts × unitsPerStart, and the day's total of each pool is its share to within one unit.
 *
 * Fractions are gathered into adjacent starts instead of being sprinkled over the day: a service of three units needs three
 * neighbours, and one unit at every third start would never fit it. What walk-ins take beyond the even part comes off the end of
 * the day, when counters serve those who have waited.
 */
export const mintDay = (input: MintInput): MintedDay => {
  const { starts, unitsPerStart, walkInPercent, pools } = input;
  const walkInUnits = Math.floor((starts.length * unitsPerStart * walkInPercent) / 100);
  const walkInEven = Math.floor((unitsPerStart * walkInPercent) / 100);
  const walkInExtra = walkInUnits - walkInEven * starts.length;
  const bookable = starts.map(
    (_, index) => unitsPerStart - walkInEven - (index >= starts.length - walkInExtra ? 1 : 0),
  );

  const even = bookable.map((units) => pools.map((pool) => Math.floor((units * pool.percent) / 100)));
  const total = bookable.reduce((sum, units) => sum + units, 0);
  const missing = largestRemainder(total, pools).map(
    (units, pool) => units - even.reduce((sum, row) => sum + row[pool]!, 0),
  );
  const rows = starts.map((startMin, index) => {
    const units = [...even[index]!];
    let rest = bookable[index]! - units.reduce((sum, part) => sum + part, 0);
    for (let pool = 0; rest > 0; pool++) {
      const part = Math.min(rest, missing[pool]!);
      units[pool]! += part;
      missing[pool]! -= part;
      rest -= part;
    }
    return { startMin, units };
  });
  return { walkInUnits, rows };
};

/** Whole numbers in proportion, adding up to `total`: the largest fractions are rounded up, the earlier pool first among equals. */
const largestRemainder = (total: number, pools: MintInput["pools"]): number[] => {
  const shares = pools.map((pool) => (total * pool.percent) / 100);
  const units = shares.map(Math.floor);
  const rest = total - units.reduce((sum, part) => sum + part, 0);
  const byFraction = pools
    .map((_, index) => index)
    .sort((a, b) => shares[b]! - units[b]! - (shares[a]! - units[a]!) || a - b);
  for (const index of byFraction.slice(0, rest)) units[index]! += 1;
  return units;
};
