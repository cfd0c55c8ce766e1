/**
 * One simulated node: a disk that stays, and a process that comes and goes on it. Everything that a process leaves to happen later
 * (its writer's next group, a message on the line) is an event of the world and is lost with the process.
 */
import type { Database } from "bun:sqlite";
import { type Random, seededRandom } from "../core/clock";
import { SyncDoor } from "../door";
import type { Round } from "../engine";
import { replicate, type Replication } from "../replication";
import { Sealer } from "../sealer";
import { type FailPoint, Writer } from "../submit";
import { type Table, tableById } from "../tables";
import type { Timers } from "../core/timers";
import type { Transport } from "../transport";
import { answerClaim } from "./plans";
import { takeDb } from "./db-pool";
import { aliasOfHq, cheapVerify, keysOf, rosterEntry } from "./keys";
import { meddling, transportOf } from "./network";
import type { Command, World } from "./world";

/** `up`: a process runs. `down`: it crashed. `halted`: it found out that it must not write. `gone`: its disk is lost. */
export type NodeState = "up" | "down" | "halted" | "gone";

export class SimNode {
  readonly db: Database;
  readonly random: Random;
  readonly sealer: Sealer;
  readonly role: "branch" | "hq";
  state: NodeState = "down";
  /** Counts processes: what an earlier one began means nothing to a later one. */
  life = 0;
  /** How far its clock is off, and the furthest that clock ever was. */
  skewMs = 0;
  clockMsMax = 0;
  /** Which ways of its line to headquarters carry. */
  readonly line = { there: true, back: true };
  /** A moment at which the process dies: the nth time that a commit comes to this place. */
  crashAt: { readonly place: FailPoint; left: number } | undefined;
  /** What the disk does to the next COMMIT. */
  diskFault: "full" | "failsBefore" | "failsAfter" | undefined;
  /** It runs an older program: these tables and columns it does not know. */
  isOld = false;
  /** It serves people. A node that goes on for another does so once it has heard everything that headquarters knows. */
  isOpen = true;
  /** It goes on for another node. */
  isHeir = false;
  /** Something was committed since the last check. */
  touched = true;
  /** A round is under way. */
  isBusy = false;
  /** Asked of the process and not answered. */
  readonly commands = new Set<Command>();
  /** Asked of a process that died before it answered: whoever asked asks again. */
  unknown: Command[] = [];
  /** Requests to headquarters under way: how to end them without an answer. */
  readonly calls = new Set<() => void>();
  /** Its disk was copied: another process, or an older one, has written under this alias too. */
  isCopied = false;
  writer!: Writer;
  replication!: Replication;
  round: Round | undefined;
  /** A branch's way to headquarters. */
  toHq: Transport | undefined;
  door: SyncDoor | undefined;
  private monotonic = 0;

  constructor(
    readonly world: World,
    readonly alias: number,
    readonly branch: string | null,
    seed: number,
  ) {
    this.db = takeDb();
    this.random = seededRandom(seed);
    this.role = branch === null ? "hq" : "branch";
    this.sealer = new Sealer(keysOf(alias), this.random);
  }

  get name(): string {
    return `${this.alias}${this.isCopied ? "*" : ""}`;
  }

  readonly clock: Timers = {
    nowMs: () => {
      const nowMs = this.world.nowMs + this.skewMs;
      this.clockMsMax = Math.max(this.clockMsMax, nowMs);
      return nowMs;
    },
    after: (_delayMs, run) => this.world.later(this, run),
  };

