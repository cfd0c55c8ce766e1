/**
 * What becomes of somebody whom a lane sent to an officer: pure.
 *
 *   open ──take──▶ taken ──pass──▶ passed      reasons that need two: pass asks, another officer agrees
 *                    ├────refuse─▶ refused
 *                    └────left───▶ left
 */
import { err, ok, type Result } from "../../sync/core/result";
import { officersNeeded, type Reason } from "./decide";

export const referralStates = ["open", "taken", "passed", "refused", "left"] as const;
export type ReferralState = (typeof referralStates)[number];

/** A step as it is kept; the last one is the state. */
export interface ReferralStep {
  readonly state: ReferralState;
  /** Who has it; null while nobody does. */
  readonly officer: string | null;
  /** What the officer wrote, sealed under the person's key; never shown at the lane. */
  readonly note: string | null;
  /** The first of two officers, who wants to let the person through. */
  readonly askedBy: string | null;
  /** The second, who agreed. */
  readonly second: string | null;
  /** Handed over with a shift, by whom. */
  readonly from: string | null;
}

export const openStep: ReferralStep = {
  state: "open",
  officer: null,
  note: null,
  askedBy: null,
  second: null,
  from: null,
};

export type ReferralAct =
  | { readonly type: "take" }
  | { readonly type: "pass"; readonly note: string | null; readonly override: boolean }
  | { readonly type: "agree" }
  | { readonly type: "refuse"; readonly note: string | null }
  | { readonly type: "left" };

export type ReferralError =
  /** It has ended. */
  | { readonly type: "ReferralOver"; readonly state: ReferralState }
  /** Another officer has it. */
  | { readonly type: "TakenByAnother"; readonly officer: string }
  | { readonly type: "NotTaken" }
  /** Against this reason two officers are needed, each with a touch of their own key: say `override`. */
  | { readonly type: "OverrideNeeded" }
  /** Nobody has asked for a second officer. */
  | { readonly type: "NothingToAgree" }
  /** The second officer is not the first. */
  | { readonly type: "SameOfficer" };

/** What an officer does next. `taken` again with `askedBy`: the first of two has asked. */
export const nextReferral = (
  now: ReferralStep,
  reasons: readonly Reason[],
  act: ReferralAct,
  officer: string,
): Result<ReferralStep, ReferralError> => {
  if (now.state !== "open" && now.state !== "taken") return err({ type: "ReferralOver", state: now.state });
  if (act.type === "take") {
    if (now.state === "taken" && now.officer !== officer)
      return err({ type: "TakenByAnother", officer: now.officer! });
    return ok({ ...now, state: "taken", officer });
  }
  if (act.type === "agree") {
    if (now.askedBy === null) return err({ type: "NothingToAgree" });
    if (now.askedBy === officer) return err({ type: "SameOfficer" });
    return ok({ ...now, state: "passed", second: officer });
  }
  if (now.state === "open") return err({ type: "NotTaken" });
  if (now.officer !== officer) return err({ type: "TakenByAnother", officer: now.officer! });
  switch (act.type) {
    case "pass": {
      if (officersNeeded(reasons) === 1) return ok({ ...now, state: "passed", note: act.note });
      if (!act.override) return err({ type: "OverrideNeeded" });
      return ok({ ...now, note: act.note, askedBy: officer });
    }
    case "refuse":
      return ok({ ...now, state: "refused", note: act.note });
    case "left":
      return ok({ ...now, state: "left" });
  }
};
