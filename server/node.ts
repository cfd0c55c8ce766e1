/** One node, put together: file, keys, writer, scheduler, devices, routes. Tests and `main.ts` build it the same way. */
import type { Database } from "bun:sqlite";
import type { BlobFolder } from "../sync/blob-folder";
import type { Clock, Random } from "../sync/core/clock";
import { compactTask } from "../sync/compaction";
import { idMaker } from "../sync/core/ids";
import type { Credentials } from "../sync/credentials";
import { applyGenesis, type GenesisRow } from "../sync/genesis";
import { Scheduler, type Task } from "../sync/scheduler";
import { inheritTask } from "../sync/heir";
import { leftoversTask, shareTask } from "../sync/escrow-tasks";
import type { Mirror } from "../sync/mirror";
import { OwnKeys } from "../sync/own-keys";
import { Sealer } from "../sync/sealer";
import { systemTimers, type Timers } from "../sync/core/timers";
import { Writer, type WriterDeps } from "../sync/submit";
import { answerClaim } from "./booking/claim-answer.usecase";
import { lapseTask } from "./booking/hold.usecase";
import { ownSlipSigner, rosterSlipKeys } from "./booking/slip-keys";
import { closeHolidaysTask } from "./calendar/holiday-closures.usecase";
import { openDaysTask } from "./calendar/open-days.usecase";
import { genesisRows, seedReleasedMs } from "./catalogue/genesis";
import type { Deps, NodeSelf } from "./deps";
import { ConnectedDevices, Printers } from "./devices/connected";
import { forgetBiometricsTask } from "./biometrics/biometrics.usecase";
import { Engines } from "./devices/engines";
import { Reads } from "./devices/reads";
import { reconcileTask, unusualGroupsTask } from "./gates/figures.usecase";
import { Lanes } from "./gates/lanes.usecase";
import { forgetMessages, forgetOutside } from "./erasure";
import { expirePrintsTask } from "./devices/devices.usecase";
import { Pulses } from "./hq/pulse.usecase";
import { samplePulsesTask } from "./hq/samples.usecase";
import { Live } from "./http/live";
import { renewGrantsTask } from "./identity/grant.usecase";
import type { StaffKeyPolicy } from "./identity/attestation";
import type { MakerList } from "./identity/attestation-list";
import { identitySettings } from "./identity/settings";
import { ChannelsNow } from "./notify/channels-now";
import { expireNoticesTask } from "./notify/outbox.usecase";
import { remindTask } from "./notify/reminders.usecase";
import { beatTask, worksHere } from "./downtime/beat.usecase";
import { seedCountersTask } from "./queue/counters.usecase";
import { endOfDayTask } from "./queue/end-of-day.usecase";
import { partyStatesTask } from "./queue/party-states.usecase";
import { retainTask } from "./retain";
import { buildListsTask } from "./screening/build-lists.usecase";
import type { ListSource } from "./screening/list-file";
import { Registries } from "./screening/registries.usecase";
import type { Registry } from "./screening/registry";
import { handScreeningKeyTask, ScreeningKeys } from "./screening/screening-keys.usecase";
import type { TrainingRoom } from "./training/training";
import { UsbDesk } from "./usb/usb.usecase";
import { type NodeSyncOptions, nodeSync, type NodeSync, type SyncSetup } from "./sync/node-sync";

export interface NodeOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly credentials: Credentials;
  /** Where people's files lie. */
  readonly blobs?: BlobFolder;
  /** The node's own keys, where it may have new ones soon. */
  readonly own?: OwnKeys;
  readonly self: NodeSelf;
  /** Which life of this node's log it is: see `sync/folder.ts`. A new folder has the first. */
  readonly incarnation?: number;
  readonly writer?: Partial<WriterDeps>;
  readonly die: (cause: unknown) => void;
  readonly report: (what: string, cause: unknown) => void;
  /** The second device, when there is one. */
  readonly mirror?: Mirror;
  readonly staffKeys?: StaffKeyPolicy;
  readonly makers?: MakerList;
  /** The relying party of passkeys; the host of the public address unless told. */
  readonly rpId?: string;
  /** What a new file begins with; the catalogue and calendar of the program unless told. */
  readonly rows?: readonly GenesisRow[];
  /** The other nodes; none: this one stands alone. */
  readonly sync?: SyncSetup;
  /** Other authorities that it may ask. */
  readonly registries?: readonly Registry[];
  /** At headquarters: whose lists it takes. */
  readonly listSources?: readonly ListSource[];
  /** Where people practise. */
  readonly training?: TrainingRoom;
  /** The machine's own unless told: when nodes that talk to each other have one. */
  readonly timers?: Timers;
  /** At headquarters: the snapshots with which new boxes begin. */
  readonly snapshots?: NonNullable<NodeSyncOptions["snapshots"]>;
  /** At headquarters: how keys of backups are opened. */
  readonly unlock?: NonNullable<NodeSyncOptions["unlock"]>;
}

