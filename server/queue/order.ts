import type { PolicyV1 } from "./policy";
import type { Turn } from "./ticket";
import { compareNumbers } from "./ticket-number";
import {
  type Call,
  canTake,
  countsAsPriority,
  covers,
  isQuick,
  type Reach,
  type WaitingTicket,
} from "./waiting";

/** One place in the line, with what put it there. */
export interface Ranked {
  readonly waiting: WaitingTicket;
  /** 1 is called next. */
  readonly place: number;
  readonly turn: Exclude<Turn, "chosen">;
  /** Lane weight plus age in units of `ageingMin`. Due appointments stand above points. */
  readonly points: number;
  readonly due: boolean;
  readonly priority: boolean;
  readonly quick: boolean;
  /** Would have come earlier, had there not been `priorityInRowMax` priority calls in a row. */
  readonly heldByCap: boolean;
}

/**
 * The line as this counter would call it if nobody else came. Pure in its arguments, and all of them stand in append
 * rows, so anyone can compute the same line again from the log.
 *
 * Each place is decided by the first rule that speaks:
 *  1. cap: after `priorityInRowMax` priority calls in a row only other lanes, while they have somebody;
 *  2. `longest`: one in `longest.everyCalls` of this counter's calls goes to whoever waits longest, once that is
 *     `longest.afterMin` minutes;
 *  3. `quick`: one in `quick.everyCalls` of this counter's calls goes to payment or collection;
 *  4. `due`: appointments from `appointmentLeadMin` before their time, by time (a latecomer by arrival);
 *  5. `points`: lane weight and age. An appointment before its lead waits here as a walk-in would.
 * Ties: waiting longer, then the lower number. So no two tickets are ever equal.
 *
 * The cap looks at the calls of all counters in this reach, the shares at this counter's own, so that no neighbour can
 * use them up. The cap may put off rule 2 once: when this counter's own last call was for another lane, rule 2 speaks.
 *
 * Nobody starves. Of any `longest.everyCalls` + 1 calls of one counter at least one is rule 2's, which is first come,
 * first served. So a ticket that has waited `afterMin`, with k older ones in the counter's reach, is called within
 * (k + 1) × (`longest.everyCalls` + 1) calls of that counter, whoever comes after it and whatever others call.
 *
 * @param calls calls of today, oldest first; those outside this counter's reach are ignored.
 */
export const order = (
  policy: PolicyV1,
  waiting: readonly WaitingTicket[],
  calls: readonly Call[],
  reach: Reach,
  nowMs: number,
): Ranked[] => {
  const entries = waiting.filter((one) => canTake(reach, one)).map((one) => entryOf(policy, one, nowMs));
  const byPoints = entries.toSorted(comparePoints);
  const others = byPoints.filter((entry) => !entry.priority);
  const lines = {
    all: lineOf(byPoints),
    others: lineOf(others),
    quick: lineOf(byPoints.filter((entry) => entry.quick)),
    quickOthers: lineOf(others.filter((entry) => entry.quick)),
    byAge: lineOf(entries.toSorted(compareAge)),
  };
  const tally = tallyOf(policy, calls, reach);
  return entries.map((_, index) => {
    const { entry, turn } = pick(policy, lines, tally, nowMs);
    entry.taken = true;
    count(tally, entry, turn);
    return rankedOf(entry, turn, index + 1);
  });
};

/** Who this counter calls now, and by which rule; undefined when nobody waits in its reach. */
export const next = (
  policy: PolicyV1,
  waiting: readonly WaitingTicket[],
  calls: readonly Call[],
  reach: Reach,
  nowMs: number,
): Ranked | undefined => order(policy, waiting, calls, reach, nowMs)[0];

interface Entry {
  readonly waiting: WaitingTicket;
  readonly due: boolean;
  readonly priority: boolean;
  readonly quick: boolean;
  readonly points: number;
  /** The moment this ticket would have come to hold its place with weight 0: smaller is earlier. */
  readonly key: number;
  taken: boolean;
  heldByCap: boolean;
}

/** Entries in a fixed order; `head` is the first that is still waiting. Amortised constant time. */
interface Line {
  head(): Entry | undefined;
}

interface Lines {
  readonly all: Line;
  readonly others: Line;
  readonly quick: Line;
  readonly quickOthers: Line;
  readonly byAge: Line;
}

/** How many calls in this reach were priority, one after the other; the rest is about this counter's own calls. */
interface Tally {
  priorityRun: number;
  ownLastPriority: boolean;
  sinceQuick: number;
  sinceLongest: number;
}

const minuteMs = 60_000;

