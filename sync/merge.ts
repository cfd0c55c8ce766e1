/**
 * Applying the log of other nodes to this node's state, a slice at a time, so that people at counters never wait for a backlog.
 *
 *   batch table (durable, acknowledged) ──► cursor ──► slice: one transaction of at most `sliceMsMax`
 *                                                        each record: ops by the laws ─► effects ─► reactions ─► own log
 *
 * Invariants
 *  - The cursor moves in the transaction that applies what it passes: after a crash nothing is applied twice or left out.
 *  - A reaction runs once per operation, keyed, and its rows go into this node's own log.
 *  - What this program does not know waits in quarantine and is applied when it does. What a row's own table forbids (a unit that
 *    was never there) is put aside with its record, on every node alike: it hurts nobody but its writer.
 */
import type { BatchHead, DecodedBatch } from "./core/batch";
import type { RowOp, Notice } from "./core/plan";
import type { LogOp } from "./core/record";
import { derives } from "./derive";
import { isErased } from "./erased";
import type { Traces } from "./erasure";
import { isFull, isIoError, isRolledBack } from "./disk-error";
import { deriveRow, mergeOp, rowOf } from "./merge-op";
import { bulkShapes, insertBulk } from "./merge-bulk";
import {
  type Aside,
  keepForbidden,
  quarantine,
  quarantined,
  release,
  splitOp,
  unknownHere,
} from "./quarantine";
import { type Reacted, reactionOf } from "./reactions";
import type { Sealer } from "./sealer";
import type { SubmitError, Whole, Writer } from "./submit";
import { readStored } from "./stored-batch";
import { statement, type Table, tableById } from "./tables";
import { type Result } from "./core/result";

/** A slice is one transaction, its fsync included; after that counters are let through. */
export const sliceMsMax = 20;
/** While people ask for commits the slice is as short as one of theirs. */
const sliceMsMaxBesidePeople = 4;
/** Records between two looks at the clock. */
const windowRecordsMax = 64;
const windowRecordsMaxBesidePeople = 8;

export interface MergeDeps {
  readonly writer: Writer;
  readonly sealer: Sealer;
  readonly role: "branch" | "hq";
  /** Told, when it is on disk, what lies outside the database for somebody who was erased. */
  readonly forgotten?: (traces: readonly Traces[]) => void;
  /** Told of records that were put aside. */
  readonly report?: (what: string, cause: unknown) => void;
  /** Monotonic milliseconds. */
  readonly monotonicMs?: () => number;
  /** Records between two looks at the clock; the simulator draws it. */
  readonly windowRecords?: () => number;
  /** Which table a number means; an older program knows fewer. Default: all of this program's. */
  readonly knows?: (table: number) => Table | undefined;
}

interface Cursor {
  /** The batch that is being applied, by its place in the log, and how many of its records are done. */
  readonly pos: number;
  readonly done: number;
}

interface Loaded {
  readonly pos: number;
  readonly head: BatchHead;
  readonly batch: DecodedBatch;
  /** How many ops of each shape, and of the batch, come before each record. */
  readonly opStart: readonly number[];
  readonly shapeAt: readonly number[];
}

export class Merger {
  private loaded: Loaded | undefined;
  private running: Promise<Result<void, SubmitError>> | undefined;
  /** What an older program put aside was applied, as far as this one knows it. */
  private isCaughtUp = false;
  /** Of this transaction. */
  private traces: Traces[] = [];

  constructor(readonly deps: MergeDeps) {}

  /** Applies everything that the log holds and the state does not. Asked again while it runs, it goes on to the new end. */
  async applyPending(): Promise<Result<void, SubmitError>> {
    const before = this.running ?? Promise.resolve({ ok: true, value: undefined } as const);
    const next = before.then(() => this.run());
    this.running = next;
    try {
      return await next;
    } finally {
      if (this.running === next) this.running = undefined;
    }
  }

  private async run(): Promise<Result<void, SubmitError>> {
    if (!this.isCaughtUp) {
      const known = await this.applyQuarantined();
      if (!known.ok) return known;
    }
    for (;;) {
      this.traces = [];
      const slice = await this.deps.writer.whole((whole) => this.slice(whole));
      if (!slice.ok) {
        this.loaded = undefined;
        return slice;
      }
      if (this.traces.length > 0) this.deps.forgotten?.(this.traces);
      if (slice.value === "end") return { ok: true, value: undefined };
    }
  }

