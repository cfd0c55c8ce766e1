/** One node's replication, put together from its writer and its keys. `server/node.ts` and the simulator build it the same way. */
import { boxPublicKey } from "./box";
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
import { ed25519Signer, ed25519Verifier, type Sign, type Verify } from "./request-signing";
import { nodeByAlias } from "./roster";
import type { Sealer } from "./sealer";
import type { SnapshotShelf } from "./snapshot-shelf";
import type { Writer } from "./submit";
import type { Table } from "./tables";
import type { ClaimAnswer, ClaimRequest, Transport } from "./transport";

export interface ReplicationOptions {
  readonly writer: Writer;
  readonly sealer: Sealer;
  readonly credentials: Pick<Credentials, "logSeed" | "boxSeed">;
  readonly role: "branch" | "hq";
  readonly random: Random;
  /** Headquarters' entry of the roster as a branch was told when it was set up: whom it believes before it knows anybody. */
  readonly anchor?: RosterNode | undefined;
  readonly report?: MergeDeps["report"];
  readonly forgotten?: MergeDeps["forgotten"];
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

export type Replication = ReturnType<typeof replicate>;

export const replicate = (options: ReplicationOptions) => {
  const { writer, sealer, credentials, role, random, anchor, chosen = {} } = options;
  const { db, node, incarnation } = writer.deps;
  const { sign, publicKey } = chosen.signer ?? ed25519Signer(credentials.logSeed);
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
  const sealing = { db, store, sign, node, incarnation, allSeq, ...(rowsMax ? { rowsMax } : {}) };
  const receiving = { store, findNode, verify, role, allSeq, ...(knows ? { knows } : {}) };
  const evidence = evidenceOf(writer, role);
  const { boxSeed } = credentials;
  const shared = {
    writer,
    store,
    merger,
    sealer,
    sealing,
    receiving,
    evidence,
    boxSeed,
    random,
    ...(monotonicMs ? { monotonicMs } : {}),
  };
  return {
    ...shared,
    sign,
    /** Raw Ed25519 key of this node's log, base64url. */
    publicKey,
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

/** A node's public keys, as the roster tells them. */
export const publicKeysOf = (
  keys: Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">,
): Pick<RosterNode, "logKey" | "slipKey" | "boxKey"> => ({
  logKey: ed25519Signer(keys.logSeed).publicKey,
  slipKey: ed25519Signer(keys.slipSeed).publicKey,
  boxKey: boxPublicKey(keys.boxSeed),
});
