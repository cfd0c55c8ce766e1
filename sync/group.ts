/** One transaction of the writer: what it has decided so far, and how one plan becomes rows, log records, jobs and notices. */
import type { Database } from "bun:sqlite";
import { apply } from "./apply";
import { growTree, leafFor, treeSize } from "./audit";
import { nextStamp, type Stamp, stampAt } from "./core/hlc";
import type { NewId } from "./core/ids";
import type { Plan, Row } from "./core/plan";
import { streamFor } from "./core/policy";
import { encodeRecord, type LogOp } from "./core/record";
import { err, ok } from "./core/result";
import { schemaVersion } from "../drizzle/db";
import { insertJob, insertNotice } from "./outbox";
import { isFull, isIoError } from "./disk-error";
import type { Command, IdempotencyKey, Queued, Tx, WriterDeps } from "./submit";
import { insert } from "./rows";
import { statement, type Table } from "./tables";

/** How far a merged stamp may pull this node's clock ahead of its own time. */
export const foldMsMax = 5 * 60_000;

/** A part of a transaction: kept or undone, once. */
export interface Part {
  keep(): void;
  undo(): void;
}

/** One transaction's worth of plans. */
export class Group {
  readonly intents = new Set<string>();
  readonly tables = new Set<string>();
  private heads = new Map<string, { seq: number; stamp: Stamp }>();
  private stamp: Stamp = 0;
  /** Size of the audit tree before this transaction, once a plan of it is audited. */
  private treeLeaves: number | undefined;
  /** The highest stamp that was ever merged here. */
  private ahead: Stamp = 0;
  /** Changed heads of the plan under way, and of the group. */
  private dirty = new Set<string>();

  constructor(
    readonly deps: WriterDeps,
    readonly newId: NewId,
  ) {}

  begin(): void {
    const { own, folded, ahead } = statement(
      this.deps.db,
      `SELECT (SELECT max(stamp) FROM stream_head) AS own,
              (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'clock') AS folded,
              (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'ahead') AS ahead`,
    ).get() as { own: number | null; folded: number | null; ahead: number | null };
    this.stamp = Math.max(own ?? 0, folded ?? 0);
    this.ahead = ahead ?? 0;
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

  /** Applies one decided plan: rows with effects and its leaf of the audit log, then one log record per stream touched. */
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
    const writing = { db, stamp, origin: node, log, ahead: this.ahead, fresh: new Set<string>() };
    const treeLeaves = () => (this.treeLeaves ??= treeSize(db));
    const leaf = leafFor(this.deps, command.actor, plan, nowMs, treeLeaves);
    for (const op of leaf ? [...plan.rows, insert("audit", { ...leaf })] : plan.rows) {
      apply(writing, op);
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
    if ((plan.notices?.length ?? 0) > 0) tables.add("notice");
    this.intents.add(plan.intent);
  }

  /** Begins a part that may be undone alone, its records in the log too. */
  beginPart(): Part {
    const { db } = this.deps;
    const heads = new Map(this.heads);
    const dirty = new Set(this.dirty);
    const { stamp } = this;
    db.run("SAVEPOINT part");
    return {
      keep: () => void db.run("RELEASE part"),
      undo: () => {
        db.run("ROLLBACK TO part");
        db.run("RELEASE part");
        this.heads = heads;
        this.dirty = dirty;
        this.stamp = stamp;
      },
    };
  }

  /**
   * The clock learns of a merged stamp. It follows at most five minutes ahead of this node's own time: a clock that is a year
   * wrong must not drag everybody's along (`kernel.md` 2).
   */
  fold(stamp: Stamp): void {
    const { db, clock } = this.deps;
    this.stamp = Math.max(this.stamp, Math.min(stamp, stampAt(clock.nowMs() + foldMsMax)));
    this.ahead = Math.max(this.ahead, stamp);
    const keep = statement(db, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    keep.run("clock", String(this.stamp));
    keep.run("ahead", String(this.ahead));
  }

  finish(): void {
    if (this.treeLeaves !== undefined) growTree(this.deps.db, this.deps.node);
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
export const runPlan = (group: Group, queued: Queued, onBug: WriterDeps["onBug"]): (() => void) => {
  const { db } = group.deps;
  const { command } = queued;
  const earlier = command.idempotency && earlierAnswer(db, command.idempotency);
  if (earlier === "reused") return () => queued.resolve(err({ type: "IdempotencyKeyReused" }));
  if (earlier) return () => queued.resolve(ok(earlier.answer));
  const part = group.beginPart();
  try {
    const tx = group.tx();
    const decided = queued.plan(tx);
    if (!decided.ok) {
      part.undo();
      return () => queued.resolve(decided);
    }
    group.write(command, decided.value, tx.nowMs);
    if (command.idempotency) keepAnswer(db, command.idempotency, decided.value.answer, tx.nowMs);
    part.keep();
    return () => queued.resolve(ok(decided.value.answer));
  } catch (cause) {
    if (!db.inTransaction || isFull(cause) || isIoError(cause)) throw cause;
    part.undo();
    onBug?.(cause, command.requestId);
    return () => queued.reject(cause);
  }
};

const streamOf = (db: Database, table: Table, row: Row): string => {
  const rule = table.policy.stream;
  if (!rule) throw new Error(`${table.name} has no stream in sync/policies.ts`);
  if (typeof rule === "string") return rule;
  const named = row[rule.branch];
  if (typeof named === "string") return streamFor(rule, named);
  // An update names the key only: the row itself says which branch it belongs to.
  const keys = table.policy.key.map((column) => `"${table.sqlColumn[column]}" = ?`).join(" AND ");
  const found = statement(
    db,
    `SELECT "${table.sqlColumn[rule.branch]}" AS branch FROM "${table.sqlName}" WHERE ${keys}`,
  ).get(...table.policy.key.map((column) => row[column] ?? null)) as { branch: string } | null;
  if (!found) throw new Error(`${table.name} ${JSON.stringify(row)} has no row`);
  return streamFor(rule, found.branch);
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