  /** Starts a process on the disk as it stands. */
  boot(): void {
    const { world, alias, branch, role, db, random, sealer } = this;
    this.state = "up";
    const life = ++this.life;
    this.isBusy = false;
    this.touched = true;
    const keys = keysOf(alias);
    const writer = new Writer({
      db,
      clock: this.clock,
      random,
      node: alias,
      incarnation: 1,
      branch,
      defer: (run) => {
        if (this.life === life) world.later(this, run);
      },
      die: () => world.crash(this, "the disk failed at COMMIT"),
      onBug: (cause, request) => {
        // A disk that fails is reported as the writer's own trouble; here it was meant to.
        if (request !== "writer") world.bug(`node ${this.name}, request ${request}`, cause);
      },
      commit: () => this.commit(),
      failpoint: (place) => this.pass(place, life),
      monotonicMs: () => this.monotonicMs(),
    });
    this.writer = writer;
    this.replication = replicate({
      writer,
      sealer,
      credentials: { ...keys, slipSeed: keys.logSeed },
      role,
      random,
      anchor: rosterEntry(aliasOfHq, null),
      report: (what, cause) => world.putAside(this, what, cause),
      claim: (request) => answerClaim(db, request),
      chosen: {
        signer: keys.signer,
        verify: cheapVerify,
        knows: (id) => (this.isOld ? olderTable(id) : tableById(id)),
        rowsMax: () => world.draw.of([1, 2, 5, 20, 1000]),
        windowRecords: () => world.draw.of([1, 2, 3, 64]),
        monotonicMs: () => this.monotonicMs(),
      },
    });
    if (role === "hq") {
      const peer = meddling(world, this.replication.peer());
      const { findNode } = this.replication;
      this.door = new SyncDoor({ alias, findNode, peer, timers: this.clock, verify: cheapVerify });
    } else {
      this.toHq = transportOf(world, this);
      this.round = this.replication.round(this.toHq);
    }
    // What a start does: what came and was not applied.
    void this.replication.merger.applyPending().then(() => {}, world.bugIn(this));
    const { unknown } = this;
    this.unknown = [];
    for (const command of unknown) world.send(this, command);
  }

  /** The process is gone; its disk is as the last COMMIT left it. */
  stop(state: Exclude<NodeState, "up">): void {
    this.life++;
    this.state = state;
    this.crashAt = undefined;
    this.diskFault = undefined;
    this.unknown.push(...this.commands);
    this.commands.clear();
    this.calls.clear();
    if (this.db.inTransaction) this.db.run("ROLLBACK");
  }

  private commit(): void {
    const fault = this.diskFault;
    this.diskFault = undefined;
    if (fault === "full") throw diskError("SQLITE_FULL");
    if (fault !== "failsBefore") this.db.run("COMMIT");
    // Whoever died of it left this on the disk all the same.
    this.touched = true;
    if (fault) throw diskError("SQLITE_IOERR_FSYNC");
  }

  private pass(place: FailPoint, life: number): void {
    const at = this.crashAt;
    if (this.life !== life || at?.place !== place || at.left-- > 0) return;
    this.world.crash(this, `at "${place}"`);
    // The dead process must not go on: to its writer this looks like a disk that is gone.
    throw diskError("SQLITE_IOERR_CRASH");
  }

  /** Time that sometimes jumps ends groups of plans and slices of a merge at any place. */
  private monotonicMs(): number {
    this.monotonic += this.world.draw.chance(0.1) ? 11 : 0;
    return this.monotonic;
  }
}

export const diskError = (code: string): Error => Object.assign(new Error("the disk fails"), { code });

/** Whether a node still stands for its alias. */
export const isCounted = ({ state }: SimNode): boolean => state === "up" || state === "down";

/** Tables that came with this release, and a column that did: what an older program does not know. */
const newTables = new Set(["conflict", "homeRequest"]);
const newColumns: ReadonlyMap<string, number> = new Map([["node", 1]]);

const olderTable = (id: number): Table | undefined => {
  const table = tableById(id);
  if (!table || newTables.has(table.name)) return undefined;
  const hidden = newColumns.get(table.name);
  if (hidden === undefined) return table;
  return { ...table, policy: { ...table.policy, columns: table.policy.columns!.slice(0, -hidden) } };
};