  /** One transaction's worth. */
  private slice(whole: Whole): "more" | "end" {
    const now = this.deps.monotonicMs ?? (() => performance.now());
    const startMs = now();
    const isShort = this.deps.writer.hasPeople;
    // Half for the changes, half for the disk.
    const changesMsMax = (isShort ? sliceMsMaxBesidePeople : sliceMsMax) / 2;
    let cursor = cursorOf(whole);
    for (;;) {
      const loaded = this.load(whole, cursor);
      if (!loaded) {
        keepCursor(whole, pastOwn(whole, cursor));
        return "end";
      }
      const from = loaded.pos === cursor.pos ? cursor.done : 0;
      const to = Math.min(
        loaded.batch.records.length,
        from + (this.deps.windowRecords?.() ?? (isShort ? windowRecordsMaxBesidePeople : windowRecordsMax)),
      );
      this.window(whole, loaded, from, to);
      cursor = { pos: loaded.pos, done: to };
      if (now() - startMs > changesMsMax) {
        keepCursor(whole, cursor);
        return "more";
      }
    }
  }

  /** The batch at the cursor, or the next one of another node. */
  private load(whole: Whole, cursor: Cursor): Loaded | undefined {
    const { loaded } = this;
    if (loaded?.pos === cursor.pos && cursor.done < loaded.batch.records.length) return loaded;
    const { db, node } = whole.tx;
    const row = statement(
      db,
      `SELECT pos, bytes FROM batch WHERE (pos > ?1 OR (pos = ?1 AND ?2 < seq_to - seq_from + 1)) AND origin <> ?3
       ORDER BY pos LIMIT 1`,
    ).get(cursor.pos, cursor.done, node) as { pos: number; bytes: Uint8Array } | null;
    if (!row) return undefined;
    const { head, batch } = readStored(row.bytes);
    const seen = batch.shapes.map(() => 0);
    const opStart: number[] = [];
    const shapeAt: number[] = [];
    let at = 0;
    for (const size of batch.sizes) {
      opStart.push(at);
      for (let op = 0; op < size; op++) {
        const shape = batch.order[at++]!;
        shapeAt.push(seen[shape]!);
        seen[shape]!++;
      }
    }
    this.loaded = { pos: row.pos, head, batch, opStart, shapeAt };
    return this.loaded;
  }

  /** Records [from, to) of a batch. When one of them cannot be, the others are tried one by one. */
  private window(whole: Whole, loaded: Loaded, from: number, to: number): void {
    const cause = forbiddenIn(whole, () => this.records(whole, loaded, from, to));
    if (cause === undefined) return;
    if (to - from > 1) for (let at = from; at < to; at++) this.window(whole, loaded, at, at + 1);
    else {
      const { head, batch } = loaded;
      this.deps.report?.(`record ${head.origin}/${head.stream}/${head.from + from}`, cause);
      const first = loaded.opStart[from]!;
      for (let index = 0; index < batch.sizes[from]!; index++) {
        const op = opOf(batch, batch.order[first + index]!, loaded.shapeAt[first + index]!);
        quarantine(whole.tx.db, `${head.origin}/${head.stream}/${head.from + from}/${index}`, {
          stamp: batch.records[from]!.stamp,
          op,
          reason: String(cause),
        });
      }
    }
  }

  private records(whole: Whole, loaded: Loaded, from: number, to: number): void {
    const { db } = whole.tx;
    const { head, batch } = loaded;
    const touched = new Set<string>();
    const bulk = bulkShapes(batch, (id) => this.tableOf(id));
    for (const [shape, table] of bulk) {
      insertBulk(db, table, batch, shape, head.origin, from, to, (at) =>
        mergeOp(this.merging(whole, loaded, recordOf(batch, shape, at)), table, opOf(batch, shape, at)),
      );
      touched.add(table.name);
    }
    for (let record = from; record < to; record++) this.record(whole, loaded, record, bulk, touched);
    whole.fold(batch.records[to - 1]!.stamp);
    whole.touch("merge", touched);
  }

  private record(
    whole: Whole,
    loaded: Loaded,
    record: number,
    bulk: ReadonlyMap<number, Table>,
    touched: Set<string>,
  ): void {
    const { head, batch } = loaded;
    const start = loaded.opStart[record]!;
    const following = new Following(whole, `${head.origin}/${head.stream}/${head.from + record}`);
    for (let index = 0; index < batch.sizes[record]!; index++) {
      const shape = batch.order[start + index]!;
      if (bulk.has(shape)) continue;
      const op = opOf(batch, shape, loaded.shapeAt[start + index]!);
      const name = `${head.origin}/${head.stream}/${head.from + record}/${index}`;
      const known = this.knownPart(whole, name, batch.records[record]!.stamp, op);
      if (!known) continue;
      mergeOp(this.merging(whole, loaded, record), known.table, known.op);
      touched.add(known.table.name);
      this.follow(following, name, known.table, known.op, head.origin);
    }
    following.finish();
  }

