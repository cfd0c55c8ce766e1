/** A stretch in which counters are open, [startMs, endMs) in UTC. */
export interface OpenInterval {
  readonly startMs: number;
  readonly endMs: number;
}

const minuteMs = 60_000;

/**
 * The starts of one service group's slots, in UTC minutes, rising. Each interval begins a row of slots of its own, so no slot
 * runs into a break or ends after closing; what is left over at its end is too short to sell.
 */
export const slotStarts = (intervals: readonly OpenInterval[], slotMinutes: number): number[] => {
  const starts: number[] = [];
  for (const { startMs, endMs } of intervals) {
    const endMin = Math.floor(endMs / minuteMs);
    for (let min = Math.ceil(startMs / minuteMs); min + slotMinutes <= endMin; min += slotMinutes)
      starts.push(min);
  }
  return starts;
};

/** The starts cut into runs of adjacent slots: a visit never reaches from one run into the next. */
export const adjacentRuns = (starts: readonly number[], slotMinutes: number): number[][] => {
  const runs: number[][] = [];
  for (const start of starts) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)! + slotMinutes === start) run.push(start);
    else runs.push([start]);
  }
  return runs;
};
