/**
 * Seats `parties` people, each needing `unitsEach` adjacent starts, in one unbroken stretch that begins at index `start`.
 *
 *     free        2 1 2 2       two people of two units each, from the first start:
 *     party 1     x x           start 0 has room for one of them,
 *     party 2         x x       start 1 is taken by that one, start 2 has room for the next
 *
 * `free` holds the units still to be had at each adjacent start of one run. Starts fill in order, as many people per start as
 * there is room for. Returns the index of each party's first start, or undefined when not all of them fit: all or none.
 */
export const allocate = (
  free: readonly number[],
  start: number,
  parties: number,
  unitsEach: number,
): readonly number[] | undefined => {
  const left = free.slice(start);
  const seats: number[] = [];
  for (let at = 0; seats.length < parties; at++) {
    const seated = Math.min(roomAt(left, at, unitsEach), parties - seats.length);
    // Nobody begins here: fine while somebody of this visit is still being served, else the stretch is broken.
    const isBroken = seated === 0 && (seats.length === 0 || seats.at(-1)! - start + unitsEach <= at);
    if (isBroken) return undefined;
    for (let unit = at; unit < at + unitsEach; unit++) if (seated > 0) left[unit]! -= seated;
    for (let seat = 0; seat < seated; seat++) seats.push(start + at);
  }
  return seats;
};

/** People who can begin at `at`: each of their adjacent starts must exist and have a unit free. */
export const roomAt = (left: readonly number[], at: number, unitsEach: number): number => {
  let room = Number.POSITIVE_INFINITY;
  for (let unit = at; unit < at + unitsEach; unit++) room = Math.min(room, left[unit] ?? 0);
  return room;
};

export interface SlotUnits {
  readonly startMin: number;
  readonly units: number;
}

/** What seats take from each start, summed: the rights that one commit spends. `starts` is the run `seats` points into. */
export const unitsTaken = (
  starts: readonly number[],
  seats: readonly number[],
  unitsEach: number,
): readonly SlotUnits[] => {
  const unitsByStart = new Map<number, number>();
  for (const seat of seats) {
    for (let unit = seat; unit < seat + unitsEach; unit++) {
      const startMin = starts[unit]!;
      unitsByStart.set(startMin, (unitsByStart.get(startMin) ?? 0) + 1);
    }
  }
  return [...unitsByStart].map(([startMin, units]) => ({ startMin, units }));
};