export interface RunningNode {
  readonly deps: Deps;
  readonly sync: NodeSync;
  readonly scheduler: Scheduler;
  stop(): Promise<void>;
}

/** Recurring work of a branch; the rows that ask for it are written at the first start. */
const branchTasks: readonly Task[] = [
  openDaysTask,
  lapseTask,
  retainTask,
  seedCountersTask,
  partyStatesTask,
  expirePrintsTask,
  expireNoticesTask,
  buildListsTask,
  shareTask,
  reconcileTask,
  unusualGroupsTask,
];
const hqTasks: readonly Task[] = [
  lapseTask,
  retainTask,
  expireNoticesTask,
  buildListsTask,
  leftoversTask,
  renewGrantsTask,
];

export const buildNode = async (options: NodeOptions): Promise<RunningNode> => {
  const { db, clock, random, credentials, self, report } = options;
  applyGenesis(db, options.rows ?? genesisRows(), seedReleasedMs);
  const writer = new Writer({
    db,
    clock,
    random,
    node: self.alias,
    incarnation: options.incarnation ?? 1,
    branch: self.branch,
    die: options.die,
    onBug: (cause, requestId) => report(`request ${requestId}`, cause),
    ...(options.mirror ? { afterCommit: () => options.mirror!.catchUp() } : {}),
    ...options.writer,
  });
  const own = options.own ?? new OwnKeys(credentials);
  const signer = ownSlipSigner(own);
  const sealer = new Sealer(credentials, random);
  const pulses = new Pulses();
  const channels = new ChannelsNow();
  forgetOutside({ writer, mirror: options.mirror, blobs: options.blobs, report });
  const sync = await nodeSync({
    writer,
    sealer,
    credentials,
    own,
    random,
    self,
    setup: options.sync ?? {},
    report,
    claim: (request, branch) => answerClaim({ db, nowMs: clock.nowMs() }, branch, request),
    ...(options.unlock ? { unlock: options.unlock } : {}),
    ...(options.snapshots ? { snapshots: options.snapshots } : {}),
    ...(options.timers ? { timers: options.timers } : {}),
    pulse: ({ alias }, pulse) => pulses.keep(alias, { pulse, atMs: clock.nowMs() }),
    halt: () => writer.halt(),
    forgotten: forgetMessages(channels, report),
    ...(options.blobs ? { blobs: options.blobs } : {}),
  });
  const newId = idMaker(clock, random);
  const deps: Deps = {
    db,
    clock,
    random,
    newId,
    writer,
    sealer,
    live: new Live(writer, clock),
    identity: identitySettings({
      rpId: options.rpId ?? new URL(self.publicUrl).hostname,
      origins: self.origins,
      isDemo: self.demo,
      codesKey: credentials.codesKey,
      openBox: own.open,
      ...(options.staffKeys ? { staffKeys: options.staffKeys } : {}),
      ...(options.makers ? { makers: options.makers } : {}),
    }),
    channels,
    printers: new Printers(),
    connected: new ConnectedDevices(),
    reads: new Reads(),
    engines: new Engines(),
    gates: new Lanes(),
    ...(options.blobs ? { blobs: options.blobs } : {}),
    screeningKeys: new ScreeningKeys(self.alias, own.open),
    registries: new Registries(
      { db, node: self.alias, clock, timers: options.timers ?? systemTimers, sealer, newId },
      options.registries ?? [],
    ),
    listSources: options.listSources ?? [],
    slipSigner: signer,
    findSlipKey: rosterSlipKeys(db, signer, () => clock.nowMs()),
    self,
    sync,
    usb: new UsbDesk({ writer, replication: sync.replication, clock }),
    pulses,
    mirror: options.mirror,
    ...(options.training ? { training: options.training } : {}),
    ...(options.sync?.hq ? { claims: sync } : {}),
  };
  // A branch without headquarters keeps its own people and their roles.
  const ownStaff = options.sync?.hq ? [] : [renewGrantsTask];
  const forgetting = options.blobs ? [forgetBiometricsTask(options.blobs)] : [];
  const tasks =
    self.role === "branch"
      ? [
          ...branchTasks,
          ...forgetting,
          ...ownStaff,
          compactTask(),
          inheritTask(sealer),
          closeHolidaysTask(sealer),
          remindTask(sealer),
          endOfDayTask(sealer),
          beatTask(worksHere(deps), clock.nowMs()),
        ]
      : [
          ...hqTasks,
          ...forgetting,
          compactTask(),
          remindTask(sealer),
          samplePulsesTask(pulses),
          handScreeningKeyTask(credentials.screeningKey),
        ];
  const scheduler = new Scheduler({ db, clock, writer, tasks, onError: report });
  await scheduler.begin();
  return {
    deps,
    scheduler,
    sync,
    stop: async () => {
      await sync.stop();
      await scheduler.stop();
      await writer.stop();
      deps.live.stop();
    },
  };
};
