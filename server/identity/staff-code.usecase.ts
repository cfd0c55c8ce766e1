/** One-time codes that enrol a key of somebody of the staff, and what they do when they are used. */
import type { Plan, RowOp, StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, put, remove } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import type { KeyNotAllowed } from "./attestation";
import { grantEnd } from "./grant";
import type { NewPasskey } from "./passkey-verify";
import { type AddPasskeyError, passkeysOf, planAddPasskey, planRemovePasskey } from "./passkey.usecase";
import { outranks } from "./roles";
import { type Staff, staffById } from "./session.store";
import { liveGrants, type StaffCode, staffCodeByMac, type StaffCodeDoc } from "./staff-people.store";

/** An administrator hands it over by hand; whoever recovers a key stands beside. */
export const keyCodeMs = 60 * 60_000;
export const recoveryCodeMs = 10 * 60_000;

export const staffCodeRow = (mac: string, doc: StaffCodeDoc, by: string, endsMs: number): RowOp =>
  put("enrolCode", {
    mac,
    purpose: doc.first ? "first_administrator" : "staff_key",
    doc: JSON.stringify(doc),
    by,
    endsMs,
  });

/** The most say that somebody has anywhere; undefined: none. */
export const highestRole = (tx: Pick<Tx, "db">, staff: string): StaffRole | undefined =>
  liveGrants(tx)
    .filter((grant) => grant.staff === staff)
    .reduce<StaffRole | undefined>(
      (best, { role }) => (best && !outranks(role, best) ? best : role),
      undefined,
    );

export type HelpError =
  | { readonly type: "StaffNotFound" }
  /** A key to more say than one's own would be a way up. */
  | { readonly type: "RoleAboveYours" };

/** Somebody of the staff to whom `by` may help with a key: a branch helps who works there, headquarters everybody. */
export const helped = (
  tx: Pick<Tx, "db" | "branch">,
  by: { readonly role: StaffRole },
  staff: string,
): Result<Staff, HelpError> => {
  const person = staffById(tx, staff);
  const role = highestRole(tx, staff);
  if (person?.state !== "active" || !role || !worksHere(tx, staff)) return err({ type: "StaffNotFound" });
  return outranks(role, by.role) ? err({ type: "RoleAboveYours" }) : ok(person);
};

const worksHere = (tx: Pick<Tx, "db" | "branch">, staff: string): boolean =>
  tx.branch === null ||
  liveGrants(tx).some((grant) => grant.staff === staff && (grant.branch ?? tx.branch) === tx.branch);

/** They have a key, and add another by it; who lost theirs comes back by the word of two. */
export type HasKey = { readonly type: "HasKey" };

/** For a first key. To somebody with a key one administrator alone gives none: it would be a way to sign in as them. */
export const planKeyCode = (
  tx: Tx,
  by: { readonly id: string; readonly role: StaffRole },
  { staff, mac }: { readonly staff: string; readonly mac: string },
): Result<Plan<{ readonly endsAtMs: number }>, HelpError | HasKey> => {
  const person = helped(tx, by, staff);
  if (!person.ok) return person;
  if (passkeysOf(tx, { kind: "staff", id: staff }).length > 0) return err({ type: "HasKey" });
  const endsMs = tx.nowMs + keyCodeMs;
  return ok({
    intent: "makeKeyCode",
    about: { staff },
    rows: [staffCodeRow(mac, { staff, how: "administrator" }, by.id, endsMs)],
    answer: { endsAtMs: endsMs },
  });
};

/** Never made, used or over: nobody is told which. */
export type StaffCodeWrong = { readonly type: "StaffCodeWrong" };

export interface CodeHolder {
  readonly code: StaffCode;
  readonly handle: string;
  /** Name at work; null: the first administrator, who says it now. */
  readonly name: string | null;
}

/** Whose key a code enrols. */
export const holderOf = (
  looking: Pick<Tx, "db" | "nowMs">,
  mac: string,
): Result<CodeHolder, StaffCodeWrong> => {
  const code = staffCodeByMac(looking, mac);
  if (!code || looking.nowMs >= code.endsMs) return err({ type: "StaffCodeWrong" });
  if (code.first) return ok({ code, handle: code.first.handle, name: null });
  const person = staffById(looking, code.staff);
  if (person?.state !== "active") return err({ type: "StaffCodeWrong" });
  return ok({ code, handle: person.handle, name: person.name });
};

export interface EnrolWish {
  readonly mac: string;
  readonly made: NewPasskey;
  readonly keyName: string;
  /** Of the first administrator. */
  readonly nameAtWork: string;
  readonly judge: (role: StaffRole) => Result<null, KeyNotAllowed>;
}

/** Uses a code up for a key that was just made and verified. */
export const planEnrolByCode = (
  tx: Tx,
  { mac, made, keyName, nameAtWork, judge }: EnrolWish,
): Result<Plan<{ readonly staff: string }>, StaffCodeWrong | KeyNotAllowed | AddPasskeyError> => {
  const holder = holderOf(tx, mac);
  if (!holder.ok) return holder;
  const { staff, first, how, by } = holder.value.code;
  const role = first?.role ?? highestRole(tx, staff);
  if (!role) return err({ type: "StaffCodeWrong" });
  const judged = judge(role);
  if (!judged.ok) return judged;
  const owner = { kind: "staff", id: staff } as const;
  const added = planAddPasskey(tx, owner, made, keyName);
  if (!added.ok) return added;
  return ok({
    intent: first ? "firstAdministrator" : "enrolStaffKey",
    about: { staff, key: made.id, how, by },
    rows: [
      remove("enrolCode", { mac }),
      ...(first ? firstRows(tx, staff, first, nameAtWork) : []),
      ...(how === "two_supervisors" || how === "telephone" ? lostRows(tx, staff) : []),
      ...added.value.rows,
    ],
    answer: { staff },
  });
};

/** One more key for somebody who has just touched one of theirs. */
export const planAddOwnKey = (
  tx: Tx,
  staff: string,
  { made, keyName, judge }: Pick<EnrolWish, "made" | "keyName" | "judge">,
): Result<Plan<{ readonly id: string }>, StaffCodeWrong | KeyNotAllowed | AddPasskeyError> => {
  const role = highestRole(tx, staff);
  const judged = role ? judge(role) : err({ type: "StaffCodeWrong" } as const);
  return judged.ok ? planAddPasskey(tx, { kind: "staff", id: staff }, made, keyName) : judged;
};

const firstRows = (
  tx: Tx,
  staff: string,
  { handle, role }: NonNullable<StaffCodeDoc["first"]>,
  name: string,
): readonly RowOp[] => {
  const { branch } = tx;
  const untilMs = grantEnd(role, 1, tx.nowMs);
  const grant = { id: tx.newId(), staff, role, branch, untilMs, standing: 1, by: "first_start" };
  return [
    insert("staff", { id: staff, name, branch, state: "active", handle }),
    insert("staffGrant", { ...grant, revokedAtMs: null }),
  ];
};

/** Who comes back by a colleague's word has lost their keys: whoever found one must not come in with it. */
const lostRows = (tx: Tx, staff: string): readonly RowOp[] => {
  const owner = { kind: "staff", id: staff } as const;
  return passkeysOf(tx, owner).flatMap(({ id }) => {
    const removed = planRemovePasskey(tx, owner, id, { hasAnotherWay: true });
    return removed.ok ? removed.value.rows : [];
  });
};
