/** One node's replication, put together from its writer and its keys. `server/node.ts` and the simulator build it the same way. */
import type { BlobFolder } from "./blob-folder";
import type { Random } from "./core/clock";
import type { Pulse } from "./core/pulse";
import { err, orThrow } from "./core/result";
import type { Credentials } from "./credentials";
import { type EngineDeps, Round } from "./engine";
import { evidenceOf } from "./evidence";
import { Merger, type MergeDeps } from "./merge";
import { allSeqOf, nodeLog } from "./node-log";
import { syncPeer } from "./peer";
import type { RosterNode, SyncPeer } from "./peer-port";
import type { ReceiveDeps } from "./receive";
import { OwnKeys } from "./own-keys";
import { ed25519Verifier, type Sign, type Verify } from "./request-signing";
import { type FormerKey, formerKeys, logKeyAt, sealsWith } from "./rotation";
import { nodeByAlias } from "./roster";
import type { Sealer } from "./sealer";
import type { SnapshotShelf } from "./snapshot-shelf";
import type { Writer } from "./submit";
import type { Table } from "./tables";
import type { ClaimAnswer, ClaimRequest, Transport } from "./transport";

export interface ReplicationOptions {
  readonly writer: Writer;
  readonly sealer: Sealer;
  readonly credentials: Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">;
  /** This node's keys, when it may have new ones soon; made of the credentials otherwise. */
  readonly own?: OwnKeys | undefined;
  readonly role: "branch" | "hq";
  readonly random: Random;
  /** Headquarters' entry of the roster as a branch was told when it was set up: whom it believes before it knows anybody. */
  readonly anchor?: Anchor | undefined;
  readonly report?: MergeDeps["report"];
  readonly forgotten?: MergeDeps["forgotten"];
  /** Where people's files lie. */
  readonly blobs?: BlobFolder | undefined;
  /** What headquarters answers to a node that asks before it books. */
  readonly claim?: (request: ClaimRequest, branch: string | null) => Omit<ClaimAnswer, "nowMs">;
  /** How headquarters opens a backup's key. */
  readonly unlock?: SyncPeer["unlock"];
  /** The snapshots that headquarters keeps for its branches. */
  readonly snapshots?: SnapshotShelf | undefined;
  /** What headquarters does with a node's latest picture. */
  readonly pulse?: (from: RosterNode, pulse: Pulse) => void;
  /** The simulator's choices; a running node has none of them. */
  readonly chosen?: {
    readonly signer?: { readonly publicKey: string; readonly sign: Sign };
    readonly verify?: Verify;
    readonly knows?: (table: number) => Table | undefined;
    readonly rowsMax?: () => number;
    readonly windowRecords?: () => number;
    readonly monotonicMs?: () => number;
  };
}

/** Headquarters, and the keys that it had before, with how far each is good. */
export interface Anchor extends RosterNode {
  readonly former?: readonly FormerKey[];
}

export type Replication = ReturnType<typeof replicate>;

export const replicate = (options: ReplicationOptions) => {
  const { writer, sealer, credentials, role, random, anchor, chosen = {} } = options;
  const { db, node, incarnation } = writer.deps;
  const own = options.own ?? new OwnKeys(credentials);
  const { sign } = chosen.signer ?? own;
  const verify = chosen.verify ?? ed25519Verifier();
  const { knows, rowsMax, windowRecords, monotonicMs } = chosen;
  const store = nodeLog(writer);
  const allSeq = allSeqOf(writer, store);
  const merger = new Merger({
    writer,
    sealer,
    role,
    ...(options.report ? { report: options.report } : {}),
    ...(options.forgotten ? { forgotten: options.forgotten } : {}),
    ...(knows ? { knows } : {}),
    ...(windowRecords ? { windowRecords } : {}),
    ...(monotonicMs ? { monotonicMs } : {}),
  });
  const findNode = (alias: number): RosterNode | undefined =>
    nodeByAlias(db, alias) ?? (anchor?.alias === alias ? anchor : undefined);
  const until = sealsWith(db, node, own);
  const sealing = { db, store, sign, node, incarnation, allSeq, until, ...(rowsMax ? { rowsMax } : {}) };
  const logKeyOf: ReceiveDeps["logKeyOf"] = (of, { stream, to }) => {
    const before = of.alias === anchor?.alias ? (anchor.former ?? []) : [];
    return logKeyAt(of, [...formerKeys(db, of.alias), ...before], stream, to);
  };
  const receiving = { store, findNode, logKeyOf, verify, role, allSeq, ...(knows ? { knows } : {}) };
  const evidence = evidenceOf(writer, role);
  const shared = {
    writer,
    store,
    merger,
    sealer,
    sealing,
    receiving,
    evidence,
    openBox: own.open,
    blobs: options.blobs,
    random,
    ...(monotonicMs ? { monotonicMs } : {}),
  };
  return {
    ...shared,
    own,
    sign,
    /** Who asks headquarters. */
    caller: { alias: node, sign: chosen.signer?.sign ?? own.signRequest, otherwise: own.otherwise },
    /** Raw Ed25519 key of this node's log, base64url. */
    get publicKey() {
      return chosen.signer?.publicKey ?? own.keys.logKey;
    },
    findNode,
    /** Headquarters' side, behind its door. */
    peer: (): SyncPeer =>
      syncPeer({
        ...shared,
        clock: writer.deps.clock,
        findNode,
        claim: options.claim ?? (() => ({ people: [] })),
        unlock: options.unlock ?? (() => err({ type: "Refused", code: "backup_too_old", detail: {} })),
        snapshots: options.snapshots,
        pulse: options.pulse ?? (() => {}),
      }),
    /** A branch's side: what a round needs. */
    engineDeps: (transport: Transport): EngineDeps => ({
      ...shared,
      transport,
      branch: orThrow(branchOf(writer)),
    }),
    round: (transport: Transport): Round =>
      new Round({ ...shared, transport, branch: orThrow(branchOf(writer)) }),
  };
};

const branchOf = (writer: Writer) =>
  writer.deps.branch === null
    ? ({ ok: false, error: { type: "NoBranch" } } as const)
    : ({ ok: true, value: writer.deps.branch } as const);
