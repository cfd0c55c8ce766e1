/** Replication of a running node: headquarters opens a door, a branch runs rounds with it. Put together once, in `node.ts`. */
import type { BlobFolder } from "../../sync/blob-folder";
import type { Random } from "../../sync/core/clock";
import { type Pulse, pulseEveryMs } from "../../sync/core/pulse";
import { ok, type Result } from "../../sync/core/result";
import type { Credentials } from "../../sync/credentials";
import { SyncDoor } from "../../sync/door";
import { Engine, type LineState, type RoundError } from "../../sync/engine";
import { hasCaughtUp, noteCaughtUp } from "../../sync/heir";
import { hqWord, noteWord } from "../../sync/hq-word";
import { sharedOf, type Welcome } from "../../sync/enrolment";
import { httpTransport } from "../../sync/http-transport";
import type { OwnKeys } from "../../sync/own-keys";
import type { RosterNode } from "../../sync/peer-port";
import { type Anchor, replicate, type Replication, type ReplicationOptions } from "../../sync/replication";
import { recordsWritten } from "../../sync/log-end";
import { nodeByAlias } from "../../sync/roster";
import { formerFor, formerKeys, rotate } from "../../sync/rotation";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import { sealOpen } from "../../sync/sealing";
import type { Writer } from "../../sync/submit";
import { systemTimers, type Timers } from "../../sync/core/timers";
import type { ClaimAnswer, ClaimRequest } from "../../sync/transport";
import type { NodeSelf } from "../deps";

/** What a node is told about the others when it is set up. */
export interface SyncSetup {
  /** A branch: where headquarters is reached, and its entry of the roster, which it believes from the start. */
  readonly hq?: { readonly url: string; readonly entry: Anchor } | undefined;
  /** Headquarters: the nodes to enrol. */
  readonly members?: readonly RosterNode[];
}

export interface NodeSync {
  readonly replication: Replication;
  /** At headquarters. */
  readonly door: SyncDoor | undefined;
  /** At headquarters: what a node is told that was just taken into the roster. */
  readonly welcome?: (enrolled: Omit<Welcome, "hq" | "shared">) => Welcome;
  line(): LineState;
  /** Asks headquarters whether identities are free; undefined without an answer in time, and at headquarters. */
  ask(request: ClaimRequest): Promise<ClaimAnswer | undefined>;
  /** Commits that headquarters does not have yet; null at headquarters. */
  pendingOut(): number | null;
  /**
   * What a box must do that goes on for another, before it opens: it has what headquarters has of its branch when this is ok. Days are
   * minted once and counters seeded once, by whoever was there first.
   */
  catchUp(): Promise<Result<void, RoundError>>;
  /** `picture`: what a branch tells headquarters of itself every ten seconds. */
  start(picture: () => Pulse): void;
  stop(): Promise<void>;
}

export interface NodeSyncOptions {
  readonly writer: Writer;
  readonly sealer: Sealer;
  readonly credentials: Credentials;
  readonly own?: OwnKeys;
  readonly blobs?: BlobFolder;
  readonly random: Random;
  readonly self: NodeSelf;
  readonly setup: SyncSetup;
  readonly claim?: NonNullable<ReplicationOptions["claim"]>;
  readonly pulse?: NonNullable<ReplicationOptions["pulse"]>;
  readonly unlock?: NonNullable<ReplicationOptions["unlock"]>;
  readonly snapshots?: NonNullable<ReplicationOptions["snapshots"]>;
  readonly forgotten?: NonNullable<ReplicationOptions["forgotten"]>;
  readonly report: (what: string, cause: unknown) => void;
  /** This folder is an old copy of the node: it must write nothing more. */
  readonly halt: () => Promise<void>;
  readonly timers?: Timers;
}

/** Headquarters seals what it wrote itself after this long, when no branch asks earlier. */
const sealMs = 1000;
/** How long a person waits at the confirm button for headquarters (`kernel.md` 4). */
const claimMsMax = 300;

