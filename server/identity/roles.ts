/** Roles of staff, kinds of device, and how long a role is given for. */
import type { DeviceKind, StaffRole } from "../../sync/core/plan";

const hourMs = 3_600_000;

/** From the least to the most; somebody with several works as the last of theirs unless they choose another. */
export const staffRoles = [
  "gate_operator",
  "officer",
  "auditor",
  "supervisor",
  "branch_admin",
  "hq_admin",
] as const satisfies readonly StaffRole[];

/** Devices that enrol by a key of their own. A printer has none: the node drives it. */
export const deviceKinds = [
  "kiosk",
  "display",
  "tablet",
  "scanner",
  "lane",
] as const satisfies readonly DeviceKind[];
export type EnrolledKind = (typeof deviceKinds)[number];

/**
 * How long a grant lasts before headquarters renews it (security.md 1): a dismissed officer stops within it at a branch that is cut
 * off, within a minute at one that is not.
 */
export const grantMs: { readonly [Role in StaffRole]: number } = {
  officer: 72 * hourMs,
  supervisor: 72 * hourMs,
  gate_operator: 72 * hourMs,
  branch_admin: 24 * hourMs,
  auditor: 24 * hourMs,
  hq_admin: 24 * hourMs,
};

/** Who goes on without headquarters' word for as long as it lasts, for what is left to do then (`hq/line-age.ts`). */
export const servingOn: readonly StaffRole[] = ["officer", "supervisor"];

/** Whether a role has more say than another. */
export const outranks = (role: StaffRole, other: StaffRole): boolean =>
  staffRoles.indexOf(role) > staffRoles.indexOf(other);
