/**
 * Which keys staff may sign in with: policy as data, judged when a key is enrolled. Pure; the list of makers comes in as a value.
 *
 * A key that a cloud copies to every device of its holder proves the cloud account, not the officer (security model, 1): from
 * supervisor upwards only single-device keys of a listed maker count, for the roles below a branch decides.
 */
import type { StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { chainsTo } from "./attestation-chain";
import type { MakerList } from "./attestation-list";
import type { NewPasskey } from "./passkey-verify";
import { outranks } from "./roles";

export type StaffKeyPolicy =
  /** The demo, and a first try-out: any key, and pages say so. */
  | { readonly kind: "anything" }
  | {
      readonly kind: "device_bound";
      /** Roles below supervisor may use synced keys, of any maker. */
      readonly officersMaySync: boolean;
      /** Makers' numbers that count; absent: all that the list holds. */
      readonly aaguids?: readonly string[];
    };

export type KeyNotAllowed = {
  readonly type: "KeyNotAllowed";
  /**
   * `synced`: it can be copied. `unattested`: it does not say who made it. `unlisted`: by nobody on the list. `compromised`: its
   * maker's list says it is broken. `untrusted`: it says it is by a listed maker, and is not.
   */
  readonly why: "synced" | "unattested" | "unlisted" | "compromised" | "untrusted";
};

/** Whether a key whose registration was verified may be enrolled for `role`. Without a list no maker is known. */
export const judgeStaffKey = (
  policy: StaffKeyPolicy,
  role: StaffRole,
  key: Pick<NewPasskey, "aaguid" | "backupEligible" | "certificates">,
  list: MakerList | undefined,
  nowMs: number,
): Result<null, KeyNotAllowed> => {
  if (policy.kind === "anything") return ok(null);
  if (policy.officersMaySync && outranks("supervisor", role)) return ok(null);
  if (key.backupEligible) return notAllowed("synced");
  if (key.certificates.length === 0) return notAllowed("unattested");
  const maker = list?.makers.get(key.aaguid);
  if (!maker || (policy.aaguids && !policy.aaguids.includes(key.aaguid))) return notAllowed("unlisted");
  if (maker.isCompromised) return notAllowed("compromised");
  return chainsTo(key.certificates, maker.roots, nowMs) ? ok(null) : notAllowed("untrusted");
};

const notAllowed = (why: KeyNotAllowed["why"]) => err({ type: "KeyNotAllowed", why } as const);
