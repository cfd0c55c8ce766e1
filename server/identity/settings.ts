/** What the operator decides about who is who. Pure. */
import type { OwnKeys } from "../../sync/own-keys";
import type { StaffKeyPolicy } from "./attestation";
import type { MakerList } from "./attestation-list";
import { type SendRules, sendRules } from "./code";
import type { RelyingParty } from "./passkey";

export interface IdentitySettings {
  readonly rp: RelyingParty;
  /** HMAC key of this node's codes. */
  readonly codesKey: Uint8Array;
  /** Opens what another node sealed for this one alone. */
  readonly openBox: OwnKeys["open"];
  readonly sending: SendRules;
  readonly staffKeys: StaffKeyPolicy;
  /** Makers of keys, from the stored list; absent: none is known. */
  readonly makers?: MakerList;
}

/** One relying party for all nodes of the department: its id is the host that every branch's name ends with. */
export const identitySettings = ({
  rpId,
  origins,
  isDemo,
  ...given
}: {
  readonly rpId: string;
  readonly origins: readonly string[];
  readonly isDemo: boolean;
  readonly codesKey: Uint8Array;
  readonly openBox: OwnKeys["open"];
  readonly sending?: SendRules;
  readonly staffKeys?: StaffKeyPolicy;
  readonly makers?: MakerList;
}): IdentitySettings => ({
  rp: { id: rpId, name: "STO", origins },
  sending: sendRules,
  staffKeys: isDemo ? { kind: "anything" } : { kind: "device_bound", officersMaySync: false },
  ...given,
});
