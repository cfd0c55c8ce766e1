/** What a supervisor must know of the line, in kinds that a page has a sentence and a next step for. */
import type { PartyState } from "../../sync/core/party-state";

/** A node that says nothing for this long: what it holds counts as frozen. */
export const silentMsMax = 30 * 60_000;

/** A clock that differs by more makes wrong times on tickets and slips. */
export const clockMsMax = 5 * 60_000;

/**
 * `heard`: it was heard lately. `silent`: not for half an hour, or never; only it sells what it holds. `suspended`:
 * headquarters trusts it no more. `replaced`: the branch goes on as another node since. What the last two hold nobody sells.
 */
export type Contact = "heard" | "silent" | "suspended" | "replaced";

export const contactOf = (node: {
  readonly suspended: boolean;
  readonly replaced: boolean;
  readonly heardAtMs: number | null;
  readonly nowMs: number;
}): Contact => {
  if (node.suspended) return "suspended";
  if (node.replaced) return "replaced";
  return node.heardAtMs !== null && node.nowMs - node.heardAtMs <= silentMsMax ? "heard" : "silent";
};

/**
 * Two bookings of one person. `both_arrived`: nobody is sent away by a rule, a person decides. `contested`: both stand until a
 * document is seen. `superseding`: decided, its home has not heard of it yet. `superseded`: done, the person was told.
 */
export type ConflictKind = "both_arrived" | "contested" | "superseding" | "superseded";

/** What is still to be known of a decision; undefined when it is over. `contested`: as the person's own row says by now. */
export const conflictKind = (
  outcome: string,
  { state, contested }: { readonly state: PartyState; readonly contested: boolean },
): ConflictKind | undefined => {
  const isHere = state === "checked_in" || state === "serving";
  switch (outcome) {
    case "both_arrived":
      return isHere ? "both_arrived" : undefined;
    case "contested":
      return contested && (isHere || state === "confirmed") ? "contested" : undefined;
    case "superseded":
      if (state === "superseded") return "superseded";
      return state === "confirmed" ? "superseding" : undefined;
    default:
      return undefined;
  }
};
