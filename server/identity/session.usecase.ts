/** Opening, finding, touching and ending sessions. */
import { createHash } from "node:crypto";
import type { Actor, Plan, RowOp, StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, put, remove, update } from "../../sync/rows";
import { hqWord } from "../../sync/hq-word";
import type { Tx } from "../../sync/submit";
import { newHandle } from "./passkey";
import { type Caller, type Grant, holds, isDevice, lifeMs, type Session, stateOf } from "./session";
import { deviceById, grantById, sessionById, sessionsOf, staffById } from "./session.store";

type Looking = Pick<Tx, "db" | "nowMs" | "branch">;

/** 32 random bytes as base64url: what the cookie holds, and nothing else does. */
export const newToken = (tx: Pick<Tx, "random">): string =>
  Buffer.from(tx.random.bytes(32)).toString("base64url");

export const sessionIdOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

export type NoSession =
  | { readonly type: "SignInRequired" }
  /** Too long without a touch: the same person's passkey opens it again. */
  | { readonly type: "SessionLocked" }
  /** Headquarters took the role back, or did not renew it. */
  | { readonly type: "GrantEnded" }
  | { readonly type: "DeviceRevoked" };

export interface Known {
  readonly actor: Actor;
  readonly session: Session;
}

/** Who asks: the session behind a cookie, and what it may act as here and now. */
export const findCaller = (looking: Looking, caller: Caller, token: string): Result<Known, NoSession> => {
  const session = sessionById(looking, sessionIdOf(token));
  if (!session || session.kind !== kindOf(caller)) return err({ type: "SignInRequired" });
  const state = stateOf(session, looking.nowMs);
  if (state === "ended") return err({ type: "SignInRequired" });
  const actor = actorOf(looking, caller, session);
  if (!actor.ok) return actor;
  if (state === "locked") return err({ type: "SessionLocked" });
  return ok({ actor: actor.value, session });
};

const kindOf = (caller: Caller): Session["kind"] => (isDevice(caller) ? "device" : caller);

const actorOf = (
  looking: Looking,
  caller: Caller,
  { kind, who, grant: grantId }: Session,
): Result<Actor, NoSession> => {
  if (kind === "public") return ok({ kind, account: who });
  if (kind === "device") {
    const device = deviceById(looking, who);
    if (!device || device.kind !== caller || device.state !== "active") return err({ type: "DeviceRevoked" });
    return ok({ kind, id: who, device: device.kind });
  }
  const grant = grantId === null ? null : grantById(looking, grantId);
  const isStaff = staffById(looking, who)?.state === "active";
  if (!grant || !isStaff || !holdsHere(looking, grant)) return err({ type: "GrantEnded" });
  return ok({ kind, id: who, role: grant.role });
};

/** What somebody of the staff is called at work; their id where nobody is known by it. */
export const nameAtWork = (looking: Pick<Tx, "db">, staff: string): string =>
  staffById(looking, staff)?.name ?? staff;

/** A role for a day of practice: rows for a member of staff, and for their grant, where they are not here yet. */
export const trainingRoleRows = (
  tx: Tx,
  { id, name, role }: { readonly id: string; readonly name: string; readonly role: StaffRole },
  grant: string,
  untilMs: number,
): readonly RowOp[] => [
  ...(staffById(tx, id)
    ? []
    : [insert("staff", { id, name, branch: tx.branch, state: "active", handle: newHandle(tx.random) })]),
  ...(grantById(tx, grant)
    ? []
    : [
        insert("staffGrant", {
          id: grant,
          staff: id,
          role,
          branch: tx.branch,
          untilMs,
          standing: 0,
          by: id,
          revokedAtMs: null,
        }),
      ]),
];

/** Whether a grant counts on this node now. */
export const holdsHere = ({ db, nowMs, branch }: Looking, grant: Grant): boolean =>
  holds(grant, { branch, nowMs, wordAtMs: hqWord(db)?.atMs ?? null });

export interface Opened {
  readonly session: string;
  readonly endsMs: number;
}

/** A new session. `instead`: the one it takes the place of, so that a stolen older cookie is worth nothing (ASVS 7.2.4). */
export const openRows = (
  tx: Tx,
  token: string,
  {
    instead,
    ...of
  }: Pick<Session, "kind" | "who" | "grant" | "label" | "verifiedMs"> & {
    readonly instead?: string | undefined;
  },
): readonly RowOp[] => [
  ...(instead ? [remove("session", { id: instead })] : []),
  put("session", {
    ...of,
    id: sessionIdOf(token),
    bornMs: tx.nowMs,
    seenMs: tx.nowMs,
    endsMs: tx.nowMs + lifeMs,
  }),
];

/** A person's first step: an account without anything in it yet. */
export const planOpenPublic = (
  tx: Tx,
  { token, label }: { readonly token: string; readonly label: string },
): Result<Plan<Opened>, never> =>
  ok({
    intent: "openSession",
    rows: openRows(tx, token, { kind: "public", who: tx.newId(), grant: null, label, verifiedMs: null }),
    answer: { session: sessionIdOf(token), endsMs: tx.nowMs + lifeMs },
  });

/** Somebody is there: not more often than once a minute. */
export const planTouch = (tx: Tx, session: string): Result<Plan<null>, never> =>
  ok({
    intent: "touchSession",
    rows: sessionById(tx, session) ? [update("session", { id: session }, { seenMs: tx.nowMs })] : [],
    answer: null,
  });

export type EndError = { readonly type: "SessionNotFound" };

/** Ends a session of the same person; theirs only. */
export const planEnd = (tx: Tx, who: string, session: string): Result<Plan<null>, EndError> => {
  if (sessionById(tx, session)?.who !== who) return err({ type: "SessionNotFound" });
  return ok({ intent: "endSession", rows: [remove("session", { id: session })], answer: null });
};

/** Ends all of a person's sessions on this node, but one. */
export const planEndAll = (
  tx: Tx,
  who: string,
  but?: string,
): Result<Plan<{ readonly ended: number }>, never> => {
  const others = sessionsOf(tx, who).filter(({ id }) => id !== but);
  return ok({
    intent: "endSession",
    rows: others.map(({ id }) => remove("session", { id })),
    answer: { ended: others.length },
  });
};
