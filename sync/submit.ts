/**
 * The one way to write. `submit` queues a plan; the writer drains the queue in groups: one transaction, a savepoint per plan,
 * rows with their effects, log records, device jobs, notices and idempotency, one fsync, then every answer.
 *
 *   submit ─► queue ─► BEGIN IMMEDIATE
 *                        for each plan:  SAVEPOINT · plan(tx) · apply · RELEASE      (refused: ROLLBACK TO)
 *                        log_open + stream_head
 *                      COMMIT (synchronous=FULL) ─► answers, then listeners
 *
 * Invariants
 *  - No answer leaves before the fsync of its commit.
 *  - A refused plan changes nothing; a plan that throws is a bug, changes nothing and fails alone.
 *  - When SQLite itself has rolled the transaction back (full disk, I/O error), nothing of the group is applied and all fail:
 *    each later SAVEPOINT would silently open a transaction of its own (measured).
 *  - After a COMMIT whose outcome is not known the process must end: SQLite would accept the next write on that handle.
 *  - Nothing in memory but the clock is a source of decisions.
 */
import type { Database } from "bun:sqlite";
import type { Clock, Random } from "./core/clock";
import { idMaker, type NewId } from "./core/ids";
import type { Stamp } from "./core/hlc";
import type { Actor, Plan } from "./core/plan";
import { err, ok, type Result } from "./core/result";
import { isFull, isIoError, isRolledBack } from "./disk-error";
import { Group, type Part, runPlan } from "./group";
import { type Halt, haltOf, markOldCopy } from "./halt";

/** What a plan may use: the open transaction to read from, the time of this commit, fresh ids and randomness. */
export interface Tx {
  readonly db: Database;
  readonly nowMs: number;
  readonly newId: NewId;
  readonly random: Random;
  /** Alias of this node, and the branch it serves (null at headquarters). */
  readonly node: number;
  readonly branch: string | null;
}

/** Makes a repeated request the same request. */
export interface IdempotencyKey {
  /** The account or device, never the session. */
  readonly owner: string;
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
}

export interface Command {
  readonly actor: Actor;
  readonly requestId: string;
  readonly idempotency?: IdempotencyKey;
}

export type SubmitError =
  /** The same key came with another route or body. */
  | { readonly type: "IdempotencyKeyReused" }
  /** The writer is behind; nothing was tried. */
  | { readonly type: "Overloaded"; readonly retryAfterS: number }
  /** The disk is full; nothing was written; reads go on. */
  | { readonly type: "DiskFull" }
  /** The disk or the file failed before COMMIT; nothing was written; asking again is safe. */
  | { readonly type: "IoError" }
  /** The commit may or may not have reached the disk: ask again with the same key. */
  | { readonly type: "OutcomeUnknown" }
  | { readonly type: "Stopping" }
  /** Until a person acts: this folder is an older copy of its node, or headquarters has shut the node out. */
  | { readonly type: Halt };

export interface WriterDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Alias of this node, 0–1023. */
  readonly node: number;
  readonly incarnation: number;
  readonly branch: string | null;
  /** Runs one group soon; injected so that the simulator chooses how plans are grouped. Default `setImmediate`. */
  readonly defer?: (run: () => void) => void;
  /** Ends the process after a commit of unknown outcome. */
  readonly die: (cause: unknown) => void;
  /** Reports a plan that threw, or (as request `writer`) a file that could not be written. */
  readonly onBug?: (cause: unknown, requestId: string) => void;
  /** Runs after each COMMIT and before its answers: the second device (`sync/mirror.ts`). Never throws. */
  readonly afterCommit?: () => void;
  /** The COMMIT itself; tests inject a failing disk here. */
  readonly commit?: (db: Database) => void;
  /** A place where a crash is tried; tests throw here. Production has none. */
  readonly failpoint?: (place: FailPoint) => void;
  /** Monotonic milliseconds, for the bounds of a group and of the queue. */
  readonly monotonicMs?: () => number;
}

/**
 * Moments of a commit between which a process may die. The log's own work passes `begun`, `written` and `committed` as well.
 */
export const failPoints = ["begun", "decided", "written", "committed"] as const;
export type FailPoint = (typeof failPoints)[number];

/** A transaction of the log's own work (sealing, receiving, merging), beside the groups of plans. */
export interface Whole {
  readonly tx: Tx;
  /** Writes rows of this node's own into its log, as a plan does: what a reaction decided. */
  write(command: Command, plan: Plan<unknown>): void;
  /** Begins a part of the work that may be undone alone, its records in the log too. */
  beginPart(): Part;
  /** The clock learns of a stamp that was merged. */
  fold(stamp: Stamp): void;
  /** Tells live pages, once it is on disk, that rows of these tables changed. */
  touch(intent: string, tables: Iterable<string>): void;
}

