import type { Ranked } from "./order";
import type { PolicyV1 } from "./policy";
import type { Stage, Turn } from "./ticket";

/** One reason for a place in the line. Pages turn `type` into a sentence; every figure it needs is here. */
export type Why =
  | { readonly type: "Ahead"; readonly count: number }
  | { readonly type: "AppointmentDue"; readonly startsAtMs: number }
  /** From `goesAheadFromMs` on this ticket goes ahead of walk-ins; until then it keeps its place among them. */
  | { readonly type: "AppointmentEarly"; readonly startsAtMs: number; readonly goesAheadFromMs: number }
  | { readonly type: "PriorityLane"; readonly claim: "claimed" | "confirmed" }
  /** This branch believes a claim only after an officer has looked. */
  | { readonly type: "PriorityUnconfirmed" }
  | { readonly type: "PriorityInRow"; readonly inRowMax: number }
  | { readonly type: "QuickStage"; readonly stage: Stage; readonly everyCalls: number }
  | { readonly type: "WaitedLongest"; readonly waitedMin: number; readonly afterMin: number }
  | { readonly type: "Waited"; readonly waitedMin: number; readonly points: number }
  | { readonly type: "MissedCall"; readonly absences: number }
  | { readonly type: "KeptForCounter"; readonly counterId: string }
  /** People who came later and still go first, by the rule that puts them there. */
  | { readonly type: "OvertakenBy"; readonly count: number; readonly turn: Exclude<Turn, "chosen"> };

/**
 * "Why am I here": the reasons for one ticket's place in a line that `order` made, the place first, the strongest rule
 * next. Undefined when the ticket is not in that line. Names nobody: other people appear only as counts.
 */
export const explain = (
  policy: PolicyV1,
  line: readonly Ranked[],
  ticketId: string,
  nowMs: number,
): Why[] | undefined => {
  const mine = line.find((ranked) => ranked.waiting.ticketId === ticketId);
  if (!mine) return undefined;
  return [
    { type: "Ahead", count: mine.place - 1 },
    ...whyOwn(policy, mine, nowMs),
    ...whyOvertaken(line.slice(0, mine.place - 1), mine),
  ];
};

const whyOwn = (policy: PolicyV1, mine: Ranked, nowMs: number): Why[] => {
  const { startsAtMs, lane, claim, stage, absences, keptForCounterId } = mine.waiting;
  const waitedMin = Math.max(0, Math.floor((nowMs - mine.waiting.waitingSinceMs) / 60_000));
  const why: Why[] = [];
  if (mine.turn === "longest") {
    why.push({ type: "WaitedLongest", waitedMin, afterMin: policy.longest.afterMin });
  }
  if (startsAtMs !== null) {
    const goesAheadFromMs = startsAtMs - policy.appointmentLeadMin * 60_000;
    if (mine.due) why.push({ type: "AppointmentDue", startsAtMs });
    else why.push({ type: "AppointmentEarly", startsAtMs, goesAheadFromMs });
  }
  if (lane === "priority") {
    const believed = mine.priority && (claim === "claimed" || claim === "confirmed");
    why.push(believed ? { type: "PriorityLane", claim } : { type: "PriorityUnconfirmed" });
  }
  if (mine.heldByCap) why.push({ type: "PriorityInRow", inRowMax: policy.priorityInRowMax });
  if (mine.quick) why.push({ type: "QuickStage", stage, everyCalls: policy.quick.everyCalls });
  if (absences > 0) why.push({ type: "MissedCall", absences });
  if (keptForCounterId !== null) why.push({ type: "KeptForCounter", counterId: keptForCounterId });
  why.push({ type: "Waited", waitedMin, points: Math.round(mine.points * 10) / 10 });
  return why;
};

const whyOvertaken = (ahead: readonly Ranked[], mine: Ranked): Why[] => {
  const countByTurn = new Map<Ranked["turn"], number>();
  for (const { turn, waiting } of ahead) {
    if (waiting.waitingSinceMs <= mine.waiting.waitingSinceMs) continue;
    countByTurn.set(turn, (countByTurn.get(turn) ?? 0) + 1);
  }
  return [...countByTurn].map(([turn, count]) => ({ type: "OvertakenBy", turn, count }));
};