export const nodeSync = async (options: NodeSyncOptions): Promise<NodeSync> => {
  const { writer, self, setup, random, report, timers = systemTimers } = options;
  const replication = replicate({ ...options, role: self.role, anchor: setup.hq?.entry });
  await replication.merger.applyQuarantined();
  if (self.role === "hq") return hqSync(options, replication, timers);
  // Being enrolled was headquarters' first word: a box that never hears another one has 72 hours like any other.
  if (setup.hq && !hqWord(writer.deps.db))
    await noteWord(writer, { atMs: writer.deps.clock.nowMs(), by: "line" });
  const transport =
    setup.hq &&
    httpTransport({
      url: setup.hq.url,
      self: replication.caller,
      audience: setup.hq.entry.alias,
      timers,
      random,
    });
  const engine =
    transport &&
    new Engine(replication.engineDeps(transport), {
      timers,
      report: (error) => report("line", error.type),
      halt: options.halt,
    });
  let endPulse = () => {};
  let endRotation = () => {};
  return {
    replication,
    door: undefined,
    ask: async (request) => {
      // A line that is known to be cut is not asked: nobody waits for nothing.
      if (!transport || !engine?.line.connected) return undefined;
      const answered = await transport.claim(request, claimMsMax);
      return answered.ok ? answered.value : undefined;
    },
    line: () => engine?.line ?? { connected: false, lastHqAtMs: null, trouble: null },
    pendingOut: () => recordsWritten(writer.deps.db) - (engine?.acknowledged() ?? 0),
    catchUp: async () => {
      if (!transport || hasCaughtUp(writer.deps.db)) return ok(undefined);
      const round = await replication.round(transport).run();
      if (round.ok) await writer.whole(({ tx }) => noteCaughtUp(tx.db));
      return round;
    },
    start: (picture) => {
      if (transport) endRotation = startRotation(options, replication);
      engine?.start();
      const tell = () => {
        // A picture that cannot be told now is old in ten seconds: nobody tries again.
        if (transport && engine?.line.connected) void transport.pulse(picture());
        endPulse = timers.after(pulseEveryMs, tell);
      };
      tell();
    },
    stop: async () => {
      endRotation();
      endPulse();
      await engine?.stop();
    },
  };
};

const hqSync = async (
  options: NodeSyncOptions,
  replication: Replication,
  timers: Timers,
): Promise<NodeSync> => {
  const { writer, self, credentials, setup } = options;
  const { own } = replication;
  await rotate({ ...replication, role: "hq" });
  await enrol(writer, [ownEntry(self, own, writer.deps.incarnation), ...(setup.members ?? [])]);
  const door = new SyncDoor({
    alias: self.alias,
    findNode: replication.findNode,
    peer: replication.peer(),
    timers,
  });
  let cancel: (() => void) | undefined;
  let forget = () => {};
  return {
    replication,
    door,
    welcome: (enrolled) => ({
      ...enrolled,
      hq: { alias: self.alias, ...own.keys, former: formerFor(writer.deps.db, self.alias, enrolled.branch) },
      shared: sharedOf(credentials),
    }),
    ask: async () => undefined,
    catchUp: async () => ok(undefined),
    line: () => ({ connected: true, lastHqAtMs: null, trouble: null }),
    pendingOut: () => null,
    start: () => {
      void replication.merger.applyPending();
      const sealSoon = () => {
        cancel ??= timers.after(sealMs, () => {
          cancel = undefined;
          void sealOpen(replication.sealing).catch((cause: unknown) => options.report("sealing", cause));
        });
      };
      // What was written before this moment, too: the roster, and what an earlier life left open.
      sealSoon();
      forget = writer.onCommit(sealSoon);
    },
    stop: async () => {
      forget();
      cancel?.();
      door.hints.stop();
    },
  };
};

/**
 * New keys are asked for at the start, and taken when headquarters' word is merged. Gives back how to stop looking.
 */
const startRotation = ({ writer, report, self }: NodeSyncOptions, replication: Replication): (() => void) => {
  const look = () =>
    void rotate({ ...replication, role: self.role }).catch((cause: unknown) => report("new keys", cause));
  look();
  return writer.onCommit((_intents, tables) => {
    if (tables.has("node") && replication.own.comingKeys) look();
  });
};

const ownEntry = (self: NodeSelf, { keys }: OwnKeys, incarnation: number): RosterNode => ({
  alias: self.alias,
  id: self.id,
  role: self.role,
  branch: self.branch,
  incarnation,
  ...keys,
  state: "active",
});

/** Writes the nodes that the roster lacks, or whose keys changed. Who has asked for new keys itself has them from there. */
const enrol = async (writer: Writer, members: readonly RosterNode[]): Promise<void> => {
  await writer.submit({ actor: { kind: "system", task: "enrol" }, requestId: "enrol" }, (tx) => {
    const rows = members.flatMap((entry) => {
      const known = nodeByAlias(tx.db, entry.alias);
      if (!known) return [insert("node", { heirOf: null, ...entry })];
      const { alias, state: _state, ...said } = entry;
      if (formerKeys(tx.db, alias).length > 0) return [];
      const same = Object.entries(said).every(([name, value]) => known[name as keyof RosterNode] === value);
      return same ? [] : [update("node", { alias }, said)];
    });
    return ok({ intent: "enrol", rows, answer: null });
  });
};