interface QueuedWhole {
  readonly work: (whole: Whole) => void;
  readonly resolve: () => void;
  readonly fail: (error: SubmitError) => void;
  readonly reject: (cause: unknown) => void;
}

export interface Queued {
  /** Monotonic milliseconds. */
  readonly sinceMs: number;
  readonly command: Command;
  readonly plan: (tx: Tx) => Result<Plan<unknown>, unknown>;
  readonly resolve: (result: Result<unknown, unknown>) => void;
  readonly reject: (cause: unknown) => void;
}

/** How long after somebody's last commit the next one is expected. */
const peopleMs = 100;
const groupPlansMax = 256;
const groupMsMax = 5;
/** While the oldest plan has waited longer than this, new ones are refused: the public first, staff and devices last. */
const waitMsMaxPublic = 200;
const waitMsMaxStaff = 2000;

export class Writer {
  private queue: Queued[] = [];
  private wholes: QueuedWhole[] = [];
  private readonly done = { groups: 0, plans: 0 };
  private wholeIsNext = false;
  private lastAskedMs = -Infinity;
  private scheduled = false;
  private stopped = false;
  private dead = false;
  private listeners = new Set<(intents: ReadonlySet<string>, tables: ReadonlySet<string>) => void>();
  private readonly newId: NewId;

  constructor(readonly deps: WriterDeps) {
    this.newId = idMaker(deps.clock, deps.random);
  }

  /** Queues a plan. Resolves after its commit is on disk, or with why it is not. */
  submit<Answer, E>(
    command: Command,
    plan: (tx: Tx) => Result<Plan<Answer>, E>,
  ): Promise<Result<Answer, E | SubmitError>> {
    if (this.stopped || this.dead) return Promise.resolve(err({ type: "Stopping" }));
    const nowMs = this.monotonicMs();
    const waitedMs = nowMs - (this.queue[0]?.sinceMs ?? nowMs);
    const patientMs = command.actor.kind === "public" ? waitMsMaxPublic : waitMsMaxStaff;
    if (waitedMs > patientMs)
      return Promise.resolve(err({ type: "Overloaded", retryAfterS: Math.ceil(waitedMs / 1000) }));
    this.lastAskedMs = nowMs;
    return new Promise((resolve, reject) => {
      this.queue.push({
        sinceMs: nowMs,
        command,
        plan,
        resolve: resolve as (result: Result<unknown, unknown>) => void,
        reject,
      });
      this.schedule();
    });
  }

  /**
   * Runs `work` in a transaction of its own between two groups, so that people at counters wait for one slice of it at most.
   * Resolves when it is on disk. What `work` throws undoes it and is thrown here.
   */
  whole<T>(work: (whole: Whole) => T): Promise<Result<T, SubmitError>> {
    if (this.stopped || this.dead) return Promise.resolve(err({ type: "Stopping" }));
    return new Promise((resolve, reject) => {
      let made: T;
      this.wholes.push({
        work: (whole) => {
          made = work(whole);
        },
        resolve: () => resolve(ok(made)),
        fail: (error) => resolve(err(error)),
        reject,
      });
      this.schedule();
    });
  }