  /** The part of a change that this program knows; the rest waits in quarantine. Undefined when it knows nothing of it. */
  private knownPart(
    { tx }: Whole,
    name: string,
    stamp: number,
    op: LogOp,
  ): { readonly table: Table; readonly op: LogOp } | undefined {
    const table = this.tableOf(op.table);
    const columns = table?.policy.columns!.length ?? 0;
    if (table && op.columns.every((column) => column <= columns)) return { table, op };
    const { known, unknown } = splitOp(table, op);
    quarantine(tx.db, name, { stamp, op: unknown, reason: unknownHere });
    return table && known ? { table, op: known } : undefined;
  }

  /** What a change of a row leads to here: a key that is missing is asked for, reactions are noted. */
  private follow(following: Following, name: string, table: Table, op: LogOp, origin: number): void {
    wantKey(following.whole, table, op, name);
    for (const reaction of table.policy.reactions ?? [])
      following.add(() => this.react(following, name, reaction, table, op, origin));
  }

  /**
   * A newer program than the one that put changes aside: what it knows now is applied, before anything else runs on it. When the
   * disk does not let it, it is tried again before the next batch is applied.
   */
  async applyQuarantined(): Promise<Result<void, SubmitError>> {
    const done = await this.deps.writer.whole((whole) => {
      for (const aside of quarantined(whole.tx.db)) {
        const table = this.tableOf(aside.op.table);
        if (!table || aside.op.columns.some((column) => column > table.policy.columns!.length)) continue;
        const cause = forbiddenIn(whole, () => this.applyAside(whole, table, aside));
        if (cause === undefined) continue;
        this.deps.report?.(`record ${aside.name}`, cause);
        keepForbidden(whole.tx.db, aside.name, String(cause));
      }
    });
    this.isCaughtUp ||= done.ok;
    return done;
  }

  private applyAside(whole: Whole, table: Table, { name, stamp, op }: Aside): void {
    const { db } = whole.tx;
    const [origin, stream] = name.split("/") as [string, string];
    const written = { stamp, node: Number(origin) };
    mergeOp({ db, sealer: this.deps.sealer, stream, written }, table, op);
    const following = new Following(whole, name);
    this.follow(following, name, table, op, Number(origin));
    following.finish();
    release(db, name);
  }

  /** Runs a reaction that this operation has not had yet. */
  private react(
    following: Following,
    op: string,
    name: string,
    table: Table,
    change: LogOp,
    origin: number,
  ): void {
    const { tx } = following.whole;
    const keyed = statement(tx.db, "INSERT OR IGNORE INTO reaction (op, name) VALUES (?, ?)").run(op, name);
    if (keyed.changes === 0) return;
    const { sealer, role } = this.deps;
    const forgotten = (traces: Traces) => void this.traces.push(traces);
    const here = { tx, sealer, role, forgotten };
    const done = reactionOf(name)(here, { row: rowOf(table, change), origin, op });
    if (done) following.take(done);
    // Not decided yet: a key is missing. It is asked again when the key comes.
    else statement(tx.db, "DELETE FROM reaction WHERE op = ? AND name = ?").run(op, name);
  }

  private tableOf(id: number): Table | undefined {
    return (this.deps.knows ?? tableById)(id);
  }

  private merging(whole: Whole, { head, batch }: Loaded, record: number) {
    return {
      db: whole.tx.db,
      sealer: this.deps.sealer,
      stream: head.stream,
      written: { stamp: batch.records[record]!.stamp, node: head.origin },
    };
  }

  /** A person's key has come: rows that waited for it are derived, and reactions that waited are decided. */
  keyCame(whole: Whole, subject: string): void {
    const { tx } = whole;
    const found = statement(tx.db, "SELECT rid, op FROM key_wanted WHERE subject = ? ORDER BY rid").all(
      subject,
    ) as { rid: string; op: string }[];
    statement(tx.db, "DELETE FROM key_wanted WHERE subject = ?").run(subject);
    for (const { rid, op } of found) {
      const [id, ...values] = JSON.parse(rid) as [number, ...(string | number)[]];
      const table = this.tableOf(id);
      if (!table || !derives[table.name]) continue;
      const key = Object.fromEntries(table.policy.key.map((column, at) => [column, values[at]!]));
      deriveRow(tx.db, this.deps.sealer, table, key);
      const change: LogOp = {
        table: id,
        kind: "u",
        columns: table.policy.key.map((column) => table.wire[column]!),
        values,
      };
      const following = new Following(whole, op);
      for (const reaction of table.policy.reactions ?? [])
        following.add(() => this.react(following, op, reaction, table, change, Number(op.split("/")[0])));
      following.finish();
    }
  }
}

