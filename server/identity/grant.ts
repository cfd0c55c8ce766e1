/** Roles as headquarters gives them: where they may be held, and how long they last before they are renewed. Pure. */
import type { StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { grantMs, servingOn } from "./roles";

/** Column `standing` of a grant: 0 is never renewed, 1 always, any other number is the moment (UTC ms) of the last renewal. */
export type Standing = number;

/** Headquarters has no branch; an auditor may look at one or at all; all others work at one. */
export type GrantPlaceError = { readonly type: "BranchNeeded" } | { readonly type: "NoBranchHere" };

export const checkPlace = (role: StaffRole, branch: string | null): Result<null, GrantPlaceError> => {
  if (role === "hq_admin") return branch === null ? ok(null) : err({ type: "NoBranchHere" });
  return branch === null && role !== "auditor" ? err({ type: "BranchNeeded" }) : ok(null);
};

const endOf = (standing: Standing): number => (standing === 1 ? Number.POSITIVE_INFINITY : standing);

/** When a grant that is given or renewed now ends. */
export const grantEnd = (role: StaffRole, standing: Standing, nowMs: number): number =>
  Math.min(nowMs + grantMs[role], endOf(standing));

/** Renewed when a quarter of it is used: a branch that is cut off at the worst moment still has three quarters. */
export const isRenewalDue = (
  {
    role,
    standing,
    untilMs,
  }: { readonly role: StaffRole; readonly standing: Standing; readonly untilMs: number },
  nowMs: number,
): boolean =>
  standing !== 0 &&
  nowMs < endOf(standing) &&
  untilMs < grantEnd(role, standing, nowMs) &&
  untilMs - nowMs < grantMs[role] * 0.75;

/**
 * Until when a grant counts where headquarters' word is of `wordAtMs` (null: this node asks nobody). Who was live and standing by that
 * word would have been renewed at that moment, so it counts from there, whether the renewal itself came or not: a whole 72 hours after
 * the last contact, and never a moment longer than headquarters would have given. Officers and supervisors stay beyond it, for the
 * doors that are left open then.
 */
export const countsUntil = (
  {
    role,
    standing,
    untilMs,
  }: { readonly role: StaffRole; readonly standing: Standing; readonly untilMs: number },
  wordAtMs: number | null,
): number => {
  if (wordAtMs === null || standing === 0 || untilMs <= wordAtMs) return untilMs;
  return servingOn.includes(role) ? endOf(standing) : Math.max(untilMs, grantEnd(role, standing, wordAtMs));
};
