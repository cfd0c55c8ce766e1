import type { PolicyV1 } from "./policy";
import type { ServiceTimes } from "./service-time";
import type { Stage } from "./ticket";
import { canTake, covers, isQuick, type Reach, type WaitingTicket } from "./waiting";

/** Waiting time as a range in whole minutes from now, in steps of five: an honest "15 to 25", never a false "19". */
export interface Estimate {
  readonly lowMin: number;
  readonly highMin: number;
}

export interface OpenCounter {
  readonly reach: Reach;
  /** Who is there now, null when it is free. */
  readonly busy: (Job & { readonly sinceMs: number }) | null;
}

/** One person's need of a counter, and what follows it. */
export interface Job {
  readonly group: string;
  readonly stage: Stage;
  readonly later: readonly Stage[];
}

export interface HallAhead {
  /** Policy order of the whole hall: `order` with a reach whose `counterId` is null. */
  readonly line: readonly WaitingTicket[];
  readonly counters: readonly OpenCounter[];
  /** Appointments of today that have not checked in yet; they go ahead when their time comes. */
  readonly expected: readonly (Job & { readonly startsAtMs: number })[];
  readonly times: ServiceTimes;
}

/**
 * The wait of everybody in the line: the hall is played forward once, each counter taking the next person in its reach
 * when it becomes free. Besides the line it meets the people it cannot see yet: those who finish a stage and come back
 * for payment or collection, and the appointments still to come. Null for a ticket that no open counter takes.
 */
export const estimateWaits = (
  policy: PolicyV1,
  hall: HallAhead,
  nowMs: number,
): Map<string, Estimate | null> => {
  const play = startPlay(policy, hall, nowMs);
  const estimateById = new Map<string, Estimate | null>(hall.line.map((one) => [one.ticketId, null]));
  let left = hall.line.length;
  while (left > 0 && play.active.size > 0) {
    const lane = soonest(play.active);
    const taken = takeFor(policy, lane, play);
    if (taken.type === "nobody") {
      play.active.delete(lane);
    } else if (taken.type === "later") {
      lane.freeMs = taken.readyMs;
    } else {
      if (taken.type === "waiting") {
        estimateById.set(taken.job.ticketId, rangeOf(lane.freeMs - nowMs, doubtOf(play.lanes, taken.job)));
        left--;
      }
      const { meanMs, spreadMs } = hall.times(taken.job.group, taken.job.stage);
      lane.freeMs += meanMs * taken.part;
      lane.variance += spreadMs ** 2 * taken.part;
      lane.sinceQuick = isQuick(policy, taken.job) ? 0 : lane.sinceQuick + 1;
      comeBack(play, taken.job, lane.freeMs, taken.part);
    }
  }
  return estimateById;
};

/** One counter of the play: the moment it is free, and the variance gathered until then. */
interface Lane {
  readonly reach: Reach;
  freeMs: number;
  variance: number;
  sinceQuick: number;
  /** Everything before this place in the line is taken or out of reach. */
  at: number;
}

/** Somebody who is not in the line yet. `part`: how likely they come at all. */
interface Coming {
  readonly type: "due" | "back";
  readonly job: Job;
  readonly readyMs: number;
  readonly part: number;
}

interface Place {
  readonly waiting: WaitingTicket;
  /** From here on it goes ahead of walk-ins; never, for a walk-in. */
  readonly dueMs: number;
  taken: boolean;
}

interface Play {
  readonly lanes: readonly Lane[];
  /** Lanes that may still find somebody. */
  readonly active: Set<Lane>;
  readonly line: readonly Place[];
  /** The appointments in the line, by their time: they go ahead when it has come. */
  readonly appointments: readonly Place[];
  readonly coming: Coming[];
}

type Taken =
  | { readonly type: "waiting"; readonly job: WaitingTicket; readonly part: number }
  | { readonly type: "coming"; readonly job: Job; readonly part: number }
  | { readonly type: "later"; readonly readyMs: number }
  | { readonly type: "nobody" };

const minuteMs = 60_000;
/** So many of those who have an appointment come; the rest of the slot goes to the line. */
const showPart = 0.85;
/** Of those whose time has passed without them, so many still come within the fifteen minutes of grace. */
const showPartLate = 0.4;
/** Someone served longer than usual is taken to need at least this part of the usual time more. */
const remainingPartMin = 0.25;
/** Half the width of the range, in standard deviations of the service times on the way. */
const deviations = 1;
/** What service times do not tell: breaks, people who left, priority still to come. As measured over simulated days. */
const surprisePart = { low: 0.2, high: 0.15 };
const stepMin = 5;

