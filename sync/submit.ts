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
import { nextStamp, type Stamp } from "./core/hlc";
import type { Actor, Plan, Row } from "./core/plan";
import { encodeRecord, type LogOp } from "./core/record";
import { err, ok, type Result } from "./core/result";
import { apply } from "./apply";
import { schemaVersion } from "../drizzle/db";
import { insertJob, insertNotice } from "./outbox";
import { statement, type Table } from "./tables";

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
  | { readonly type: "Stopping" };

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
  /** The COMMIT itself; tests inject a failing disk here. */
  readonly commit?: (db: Database) => void;
  /** Monotonic milliseconds, for the bounds of a group and of the queue. */
  readonly monotonicMs?: () => number;
}

interface Queued {
  /** Monotonic milliseconds. */
  readonly sinceMs: number;
  readonly command: Command;
  readonly plan: (tx: Tx) => Result<Plan<unknown>, unknown>;
  readonly resolve: (result: Result<unknown, unknown>) => void;
  readonly reject: (cause: unknown) => void;
}

const groupPlansMax = 256;
const groupMsMax = 5;
/** While the oldest plan has waited longer than this, new ones are refused: the public first, staff and devices last. */
const waitMsMaxPublic = 200;
const waitMsMaxStaff = 2000;

export class Writer {
  private queue: Queued[] = [];
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

