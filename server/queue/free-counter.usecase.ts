/** A supervisor frees a counter whose officer left without signing off. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, orThrow, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type AtCounter, closeRow, releaseRows } from "./counters.usecase";
import { counterById } from "./counters.store";
import { type CounterPageError, currentAt, rowsOf } from "./steps.usecase";
import { step, type TicketCommand } from "./step";

export interface FreeCounter {
  readonly counterId: string;
  /** The supervisor. */
  readonly actor: string;
  readonly reason: string;
  /** What the supervisor saw of the person who was called to this counter: still in the hall, or done and gone. */
  readonly person: "waits" | "served";
}

export type FreeCounterError = Extract<
  CounterPageError,
  { readonly type: "CounterNotFound" | "CounterNotOpen" }
>;

/** Closes the counter. Whoever is there waits again with place kept, or is done; who freed it from whom is kept. */
export const planFreeCounter = (tx: Tx, free: FreeCounter): Result<Plan<AtCounter>, FreeCounterError> => {
  const { counterId, actor, reason } = free;
  const counter = counterById(tx, counterId);
  if (!counter) return err({ type: "CounterNotFound" });
  const { no, state, officer } = counter;
  if (state === "closed") return err({ type: "CounterNotOpen", state });
  return ok({
    intent: "freeCounter",
    rows: [
      ...personRows(tx, free),
      ...releaseRows(tx, counterId),
      closeRow(tx, counter),
      insert("calendarChange", {
        id: tx.newId(),
        branch: tx.branch!,
        what: "counter",
        reason,
        actor,
        atMs: tx.nowMs,
        before: JSON.stringify({ no, state, officer }),
        after: JSON.stringify({ no, state: "closed", officer }),
      }),
    ],
    answer: { counterId },
  });
};

const personRows = (tx: Tx, { counterId, actor, person }: FreeCounter): readonly RowOp[] => {
  const current = currentAt(tx, counterId);
  if (!current) return [];
  const command: TicketCommand =
    person === "served" ? { type: "finish", outcome: "done" } : { type: "transfer", reason: "counter_freed" };
  const by = { officerId: actor, counterId };
  return rowsOf(tx, current, orThrow(step(current.ticket, current.now, command, by, tx.nowMs)));
};
