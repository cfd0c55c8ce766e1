/** What every route and use-case may ask for. Built once, in `node.ts`. */
import type { Database } from "bun:sqlite";
import type { Clock, Random } from "../sync/core/clock";
import type { NewId } from "../sync/core/ids";
import type { KeyStore } from "../sync/credentials";
import type { Mirror } from "../sync/mirror";
import type { Sealer } from "../sync/sealer";
import type { Writer } from "../sync/submit";
import type { ClaimAsker } from "./booking/claim-ask.usecase";
import type { FindSlipKey, SlipSigner } from "./booking/slip-codec";
import type { SlipPublicKey } from "./booking/slip-keys";
import type { Printers } from "./devices/connected";
import type { Pulses } from "./hq/pulse.usecase";
import type { Live } from "./http/live";
import type { IdentitySettings } from "./identity/settings";
import type { ChannelsNow } from "./notify/channels-now";
import type { NodeSync } from "./sync/node-sync";
import type { UsbDesk } from "./usb/usb.usecase";

export interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
  readonly writer: Writer;
  readonly sealer: Sealer;
  readonly live: Live;
  readonly identity: IdentitySettings;
  /** How the ways to send a message are; none until they are started. */
  readonly channels: ChannelsNow;
  /** Empty until devices are started, and where there are none. */
  readonly printers: Printers;
  readonly slipSigner: SlipSigner & SlipPublicKey;
  readonly findSlipKey: FindSlipKey;
  /** Asks headquarters; absent at headquarters itself, and where there is none. */
  readonly claims?: ClaimAsker;
  readonly self: NodeSelf;
  readonly sync: NodeSync;
  /** Makes and takes files for the stick. */
  readonly usb: UsbDesk;
  /** At headquarters: the branches' latest pictures. */
  readonly pulses: Pulses;
  /** The second device that gets the log as well, when one is configured. */
  readonly mirror: Pick<Mirror, "isComplete"> | undefined;
}

/** Who this node is. */
export interface NodeSelf {
  readonly id: string;
  readonly role: "branch" | "hq";
  /** Alias 0–1023, part of references and stamps. */
  readonly alias: number;
  readonly branch: string | null;
  readonly version: string;
  /** A child of `sto demo`: it has the demo's own way in. */
  readonly demo: boolean;
  /** The operator's own statement that this is the government's site. */
  readonly official: boolean;
  readonly publicUrl: string;
  /** Where its secret keys lie. */
  readonly keyStore: KeyStore;
  /** The origins of this node's pages: the only ones that may change anything here, or ask for a passkey. */
  readonly origins: readonly string[];
  readonly hqUrl: string | null;
  /** Addresses of other enrolled branches, by code. */
  readonly branchUrls: ReadonlyMap<string, string>;
}