  /** Called after each commit with what it did: for live pages, never for decisions. Returns how to stop listening. */
  onCommit(listener: (intents: ReadonlySet<string>, tables: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** This folder is an old copy of its node: it writes nothing more, not after a restart either; reading goes on. */
  async halt(): Promise<void> {
    await this.whole(({ tx }) => markOldCopy(tx.db));
  }

  /** Takes no new plans, finishes the queued ones. */
  async stop(): Promise<void> {
    this.stopped = true;
    while (this.queue.length + this.wholes.length > 0 && !this.dead) {
      this.drain();
      await Promise.resolve();
    }
  }

  /** Whether somebody asked for a commit within the last moments: then the log's own work takes short turns. */
  get hasPeople(): boolean {
    return this.monotonicMs() - this.lastAskedMs < peopleMs;
  }

  /** How many plans wait: for `/metrics` and the readiness check. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Groups that were committed since the start, and the plans in them. */
  get committed(): { readonly groups: number; readonly plans: number } {
    return this.done;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    (this.deps.defer ?? setImmediate)(() => {
      this.scheduled = false;
      this.drain();
      if (this.queue.length + this.wholes.length > 0) this.schedule();
    });
  }

  /** One transaction: plans and the log's own work by turns. */
  private drain(): void {
    if (this.dead) return;
    const takesWhole = this.wholes.length > 0 && (this.wholeIsNext || this.queue.length === 0);
    this.wholeIsNext = !takesWhole;
    if (takesWhole) this.drainWhole(this.wholes.shift()!);
    else if (this.queue.length > 0) this.drainGroup();
  }

  private drainGroup(): void {
    const startMs = this.monotonicMs();
    const { db } = this.deps;
    const group = new Group(this.deps, this.newId);
    const answers: (() => void)[] = [];
    const taken: Queued[] = [];
    let begun = false;
    try {
      db.run("BEGIN IMMEDIATE");
      group.begin();
      begun = true;
      this.deps.failpoint?.("begun");
      const halt = haltOf(db, this.deps.node);
      if (halt) return this.refuseAll(halt);
      while (this.queue.length > 0 && taken.length < groupPlansMax) {
        const queued = this.queue.shift()!;
        taken.push(queued);
        answers.push(runPlan(group, queued, this.deps.onBug));
        if (!db.inTransaction) throw new Error("SQLite rolled the transaction back");
        if (this.monotonicMs() - startMs > groupMsMax) break;
      }
      this.deps.failpoint?.("decided");
      group.finish();
      this.deps.failpoint?.("written");
    } catch (cause) {
      // What fails before anybody was taken is told to a group's worth, or the queue would be tried again for ever.
      this.failGroup(taken.length > 0 ? taken : this.queue.splice(0, groupPlansMax), cause, begun);
      return;
    }
    const committed = this.commit();
    if (committed === "full") return this.failGroup(taken, fullDisk, true);
    if (committed === "unknown") {
      for (const queued of taken) queued.resolve(err({ type: "OutcomeUnknown" }));
      return;
    }
    this.done.groups += 1;
    this.done.plans += taken.length;
    for (const answer of answers) answer();
    this.tell(group);
  }

  private refuseAll(halt: Halt): void {
    this.rollBack();
    for (const queued of this.queue.splice(0)) queued.resolve(err({ type: halt }));
  }

  private drainWhole(queued: QueuedWhole): void {
    const { db } = this.deps;
    const group = new Group(this.deps, this.newId);
    try {
      db.run("BEGIN IMMEDIATE");
      group.begin();
      this.deps.failpoint?.("begun");
      const tx = group.tx();
      queued.work({
        tx,
        write: (command, plan) => group.write(command, plan, tx.nowMs),
        beginPart: () => group.beginPart(),
        fold: (stamp) => group.fold(stamp),
        touch: (intent, tables) => {
          group.intents.add(intent);
          for (const table of tables) group.tables.add(table);
        },
      });
      if (!db.inTransaction) throw new Error("SQLite rolled the transaction back");
      group.finish();
      this.deps.failpoint?.("written");
    } catch (cause) {
      this.rollBack();
      if (isFull(cause)) queued.fail({ type: "DiskFull" });
      else if (isIoError(cause) || isRolledBack(cause)) queued.fail({ type: "IoError" });
      else queued.reject(cause);
      return;
    }
    const committed = this.commit();
    if (committed === "full") {
      this.rollBack();
      return queued.fail({ type: "DiskFull" });
    }
    if (committed === "unknown") return queued.fail({ type: "OutcomeUnknown" });
    queued.resolve();
    this.tell(group);
  }

  /**
   * Makes the transaction durable. A full disk stops the write of a WAL frame, before any fsync; the commit frame is the last
   * one, so nothing can come back. Any other error may have come after it: everybody who waits is told, and the process ends.
   */
  private commit(): "done" | "full" | "unknown" {
    try {
      (this.deps.commit ?? commit)(this.deps.db);
    } catch (cause) {
      if (isFull(cause)) return "full";
      this.dead = true;
      this.rollBack();
      for (const queued of this.queue.splice(0)) queued.resolve(err({ type: "OutcomeUnknown" }));
      for (const whole of this.wholes.splice(0)) whole.fail({ type: "OutcomeUnknown" });
      this.deps.die(cause);
      return "unknown";
    }
    this.deps.failpoint?.("committed");
    this.deps.afterCommit?.();
    return "done";
  }

  private tell({ intents, tables }: Group): void {
    if (intents.size > 0) for (const listener of this.listeners) listener(intents, tables);
  }

  private monotonicMs(): number {
    return (this.deps.monotonicMs ?? (() => performance.now()))();
  }

  /** Nothing of the group is written. `aboutPlans`: the cause may be a plan's own, and is then a bug. */
  private failGroup(group: readonly Queued[], cause: unknown, aboutPlans: boolean): void {
    this.rollBack();
    if (aboutPlans && !isFull(cause) && !isIoError(cause) && !isRolledBack(cause)) {
      for (const queued of group) queued.reject(cause);
      return;
    }
    if (!isFull(cause)) this.deps.onBug?.(cause, "writer");
    const type = isFull(cause) ? "DiskFull" : "IoError";
    for (const queued of group) queued.resolve(err({ type }));
  }

  private rollBack(): void {
    if (this.deps.db.inTransaction) this.deps.db.run("ROLLBACK");
  }
}

const fullDisk = Object.assign(new Error("the disk is full"), { code: "SQLITE_FULL" });

const commit = (db: Database): void => {
  db.run("COMMIT");
};