const startPlay = (policy: PolicyV1, hall: HallAhead, nowMs: number): Play => {
  const lanes = hall.counters.map(({ reach, busy }): Lane => {
    if (!busy) return { reach, freeMs: nowMs, variance: 0, sinceQuick: 0, at: 0 };
    const { meanMs, spreadMs } = hall.times(busy.group, busy.stage);
    const restMs = Math.max(meanMs - (nowMs - busy.sinceMs), meanMs * remainingPartMin);
    return { reach, freeMs: nowMs + restMs, variance: spreadMs ** 2, sinceQuick: 0, at: 0 };
  });
  const leadMs = policy.appointmentLeadMin * minuteMs;
  const line = hall.line.map((waiting): Place => {
    return { waiting, dueMs: (waiting.startsAtMs ?? Infinity) - leadMs, taken: false };
  });
  const coming = hall.expected.map((job): Coming => {
    const part = job.startsAtMs > nowMs ? showPart : showPartLate;
    // A counter that is free now calls whoever is here, never somebody who has still to come.
    return { type: "due", job, readyMs: Math.max(nowMs + 1, job.startsAtMs - leadMs / 2), part };
  });
  const play: Play = {
    lanes,
    active: new Set(lanes),
    line,
    appointments: line.filter(({ dueMs }) => dueMs < Infinity).toSorted((a, b) => a.dueMs - b.dueMs),
    coming: coming.toSorted((a, b) => a.readyMs - b.readyMs),
  };
  hall.counters.forEach(({ busy }, i) => {
    if (busy) comeBack(play, busy, lanes[i]!.freeMs, 1);
  });
  return play;
};

const soonest = (lanes: ReadonlySet<Lane>): Lane =>
  [...lanes].reduce((best, lane) => (lane.freeMs < best.freeMs ? lane : best));

/** The policy in short: the quick share when owed, appointments at their time, the line, then whoever came back. */
const takeFor = (policy: PolicyV1, lane: Lane, play: Play): Taken => {
  const seen = lookAround(policy, lane, play);
  const quick = lane.sinceQuick >= policy.quick.everyCalls - 1 ? seen.quick : undefined;
  const here = quick
    ? undefined
    : (dueInLine(lane, play) ?? (seen.due ? undefined : firstInLine(lane, play)));
  if (here) {
    here.taken = true;
    return { type: "waiting", job: here.waiting, part: 1 };
  }
  const came = quick ?? seen.due ?? seen.first;
  if (came) {
    play.coming.splice(play.coming.indexOf(came), 1);
    return { type: "coming", job: came.job, part: came.part };
  }
  return seen.nextMs < Infinity ? { type: "later", readyMs: seen.nextMs } : { type: "nobody" };
};

/** Whom this counter can reach among those not in the line: who is ready, and when the next one will be. */
const lookAround = (policy: PolicyV1, lane: Lane, play: Play) => {
  let quick: Coming | undefined;
  let due: Coming | undefined;
  let first: Coming | undefined;
  let nextMs = Infinity;
  for (const one of play.coming) {
    if (!covers(lane.reach, one.job)) continue;
    nextMs = Math.min(nextMs, one.readyMs);
    if (one.readyMs > lane.freeMs) continue;
    first ??= one;
    if (one.type === "due") due ??= one;
    else if (isQuick(policy, one.job)) quick ??= one;
  }
  return { quick, due, first, nextMs };
};

const dueInLine = (lane: Lane, { appointments }: Play) =>
  appointments.find(
    ({ dueMs, taken, waiting }) => !taken && dueMs <= lane.freeMs && canTake(lane.reach, waiting),
  );

const firstInLine = (lane: Lane, play: Play) => {
  for (; lane.at < play.line.length; lane.at++) {
    const place = play.line[lane.at]!;
    if (!place.taken && canTake(lane.reach, place.waiting)) return place;
  }
  return undefined;
};

/** After this stage the person waits for the next one, and counters that had nobody may have somebody again. */
const comeBack = (play: Play, job: Job, readyMs: number, part: number): void => {
  const [stage, ...later] = job.later;
  if (stage === undefined) return;
  const back = { group: job.group, stage, later };
  play.coming.push({ type: "back", job: back, readyMs, part });
  for (const lane of play.lanes) if (covers(lane.reach, back)) play.active.add(lane);
};

/** Standard deviation of the moment when one of the counters that share this work becomes free. */
const doubtOf = (lanes: readonly Lane[], job: Job): number => {
  const sharing = lanes.filter((lane) => covers(lane.reach, job));
  const variance = sharing.reduce((total, lane) => total + lane.variance, 0);
  return Math.sqrt(variance) / Math.max(1, sharing.length);
};

const rangeOf = (waitMs: number, doubtMs: number): Estimate => {
  const lowMs = waitMs * (1 - surprisePart.low) - deviations * doubtMs;
  const highMs = waitMs * (1 + surprisePart.high) + deviations * doubtMs;
  const lowMin = Math.max(0, Math.floor(lowMs / minuteMs / stepMin) * stepMin);
  const highMin = Math.ceil(highMs / minuteMs / stepMin) * stepMin;
  return { lowMin, highMin: Math.max(highMin, lowMin + stepMin) };
};
