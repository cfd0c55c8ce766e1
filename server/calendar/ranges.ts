/** Half-open stretches of numbers, [from, to): minutes of a day or milliseconds, never mixed. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Everything that lies in at least one of the ranges: sorted, disjoint, touching ones joined. */
export const unionOf = (ranges: readonly Range[]): Range[] => {
  const sorted = ranges.filter((range) => range.from < range.to).sort((a, b) => a.from - b.from);
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else joined.push(range);
  }
  return joined;
};

/** What is left of `ranges` when everything in `holes` is taken out. */
export const without = (ranges: readonly Range[], holes: readonly Range[]): Range[] => {
  let left = unionOf(ranges);
  for (const hole of unionOf(holes)) {
    left = left.flatMap((range) => [
      { from: range.from, to: Math.min(range.to, hole.from) },
      { from: Math.max(range.from, hole.to), to: range.to },
    ]);
    left = left.filter((range) => range.from < range.to);
  }
  return left;
};

/** What of `ranges` lies between `from` and `to`. */
export const clampTo = (ranges: readonly Range[], limits: Range): Range[] =>
  unionOf(
    ranges.map((range) => ({
      from: Math.max(range.from, limits.from),
      to: Math.min(range.to, limits.to),
    })),
  );

export const overlaps = (a: Range, b: Range): boolean => a.from < b.to && b.from < a.to;