  /** Called after each commit with what it did: for live pages, never for decisions. Returns how to stop listening. */
  onCommit(listener: (intents: ReadonlySet<string>, tables: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes no new plans, finishes the queued ones. */
  async stop(): Promise<void> {
    this.stopped = true;
    while (this.queue.length > 0 && !this.dead) {
      this.drain();
      await Promise.resolve();
    }
  }

  /** How many plans wait: for `/metrics` and the readiness check. */
  get waiting(): number {
    return this.queue.length;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    (this.deps.defer ?? setImmediate)(() => {
      this.scheduled = false;
      this.drain();
      if (this.queue.length > 0) this.schedule();
    });
  }

  private drain(): void {
    if (this.dead || this.queue.length === 0) return;
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
      while (this.queue.length > 0 && taken.length < groupPlansMax) {
        const queued = this.queue.shift()!;
        taken.push(queued);
        answers.push(runPlan(group, queued, this.deps.onBug));
        if (!db.inTransaction) throw new Error("SQLite rolled the transaction back");
        if (this.monotonicMs() - startMs > groupMsMax) break;
      }
      group.finish();
    } catch (cause) {
      // A BEGIN that fails has taken nobody yet: a group's worth is told, or the queue would be tried again for ever.
      this.failGroup(begun ? taken : this.queue.splice(0, groupPlansMax), cause, begun);
      return;
    }
    try {
      (this.deps.commit ?? commit)(db);
    } catch (cause) {
      // A full disk stops the write of a WAL frame, before any fsync; the commit frame is the last one, so nothing of the
      // group can come back. Any other error at COMMIT may have come after it.
      if (isFull(cause)) return this.failGroup(taken, cause, true);
      this.dead = true;
      this.rollBack();
      for (const queued of [...taken, ...this.queue.splice(0)])
        queued.resolve(err({ type: "OutcomeUnknown" }));
      this.deps.die(cause);
      return;
    }
    for (const answer of answers) answer();
    if (group.intents.size > 0) for (const listener of this.listeners) listener(group.intents, group.tables);
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

/** One transaction's worth of plans. */
class Group {
  readonly intents = new Set<string>();
  readonly tables = new Set<string>();
  private heads = new Map<string, { seq: number; stamp: Stamp }>();
  private stamp: Stamp = 0;
  /** Changed heads of the plan under way, and of the group. */
  private dirty = new Set<string>();

  constructor(
    readonly deps: WriterDeps,
    readonly newId: NewId,
  ) {}

  begin(): void {
    const last = statement(this.deps.db, "SELECT max(stamp) AS stamp FROM stream_head").get() as {
      stamp: number | null;
    };
    this.stamp = last.stamp ?? 0;
  }

  tx(): Tx {
    return {
      db: this.deps.db,
      nowMs: this.deps.clock.nowMs(),
      newId: this.newId,
      random: this.deps.random,
      node: this.deps.node,
      branch: this.deps.branch,
    };
  }

  /** Applies one decided plan: rows with effects, then one log record per stream touched. */
  write(command: Command, plan: Plan<unknown>, nowMs: number): void {
    const { db, node } = this.deps;
    const stamp = nextStamp(this.stamp, nowMs);
    this.stamp = stamp;
    const opsByStream = new Map<string, LogOp[]>();
    const tables = this.tables;
    const log = (table: Table, op: LogOp, row: Row) => {
      const stream = streamOf(db, table, row);
      const ops = opsByStream.get(stream);
      if (ops) ops.push(op);
      else opsByStream.set(stream, [op]);
    };
    for (const op of plan.rows) {
      apply({ db, stamp, origin: node, log }, op);
      tables.add(op.table);
    }
    if (opsByStream.size > 0) {
      const commitId = this.newId();
      for (const [stream, ops] of opsByStream) {
        const seq = this.head(stream).seq + 1;
        this.heads.set(stream, { seq, stamp });
        this.dirty.add(stream);
        const body = encodeRecord({
          schema: schemaVersion,
          incarnation: this.deps.incarnation,
          intent: plan.intent,
          actor: command.actor,
          cause: command.requestId,
          ops,
        });
        statement(
          db,
          "INSERT INTO log_open (stream, seq, stamp, commit_id, body) VALUES (?, ?, ?, ?, ?)",
        ).run(stream, seq, stamp, commitId, body);
      }
    }
    for (const job of plan.jobs ?? []) insertJob(db, job, nowMs);
    for (const notice of plan.notices ?? []) insertNotice(db, notice, nowMs);
    if ((plan.jobs?.length ?? 0) > 0) tables.add("deviceJob");
    this.intents.add(plan.intent);
  }

  /** What to restore when the plan under way is rolled back. */
  mark(): () => void {
    const heads = new Map(this.heads);
    const { stamp } = this;
    return () => {
      this.heads = heads;
      this.stamp = stamp;
    };
  }

  finish(): void {
    for (const stream of this.dirty) {
      const { seq, stamp } = this.head(stream);
      statement(this.deps.db, "INSERT OR REPLACE INTO stream_head (stream, seq, stamp) VALUES (?, ?, ?)").run(
        stream,
        seq,
        stamp,
      );
    }
  }

  private head(stream: string): { seq: number; stamp: Stamp } {
    let head = this.heads.get(stream);
    if (!head) {
      const row = statement(this.deps.db, "SELECT seq, stamp FROM stream_head WHERE stream = ?").get(
        stream,
      ) as {
        seq: number;
        stamp: number;
      } | null;
      head = row ?? { seq: 0, stamp: 0 };
      this.heads.set(stream, head);
    }
    return head;
  }
}

/** Runs one plan and gives back how to answer once the group is on disk. */
const runPlan = (group: Group, queued: Queued, onBug: WriterDeps["onBug"]): (() => void) => {
  const { db } = group.deps;
  const { command } = queued;
  const earlier = command.idempotency && earlierAnswer(db, command.idempotency);
  if (earlier === "reused") return () => queued.resolve(err({ type: "IdempotencyKeyReused" }));
  if (earlier) return () => queued.resolve(ok(earlier.answer));
  const restore = group.mark();
  db.run("SAVEPOINT plan");
  try {
    const tx = group.tx();
    const decided = queued.plan(tx);
    if (!decided.ok) {
      db.run("ROLLBACK TO plan");
      db.run("RELEASE plan");
      return () => queued.resolve(decided);
    }
    group.write(command, decided.value, tx.nowMs);
    if (command.idempotency) keepAnswer(db, command.idempotency, decided.value.answer, tx.nowMs);
    db.run("RELEASE plan");
    return () => queued.resolve(ok(decided.value.answer));
  } catch (cause) {
    if (!db.inTransaction || isFull(cause) || isIoError(cause)) throw cause;
    db.run("ROLLBACK TO plan");
    db.run("RELEASE plan");
    restore();
    onBug?.(cause, command.requestId);
    return () => queued.reject(cause);
  }
};

const streamOf = (db: Database, table: Table, row: Row): string => {
  const rule = table.policy.stream;
  if (!rule) throw new Error(`${table.name} has no stream in sync/policies.ts`);
  if (typeof rule === "string") return rule;
  const named = row[rule.branch];
  if (typeof named === "string") return `branch:${named}`;
  // An update names the key only: the row itself says which branch it belongs to.
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const found = statement(
    db,
    `SELECT "${table.sqlColumn[rule.branch]}" AS branch FROM "${table.sqlName}" WHERE ${keys}`,
  ).get(...table.policy.key.map((column) => row[column] ?? null)) as { branch: string } | null;
  if (!found) throw new Error(`${table.name} ${JSON.stringify(row)} has no row`);
  return `branch:${found.branch}`;
};

const earlierAnswer = (
  db: Database,
  asked: IdempotencyKey,
): "reused" | { readonly answer: unknown } | undefined => {
  const row = statement(
    db,
    "SELECT route, body_hash AS bodyHash, answer FROM idempotency WHERE owner = ? AND key = ?",
  ).get(asked.owner, asked.key) as { route: string; bodyHash: string; answer: string } | null;
  if (!row) return undefined;
  if (row.route !== asked.route || row.bodyHash !== asked.bodyHash) return "reused";
  return { answer: JSON.parse(row.answer) as unknown };
};

const keepAnswer = (db: Database, asked: IdempotencyKey, answer: unknown, nowMs: number): void => {
  statement(
    db,
    "INSERT INTO idempotency (owner, key, route, body_hash, answer, at_ms) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(asked.owner, asked.key, asked.route, asked.bodyHash, JSON.stringify(answer ?? null), nowMs);
};

const commit = (db: Database): void => {
  db.run("COMMIT");
};

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";

const isFull = (cause: unknown): boolean => codeOf(cause) === "SQLITE_FULL";

const isIoError = (cause: unknown): boolean => codeOf(cause).startsWith("SQLITE_IOERR");

const isRolledBack = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === "SQLite rolled the transaction back";
