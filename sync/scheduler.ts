/**
 * Timed work: rows of one table, run by one scheduler on the injected clock. A task's plan is committed together with the
 * removal (or the next date) of its row, so a task is done once or not at all, whatever crashes between.
 */
import type { Database } from "bun:sqlite";
import type { Clock } from "./core/clock";
import type { Plan, RowOp } from "./core/plan";
import { ok, type Result } from "./core/result";
import { put, remove } from "./rows";
import type { SubmitError, Tx, Writer } from "./submit";
import { statement } from "./tables";

/** What a task does when its time has come: row changes, and when to come again (never, when left out). */
export interface TaskPlan {
  readonly plan?: Plan<unknown> | undefined;
  readonly nextDueMs?: number | undefined;
}

export interface Task {
  readonly name: string;
  plan(tx: Tx, payload: string): Result<TaskPlan, unknown>;
}

interface Due {
  readonly id: string;
  readonly task: string;
  readonly dueMs: number;
  readonly payload: string;
  readonly attempts: number;
}

/** A failed task is tried again after 1, 2, 4 … minutes, an hour at most. */
const retryMs = (attempts: number): number => Math.min(60, 2 ** attempts) * 60_000;

export class Scheduler {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  /** The writer took neither the last task nor the date of its next try. */
  private refused = false;
  /** A refusal was reported: a disk that stays full for a night is one line, not one a second. */
  private told = false;
  /** `begin` was called, and the writer has not taken its rows yet. */
  private beginning = false;

  constructor(
    private readonly deps: {
      db: Database;
      clock: Clock;
      writer: Writer;
      tasks: readonly Task[];
      onError: (task: string, cause: unknown) => void;
    },
  ) {}

  /**
   * Asks for every task now: how a node starts its recurring work. Where the writer refuses (a disk that is full at the very
   * first start), the reason is reported once and each `runDue` asks again before it looks for anything else.
   */
  async begin(): Promise<void> {
    this.beginning = true;
    const refusal = await this.tryToBegin();
    if (refusal) this.deps.onError("start", new Error(JSON.stringify(refusal)));
  }

  /**
   * Runs everything due now, one commit each, until nothing is due or the writer refuses (full disk, overloaded, stopping):
   * then the row stands where it stood, and trying again at once would only spin. Returns how many rows moved.
   */
  async runDue(): Promise<number> {
    let ran = 0;
    this.refused = this.beginning && (await this.tryToBegin()) !== undefined;
    if (this.refused) return 0;
    for (;;) {
      const nowMs = this.deps.clock.nowMs();
      const due = statement(
        this.deps.db,
        `SELECT id, task, due_ms AS dueMs, payload, attempts FROM schedule WHERE due_ms <= ? ORDER BY due_ms, id LIMIT 1`,
      ).get(nowMs) as Due | null;
      if (!due) return ran;
      this.refused = true;
      if (!(await this.runOne(due, nowMs))) return ran;
      this.refused = false;
      ran++;
    }
  }

  /** Wakes at the next due row, at the latest every second; after a refusal of the writer in a second. */
  start(): void {
    const wake = () => {
      this.running = this.runDue()
        .then(() => undefined)
        .catch((cause: unknown) => this.deps.onError("scheduler", cause))
        .finally(() => {
          if (this.timer) this.timer = setTimeout(wake, this.sleepMs());
        });
    };
    this.timer = setTimeout(wake, 0);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.running;
  }

  private sleepMs(): number {
    if (this.refused) return 1000;
    const row = statement(this.deps.db, "SELECT min(due_ms) AS due FROM schedule").get() as {
      due: number | null;
    };
    const untilMs = row.due === null ? 1000 : row.due - this.deps.clock.nowMs();
    return Math.min(1000, Math.max(20, untilMs));
  }

  /** Why the writer did not take the rows; undefined when it did. */
  private async tryToBegin(): Promise<SubmitError | undefined> {
    const command = { actor: { kind: "system", task: "start" }, requestId: "start" } as const;
    const begun = await this.deps.writer.submit<null, never>(command, (tx) =>
      ok({
        intent: "start",
        rows: this.deps.tasks.map(({ name }) => schedule(name, name, tx.nowMs)),
        answer: null,
      }),
    );
    if (!begun.ok) return begun.error;
    this.beginning = false;
    return undefined;
  }

  /** Whether the row moved: done, or put off after a failure. */
  private async runOne(due: Due, nowMs: number): Promise<boolean> {
    const task = this.deps.tasks.find((known) => known.name === due.task);
    const command = { actor: { kind: "system", task: due.task }, requestId: `task:${due.id}` } as const;
    try {
      if (!task) throw new Error(`no task ${due.task}`);
      const done = await this.deps.writer.submit(command, (tx) => {
        if (!isStillDue(tx, due)) return ok(nothing);
        const planned = task.plan(tx, due.payload);
        if (!planned.ok) return planned;
        const { plan = nothing, nextDueMs } = planned.value;
        const moved = plan.rows.some(
          (op) => op.op === "put" && op.table === "schedule" && op.row["id"] === due.id,
        );
        if (moved) return ok(plan);
        const after =
          nextDueMs === undefined
            ? remove("schedule", { id: due.id })
            : schedule(due.id, due.task, nextDueMs, due.payload);
        return ok({ ...plan, rows: [...plan.rows, after] });
      });
      if (!done.ok) throw new Error(JSON.stringify(done.error));
      this.told = false;
      return true;
    } catch (cause) {
      const putOff = await this.deps.writer.submit(command, () =>
        ok({
          intent: "retryTask",
          rows: [
            put("schedule", {
              id: due.id,
              task: due.task,
              payload: due.payload,
              attempts: due.attempts + 1,
              lastError: String(cause).slice(0, 500),
              dueMs: nowMs + retryMs(due.attempts),
            }),
          ],
          answer: null,
        }),
      );
      if (putOff.ok || !this.told) this.deps.onError(due.task, cause);
      this.told = !putOff.ok;
      return putOff.ok;
    }
  }
}

const nothing: Plan<unknown> = { intent: "nothingDue", rows: [], answer: null };

/** Another plan of the same moment may have moved or removed the row since it was read. */
const isStillDue = (tx: Tx, due: Due): boolean =>
  statement(tx.db, "SELECT 1 FROM schedule WHERE id = ? AND due_ms = ?").get(due.id, due.dueMs) !== null;

/** The row that asks for a task: part of any plan. The same id replaces an earlier date. */
export const schedule = (id: string, task: string, dueMs: number, payload = ""): RowOp =>
  put("schedule", { id, task, dueMs, payload, attempts: 0, lastError: null });
