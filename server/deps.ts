/** What every route and use-case may ask for. Built once, in `node.ts`. */
import type { Database } from "bun:sqlite";
import type { Clock, Random } from "../sync/core/clock";
import type { NewId } from "../sync/core/ids";
import type { BlobFolder } from "../sync/blob-folder";
import type { KeyStore } from "../sync/credentials";
import type { Mirror } from "../sync/mirror";
import type { Sealer } from "../sync/sealer";
import type { Writer } from "../sync/submit";
import type { ClaimAsker } from "./booking/claim-ask.usecase";
import type { FindSlipKey, SlipSigner } from "./booking/slip-codec";
import type { SlipPublicKey } from "./booking/slip-keys";
import type { ConnectedDevices, Printers } from "./devices/connected";
import type { Engines } from "./devices/engines";
import type { Reads } from "./devices/reads";
import type { Lanes } from "./gates/lanes.usecase";
import type { Pulses } from "./hq/pulse.usecase";
import type { Live } from "./http/live";
import type { IdentitySettings } from "./identity/settings";
import type { ChannelsNow } from "./notify/channels-now";
import type { ListSource } from "./screening/list-file";
import type { Registries } from "./screening/registries.usecase";
import type { ScreeningKeys } from "./screening/screening-keys.usecase";
import type { NodeSync } from "./sync/node-sync";
import type { TrainingRoom } from "./training/training";
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
  /** Scanners, readers and lanes, each added by whoever starts it; `live.touch("devices")` when one changes. */
  readonly connected: ConnectedDevices;
  /** What scanners and document readers tell, by the place where they stand. */
  readonly reads: Reads;
  /** Who compares faces, and who takes fingerprints. */
  readonly engines: Engines;
  /** Files about people; none where a test needs none. */
  readonly blobs?: BlobFolder;
  /** Gate lanes, each with its programme. */
  readonly gates: Lanes;
  /** What lists of documents and people are read with: see `screenPerson`. */
  readonly screeningKeys: ScreeningKeys;
  /** Other authorities, each with its deadline; none where none is set up, and then every answer is `unknown`. */
  readonly registries: Registries;
  /** At headquarters: whose lists it takes. */
  readonly listSources: readonly ListSource[];
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
  /** Where this branch's people practise; absent where none is configured, and in the training itself. */
  readonly training?: TrainingRoom;
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
  /** Invented people, numbers of the training's own series: every page says so. */
  readonly training?: true;
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