const pick = (policy: PolicyV1, lines: Lines, tally: Tally, nowMs: number) => {
  const capped = tally.priorityRun >= policy.priorityInRowMax && lines.others.head() !== undefined;
  const first = lines.all.head();
  if (!first) throw new Error("the line ended before its tickets did");
  if (capped && first.priority) first.heldByCap = true;

  const longestOwed = tally.sinceLongest >= policy.longest.everyCalls - 1;
  const oldest = longestOwed ? lines.byAge.head() : undefined;
  const overdue =
    oldest && nowMs - oldest.waiting.waitingSinceMs >= policy.longest.afterMin * minuteMs
      ? oldest
      : undefined;
  const heldByCap = capped && overdue?.priority && tally.ownLastPriority;
  if (overdue && !heldByCap) return { entry: overdue, turn: "longest" } as const;

  const quickOwed = tally.sinceQuick >= policy.quick.everyCalls - 1;
  const quick = quickOwed ? (capped ? lines.quickOthers : lines.quick).head() : undefined;
  if (quick) return { entry: quick, turn: "quick" } as const;

  const entry = (capped ? lines.others.head() : undefined) ?? first;
  return { entry, turn: entry.due ? "due" : "points" } as const;
};

const entryOf = (policy: PolicyV1, waiting: WaitingTicket, nowMs: number): Entry => {
  const { startsAtMs, waitingSinceMs } = waiting;
  const priority = countsAsPriority(policy, waiting);
  const due = startsAtMs !== null && nowMs >= startsAtMs - policy.appointmentLeadMin * minuteMs;
  const weight = policy.laneWeights[laneOfPoints(waiting, priority, due)];
  const fromMs = due ? Math.max(startsAtMs, waitingSinceMs) : waitingSinceMs;
  return {
    waiting,
    due,
    priority,
    quick: isQuick(policy, waiting),
    points: weight + (nowMs - waitingSinceMs) / (policy.ageingMin * minuteMs),
    key: fromMs - weight * policy.ageingMin * minuteMs,
    taken: false,
    heldByCap: false,
  };
};

/** Coming early neither wins nor loses a place: before its lead an appointment has the weight of a walk-in. */
const laneOfPoints = (waiting: WaitingTicket, priority: boolean, due: boolean) => {
  if (priority) return "priority";
  if (due) return "appointment";
  const early = waiting.startsAtMs !== null && waiting.laneBase === "appointment";
  return early ? "normal" : waiting.laneBase;
};

const comparePoints = (a: Entry, b: Entry): number =>
  a.due === b.due ? a.key - b.key || compareAge(a, b) : a.due ? -1 : 1;

const compareAge = (a: Entry, b: Entry): number =>
  a.waiting.waitingSinceMs - b.waiting.waitingSinceMs || compareNumbers(a.waiting.number, b.waiting.number);

const lineOf = (entries: readonly Entry[]): Line => {
  let at = 0;
  return {
    head: () => {
      while (entries[at]?.taken) at++;
      return entries[at];
    },
  };
};

/** Reads backwards, and only as far as some rule still cares. */
const tallyOf = (policy: PolicyV1, calls: readonly Call[], reach: Reach): Tally => {
  const ownMax = Math.max(policy.quick.everyCalls, policy.longest.everyCalls);
  const tally: Tally = { priorityRun: 0, ownLastPriority: false, sinceQuick: 0, sinceLongest: 0 };
  let run = true;
  let quick = true;
  let longest = true;
  let ownCount = 0;
  for (let at = calls.length - 1; at >= 0 && (run || ownCount < ownMax); at--) {
    const call = calls[at];
    if (!call) break;
    const priority = countsAsPriority(policy, call);
    if (run && covers(reach, call)) {
      if (priority) tally.priorityRun++;
      run = priority && tally.priorityRun < policy.priorityInRowMax;
    }
    if (reach.counterId !== null && call.counterId !== reach.counterId) continue;
    if (ownCount++ === 0) tally.ownLastPriority = priority;
    quick &&= !isQuick(policy, call);
    longest &&= call.turn !== "longest";
    if (quick) tally.sinceQuick++;
    if (longest) tally.sinceLongest++;
  }
  return tally;
};

const count = (tally: Tally, entry: Entry, turn: Turn): void => {
  tally.priorityRun = entry.priority ? tally.priorityRun + 1 : 0;
  tally.ownLastPriority = entry.priority;
  tally.sinceQuick = entry.quick ? 0 : tally.sinceQuick + 1;
  tally.sinceLongest = turn === "longest" ? 0 : tally.sinceLongest + 1;
};

const rankedOf = (entry: Entry, turn: Ranked["turn"], place: number): Ranked => ({
  waiting: entry.waiting,
  place,
  turn,
  points: entry.points,
  due: entry.due,
  priority: entry.priority,
  quick: entry.quick,
  heldByCap: entry.heldByCap,
});
