/** Headquarters and branches in one process for tests: real nodes on real SQLite, real batches, a line that a test cuts. */
import { onTestFinished, expect } from "vitest";
import type { Database } from "bun:sqlite";
import { openDb } from "../drizzle/db";
import { type Clock, seededRandom } from "./core/clock";
import type { Plan, RowOp } from "./core/plan";
import { ok, orThrow } from "./core/result";
import { SyncDoor } from "./door";
import { memoryTransport } from "./memory-transport";
import type { RosterNode } from "./peer-port";
import { replay, stateHash } from "./replay";
import { publicKeysOf } from "./public-keys";
import { replicate } from "./replication";
import { ed25519Signer } from "./request-signing";
import { insert } from "./rows";
import { Sealer } from "./sealer";
import { makeBranchSnapshot, SnapshotShelf } from "./snapshot-shelf";
import { type Tx, Writer } from "./submit";
import { command, mondayMorningMs } from "./testing";
import { manualTimers } from "./core/timers";

export type Cluster = ReturnType<typeof setupCluster>;
export type ClusterNode = Cluster["hq"];

const aliasOfHq = 1;

export interface ClusterOptions {
  /** False where the log is shortened on purpose: it tells the state no more. */
  readonly checkReplay?: boolean;
  /** The folder where headquarters keeps its snapshots. */
  readonly snapshotsIn?: string;
}

/** Headquarters (alias 1) and one node for each branch (aliases from 2), all in the roster. */
export const setupCluster = (
  branches: readonly string[] = ["SGR-KLJ", "JHR-HQ1"],
  { checkReplay = true, snapshotsIn }: ClusterOptions = {},
) => {
  const timers = manualTimers(mondayMorningMs);
  const indexKey = seededRandom(7).bytes(32);
  const members = [null, ...branches].map((branch, at) => member(timers, indexKey, branch, aliasOfHq + at));
  const roster = members.map(({ entry }) => entry);
  const nodes = members.map(({ make }) => make(roster[0]!, { snapshotsIn }));
  const [hq, ...rest] = nodes as [(typeof nodes)[0], ...typeof nodes];
  const door = new SyncDoor({ alias: aliasOfHq, findNode: hq.findNode, peer: hq.peer(), timers });
  const lines = new Map(rest.map((node) => [node.alias, { up: true }]));
  const connect = ({ alias, caller, random }: Pick<(typeof nodes)[0], "alias" | "caller" | "random">) => {
    const line = lines.get(alias)!;
    return memoryTransport({
      self: caller,
      audience: aliasOfHq,
      door,
      timers,
      random,
      line: { carry: () => line.up, onCut: () => () => {} },
    });
  };
  const rounds = new Map(rest.map((node) => [node.alias, node.round(connect(node))]));
  const begun = new Set<number>();
  /** A new node of a branch, with nothing or with a database that `begin` gives it, once it is in the roster. */
  const join = async (
    branch: string,
    begin?: (node: {
      readonly entry: RosterNode;
      readonly logSeed: Uint8Array;
    }) => Promise<Database> | Database,
  ) => {
    const alias = aliasOfHq + nodes.length;
    const { entry, make, credentials } = member(timers, indexKey, branch, alias);
    await hq.write("enrol", [insert("node", { heirOf: null, ...entry })]);
    lines.set(alias, { up: true });
    const db = await begin?.({ entry, logSeed: credentials.logSeed });
    if (db) begun.add(alias);
    const node = make(roster[0]!, { db });
    nodes.push(node);
    rounds.set(alias, node.round(connect(node)));
    return node;
  };
  onTestFinished(async () => {
    for (const node of nodes) await node.merger.applyPending();
    for (const node of nodes) {
      await node.writer.stop();
      if (checkReplay && !begun.has(node.alias))
        expect(replayed(node), `replaying the log of node ${node.alias} gives the same state`).toBe(
          stateHash(node.db),
        );
      node.db.close();
    }
  });
  return {
    timers,
    join,
    /** A node's line to headquarters. */
    connect,
    /** Headquarters as its branches believe it from the start. */
    anchor: roster[0]!,
    hq,
    branches: rest,
    nodes,
    cut: (node: { alias: number }) => void (lines.get(node.alias)!.up = false),
    restore: (node: { alias: number }) => void (lines.get(node.alias)!.up = true),
    /** The roster as headquarters' first record. */
    enrol: () =>
      hq.write(
        "enrol",
        roster.map((entry) => insert("node", { heirOf: null, ...entry })),
      ),
    /** One round of a branch with headquarters. */
    round: async (node: { alias: number }) => {
      timers.advance(1000);
      const done = await rounds.get(node.alias)!.run();
      await hq.merger.applyPending();
      return done;
    },
    /** Rounds of every branch until nothing more is said. */
    settle: async () => {
      for (let turn = 0; turn < 4; turn++)
        for (const node of rest) {
          timers.advance(1000);
          orThrow(await rounds.get(node.alias)!.run());
          await hq.merger.applyPending();
        }
    },
  };
};

