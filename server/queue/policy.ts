import { err, ok, type Result } from "../../sync/core/result";
import { type Lane, lanes } from "./lanes";
import { type Stage, stages } from "./ticket";

/**
 * How a branch calls its people, as data: declared, versioned, kept with date and author.
 *
 * Every ticket has points: the weight of its lane plus one for each `ageingMin` minutes waited. So one point of weight
 * is a head start of `ageingMin` minutes and no more: who comes later than that head start never overtakes by points.
 * Three shares and one cap stand above the points; `order.ts` says in which sequence.
 */
export interface PolicyV1 {
  readonly format: 1;
  /** Counts up with each change in this branch; every call row names it. */
  readonly version: number;
  readonly laneWeights: Readonly<Record<Lane, number>>;
  readonly ageingMin: number;
  /** An appointment goes ahead of walk-ins from this many minutes before its time. */
  readonly appointmentLeadMin: number;
  /** So many priority calls in a row at most, while anybody in another lane waits. */
  readonly priorityInRowMax: number;
  /** What a claim counts as until an officer has looked. */
  readonly claimUnconfirmed: "priority" | "baseLane";
  /** One call in `everyCalls` goes to these short stages when somebody waits there. */
  readonly quick: { readonly stages: readonly Stage[]; readonly everyCalls: number };
  /** One call in `everyCalls` goes to whoever waits longest, once that wait has reached `afterMin`. */
  readonly longest: { readonly afterMin: number; readonly everyCalls: number };
}

/** The policy a branch starts with. Suggested figures: no official ones are published. */
export const policyDefault: PolicyV1 = {
  format: 1,
  version: 1,
  laneWeights: { appointment: 1, priority: 3, normal: 0, employer: 0 },
  ageingMin: 10,
  appointmentLeadMin: 10,
  priorityInRowMax: 2,
  claimUnconfirmed: "priority",
  quick: { stages: ["payment", "collection"], everyCalls: 3 },
  longest: { afterMin: 45, everyCalls: 4 },
};

/** `path` within the policy: `laneWeights.priority`. */
export interface FieldOutOfRange {
  readonly path: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

export type PolicyError =
  | { readonly type: "OutOfRange"; readonly fields: readonly FieldOutOfRange[] }
  | { readonly type: "UnknownStage"; readonly stage: string }
  | { readonly type: "VersionNotNext"; readonly version: number; readonly expected: number };

/** Checks a policy somebody wrote before it takes effect after `current`. Each bound keeps the queue free of starvation. */
export const checkPolicy = (policy: PolicyV1, current: PolicyV1 | null): Result<PolicyV1, PolicyError> => {
  const expected = (current?.version ?? 0) + 1;
  if (policy.version !== expected) return err({ type: "VersionNotNext", version: policy.version, expected });
  const fields = boundsOf(policy)
    .map(([path, value, min, max]): FieldOutOfRange => ({ path, value, min, max }))
    .filter(({ value, min, max }) => !Number.isInteger(value) || value < min || value > max);
  if (fields.length > 0) return err({ type: "OutOfRange", fields });
  const unknown = policy.quick.stages.find((stage) => !stages.includes(stage));
  return unknown === undefined ? ok(policy) : err({ type: "UnknownStage", stage: unknown });
};

/** A policy of the branch and the moment it begins to count. */
export interface PolicyInForce {
  readonly fromMs: number;
  readonly policy: PolicyV1;
}

/** The policy in force at a moment; of two with the same beginning the higher version. The default before the first. */
export const policyAt = (history: readonly PolicyInForce[], atMs: number): PolicyV1 => {
  let found: PolicyInForce | undefined;
  for (const candidate of history) {
    if (candidate.fromMs > atMs) continue;
    const later = !found || candidate.fromMs > found.fromMs;
    const sameButNewer =
      candidate.fromMs === found?.fromMs && candidate.policy.version > found.policy.version;
    if (later || sameButNewer) found = candidate;
  }
  return found?.policy ?? policyDefault;
};

const boundsOf = (policy: PolicyV1): [path: string, value: number, min: number, max: number][] => [
  ...lanes.map((lane): [string, number, number, number] => [
    `laneWeights.${lane}`,
    policy.laneWeights[lane],
    0,
    12,
  ]),
  ["ageingMin", policy.ageingMin, 1, 60],
  ["appointmentLeadMin", policy.appointmentLeadMin, 0, 60],
  ["priorityInRowMax", policy.priorityInRowMax, 1, 5],
  ["quick.everyCalls", policy.quick.everyCalls, 2, 20],
  ["longest.afterMin", policy.longest.afterMin, 5, 240],
  ["longest.everyCalls", policy.longest.everyCalls, 2, 10],
];
