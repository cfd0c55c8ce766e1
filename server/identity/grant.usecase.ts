/** People of the staff and their roles: added, given, taken back, renewed. Headquarters writes these rows, or a branch without one. */
import type { Plan, RowOp, StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { findBranch } from "../catalogue/catalogue.usecase";
import { checkPlace, grantEnd, type GrantPlaceError, isRenewalDue, type Standing } from "./grant";
import { newHandle } from "./passkey";
import { outranks } from "./roles";
import { grantById, staffById } from "./session.store";
import { liveGrants } from "./staff-people.store";

/** Who gives: nobody gives more than they have. */
export interface Giver {
  readonly id: string;
  readonly role: StaffRole;
}

export interface GrantWish {
  readonly role: StaffRole;
  readonly branch: string | null;
  readonly standing: Standing;
}

export type GrantError =
  | GrantPlaceError
  | { readonly type: "UnknownBranch" }
  | { readonly type: "StaffNotFound" }
  /** More say than the giver's own. */
  | { readonly type: "RoleAboveYours" };

/** A new member of staff with a first role. Their key comes with a code. */
export const planAddStaff = (
  tx: Tx,
  giver: Giver,
  { name, ...wish }: GrantWish & { readonly name: string },
): Result<Plan<{ readonly id: string }>, GrantError> => {
  const id = tx.newId();
  const granted = grantRow(tx, giver, id, wish);
  if (!granted.ok) return granted;
  const person = { id, name, branch: wish.branch, state: "active", handle: newHandle(tx.random) };
  return ok({
    intent: "addStaff",
    about: { staff: id, role: wish.role, branch: wish.branch ?? "" },
    rows: [insert("staff", person), granted.value],
    answer: { id },
  });
};

export const planGrant = (
  tx: Tx,
  giver: Giver,
  { staff, ...wish }: GrantWish & { readonly staff: string },
): Result<Plan<null>, GrantError> => {
  if (staffById(tx, staff)?.state !== "active") return err({ type: "StaffNotFound" });
  const granted = grantRow(tx, giver, staff, wish);
  if (!granted.ok) return granted;
  return ok({
    intent: "grantRole",
    about: { staff, role: wish.role, branch: wish.branch ?? "" },
    rows: [granted.value],
    answer: null,
  });
};

const grantRow = (tx: Tx, giver: Giver, staff: string, wish: GrantWish): Result<RowOp, GrantError> => {
  const { role, branch, standing } = wish;
  const place = checkPlace(role, branch);
  if (!place.ok) return place;
  if (outranks(role, giver.role)) return err({ type: "RoleAboveYours" });
  const isHere = branch === null || (tx.branch === null ? findBranch(tx, branch).ok : branch === tx.branch);
  if (!isHere) return err({ type: "UnknownBranch" });
  const untilMs = grantEnd(role, standing, tx.nowMs);
  const row = { id: tx.newId(), staff, role, branch, untilMs, standing, by: giver.id, revokedAtMs: null };
  return ok(insert("staffGrant", row));
};

export type RevokeError =
  | { readonly type: "GrantNotFound" }
  | { readonly type: "RoleAboveYours" }
  /** Nobody could give a role any more. */
  | { readonly type: "LastAdministrator" };

/** Takes a role back: every node refuses it with the next request after it has heard. */
export const planRevoke = (tx: Tx, giver: Giver, id: string): Result<Plan<null>, RevokeError> => {
  const grant = grantById(tx, id);
  if (!grant || grant.revokedAtMs !== null) return err({ type: "GrantNotFound" });
  if (outranks(grant.role, giver.role)) return err({ type: "RoleAboveYours" });
  if (isLastAdministrator(tx, [id])) return err({ type: "LastAdministrator" });
  return ok({
    intent: "revokeRole",
    about: { grant: id, staff: grant.staff, role: grant.role },
    rows: [update("staffGrant", { id }, { revokedAtMs: tx.nowMs })],
    answer: null,
  });
};

export type ExtendError =
  | Exclude<RevokeError, { readonly type: "LastAdministrator" }>
  /** The new end has passed: take the role back instead. */
  | { readonly type: "EndPast" };

/** Another end for a role that somebody has; `standing` as for a new one. */
export const planExtend = (
  tx: Tx,
  giver: Giver,
  { id, standing }: { readonly id: string; readonly standing: Standing },
): Result<Plan<null>, ExtendError> => {
  const grant = grantById(tx, id);
  if (!grant || grant.revokedAtMs !== null) return err({ type: "GrantNotFound" });
  if (outranks(grant.role, giver.role)) return err({ type: "RoleAboveYours" });
  const untilMs = grantEnd(grant.role, standing, tx.nowMs);
  if (untilMs <= tx.nowMs) return err({ type: "EndPast" });
  return ok({
    intent: "extendRole",
    about: { grant: id, staff: grant.staff, role: grant.role },
    rows: [update("staffGrant", { id }, { standing, untilMs })],
    answer: null,
  });
};

/** Somebody works here no more: all roles end, the keys open nothing. */
export const planLeave = (
  tx: Tx,
  giver: Giver,
  staff: string,
): Result<Plan<null>, RevokeError | { readonly type: "StaffNotFound" }> => {
  if (staffById(tx, staff)?.state !== "active") return err({ type: "StaffNotFound" });
  const grants = liveGrants(tx).filter((grant) => grant.staff === staff);
  if (grants.some(({ role }) => outranks(role, giver.role))) return err({ type: "RoleAboveYours" });
  const ids = grants.map(({ id }) => id);
  if (isLastAdministrator(tx, ids)) return err({ type: "LastAdministrator" });
  return ok({
    intent: "staffLeft",
    about: { staff },
    rows: [
      update("staff", { id: staff }, { state: "left" }),
      ...ids.map((id) => update("staffGrant", { id }, { revokedAtMs: tx.nowMs })),
    ],
    answer: null,
  });
};

/** Whether nobody who gives roles here would be left. */
const isLastAdministrator = (tx: Tx, without: readonly string[]): boolean => {
  const role: StaffRole = tx.branch === null ? "hq_admin" : "branch_admin";
  const giving = liveGrants(tx).filter((grant) => grant.role === role && grant.untilMs > tx.nowMs);
  return giving.some(({ id }) => without.includes(id)) && giving.every(({ id }) => without.includes(id));
};

const renewEveryMs = 3_600_000;

/** Renews what is standing, once an hour. */
export const renewGrantsTask: Task = {
  name: "renewGrants",
  plan: (tx) => {
    const due = liveGrants(tx).filter(
      (grant) => isRenewalDue(grant, tx.nowMs) && staffById(tx, grant.staff)?.state === "active",
    );
    const rows = due.map(({ id, role, standing }) =>
      update("staffGrant", { id }, { untilMs: grantEnd(role, standing, tx.nowMs) }),
    );
    const plan = { intent: "renewGrants", rows, answer: null } as const;
    return ok({ ...(rows.length > 0 ? { plan } : {}), nextDueMs: tx.nowMs + renewEveryMs });
  },
};
