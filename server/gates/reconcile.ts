/** Does what a lane's sensor counted agree with what we wrote down? Pure: one lane, one day. */

/** A controller's counter of passages at a moment: read at a start, or told with a passage. */
export interface Reading {
  /** Null: told with a passage of a controller that names no start. */
  readonly boot: number | null;
  readonly passages: number;
}

/** A command that was sent, and what became of it; null: nobody ever said. */
export interface Sent {
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly outcome: "passed" | "expired" | "refused" | "unknown" | null;
}

export interface LaneDay {
  readonly counted: number | null;
  readonly recorded: number;
  readonly result: "agrees" | "differs" | "no_count";
  readonly withoutCommand: number;
  readonly withoutPassage: readonly {
    readonly id: string;
    readonly seq: number;
    readonly atMs: number;
    readonly outcome: string;
  }[];
  readonly starts: number;
}

/**
 * The controller counts since it was made and keeps the count through a start. So the last count before the day and the last one of
 * the day bound its passages; on the lane's first day the count begins with the first that is known. A counter that went back tells
 * nothing.
 */
export const reconcile = (known: {
  /** The last count before the day; null: there was none. */
  readonly before: Reading | null;
  /** Counts of the day, in order. */
  readonly readings: readonly Reading[];
  readonly sent: readonly Sent[];
  /** Passages that the lane told by itself and nobody had asked for. */
  readonly notAsked: number;
}): LaneDay => {
  const { before, readings, sent, notAsked } = known;
  const recorded = sent.filter(({ outcome }) => outcome === "passed").length;
  const withoutPassage = sent.flatMap(({ id, seq, atMs, outcome }) =>
    outcome === null || outcome === "unknown" ? [{ id, seq, atMs, outcome: outcome ?? "none" }] : [],
  );
  const all = before ? [before, ...readings] : readings;
  const boots = new Set(all.flatMap(({ boot }) => (boot === null ? [] : [boot])));
  const goesBack = all.some(({ passages }, at) => passages < (all[at - 1]?.passages ?? 0));
  const counted =
    readings.length === 0 || goesBack ? null : readings.at(-1)!.passages - (before ?? readings[0]!).passages;
  const withoutCommand = Math.max(notAsked, (counted ?? 0) - recorded, 0);
  const isClean = withoutCommand === 0 && withoutPassage.length === 0;
  return {
    counted,
    recorded,
    result:
      !isClean || (counted !== null && counted !== recorded)
        ? "differs"
        : counted === null
          ? "no_count"
          : "agrees",
    withoutCommand,
    withoutPassage,
    starts: Math.max(0, boots.size - 1),
  };
};