/** What one record leads to on this node: reactions run after all of its changes, because a commit belongs together. */
class Following {
  private readonly reactions: (() => void)[] = [];
  private readonly rows: RowOp[] = [];
  private readonly notices: Notice[] = [];

  constructor(
    readonly whole: Whole,
    /** The record, or the operation, that is the cause. */
    private readonly cause: string,
  ) {}

  add(reaction: () => void): void {
    this.reactions.push(reaction);
  }

  take({ rows, notices }: Reacted): void {
    this.rows.push(...rows);
    this.notices.push(...(notices ?? []));
  }

  /** Runs the reactions one after another, each on what the one before it wrote. */
  finish(): void {
    for (const reaction of this.reactions) {
      reaction();
      const rows = this.rows.splice(0);
      const notices = this.notices.splice(0);
      if (rows.length + notices.length === 0) continue;
      const command = { actor: { kind: "system", task: "merge" }, requestId: this.cause } as const;
      this.whole.write(command, { intent: "react", rows, notices, answer: null });
    }
  }
}

/** A row about a person whose key is not here: it is asked for, and the row is told when it comes. */
const wantKey = (whole: Whole, table: Table, op: LogOp, name: string): void => {
  const at = op.columns.indexOf(table.wire["subject"] ?? -1);
  if (at < 0) return;
  const { db } = whole.tx;
  const subject = String(op.values[at]);
  if (table.name === "erasure" || isErased(db, subject)) return;
  if (statement(db, "SELECT 1 FROM keyring WHERE subject = ?").get(subject) !== null) return;
  const key = table.policy.key.map((column) => op.values[op.columns.indexOf(table.wire[column]!)]);
  const rid = JSON.stringify([table.policy.id, ...key]);
  statement(db, "INSERT OR IGNORE INTO key_wanted (subject, rid, op) VALUES (?, ?, ?)").run(
    subject,
    rid,
    name,
  );
};

const recordOf = (batch: DecodedBatch, shape: number, at: number): number =>
  batch.shapes[shape]!.records[at]!;

/** One change of a shape, as data of its own. */
const opOf = (batch: DecodedBatch, shape: number, at: number): LogOp => {
  const { table, kind, columns, values, at: stamps } = batch.shapes[shape]!;
  return {
    table,
    kind,
    columns,
    values: values.map((column) => column[at]!),
    ...(stamps ? { at: stamps[at]! } : {}),
  };
};

/** How far the state has the log. */
const cursorOf = (whole: Whole): Cursor => {
  const row = statement(whole.tx.db, "SELECT value FROM meta WHERE key = 'applied'").get() as {
    value: string;
  } | null;
  const [pos, done] = row ? (JSON.parse(row.value) as [number, number]) : [0, 0];
  return { pos, done };
};

/**
 * Everything of others is applied: what follows in the log is this node's own, and is not looked through again. A branch that was
 * cut off for a season has hundreds of thousands of them (measured: 300,000 cost 80 ms of every look).
 */
const pastOwn = (whole: Whole, cursor: Cursor): Cursor => {
  const { pos } = statement(whole.tx.db, "SELECT coalesce(max(pos), 0) AS pos FROM batch").get() as {
    pos: number;
  };
  return pos > cursor.pos ? { pos, done: 0 } : cursor;
};

const keepCursor = (whole: Whole, { pos, done }: Cursor): void => {
  statement(whole.tx.db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('applied', ?)").run(
    JSON.stringify([pos, done]),
  );
};

/** Does `work` whole or not at all. Gives back what forbids it. */
const forbiddenIn = (whole: Whole, work: () => void): unknown => {
  const part = whole.beginPart();
  try {
    work();
  } catch (cause) {
    if (!whole.tx.db.inTransaction || !isForbidden(cause)) throw cause;
    part.undo();
    return cause;
  }
  part.keep();
  return undefined;
};

/** Everything but the disk's own failures: what the row's table, or a rule about it, does not allow. */
const isForbidden = (cause: unknown): boolean => !isFull(cause) && !isIoError(cause) && !isRolledBack(cause);
