/** All that is known of somebody in a lane, and the one answer: pure. A lane opens only where every check said yes. */
import type { MatchOutcome } from "../../hardware/ports";
import type { EligibilityReason } from "./eligibility";

/**
 * Every reason why a lane does not open, and what it means.
 * - `hold`: an officer comes, and nothing on any screen of the public is different.
 * - `officers`: who has to agree before the person may go through all the same.
 */
const refer = { decision: "refer", officers: 1 } as const;
const referTwo = { decision: "refer", officers: 2 } as const;
const hold = { decision: "hold", officers: 2 } as const;

export const reasons = {
  unreadable: refer,
  not_accepted: refer,
  issuer_differs: refer,
  expired: refer,
  expiry_unknown: refer,
  validity_short: refer,
  nationality_not_listed: refer,
  passes_unchecked: refer,
  mdac_missing: refer,
  mdac_unchecked: refer,
  minor: refer,
  age_unknown: refer,
  over_age: refer,
  chip_absent: refer,
  chip_failed: refer,
  // The person and the document.
  biometric_no_match: referTwo,
  biometric_doubt: refer,
  biometric_unavailable: refer,
  // Lists and registries (`domain.md` 4.2).
  exit_ban: referTwo,
  blacklist: referTwo,
  warrant: hold,
  lost_document: hold,
  possible: refer,
  lists_unchecked: refer,
  registry_unknown: refer,
  registry_refused: referTwo,
  // Slips.
  slip_invalid: refer,
  slip_expired: refer,
  slip_cancelled: refer,
  slip_superseded: refer,
  slip_wrong_day: refer,
  slip_wrong_branch: refer,
  slip_used: refer,
  // The lane and the node.
  wrong_document: refer,
  clock_unsure: refer,
  lane_not_ready: refer,
  passage_unknown: refer,
  not_written: refer,
} as const satisfies { readonly [Name in EligibilityReason]: object } & {
  readonly [name: string]: { readonly decision: "refer" | "hold"; readonly officers: 1 | 2 };
};

export type Reason = keyof typeof reasons;

export type Decision = "admit" | "refer" | "hold";

/** No reason at all: admit. One that is silent makes the whole answer silent. */
export const decide = (found: readonly Reason[]): Decision => {
  if (found.length === 0) return "admit";
  return found.some((reason) => reasons[reason].decision === "hold") ? "hold" : "refer";
};

export const officersNeeded = (found: readonly Reason[]): 1 | 2 =>
  found.some((reason) => reasons[reason].officers === 2) ? 2 : 1;

/** One check as it is kept: what it said, how long it took, whose answer it was and how old (after BSI TR-03135 part 1). */
export interface Check {
  readonly id: string;
  readonly result: string;
  readonly tookMs: number;
  /** Null: a rule of ours. */
  readonly source: string | null;
  readonly ageMs: number | null;
}

/** What somebody's face or finger says. Without a matcher nobody knows. */
export const biometricReasons = (outcome: MatchOutcome): readonly Reason[] => {
  switch (outcome.type) {
    case "match":
      return [];
    case "no_match":
      return ["biometric_no_match"];
    case "doubt":
      return ["biometric_doubt"];
    case "unavailable":
      return ["biometric_unavailable"];
  }
};

/**
 * What the lists of this node say of a person (`screening`): codes against them, `unchecked` for a list that may not decide. A ban on
 * leaving is not one on coming home.
 */
export const listReasons = (codes: readonly string[], direction: "in" | "out"): readonly Reason[] => [
  ...new Set(
    codes.flatMap((code): readonly Reason[] => {
      switch (code) {
        case "exit_ban":
          return direction === "out" ? ["exit_ban"] : [];
        case "blacklist":
        case "warrant":
        case "lost_document":
        case "possible":
          return [code];
        default:
          return ["lists_unchecked"];
      }
    }),
  ),
];

/** What a registry said while the person stood there. */
export interface RegistryAnswer {
  readonly source: string;
  readonly state: "fresh" | "cached" | "unknown";
  readonly code: string | null;
  readonly ageMs: number | null;
  readonly tookMs: number;
}

/** Codes of registries that stand in nobody's way. */
const goodAnswers: ReadonlySet<string> = new Set(["clear", "found"]);

export const registryReasons = (
  answers: readonly RegistryAnswer[],
  direction: "in" | "out",
): readonly Reason[] => [
  ...new Set(
    answers.flatMap(({ state, code }): readonly Reason[] => {
      if (state === "unknown" || code === null) return ["registry_unknown"];
      if (goodAnswers.has(code)) return [];
      const known = listReasons([code], direction);
      return known.includes("lists_unchecked") ? ["registry_refused"] : known;
    }),
  ),
];
