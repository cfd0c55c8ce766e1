/** Enrolling devices, opening their sessions, renaming them and shutting them out. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, put, remove, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { deviceCodeMs, type RevokeReason } from "./device";
import { deviceCodeByMac, type DeviceWish } from "./device.store";
import type { EnrolledKind } from "./roles";
import { type Device, lifeMs } from "./session";
import { deviceById, sessionsOf } from "./session.store";
import { type Opened, openRows, sessionIdOf } from "./session.usecase";

/** Devices stand in the hall of a branch; headquarters has none. */
export type NoHall = { readonly type: "NoHall" };

/**
 * A code for one device. The caller draws it (`newDeviceCode`) and shows it once: only its HMAC is kept, and it is in no answer that
 * an idempotency key would keep.
 */
export const planDeviceCode = (
  tx: Tx,
  { mac, by, kind, name }: DeviceWish & { readonly mac: string; readonly by: string },
): Result<Plan<{ readonly endsAtMs: number }>, NoHall> => {
  if (tx.branch === null) return err({ type: "NoHall" });
  const endsMs = tx.nowMs + deviceCodeMs;
  return ok({
    intent: "makeDeviceCode",
    about: { kind },
    rows: [put("enrolCode", { mac, purpose: "device", doc: JSON.stringify({ kind, name }), by, endsMs })],
    answer: { endsAtMs: endsMs },
  });
};

/** Never made, used, over, or for another kind: nobody is told which. */
export type EnrolError = { readonly type: "DeviceCodeWrong" };

/** Uses a code up and takes the device in. `key`: its public key, whose signature over the code was verified before. */
export const planEnrolDevice = (
  tx: Tx,
  { mac, kind, key }: { readonly mac: string; readonly kind: EnrolledKind; readonly key: string },
): Result<Plan<{ readonly device: string }>, EnrolError> => {
  const code = deviceCodeByMac(tx, mac);
  if (!code || tx.branch === null || code.kind !== kind || tx.nowMs >= code.endsMs)
    return err({ type: "DeviceCodeWrong" });
  const { name, by } = code;
  const id = tx.newId();
  return ok({
    intent: "enrolDevice",
    about: { device: id, kind, by },
    rows: [
      remove("enrolCode", { mac }),
      insert("device", {
        id,
        branch: tx.branch,
        kind,
        name,
        key,
        state: "active",
        by,
        enrolledAtMs: tx.nowMs,
      }),
    ],
    answer: { device: id },
  });
};

export type OpenError =
  /** Not a device of this branch. */
  { readonly type: "DeviceUnknown" } | { readonly type: "DeviceRevoked" };

/** Opens a device's session, in place of any other it has: a device is in one place, a copied cookie is worth nothing then. */
export const planOpenDevice = (
  tx: Tx,
  { device: id, token, label }: { readonly device: string; readonly token: string; readonly label: string },
): Result<Plan<Opened>, OpenError> => {
  const device = deviceHere(tx, id);
  if (!device) return err({ type: "DeviceUnknown" });
  if (device.state !== "active") return err({ type: "DeviceRevoked" });
  return ok({
    intent: "openSession",
    rows: [
      ...endRows(tx, id),
      ...openRows(tx, token, { kind: "device", who: id, grant: null, label, verifiedMs: null }),
    ],
    answer: { session: sessionIdOf(token), endsMs: tx.nowMs + lifeMs },
  });
};

export type DeviceGone = { readonly type: "DeviceNotFound" };

/** Shuts a device out, for good: its sessions end in the same commit, and its key opens no other. */
export const planRevokeDevice = (
  tx: Tx,
  { device: id, reason }: { readonly device: string; readonly reason: RevokeReason },
): Result<Plan<null>, DeviceGone> => {
  if (deviceHere(tx, id)?.state !== "active") return err({ type: "DeviceNotFound" });
  return ok({
    intent: "revokeDevice",
    about: { device: id, reason },
    rows: [update("device", { id }, { state: "revoked" }), ...endRows(tx, id)],
    answer: null,
  });
};

export const planRenameDevice = (tx: Tx, id: string, name: string): Result<Plan<null>, DeviceGone> => {
  if (deviceHere(tx, id)?.state !== "active") return err({ type: "DeviceNotFound" });
  return ok({ intent: "renameDevice", rows: [update("device", { id }, { name })], answer: null });
};

/** A device of this branch: headquarters knows those of others, and none may come in there. */
export const deviceHere = (looking: Pick<Tx, "db" | "branch">, id: string): Device | undefined => {
  const device = deviceById(looking, id);
  return device && device.branch === looking.branch ? device : undefined;
};

export const kioskHere = (looking: Pick<Tx, "db" | "branch">, id: string): boolean =>
  deviceHere(looking, id)?.kind === "kiosk";

const endRows = (tx: Tx, device: string): readonly RowOp[] =>
  sessionsOf(tx, device).map((session) => remove("session", { id: session.id }));
