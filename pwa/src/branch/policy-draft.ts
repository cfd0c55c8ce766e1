/** What a supervisor types on the policy page, as text, and the policy it makes. */
import { stages } from "../../../server/queue/ticket";
import type { Policy } from "./branch-types";

export const weightFields = ["appointment", "priority", "normal", "employer"] as const;

/** Every number of a policy, by its path in it. */
export const numberFields = [
  "ageingMin",
  ...weightFields.map((lane) => `laneWeights.${lane}` as const),
  "appointmentLeadMin",
  "priorityInRowMax",
  "quick.everyCalls",
  "longest.everyCalls",
  "longest.afterMin",
] as const;

export type NumberField = (typeof numberFields)[number];
export type Stage = (typeof stages)[number];

export interface PolicyDraft {
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly claimUnconfirmed: Policy["claimUnconfirmed"];
  readonly quickStages: readonly Stage[];
}

export const draftOf = (policy: Policy): PolicyDraft => ({
  numbers: {
    ageingMin: String(policy.ageingMin),
    "laneWeights.appointment": String(policy.laneWeights.appointment),
    "laneWeights.priority": String(policy.laneWeights.priority),
    "laneWeights.normal": String(policy.laneWeights.normal),
    "laneWeights.employer": String(policy.laneWeights.employer),
    appointmentLeadMin: String(policy.appointmentLeadMin),
    priorityInRowMax: String(policy.priorityInRowMax),
    "quick.everyCalls": String(policy.quick.everyCalls),
    "longest.everyCalls": String(policy.longest.everyCalls),
    "longest.afterMin": String(policy.longest.afterMin),
  },
  claimUnconfirmed: policy.claimUnconfirmed,
  quickStages: policy.quick.stages,
});

/** The next version; whether its numbers are fair is the node's rule (`checkPolicy`), field by field. */
export const policyOf = ({ numbers, ...draft }: PolicyDraft, version: number): Policy => {
  const number = (field: NumberField) => (numbers[field].trim() === "" ? Number.NaN : Number(numbers[field]));
  return {
    format: 1,
    version,
    laneWeights: {
      appointment: number("laneWeights.appointment"),
      priority: number("laneWeights.priority"),
      normal: number("laneWeights.normal"),
      employer: number("laneWeights.employer"),
    },
    ageingMin: number("ageingMin"),
    appointmentLeadMin: number("appointmentLeadMin"),
    priorityInRowMax: number("priorityInRowMax"),
    claimUnconfirmed: draft.claimUnconfirmed,
    quick: {
      stages: stages.filter((stage) => draft.quickStages.includes(stage)),
      everyCalls: number("quick.everyCalls"),
    },
    longest: { everyCalls: number("longest.everyCalls"), afterMin: number("longest.afterMin") },
  };
};