interface MakeOptions {
  readonly db?: Database | undefined;
  readonly snapshotsIn?: string | undefined;
}

/** Headquarters makes its snapshots at once, in this process. */
const shelfOf = (
  dir: string,
  db: Database,
  { logSeed }: { readonly logSeed: Uint8Array },
  clock: Clock,
): SnapshotShelf => {
  const { sign } = ed25519Signer(logSeed);
  return new SnapshotShelf({
    dir,
    clock,
    report: (what, cause) => {
      throw new Error(what, { cause });
    },
    make: async (branch, files) => {
      const rest = { hq: aliasOfHq, sign, program: "test", atMs: clock.nowMs() };
      orThrow(makeBranchSnapshot({ db, branch, files, ...rest }));
      return ok(null);
    },
  });
};

const member = (
  timers: ReturnType<typeof manualTimers>,
  indexKey: Uint8Array,
  branch: string | null,
  alias: number,
) => {
  const random = seededRandom(100 + alias);
  const credentials = {
    nodeKey: random.bytes(32),
    indexKey,
    codesKey: random.bytes(32),
    logSeed: random.bytes(32),
    slipSeed: random.bytes(32),
    boxSeed: random.bytes(32),
  };
  const role = branch === null ? ("hq" as const) : ("branch" as const);
  const entry: RosterNode = {
    alias,
    id: branch ?? "hq",
    role,
    branch,
    incarnation: 1,
    ...publicKeysOf(credentials),
    state: "active",
  };
  const make = (anchor: RosterNode, { db = orThrow(openDb(":memory:")), snapshotsIn }: MakeOptions = {}) => {
    const sealer = new Sealer(credentials, random);
    const die = (cause: unknown) => {
      throw cause;
    };
    const writer = new Writer({ db, clock: timers, random, node: alias, incarnation: 1, branch, die });
    const replication = replicate({
      writer,
      sealer,
      credentials,
      role,
      random,
      anchor,
      report: (what, cause) => {
        throw new Error(what, { cause });
      },
      snapshots:
        branch === null && snapshotsIn !== undefined
          ? shelfOf(snapshotsIn, db, credentials, timers)
          : undefined,
    });
    return {
      ...replication,
      db,
      credentials,
      alias,
      branch,
      random,
      /** A commit of plain rows; `_what` is for the reader. */
      write: async (_what: string, rows: readonly RowOp[]) =>
        orThrow(await writer.submit(command(), () => ok({ intent: "test", rows, answer: null }))),
      /** A commit that a plan decides. */
      plan: async (plan: (tx: Tx) => Plan<unknown>) =>
        orThrow(await writer.submit(command(), (tx) => ok(plan(tx)))),
      all: (text: string) => db.query(text).values(),
    };
  };
  return { entry, make, credentials };
};

const replayed = (node: {
  readonly db: ClusterNode["db"];
  readonly alias: number;
  readonly sealer: Sealer;
}): string => {
  const fresh = orThrow(openDb(":memory:"));
  for (const row of node.db
    .query("SELECT subject, key_id, wrapped, identity_index, at_ms, shared FROM keyring")
    .values())
    fresh.query("INSERT INTO keyring VALUES (?, ?, ?, ?, ?, ?)").run(...(row as [string]));
  replay(node.db, fresh, node.alias, node.sealer);
  const hash = stateHash(fresh);
  fresh.close();
  return hash;
};
